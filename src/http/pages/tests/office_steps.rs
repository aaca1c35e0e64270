//! The ceremony console and proposed steps, with samples of every task and every step.

use std::sync::Arc;

use askama::Template as _;
use paiwei_protocol::{
    digest::Digest,
    rules::{Dice, Rules},
};
use serde_json::{Value, json};

use super::{
    ENTRIES, STATES,
    office::{TASKS, desk},
};
use crate::{
    http::pages::{
        Shell,
        office::{
            BeaconDue, ConsoleWrong, Decision, Handed, Offer, ProposalLine, ProposalPage,
            StepsPage, Typed, rules::Words,
        },
    },
    rounds::{Appended, Drawn, Head, Pending},
    samples::Sample,
    staff::{Ended, Proposal, Step},
};

pub(super) fn pages(shell: &Shell) -> Vec<(&'static str, String)> {
    let mut pages: Vec<_> = STATES
        .iter()
        .map(|state| ("steps", steps(shell, &state.to_string()).render().unwrap()))
        .collect();
    pages.push(("steps refused", refused(shell)));
    pages.push(("steps for a reviewer", for_reviewer(shell)));
    for step in every_step() {
        for (name, by) in [("li", "wang"), ("wang", "wang")] {
            let mut page = proposal(shell, step.clone(), None);
            (page.desk.name, page.proposal.proposed_by) = (name.to_owned(), by.to_owned());
            pages.push(("proposal", page.render().unwrap()));
        }
        for (state, outcome) in outcomes() {
            let page = proposal(shell, step.clone(), Some((state, outcome)));
            pages.push(("proposal", page.render().unwrap()));
        }
    }
    pages
}

fn rules() -> Rules {
    Sample::School.rules(&crate::samples::tests::setting())
}

fn steps(shell: &Shell, state: &str) -> StepsPage {
    let offer = |task| {
        let observers = vec!["notary".to_owned()];
        Offer { from: Some(7), observers, ..Offer::of(task) }
    };
    let (offers, dangers): (Vec<_>, Vec<_>) =
        TASKS.into_iter().map(offer).partition(Offer::is_usual);
    let pending = Pending {
        kind: "randomness-recorded".to_owned(),
        entry: Vec::new(),
        hash: Digest([7; 32]),
        statement: String::new(),
        have: vec!["notary".to_owned()],
        waiting: vec!["parents".to_owned()],
        need: 2,
    };
    StepsPage {
        shell: shell.clone(),
        desk: desk(),
        id: "a-2027".to_owned(),
        rules: Arc::new(rules()),
        state: state.to_owned(),
        attempt: 2,
        offers,
        dangers,
        pending: Some(pending),
        proposals: vec![ProposalLine {
            id: "0f".repeat(16),
            round: "a-2027".to_owned(),
            step: "dice".to_owned(),
            by: "wang".to_owned(),
            at: 7,
            own: false,
        }],
        entries: ENTRIES.map(|kind| Appended { index: 1, at: 2, kind }).to_vec(),
        head: Head { size: 12, root: Digest([9; 32]), cosigned: 0 },
        dice: Some(Dice { sides: 6, throws: 50 }),
        beacon: Some(BeaconDue { round: 9, due: 7, cosign_by: 7 }),
        handed_over: false,
        done: Some("steps-done-journalled"),
        drawn: Some(Drawn {
            key: "0f".repeat(32),
            text: String::new(),
            ledgers: Vec::new(),
            cutoffs: paiwei_protocol::results::Cutoffs { lines: Vec::new() },
            entered: 1107,
            placed: 900,
        }),
        typed: Typed::default(),
        wrong: None,
        token: "1-2-3-4".to_owned(),
    }
}

fn refused(shell: &Shell) -> String {
    let mut page = steps(shell, "ordered");
    for offer in &mut page.offers {
        offer.waiting = Some("0f".repeat(16));
    }
    (page.handed_over, page.done, page.drawn) = (false, Some("steps-done-known"), None);
    page.wrong = Some(ConsoleWrong {
        form: "witness".to_owned(),
        field: "notes".to_owned(),
        why: "<x>".to_owned(),
        other: Some("0f".repeat(16)),
    });
    page.render().unwrap()
}

fn for_reviewer(shell: &Shell) -> String {
    let mut page = steps(shell, "open");
    page.desk.roles = "reviewer".parse().unwrap();
    (page.handed_over, page.head.cosigned) = (true, 2);
    page.render().unwrap()
}

