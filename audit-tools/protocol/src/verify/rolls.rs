//! V13 to V15 and V17: the posted and the frozen rolls (PROTOCOL.md, section 7).

use std::collections::BTreeMap;

use super::{
    Case, Outcome,
    case::{Frozen, frozen_attempts, path},
    does_not_apply, failed, verdict_of,
};
use crate::{
    changes,
    digest::Digest,
    ident::Code,
    intake::Intake,
    journal::Table,
    place::Place,
    roll::{Roll, Status},
};

/// V13
pub(super) fn posted(case: &mut Case<'_>) -> Outcome {
    let Some((_, table)) = case.round().posted else { return does_not_apply() };
    match read(case, "posted.csv", &table) {
        Ok(roll) => {
            case.posted = Some(roll);
            verdict_of(Vec::new())
        }
        Err(finding) => failed(finding),
    }
}

/// V14
pub(super) fn frozen(case: &mut Case<'_>) -> Outcome {
    let mut rolls = Vec::new();
    let mut findings = Vec::new();
    for attempt in frozen_attempts(case.round()) {
        let Some((_, table)) = attempt.frozen else { continue };
        match read(case, &path(attempt.number, "roll.csv"), &table) {
            Ok(roll) => rolls.push(Frozen { attempt: attempt.number, roll }),
            Err(finding) => findings.push(finding),
        }
    }
    if rolls.is_empty() && findings.is_empty() {
        return does_not_apply();
    }
    case.frozen = rolls;
    verdict_of(findings)
}

fn read(case: &Case<'_>, file: &str, table: &Table) -> Result<Roll, String> {
    let bytes = case.file(file);
    let roll = Roll::read(file, bytes, case.rules()).map_err(|error| error.to_string())?;
    if Digest::of(bytes) != table.sha256
        || roll.root() != table.root
        || roll.lines.len() as u64 != table.size
    {
        return Err(format!("{file}: not the file whose hash, root and size the journal names"));
    }
    let intake = case.intake.as_ref().expect("V12 passed and a roll was posted");
    same_revisions(file, &roll, intake)?;
    Ok(roll)
}

/// The roll has every code of the intake with its highest revision, and no other.
fn same_revisions(file: &str, roll: &Roll, intake: &Intake) -> Result<(), String> {
    let mut last: BTreeMap<Code, u64> = BTreeMap::new();
    for record in &intake.records {
        last.insert(record.code, record.revision);
    }
    for (number, line) in (2..).zip(&roll.lines) {
        let revision = line.revision;
        match last.remove(&line.code) {
            Some(taken) if taken == revision => {}
            Some(taken) => {
                return Err(format!(
                    "{file}, line {number}, revision: {revision}, but intake.csv ends with {taken}"
                ));
            }
            None => {
                let code = line.code;
                return Err(format!("{file}, line {number}, code: {code} is not in intake.csv"));
            }
        }
    }
    match last.first_key_value() {
        Some((code, _)) => Err(format!("{file}: {code} is missing, but intake.csv has it")),
        None => Ok(()),
    }
}

/// V15
pub(super) fn changes(case: &mut Case<'_>) -> Outcome {
    let Some(posted) = &case.posted else { return does_not_apply() };
    let mut findings = Vec::new();
    let mut lines = Vec::new();
    for attempt in frozen_attempts(case.round()) {
        let Some(roll) = case.roll_of(attempt.number) else { continue };
        let file = path(attempt.number, "changes.csv");
        let bytes = case.file(&file);
        if attempt.changes != Some(Digest::of(bytes)) {
            findings.push(format!("{file}: not the file whose hash the journal names"));
        }
        let roll_file = path(attempt.number, "roll.csv");
        let listed = changes::differences(&roll_file, posted, roll)
            .and_then(|expected| changes::check(&file, bytes, &expected, case.rules()));
        match listed {
            Ok(changes) => lines.push(format!("{file}: {} changes with reasons", changes.len())),
            Err(error) => findings.push(error.to_string()),
        }
    }
    if findings.is_empty() { (super::Verdict::Passed, lines) } else { verdict_of(findings) }
}

/// V17
pub(super) fn tags(case: &mut Case<'_>) -> Outcome {
    if case.frozen.is_empty() {
        return does_not_apply();
    }
    let mut findings = Vec::new();
    for frozen in &case.frozen {
        let mut seen: BTreeMap<&str, Code> = BTreeMap::new();
        let file = path(frozen.attempt, "roll.csv");
        for (number, line) in (2..).zip(&frozen.roll.lines) {
            if line.status != Status::Entered {
                continue;
            }
            if let Some(other) = seen.insert(&line.tag, line.code) {
                let place = Place::line(&file, number).field("tag");
                findings.push(format!("{place}: {} is the same child as {other}", line.code));
            }
        }
    }
    verdict_of(findings)
}
