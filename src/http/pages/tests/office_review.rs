//! Review, objections and the counter with samples.

use std::sync::Arc;

use askama::Template as _;
use paiwei_protocol::{changes::Field, digest::Digest, ident::Code, journal::Table};

use super::office::desk;
use crate::{
    http::pages::{
        Shell,
        office::{
            Asked, AtCounter, CounterPage, CounterTyped, Form, Frame, HistoryLine, ObjectionsPage,
            PersonShown, QueueLine, ReplyTyped, ReviewItem, ReviewQueue, Sought, Tab,
        },
    },
    rounds::{ClaimDocument, Correction, FileKind, Objection, ObjectionState, Posting},
    samples::Sample,
};

const STANDINGS: [&str; 5] = ["undecided", "accepted", "refused", "withdrawn", "all"];
const DONE: [&str; 7] = ["accepted", "refused", "lapsed", "same", "many", "rest", "unclaimed"];

pub(super) fn pages(shell: &Shell) -> Vec<(&'static str, String)> {
    let mut pages = Vec::new();
    for state in ["open", "posted", "published"] {
        for standing in STANDINGS {
            pages.push(("review", queue(shell, state, standing, None)));
            pages.push(("review item", item(shell, state, standing, None)));
        }
    }
    for done in DONE {
        pages.push(("review", queue(shell, "open", "all", Some(done))));
    }
    for field in ["standard", "note", "points", "reason"] {
        pages.push(("review item", item(shell, "posted", "undecided", Some(field))));
    }
    for (objection, until) in [(0, None), (7, None), (7, Some(7)), (7, Some(1_808_090_000))] {
        pages.push(("objections", objections(shell, objection, until)));
    }
    for state in ["open", "closed"] {
        for field in ["find", "key", "reason"] {
            pages.push(("counter", counter(shell, state, Some(field))));
        }
        pages.push(("counter", counter(shell, state, None)));
    }
    pages
}

fn asked(standing: &str, done: Option<&str>) -> Asked {
    Asked {
        standing: standing.to_owned(),
        program: "J1".to_owned(),
        after: "009W-QGAQ-RTES-Z".to_owned(),
        done: done.unwrap_or_default().to_owned(),
        of: "7".to_owned(),
        left: "2".to_owned(),
        ..Asked::default()
    }
}

fn line(standing: &'static str) -> QueueLine {
    QueueLine {
        code: "009W-QGAQ-RTES-Z".to_owned(),
        mark: "0f".repeat(8),
        standing,
        claims: vec!["feeder".to_owned()],
        points: Some(80),
        bands: vec![vec!["J1".to_owned()], vec!["P1".to_owned()]],
        linked: vec!["0000-0000-0001-Y".to_owned()],
        revision: 2,
        granted: Vec::new(),
        granted_points: None,
        decided_at: (standing != "undecided").then_some(7),
    }
}

fn frame(shell: &Shell, state: &str, asked: Asked, lines: Vec<QueueLine>) -> Frame {
    Frame {
        shell: shell.clone(),
        desk: desk(),
        id: "a-2027".to_owned(),
        rules: Arc::new(Sample::District.rules(&crate::samples::tests::setting())),
        state: state.to_owned(),
        asked,
        lines,
        next: Some("009W-QGAQ-RTES-Z".to_owned()),
        form: Form::default(),
        wrong: None,
    }
}

fn queue(shell: &Shell, state: &str, standing: &'static str, done: Option<&str>) -> String {
    let lines = if done == Some("rest") { Vec::new() } else { vec![line(standing)] };
    let mut frame = frame(shell, state, asked(standing, done), lines);
    frame.wrong = done.is_none().then(|| ("picks", "<x>".to_owned()));
    let page = ReviewQueue {
        frame,
        tabs: STANDINGS.map(|standing| Tab { standing, count: 12_000 }).into(),
        before: (standing == "undecided").then(|| "009W-QGAQ-RTES-Z".to_owned()),
        sought: Sought { find: "<x>".to_owned() },
    };
    page.render().unwrap()
}

fn item(shell: &Shell, state: &str, standing: &'static str, wrong: Option<&'static str>) -> String {
    let history = |verdict| HistoryLine {
        at: 7,
        by: "zhao".to_owned(),
        verdict,
        categories: vec!["feeder".to_owned()],
    };
    let lines = vec![line(standing), line("undecided")];
    let mut frame = frame(shell, state, asked(standing, None), lines);
    frame.wrong = wrong.map(|field| (field, "<x>".to_owned()));
    let page = ReviewItem {
        frame,
        item: line(standing),
        person: person(),
        documents: if standing == "all" { Vec::new() } else { vec![document()] },
        history: ["accept", "refuse", "lapse", "rest"].map(history).into(),
        siblings: vec![line("accepted")],
        before: Some("009W-QGAQ-RTES-Z".to_owned()),
        following: Some("009W-QGAQ-RTES-Z".to_owned()),
        meanwhile: wrong.is_none(),
    };
    page.render().unwrap()
}

