//! V23 to V26: draw text, results, cutoffs and waiting lists are what the journal gives
//! (PROTOCOL.md, sections 12 to 14).

use std::collections::BTreeSet;

use super::{
    Case, Outcome, Verdict,
    case::{path, published_attempts},
    does_not_apply, verdict_of,
};
use crate::{
    assign::assign,
    ident::Code,
    journal::{Attempt, State},
    results::{Cutoffs, Results, Waitlist},
};

/// What an attempt's draw gives.
pub(super) struct Drawn {
    pub(super) attempt: u32,
    /// Codes that have a place.
    pub(super) placed: BTreeSet<Code>,
    results: Vec<u8>,
    cutoffs: Vec<u8>,
    waitlist: Vec<u8>,
}

/// V23
pub(super) fn text(case: &mut Case<'_>) -> Outcome {
    let mut findings = Vec::new();
    let mut drawn = Vec::new();
    for attempt in published_attempts(case.round()) {
        match draw(case, attempt) {
            Ok(result) => drawn.push(result),
            Err(finding) => findings.push(finding),
        }
    }
    if drawn.is_empty() && findings.is_empty() {
        return does_not_apply();
    }
    case.drawn = drawn;
    verdict_of(findings)
}

fn draw(case: &Case<'_>, attempt: &Attempt) -> Result<Drawn, String> {
    let file = path(attempt.number, "draw.txt");
    let text = case
        .round()
        .draw_text(case.journal().origin(), attempt)
        .ok_or(format!("{file}: the journal's randomness is not of its form"))?;
    if case.file(&file) != text.write() {
        return Err(format!("{file}: not what the journal's rules, roll, seeds and sources give"));
    }
    let roll = case.roll_of(attempt.number).ok_or(format!("{file}: its roll was not read"))?;
    let outcome = assign(case.rules(), roll, &text.key());
    let results = Results::of(&outcome);
    let placed = results.lines.iter().filter(|line| line.placement.is_some());
    Ok(Drawn {
        attempt: attempt.number,
        placed: placed.map(|line| line.code).collect(),
        results: results.write(),
        cutoffs: Cutoffs::of(&outcome).write(case.rules()),
        waitlist: Waitlist::of(&outcome).write(case.rules()),
    })
}

fn compare(case: &Case<'_>, name: &str, of: fn(&Drawn) -> &[u8]) -> Outcome {
    if case.drawn.is_empty() {
        return does_not_apply();
    }
    let wrong = case.drawn.iter().filter_map(|drawn| {
        let file = path(drawn.attempt, name);
        difference(&file, case.file(&file), of(drawn))
    });
    verdict_of(wrong.collect())
}

fn difference(file: &str, found: &[u8], expected: &[u8]) -> Option<String> {
    if found == expected {
        return None;
    }
    let (found, expected) = (String::from_utf8_lossy(found), String::from_utf8_lossy(expected));
    let line = found.split('\n').zip(expected.split('\n')).position(|(a, b)| a != b);
    let line = line.unwrap_or_else(|| found.lines().count().min(expected.lines().count()));
    let right = expected.split('\n').nth(line).unwrap_or_default();
    Some(format!("{file}, line {}: the draw gives {right:?}", line + 1))
}

/// V24
pub(super) fn results(case: &mut Case<'_>) -> Outcome {
    let outcome = compare(case, "results.csv", |drawn| &drawn.results);
    let state = case.round().state;
    if outcome.0 == Verdict::Failed || matches!(state, State::Published | State::Void) {
        return outcome;
    }
    (Verdict::NotRun, vec![format!("the round is in state {state}: there is no result yet")])
}

/// V25
pub(super) fn cutoffs(case: &mut Case<'_>) -> Outcome {
    compare(case, "cutoffs.csv", |drawn| &drawn.cutoffs)
}

/// V26
pub(super) fn waitlist(case: &mut Case<'_>) -> Outcome {
    compare(case, "waitlist.csv", |drawn| &drawn.waitlist)
}
