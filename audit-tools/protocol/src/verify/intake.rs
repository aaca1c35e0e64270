//! V12: nothing was slipped into the intake, nothing dropped (PROTOCOL.md, section 6.5).

use super::{Case, Outcome, does_not_apply, failed, log::entry_path, verdict_of};
use crate::{
    intake::Intake,
    journal::{Body, Event, IntakePhase},
    merkle::{Frontier, leaf_hash},
};

/// An intake entry of the judged round.
struct Mark {
    index: u64,
    at: u64,
    phase: IntakePhase,
    size: u64,
    root: crate::digest::Digest,
}

/// V12
pub(super) fn prefixes(case: &mut Case<'_>) -> Outcome {
    let marks = marks(case);
    if marks.is_empty() {
        return does_not_apply();
    }
    let mut findings: Vec<_> = marks.iter().filter_map(|mark| times(case, mark)).collect();
    // Published once intake is closed: V08 has seen to it.
    if case.folder.contains_key("intake.csv") {
        match Intake::read("intake.csv", case.file("intake.csv")) {
            Ok(intake) => {
                findings.extend(roots(&marks, &intake));
                case.intake = Some(intake);
            }
            Err(error) => return failed(error.to_string()),
        }
    }
    verdict_of(findings)
}

fn marks(case: &Case<'_>) -> Vec<Mark> {
    let id = &case.rules().round;
    let mark = |(index, entry): (u64, &crate::journal::Entry)| match &entry.body {
        Body::Round { round, event: Event::Intake { phase, size, root }, .. } if round == id => {
            Some(Mark { index, at: entry.at, phase: *phase, size: *size, root: *root })
        }
        _ => None,
    };
    (0..).zip(&case.entries).filter_map(mark).collect()
}

/// Sizes never decrease (V06), so one pass meets all prefixes.
fn roots(marks: &[Mark], intake: &Intake) -> Vec<String> {
    let mut findings = Vec::new();
    let mut frontier = Frontier::new();
    let mut records = intake.texts.iter();
    for mark in marks {
        while frontier.size() < mark.size {
            let Some(record) = records.next() else { break };
            frontier.push(leaf_hash(record.as_bytes()));
        }
        let whole = mark.phase != IntakePhase::Close || records.len() == 0;
        if frontier.size() != mark.size || frontier.root() != mark.root || !whole {
            findings.push(format!(
                "intake.csv: its first {} records are not those of {} ({} records in all)",
                mark.size,
                entry_path(mark.index),
                intake.texts.len()
            ));
        }
    }
    findings
}

fn times(case: &Case<'_>, mark: &Mark) -> Option<String> {
    let timeline = &case.rules().timeline;
    let (what, from) = match mark.phase {
        IntakePhase::Open => ("opened", timeline.open),
        IntakePhase::Close => ("closed", timeline.close),
        IntakePhase::Hour => return None,
    };
    let path = entry_path(mark.index);
    (mark.at < from).then(|| format!("{path}: intake {what} at {}, before {from}", mark.at))
}
