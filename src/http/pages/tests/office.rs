//! The office's pages with samples.

use std::sync::Arc;

use askama::Template as _;

use super::{STATES, titles};
use crate::{
    http::pages::{
        Shell,
        office::{
            ACTS, AccountsPage, ConsolePage, Desk, OfficeRound, OwnAccountPage, ProposalLine,
            RoundCard, Shown, SignInPage, TrailPage,
        },
        standing::{Progress, Stage},
    },
    rounds::{Pending, Task},
    samples::Sample,
    staff::{Account, TrailEntry},
};

pub(super) const TASKS: [Task; 25] = [
    Task::Commit,
    Task::CommitObserver,
    Task::OpenIntake,
    Task::Import,
    Task::Close,
    Task::Review,
    Task::Post,
    Task::PostingWitnessed,
    Task::Freeze,
    Task::FreezeWitnessed,
    Task::OpenSeed,
    Task::OpenObserverSeed,
    Task::SeedMissing,
    Task::Order,
    Task::OrderAgain,
    Task::Witness,
    Task::Dice,
    Task::DiceAgain,
    Task::Confirm,
    Task::Beacon,
    Task::SourceFailed,
    Task::Draw,
    Task::Publish,
    Task::Void,
    Task::Annul,
];

/// Somebody with every role.
pub(super) fn desk() -> Desk {
    Desk {
        name: "li".to_owned(),
        roles: "operator+reviewer+supervisor".parse().unwrap(),
        waiting: 2,
    }
}

pub(super) fn pages(shell: &Shell) -> Vec<(&'static str, String)> {
    let mut pages = vec![("console", console(shell, false)), ("console", console(shell, true))];
    pages.extend(STATES.iter().map(|state| ("office round", round(shell, &state.to_string()))));
    let wrong = Some("<x>".to_owned());
    let sign_in =
        SignInPage { shell: shell.clone(), from: "/office".to_owned(), name: String::new(), wrong };
    pages.push(("sign in", sign_in.render().unwrap()));
    pages.extend([true, false].map(|begun| ("own account", own_account(shell, begun))));
    pages.push(("accounts", accounts(shell)));
    pages.push(("trail", trail(shell)));
    pages
}

fn own_account(shell: &Shell, begun: bool) -> String {
    let shown = Shown { secret: "JBSWY3DPEHPK3PXP".to_owned(), qr: String::new() };
    let page = OwnAccountPage {
        shell: shell.clone(),
        desk: desk(),
        second_factor: begun,
        enrolment: begun.then_some(shown),
        done: (!begun).then_some("account-factor-on"),
        wrong: Some(shell.t("account-again-differs")),
    };
    page.render().unwrap()
}

fn accounts(shell: &Shell) -> String {
    let account = |name: &str, locked| Account {
        name: name.to_owned(),
        roles: desk().roles,
        locked,
        second_factor: locked,
        made_at: 7,
    };
    let page = AccountsPage {
        shell: shell.clone(),
        desk: desk(),
        accounts: vec![account("li", false), account("wang", true)],
        name: String::new(),
        changed: "li".to_owned(),
        wrong: Some(shell.t("accounts-no-role")),
    };
    page.render().unwrap()
}

fn trail(shell: &Shell) -> String {
    let row = |act: &str| TrailEntry {
        position: 7,
        at: 7,
        account: crate::staff::COMMAND_LINE.to_owned(),
        act: act.to_owned(),
        round: "a-2027".to_owned(),
        detail: "审".repeat(12_000),
    };
    let page = TrailPage {
        shell: shell.clone(),
        desk: desk(),
        rows: ACTS.into_iter().chain(["something-else"]).map(row).collect(),
        size: 12_000,
        older: Some(7),
        newer: true,
    };
    page.render().unwrap()
}

fn console(shell: &Shell, empty: bool) -> String {
    let card = |next| RoundCard {
        id: "a-2027".to_owned(),
        titles: titles(),
        state: "open".to_owned(),
        rehearsal: true,
        received: 12_000,
        next,
        confirming: 1,
    };
    let page = ConsolePage {
        shell: shell.clone(),
        desk: desk(),
        rounds: if empty { vec![] } else { TASKS.map(Some).map(card).into() },
        over: if empty { vec![] } else { vec![card(None)] },
        proposals: if empty { vec![] } else { proposals() },
    };
    page.render().unwrap()
}

fn proposals() -> Vec<ProposalLine> {
    let line = |step: &str, own| ProposalLine {
        id: "0f".repeat(16),
        round: "a-2027".to_owned(),
        step: step.to_owned(),
        by: "wang".to_owned(),
        at: 7,
        own,
    };
    ["announce", "replace-key", "withdraw-application", "seed-missing", "source-failed"]
        .into_iter()
        .flat_map(|step| [line(step, true), line(step, false)])
        .collect()
}

fn round(shell: &Shell, state: &str) -> String {
    let pending = Pending {
        kind: "dice-thrown".to_owned(),
        entry: Vec::new(),
        hash: paiwei_protocol::digest::Digest([7; 32]),
        statement: String::new(),
        have: vec!["notary".to_owned()],
        waiting: vec!["parents".to_owned()],
        need: 2,
    };
    let page = OfficeRound {
        shell: shell.clone(),
        desk: desk(),
        id: "a-2027".to_owned(),
        rules: Arc::new(Sample::School.rules(&crate::samples::tests::setting())),
        state: state.to_owned(),
        stages: vec![Stage { id: "apply", progress: Progress::Now, at: Some(7) }],
        received: 7,
        undecided: 3,
        next: TASKS.into(),
        pending: Some(pending),
        handed_over: true,
        proposals: proposals(),
    };
    page.render().unwrap()
}

#[test]
fn a_trail_that_names_thousands_stays_light() {
    let [zh, _] = super::shells();
    let rows = ACTS.len() + 1;
    assert_eq!(trail(&zh).matches("审审审审审审审审审审").count(), rows * 50);
}

#[test]
fn a_task_is_offered_to_whom_it_is_for() {
    let of = |roles: &str| Desk { roles: roles.parse().unwrap(), ..desk() };
    for (roles, import, review, freeze) in [
        ("operator", true, false, true),
        ("reviewer", false, true, false),
        ("supervisor", false, false, true),
    ] {
        let desk = of(roles);
        let does = [Task::Import, Task::Review, Task::Freeze].map(|task| desk.does(task));
        assert_eq!(does, [import, review, freeze], "{roles}");
    }
}
