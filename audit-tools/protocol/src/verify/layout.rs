//! V08: the files that the journal says must be there, and no others (PROTOCOL.md, section 4).

use std::collections::BTreeSet;

use super::{
    Case, Outcome,
    case::{frozen_attempts, path, published_attempts},
    manifest::MANIFEST,
    verdict_of,
};
use crate::journal::{Body, Event, Journal, Round, State};

/// V08
pub(super) fn files(case: &mut Case<'_>) -> Outcome {
    let expected = expected(case);
    let found: BTreeSet<&str> =
        case.folder.keys().map(String::as_str).filter(|p| !p.starts_with("journal/")).collect();
    let missing = expected.iter().filter(|path| !found.contains(path.as_str()));
    let surplus = found.iter().filter(|path| !expected.contains(**path));
    let findings = missing
        .map(|path| format!("{path} is missing"))
        .chain(surplus.map(|path| format!("{path} does not belong to this round")))
        .collect();
    verdict_of(findings)
}

fn expected(case: &Case<'_>) -> BTreeSet<String> {
    let round = case.round();
    let mut files: BTreeSet<String> =
        [MANIFEST, "PROTOCOL.md", "trust.txt", "rules.json"].map(str::to_owned).into();
    if intake_closed(case) {
        files.insert("intake.csv".to_owned());
    }
    if round.posted.is_some() {
        files.insert("posted.csv".to_owned());
    }
    for attempt in frozen_attempts(round) {
        files.extend(["changes.csv", "roll.csv"].map(|name| path(attempt.number, name)));
    }
    for attempt in published_attempts(round) {
        let names = ["draw.txt", "results.csv", "cutoffs.csv", "waitlist.csv"];
        files.extend(names.map(|name| path(attempt.number, name)));
    }
    let answered = round.attempts.iter().filter(|attempt| attempt.answers > 0);
    files.extend(answered.map(|attempt| path(attempt.number, "answers.csv")));
    if lists_verify_html(case) {
        files.insert("verify.html".to_owned());
    }
    for earlier in earlier_in_force(case.journal(), round) {
        files.extend(["roll.csv", "results.csv"].map(|name| earlier_path(&earlier.id, name)));
    }
    files
}

fn intake_closed(case: &Case<'_>) -> bool {
    let round = case.round();
    match round.state {
        State::Announced | State::Open => false,
        State::Void => closed_before_void(case),
        _ => true,
    }
}

fn closed_before_void(case: &Case<'_>) -> bool {
    use crate::journal::IntakePhase::Close;
    let id = &case.rules().round;
    case.entries.iter().any(|entry| {
        matches!(&entry.body, Body::Round { round, event: Event::Intake { phase: Close, .. }, .. }
            if round == id)
    })
}

fn lists_verify_html(case: &Case<'_>) -> bool {
    let Some(index) = case.round().current().result else { return false };
    let entry = &case.entries[usize::try_from(index).expect("an index into memory")];
    matches!(&entry.body, Body::Round { event: Event::ResultPublished { files, .. }, .. }
        if files.verify.is_some())
}

/// Rounds of the chain before `round` whose result is in force.
pub(super) fn earlier_in_force<'j>(journal: &'j Journal, round: &'j Round) -> Vec<&'j Round> {
    let mut chain = Vec::new();
    let mut next = round.announced.follows.as_deref();
    while let Some(earlier) = next.and_then(|id| journal.round(id)) {
        if earlier.in_force() {
            chain.push(earlier);
        }
        next = earlier.announced.follows.as_deref();
    }
    chain
}

/// Path of an earlier round's file.
pub(super) fn earlier_path(round: &str, name: &str) -> String {
    format!("earlier/{round}/{name}")
}
