//! The pages of imports with samples.

use std::sync::Arc;

use askama::Template as _;

use super::office::desk;
use crate::{
    http::pages::{
        Shell,
        filled::Wrong,
        office::{CheckPage, ColumnsPage, DonePage, Line, UploadPage, ValuesPage},
        paging::Paging,
    },
    import::{Heading, Mapping, Means, Unclear, suggest},
    rounds::Upload,
    samples::Sample,
};

const ID: &str = "0f0f";

fn rules(sample: Sample) -> Arc<paiwei_protocol::rules::Rules> {
    Arc::new(sample.rules(&crate::samples::tests::setting()))
}

fn upload(mapping: Option<Mapping>, imported_at: Option<u64>) -> Upload {
    Upload {
        id: ID.to_owned(),
        account: "li".to_owned(),
        name: "<报名表>.xlsx".to_owned(),
        mapping,
        made_at: 7,
        imported_at,
        children: (12_000, 7),
    }
}

pub(super) fn pages(shell: &Shell) -> Vec<(&'static str, String)> {
    let mut pages = vec![("import", import(shell, true)), ("import", import(shell, false))];
    for sample in [Sample::District, Sample::School, Sample::ZoneChoiceFirst] {
        pages.push(("columns", columns(shell, sample)));
    }
    pages.push(("values", values(shell, false)));
    pages.push(("values", values(shell, true)));
    for (errors, rows, open) in [(0, 3, true), (0, 3, false), (3, 3, true), (0, 0, true)] {
        pages.push(("check", check(shell, errors, rows, open)));
    }
    let done = DonePage {
        shell: shell.clone(),
        desk: desk(),
        id: "a-2027".to_owned(),
        rules: rules(Sample::School),
        upload: upload(None, Some(7)),
    };
    pages.push(("done", done.render().unwrap()));
    pages
}

fn import(shell: &Shell, open: bool) -> String {
    let wrong = |field: &str| Wrong { field: field.to_owned(), why: "<x>".to_owned() };
    let uploads = vec![
        upload(None, None),
        upload(Some(Mapping::default()), None),
        upload(Some(Mapping::default()), Some(7)),
    ];
    let page = UploadPage {
        shell: shell.clone(),
        desk: desk(),
        id: "a-2027".to_owned(),
        rules: rules(Sample::School),
        open,
        uploads: if open { uploads } else { Vec::new() },
        gone: !open,
        wrong: if open { vec![wrong("file"), wrong("mapping")] } else { Vec::new() },
    };
    page.render().unwrap()
}

fn columns(shell: &Shell, sample: Sample) -> String {
    let names = ["报名号", "姓名", "证件号码", "户籍类别", "第一志愿", "第二志愿", "<x>"];
    let heading = |name: &str| Heading {
        heading: name.to_owned(),
        samples: vec!["<y>".to_owned(), "2".to_owned()],
    };
    let columns: Vec<Heading> = names.map(heading).into();
    let rules = rules(sample);
    let mut mapping = suggest(&columns, &rules);
    mapping.fields.insert("school".to_owned(), crate::import::Source::default());
    let wrong = ["registration", "claims", "choice-0-0"];
    let page = ColumnsPage {
        shell: shell.clone(),
        desk: desk(),
        id: "a-2027".to_owned(),
        rules,
        upload: ID.to_owned(),
        name: "<报名表>.xlsx".to_owned(),
        sheets: vec!["一".to_owned(), "二".to_owned()],
        rows: 12_000,
        columns,
        mapping,
        wrong: wrong.map(|field| Wrong { field: field.to_owned(), why: "<x>".to_owned() }).into(),
    };
    page.render().unwrap()
}

fn values(shell: &Shell, empty: bool) -> String {
    let group = |means| Unclear {
        means,
        headings: vec!["类别".to_owned(), "志愿".to_owned()],
        texts: vec![
            ("<文汇>".to_owned(), 1, Some(String::new())),
            ("女".to_owned(), 7, Some("female".to_owned())),
            ("?".to_owned(), 12_000, None),
        ],
        more: 3,
    };
    let groups = [Means::DocumentType, Means::Sex, Means::Claim(0), Means::Program].map(group);
    let page = ValuesPage {
        shell: shell.clone(),
        desk: desk(),
        id: "a-2027".to_owned(),
        rules: rules(Sample::District),
        upload: ID.to_owned(),
        groups: if empty { Vec::new() } else { groups.into() },
    };
    page.render().unwrap()
}

fn check(shell: &Shell, errors: usize, rows: u64, open: bool) -> String {
    let line = |error| Line {
        row: 7,
        registration: "<1>".to_owned(),
        column: "性别".to_owned(),
        error,
        what: "<x>".to_owned(),
        remedy: "y".to_owned(),
    };
    let page = CheckPage {
        shell: shell.clone(),
        desk: desk(),
        id: "a-2027".to_owned(),
        rules: rules(Sample::School),
        upload: ID.to_owned(),
        name: "<报名表>.xlsx".to_owned(),
        open,
        mark: "0f".repeat(32),
        changed: errors > 0,
        rows,
        new: (errors == 0).then_some(rows),
        errors,
        wrong_rows: errors,
        notes: 1,
        lines: if rows > 0 { vec![line(errors > 0), line(false)] } else { Vec::new() },
        paging: Paging::among(500, Some(2), 200, "?page=".to_owned()),
    };
    page.render().unwrap()
}