fn document() -> ClaimDocument {
    ClaimDocument {
        id: "0f".repeat(16),
        code: "009W-QGAQ-RTES-Z".to_owned(),
        category: "feeder".to_owned(),
        kind: FileKind::Pdf,
        bytes: 1,
        added_at: 7,
    }
}

fn person() -> PersonShown {
    let fields = [
        ("name", "王甲子"),
        ("phone", "19900000000"),
        ("document-type", "passport"),
        ("document-number", "ZZ990001"),
        ("birth", "2020-09-07"),
        ("sex", "female"),
        ("school", "x"),
        ("address", "x"),
        ("guardian", "x"),
        ("other", "x"),
    ];
    PersonShown {
        fields: fields.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        registration: "QC2027-00001".to_owned(),
        why: "<x>".to_owned(),
    }
}

fn objections(shell: &Shell, objection: u64, until: Option<u64>) -> String {
    let mut rules = Sample::District.rules(&crate::samples::tests::setting());
    rules.posting.objection = objection;
    let code = Code::from_bits(7);
    let one = |number, state| Objection {
        code,
        number,
        text: "<x>".to_owned(),
        signature: Some([0; 64]),
        filed_at: 7,
        state,
    };
    let replied = |upheld| ObjectionState::Replied { upheld, reply: "<x>".to_owned(), at: 7 };
    let table = Table { size: 12_000, root: Digest([7; 32]), sha256: Digest([8; 32]) };
    let correction = |field: Field| Correction {
        code,
        field: field.as_str().to_owned(),
        reason: "clerical-error".to_owned(),
    };
    let page = ObjectionsPage {
        shell: shell.clone(),
        desk: desk(),
        id: "a-2027".to_owned(),
        rules: Arc::new(rules),
        state: "posted".to_owned(),
        posting: (objection != 7 || until.is_some()).then_some(Posting {
            table,
            index: 3,
            at: 7,
            until,
        }),
        open: if until.is_some() { vec![one(1, ObjectionState::Open)] } else { Vec::new() },
        replied: vec![one(2, replied(true)), one(3, replied(false))],
        corrections: if objection == 0 { Vec::new() } else { Field::ALL.map(correction).into() },
        done: Some(code),
        typed: ReplyTyped { code: code.to_string(), number: 1, ..ReplyTyped::default() },
        wrong: Some("<x>".to_owned()),
    };
    page.render().unwrap()
}

fn counter(shell: &Shell, state: &str, wrong: Option<&'static str>) -> String {
    let rules = Arc::new(Sample::District.rules(&crate::samples::tests::setting()));
    let found = AtCounter {
        code: "009W-QGAQ-RTES-Z".to_owned(),
        person: person(),
        linked: vec!["0000-0000-0001-Y".to_owned()],
        withdrawn: (state == "closed" && wrong.is_none()).then(|| super::kept(2, true)),
    };
    let page = CounterPage {
        shell: shell.clone(),
        desk: desk(),
        id: "a-2027".to_owned(),
        rules,
        state: state.to_owned(),
        sought: Sought { find: "<x>".to_owned() },
        typed: CounterTyped::default(),
        found: (wrong != Some("find")).then_some(found),
        waiting: wrong.is_none().then(|| "0f".repeat(16)),
        wrong: wrong.map(|field| (field, "<x>".to_owned())),
    };
    page.render().unwrap()
}

#[test]
fn the_queue_leads_back_page_by_page_and_says_how_many_were_seen() {
    let [zh, _] = super::shells();
    let middle = queue(&zh, "open", "undecided", None);
    assert!(middle.contains("&#38;after=009W-QGAQ-RTES-Z\" rel=\"prev\""), "{middle}");
    let second = queue(&zh, "open", "all", None);
    assert!(second.contains("?standing=all&#38;program=J1\" rel=\"prev\""), "{second}");
    let frame = frame(&zh, "open", Asked::default(), vec![line("undecided")]);
    let tabs = vec![Tab { standing: "undecided", count: 12_000 }];
    let first =
        ReviewQueue { frame, tabs, before: None, sought: Sought::default() }.render().unwrap();
    assert!(!first.contains("rel=\"prev\""), "{first}");
    assert!(first.contains("name=\"undecided\" value=\"12000\""), "{first}");
}