fn every_step() -> Vec<Step> {
    let (note, reason) = ("a note\n".to_owned(), "a reason".to_owned());
    let notes = vec![note.clone()];
    let faces = "1 2 3".to_owned();
    vec![
        Step::Announce { rules: serde_json::from_slice(&rules().to_json()).unwrap() },
        Step::Commit {},
        Step::CommitObserver { note: note.clone() },
        Step::Open {},
        Step::Close {},
        Step::Post {},
        Step::PostingWitnessed { notes: notes.clone() },
        Step::Freeze {},
        Step::FreezeWitnessed { notes: notes.clone() },
        Step::OpenSeed {},
        Step::OpenObserverSeed { note },
        Step::SeedMissing { observer: "notary".to_owned() },
        Step::Order { window: 600 },
        Step::OrderAgain { window: 600, notes: notes.clone() },
        Step::Witness { notes: notes.clone() },
        Step::Dice { faces: faces.clone() },
        Step::DiceAgain { faces, why: reason.clone() },
        Step::Beacon { signature: "0f".repeat(48), previous: None },
        Step::SourceFailed { reason: reason.clone() },
        Step::Publish {},
        Step::Void { reason: reason.clone(), notes },
        Step::Annul { reason },
        Step::ReplaceKey { code: "009W-QGAQ-RTES-Z".to_owned(), key: "0f".repeat(32) },
        Step::WithdrawApplication { code: "009W-QGAQ-RTES-Z".to_owned(), reason: "<x>".to_owned() },
    ]
}

fn outcomes() -> [(&'static str, Value); 5] {
    [
        ("done", json!({ "entry": 7, "drand": { "round": 9, "due": 7, "cosign_by": 7 } })),
        ("done", json!({ "hash": "0f".repeat(32), "receipt": "paiwei receipt v1\n" })),
        ("refused", json!({ "why": "<x>" })),
        ("refused", json!({ "typed_differently": 3 })),
        ("withdrawn", json!({})),
    ]
}

pub(super) fn proposal(shell: &Shell, step: Step, ended: Option<(&str, Value)>) -> ProposalPage {
    let announces = matches!(step, Step::Announce { .. });
    let round = if announces { String::new() } else { "a-2027".to_owned() };
    let shown = Handed::of(&step);
    let dice = step.is_blind().then_some(Dice { sides: 6, throws: 50 });
    ProposalPage {
        shell: shell.clone(),
        desk: desk(),
        id: round.clone(),
        rules: (!announces).then(|| Arc::new(rules())),
        announced: announces.then(rules),
        words: announces.then(|| Words::handed_in(shell, &rules(), None, "x?page=".to_owned())),
        inputs: shown,
        dice,
        entry: ended.as_ref().map(|_| (7, Digest([7; 32]))),
        receipts: ended.iter().map(|_| super::kept(2, true)).collect(),
        typed: Decision::default(),
        wrong: Some(("word".to_owned(), "<x>".to_owned())),
        proposal: Proposal {
            id: "0f".repeat(16),
            round,
            step,
            proposed_by: "wang".to_owned(),
            proposed_at: 7,
            ended: ended.map(|(state, outcome)| Ended {
                state: state.to_owned(),
                by: "li".to_owned(),
                at: 7,
                outcome,
            }),
        },
    }
}

#[test]
fn who_types_dice_sees_nothing_of_the_first_persons() {
    let [zh, _] = super::shells();
    let faces = "6 6 6 1 6 6".to_owned();
    for step in [Step::Dice { faces: faces.clone() }, Step::DiceAgain { faces, why: "x".into() }] {
        for name in ["li", "wang"] {
            let mut page = proposal(&zh, step.clone(), None);
            page.desk.name = name.to_owned();
            assert!(!page.render().unwrap().contains("6 6 6 1"), "{step:?}, {name}");
        }
    }
}

#[test]
fn nobody_is_asked_to_decide_on_their_own_step() {
    let [zh, _] = super::shells();
    let mut page = proposal(&zh, Step::Close {}, None);
    let form = "value=\"accept\"";
    assert!(page.render().unwrap().contains(form));
    page.desk.name = "wang".to_owned();
    let own = page.render().unwrap();
    assert!(!own.contains(form) && own.contains("value=\"withdraw\""));
    page.desk.name = "zhao".to_owned();
    page.desk.roles = "reviewer".parse().unwrap();
    assert!(!page.render().unwrap().contains(form));
}
