//! Seeds: committed by their holders, opened as committed (PROTOCOL.md, sections 11.1 and 11.2).

use super::{EvidenceError, keys::signed};
use crate::{
    digest::Digest,
    journal::{Attempt, Round, Watcher},
    note::Note,
    seed, statement,
};

/// Checks the note of an observer's commitment.
///
/// # Errors
/// [`EvidenceError`] if the observer didn't sign just this.
pub fn commitment(
    origin: &str,
    round: &Round,
    holder: &str,
    commitment: &Digest,
    note: Option<&Note>,
) -> Result<(), EvidenceError> {
    let Some(note) = note else { return Ok(()) };
    let attempt = round.current().number;
    let text = statement::seed_commit(origin, &round.id, attempt, holder, commitment);
    signed("seed-commit", note, &text, &observer(round, holder)?.note_key)
}

/// Checks an opened seed against its commitment in `attempt`, and the note of an observer's.
///
/// # Errors
/// [`EvidenceError`] if it isn't the committed seed, or the observer didn't sign just this.
pub fn opened(
    origin: &str,
    round: &Round,
    attempt: &Attempt,
    holder: &str,
    opened: &[u8; 32],
    note: Option<&Note>,
) -> Result<(), EvidenceError> {
    let committed = attempt.holders.iter().find(|h| h.id == holder).and_then(|h| h.commitment);
    let found = seed::commitment(origin, &round.id, attempt.number, holder, opened);
    if committed != Some(found) {
        return Err(EvidenceError::Seed { holder: holder.to_owned() });
    }
    let Some(note) = note else { return Ok(()) };
    let text = statement::seed_open(origin, &round.id, attempt.number, holder, opened);
    signed("seed-open", note, &text, &observer(round, holder)?.note_key)
}

/// Checks that an observer had its time before it is called missing.
///
/// # Errors
/// [`EvidenceError::Time`] if `at` is less than `reveal` seconds after the office's opening.
pub fn missing_in_time(attempt: &Attempt, at: u64, reveal: u64) -> Result<(), EvidenceError> {
    let from = attempt.office_opened_at.unwrap_or(u64::MAX).saturating_add(reveal);
    if at >= from {
        return Ok(());
    }
    let bound = format!("observers have until {from} to open");
    Err(EvidenceError::Time { what: "seed-missing".to_owned(), at, bound, clause: "11.2" })
}

fn observer<'a>(round: &'a Round, id: &str) -> Result<&'a Watcher, EvidenceError> {
    round
        .announced
        .observers
        .iter()
        .find(|o| o.seed && o.id == id)
        .ok_or_else(|| EvidenceError::NotNamed { id: id.to_owned() })
}
