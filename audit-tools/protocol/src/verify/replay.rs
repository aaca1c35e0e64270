//! V05 and V06: the journal's keys and the order of events (PROTOCOL.md, sections 8.2 and 10).

use super::{Case, Outcome, failed, log::entry_path, verdict_of};
use crate::{
    journal::{Body, Entry, Journal, Keys, evidence},
    note::Checkpoint,
};

/// V05
pub(super) fn keys(case: &mut Case<'_>) -> Outcome {
    let mut findings = Vec::new();
    let Body::JournalOpened(opened) = &case.entries[0].body else {
        unreachable!("V03 passed: entry 0 is journal-opened")
    };
    let mut keys = Keys::opened(case.entries[0].at, opened);
    for (index, entry) in (0..).zip(&case.entries) {
        if let Err(error) = proof(&opened.origin, &keys, index, entry) {
            findings.push(format!("{}: {error}", entry_path(index)));
        }
        keys.apply(index, entry);
    }
    if let Err(finding) = checkpoint(case, &keys) {
        findings.push(finding);
    }
    verdict_of(findings)
}

fn proof(
    origin: &str,
    keys: &Keys,
    index: u64,
    entry: &Entry,
) -> Result<(), evidence::EvidenceError> {
    match &entry.body {
        Body::JournalOpened(opened) => evidence::opening_proof(opened),
        Body::KeyRotated(rotated) => evidence::rotation_proof(origin, keys, index, rotated),
        Body::HandedOver { key } => evidence::handed_over(origin, key),
        Body::HandedBack | Body::Round { .. } => Ok(()),
    }
}

fn checkpoint(case: &Case<'_>, keys: &Keys) -> Result<(), String> {
    let note = case.checkpoint.as_ref().expect("V02 passed");
    let checkpoint =
        Checkpoint::parse("journal/checkpoint", &note.text).map_err(|error| error.to_string())?;
    let key = keys.journal_at(checkpoint.size - 1);
    match note.verify(key) {
        Ok(true) => Ok(()),
        Ok(false) => Err(format!("journal/checkpoint: not signed by the key in force, {key}")),
        Err(error) => Err(format!("journal/checkpoint: {error}")),
    }
}

/// V06
pub(super) fn order_of_events(case: &mut Case<'_>) -> Outcome {
    match replayed(&case.entries) {
        Ok(journal) => {
            case.journal = Some(journal);
            verdict_of(Vec::new())
        }
        Err(finding) => failed(finding),
    }
}

fn replayed(entries: &[Entry]) -> Result<Journal, String> {
    let named = |index, error| format!("{}: {error}", entry_path(index));
    let mut journal = Journal::open(&entries[0]).map_err(|error| named(0, error))?;
    for (index, entry) in (1..).zip(&entries[1..]) {
        journal.append(entry).map_err(|error| named(index, error))?;
    }
    Ok(journal)
}
