//! The pages of lists, notices and sheets with samples.

use std::{collections::BTreeMap, sync::Arc};

use askama::Template as _;
use paiwei_protocol::{
    digest::Digest,
    journal::Table,
    rules::{Dice, PostedNames, Posting, Rules},
};

use super::{office::desk, titles};
use crate::{
    http::pages::{
        Shell,
        office::{Notice, NoticesIndex, NoticesPage, OutputsPage, Reached, Sheet, SheetPage},
        paging::Paging,
    },
    rounds::RollSheet,
    samples::Sample,
};

fn rules() -> Arc<Rules> {
    let rules = Sample::District.rules(&crate::samples::tests::setting());
    Arc::new(Rules { posting: Posting { names: PostedNames::Masked, ..rules.posting }, ..rules })
}

pub(super) fn pages(shell: &Shell) -> Vec<(&'static str, String)> {
    let mut pages = vec![("outputs", outputs(shell, true)), ("outputs", outputs(shell, false))];
    pages.extend([true, false].map(|linked| ("notices", index(shell, linked))));
    pages.push(("notices", notices(shell)));
    let hash = || "0f".repeat(32);
    let files = || vec![("draw.txt".to_owned(), hash())];
    let table = Table { size: 7, root: Digest([7; 32]), sha256: Digest([9; 32]) };
    let statuses = ["entered", "withdrawn", "refused", "lapsed"];
    let roll = |frozen| {
        let counts: BTreeMap<String, u64> = statuses.map(|word| (word.to_owned(), 7)).into();
        Sheet::Roll(RollSheet { frozen, entry: 7, table, counts })
    };
    let dice = |face: &str, confirmed| Sheet::Dice {
        dice: Dice { sides: 10, throws: 2 },
        rows: vec![vec![(1, face.to_owned()), (2, face.to_owned())]],
        thrown: !face.is_empty(),
        confirmed,
    };
    let software = |hash| Sheet::Software { version: "1", hash, files: files() };
    let programs = vec![(titles(), Some(288), 2310, 288), (titles(), None, 7, 7)];
    let mut sheets = vec![
        software(Some(hash())),
        software(None),
        roll(true),
        roll(false),
        dice("", false),
        dice("7", false),
        dice("7", true),
        Sheet::Results { files: files(), programs },
    ];
    sheets.extend(["roll", "dice", "results"].map(Sheet::NotYet));
    pages.extend(sheets.into_iter().map(|one| ("sheet", sheet(shell, one))));
    pages
}

fn outputs(shell: &Shell, all: bool) -> String {
    let page = OutputsPage {
        shell: shell.clone(),
        desk: desk(),
        id: "a-2027".to_owned(),
        rules: rules(),
        reached: Reached { opened: all, posted: all, published: all },
    };
    page.render().unwrap()
}

fn index(shell: &Shell, linked: bool) -> String {
    let programs = vec![("J1".to_owned(), titles(), 1), ("J2".to_owned(), titles(), 100)];
    let page = NoticesIndex {
        shell: shell.clone(),
        desk: desk(),
        id: "a-2027".to_owned(),
        rules: rules(),
        programs: if linked { programs } else { Vec::new() },
        linked,
    };
    page.render().unwrap()
}

fn notices(shell: &Shell) -> String {
    let notice = |number: &str, link: &str| Notice {
        name: "<王甲子>".to_owned(),
        code: "009W-QGAQ-RTES-Z".to_owned(),
        number: number.to_owned(),
        choice: 2,
        link: link.to_owned(),
        qr: if link.is_empty() { String::new() } else { "<svg class=\"qr\"></svg>".to_owned() },
    };
    let page = NoticesPage {
        shell: shell.clone(),
        desk: desk(),
        id: "a-2027".to_owned(),
        rules: rules(),
        program: titles(),
        notices: vec![notice("N1", "https://a.example/rounds/r/results/x"), notice("", "")],
        paging: Paging::among(120, Some(2), 50, "?page=".to_owned()),
        answers: Some(7),
    };
    page.render().unwrap()
}

fn sheet(shell: &Shell, sheet: Sheet) -> String {
    let page = SheetPage {
        shell: shell.clone(),
        desk: desk(),
        id: "a-2027".to_owned(),
        rules: rules(),
        attempt: 2,
        sheet,
    };
    page.render().unwrap()
}
