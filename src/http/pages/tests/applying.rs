//! Samples of the pages that families fill in.

use std::sync::Arc;

use askama::Template;
use paiwei_protocol::{
    choices::Choices,
    digest::Digest,
    ident::Code,
    journal::State,
    receipt::Receipt,
    request::Request,
    results::{Placement, ResultLine},
    rules::Rules,
};

use crate::{
    http::pages::{
        Shell,
        application::ApplicationPage,
        apply::{ApplyPage, Change},
        filled::{Filled, Wrong},
        find::FindPage,
        receipt::picture,
    },
    rounds::{ClaimDocument, FileKind, Objection, ObjectionState, OwnApplication, OwnDecision},
    samples::Sample,
};

const CODE: &str = "009W-QGAQ-RTES-Z";

pub(super) fn pages(shell: &Shell) -> Vec<(&'static str, String)> {
    let find = |number: &str, missed, found: Option<&str>, published| FindPage {
        shell: shell.clone(),
        round: "a-2027".to_owned(),
        titles: super::titles(),
        rehearsal: false,
        number: number.to_owned(),
        missed,
        found: found.map(str::to_owned),
        published,
    };
    let device = Change { codes: vec![CODE.to_owned(), CODE.to_owned()], ..Change::default() };
    let stranger = Change { wrong: Some("<x>".to_owned()), ..Change::default() };
    let hand = Change {
        codes: vec![CODE.to_owned()],
        secret: Some("<s>".to_owned()),
        ..Change::default()
    };
    vec![
        ("find", find("", false, None, false).render().unwrap()),
        ("find", find("<x>", true, None, true).render().unwrap()),
        ("find", find("x", false, Some(CODE), true).render().unwrap()),
        ("change", form(shell, Sample::District, 2, device).render().unwrap()),
        ("change", form(shell, Sample::District, 1, stranger).render().unwrap()),
        ("change", form(shell, Sample::School, 1, hand).render().unwrap()),
        ("application", application(shell, State::Open, false).render().unwrap()),
        ("application", application(shell, State::Posted, false).render().unwrap()),
        ("application", application(shell, State::Published, true).render().unwrap()),
    ]
}

fn form(shell: &Shell, sample: Sample, children: usize, change: Change) -> ApplyPage {
    let wrong = Wrong { field: "linked".to_owned(), why: "x".to_owned() };
    ApplyPage {
        shell: shell.clone(),
        round: "a-2027".to_owned(),
        rules: Arc::new(sample.rules(&crate::samples::tests::setting())),
        children,
        filled: Filled::default(),
        wrong: vec![wrong],
        open: true,
        change: Some(change),
    }
}

/// An application with all that may stand on its page.
fn application(shell: &Shell, state: State, placed: bool) -> ApplicationPage {
    let mut rules = Sample::District.rules(&crate::samples::tests::setting());
    rules.timeline.answers = Some(shell.now + 1);
    let code = Code::parse_strict(CODE).unwrap();
    let objection = |number, state| Objection {
        code,
        number,
        text: "<x>".to_owned(),
        signature: None,
        filed_at: 7,
        state,
    };
    let replied = ObjectionState::Replied { upheld: true, reply: "y".to_owned(), at: 8 };
    let place = Placement { program: "J1".to_owned(), pool: "open".to_owned(), choice: 1 };
    let line = ResultLine {
        code,
        placement: placed.then_some(place),
        numbers: Vec::new(),
        ranks: Vec::new(),
    };
    let document = ClaimDocument {
        id: "0f".repeat(16),
        code: CODE.to_owned(),
        category: "class-1".to_owned(),
        kind: FileKind::Pdf,
        bytes: 5 << 20,
        added_at: 9,
    };
    let decision = |status: &str| OwnDecision {
        status: status.to_owned(),
        categories: Vec::new(),
        points: None,
    };
    ApplicationPage {
        shell: shell.clone(),
        round: "a-2027".to_owned(),
        code: CODE.to_owned(),
        secret: "<s>".to_owned(),
        own: OwnApplication {
            receipts: Vec::new(),
            state,
            decision: Some(decision("entered")),
            objections: vec![objection(1, ObjectionState::Open), objection(2, replied)],
            result: (state == State::Published).then_some((1, line)),
            answers: Vec::new(),
        },
        receipt: Some(receipt(&rules, code)),
        documents: vec![document],
        done: Some("documents-added"),
        wrong: Some("<w>".to_owned()),
        rules: Arc::new(rules),
    }
}

fn receipt(rules: &Rules, code: Code) -> Receipt {
    let request = Request {
        origin: rules.origin.clone(),
        round: rules.round.clone(),
        code,
        revision: 2,
        withdrawn: false,
        bundle: Vec::new(),
        claims: vec!["class-2".to_owned()],
        choices: Choices::parse("J1|G1", 2).unwrap(),
        commitment: Digest([7; 32]),
    };
    Receipt { request, family: None, time: 7, index: 0 }
}

#[test]
fn what_is_claimed_may_be_proved_first() {
    let [zh, _] = super::shells();
    let page = application(&zh, State::Open, false);
    assert_eq!(page.provable()[0].id, "class-2");
    assert!(page.may_prove() && page.answers_until().is_none());
    assert!(!application(&zh, State::Frozen, false).may_prove());
    assert!(application(&zh, State::Published, true).answers_until().is_some());
    assert!(application(&zh, State::Published, false).answers_until().is_none());
}

#[test]
fn what_is_no_receipt_has_no_picture_of_one() {
    let [zh, _] = super::shells();
    let rules = Sample::School.rules(&crate::samples::tests::setting());
    assert_eq!(picture(&zh, &rules, "x").code, "");
}

#[test]
fn a_form_tells_all_its_faults_at_once() {
    let [_, en] = super::shells();
    let rules = Sample::District.rules(&crate::samples::tests::setting());
    let typed = [
        ("attempt", "00112233445566778899aabbccddeeff"),
        ("child-0-name", "王甲子"),
        ("child-0-document-type", "resident-id"),
        // The check digit would be 5.
        ("child-0-document-number", "330198201605210400"),
        ("choice-0-0", "J3"),
    ];
    let typed = typed.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let form = Filled::of(typed.into());
    let asked = form.asked(&rules, 7).unwrap();
    let wrong = form.faults(&rules, &asked, 1_808_000_000, &en);
    let fields: Vec<&str> = wrong.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(fields, ["child-0-document-number", "choice-0-0"]);
}
