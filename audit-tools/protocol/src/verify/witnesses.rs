//! V16 and V29: objection hours, and who has seen the journal as it is (PROTOCOL.md, sections 8.4
//! and 11.3).

use super::{
    Case, Outcome, Verdict, decisions, does_not_apply, failed, log::entry_path, verdict_of,
};
use crate::{
    journal::{
        Body, Event, Journal, Watcher,
        evidence::{Cosigned, checkpoint_signed, cosignatures, witness_quorum},
    },
    note::Note,
};

/// V16
pub(super) fn objection(case: &mut Case<'_>) -> Outcome {
    let witnessed =
        |e: &Event| matches!(e, Event::PostingWitnessed { .. } | Event::FreezeWitnessed { .. });
    let mut findings = decisions::findings(case, witnessed).unwrap_or_default();
    let objection = case.rules().posting.objection;
    let frozen = case.round().attempts[0].frozen.is_some();
    if objection > 0 && frozen && findings.is_empty() {
        findings = hours(case, objection);
    } else if findings.is_empty() && !frozen {
        return does_not_apply();
    }
    verdict_of(findings)
}

/// Section 11.3, for every attempt.
fn hours(case: &Case<'_>, objection: u64) -> Vec<String> {
    let mut findings = Vec::new();
    let mut end = None;
    let mut frozen = false;
    let mut freeze_seen = false;
    for (index, entry) in (0..).zip(&case.entries) {
        let Body::Round { round, event, .. } = &entry.body else { continue };
        if *round != case.rules().round {
            continue;
        }
        match event {
            Event::PostingWitnessed { checkpoint } if end.is_none() => {
                let newest = times(case, checkpoint).into_iter().max();
                end = Some(newest.unwrap_or(entry.at).saturating_add(objection));
            }
            Event::RollFrozen { .. } => {
                (frozen, freeze_seen) = (true, false);
                if end.is_none_or(|end| entry.at < end) {
                    findings.push(early(index, "frozen", end));
                }
            }
            Event::FreezeWitnessed { checkpoint } => {
                freeze_seen = true;
                if times(case, checkpoint).iter().any(|time| end.is_none_or(|end| *time < end)) {
                    findings.push(early(index, "cosigned", end));
                }
            }
            Event::SeedOpened { .. } if frozen && !freeze_seen => {
                let path = entry_path(index);
                findings.push(format!("{path}: the frozen roll was not witnessed before (11.3)"));
                frozen = false;
            }
            _ => {}
        }
    }
    findings
}

fn early(index: u64, what: &str, end: Option<u64>) -> String {
    let path = entry_path(index);
    match end {
        Some(end) => format!("{path}: {what} before the objection hours ended at {end} (11.3)"),
        None => format!("{path}: {what} though the posting was not witnessed (11.3)"),
    }
}

/// Times of the witnesses' cosignatures; the evidence has checked them.
fn times(case: &Case<'_>, checkpoint: &Note) -> Vec<u64> {
    let observers = &case.round().announced.observers;
    let witnesses = observers.iter().filter(|observer| observer.witness);
    witnesses.filter_map(|o| checkpoint.cosigned(&o.cosign_key).ok().flatten()).collect()
}

/// V29
pub(super) fn standing_checkpoint(case: &mut Case<'_>) -> Outcome {
    let note = case.checkpoint.as_ref().expect("V02 passed");
    let (journal, round): (&Journal, _) = (case.journal(), case.round());
    let found = cosignatures(journal, round, note, journal.size());
    let found = match checkpoint_signed(journal, note).and(found) {
        Ok(found) => found,
        Err(error) => return failed(format!("journal/checkpoint: {error}")),
    };
    enough(&found, &round.announced.observers)
}

/// Whether these cosignatures are a quorum's.
pub(super) fn enough(found: &[Cosigned], observers: &[Watcher]) -> Outcome {
    let need = witness_quorum(observers);
    let by: Vec<_> = found.iter().map(|c| format!("{} at {}", c.id, c.time)).collect();
    if found.len() < need {
        let have = found.len();
        let finding = format!("journal/checkpoint: {have} of {need} cosignatures of a quorum");
        return (Verdict::NotRun, vec![finding]);
    }
    (Verdict::Passed, vec![format!("cosigned by {}", by.join(", "))])
}
