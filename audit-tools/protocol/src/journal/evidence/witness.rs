//! Witnessed checkpoints: signed by the office, cosigned by its observers in time (PROTOCOL.md,
//! sections 3.5, 8.2 and 8.4).

use super::{EvidenceError, confirm::witness_quorum};
use crate::{
    journal::{CLOCK_TOLERANCE, Journal, Round, Watcher},
    note::{Checkpoint, Note, VerifierKey},
};

/// A cosignature: whose, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cosigned {
    /// Id of the observer.
    pub id: String,
    /// Unix seconds.
    pub time: u64,
}

/// Checks that `note` is a checkpoint of this journal's first entries, signed by the journal key
/// in force; gives its size.
///
/// # Errors
/// [`EvidenceError`] names what doesn't fit.
pub fn checkpoint_signed(journal: &Journal, note: &Note) -> Result<u64, EvidenceError> {
    let wrong = |why: String| EvidenceError::Checkpoint { why };
    let checkpoint =
        Checkpoint::parse("checkpoint", &note.text).map_err(|error| wrong(error.to_string()))?;
    if checkpoint.origin != journal.origin() {
        return Err(wrong(format!("its origin is {}", checkpoint.origin)));
    }
    let size = checkpoint.size;
    if size == 0 || journal.root_at(size) != Some(checkpoint.root) {
        return Err(wrong(format!("size {size} and root are not of these entries")));
    }
    let key = journal.keys().journal_at(size - 1);
    if signed_by(note, key, "checkpoint")? {
        Ok(size)
    } else {
        Err(EvidenceError::NotSigned { what: "checkpoint".to_owned(), by: key.name().to_owned() })
    }
}

fn signed_by(note: &Note, key: &VerifierKey, what: &str) -> Result<bool, EvidenceError> {
    note.verify(key).map_err(|error| EvidenceError::Note { what: what.to_owned(), error })
}

/// The cosignatures of `round`'s witnesses over `note`; each must be accepted and not be older
/// than the last entry it covers, [`CLOCK_TOLERANCE`] aside. `size` is the checkpoint's.
///
/// # Errors
/// [`EvidenceError`] if one is bad or too early.
pub fn cosignatures(
    journal: &Journal,
    round: &Round,
    note: &Note,
    size: u64,
) -> Result<Vec<Cosigned>, EvidenceError> {
    cosignatures_since(&round.announced.observers, note, journal.time_of(size - 1))
}

/// The cosignatures of those of `observers` who witness over `note`; each must be accepted and not
/// be older than `last`, the time of an entry it covers, [`CLOCK_TOLERANCE`] aside.
///
/// # Errors
/// As [`cosignatures`].
pub fn cosignatures_since(
    observers: &[Watcher],
    note: &Note,
    last: u64,
) -> Result<Vec<Cosigned>, EvidenceError> {
    let mut found = Vec::new();
    for observer in observers.iter().filter(|o| o.witness) {
        let what = || format!("cosignature of {}", observer.id);
        let time = note
            .cosigned(&observer.cosign_key)
            .map_err(|error| EvidenceError::Note { what: what(), error })?;
        let Some(time) = time else { continue };
        if time.saturating_add(CLOCK_TOLERANCE) < last {
            let bound = format!("the last entry it covers is of {last}");
            return Err(EvidenceError::Time { what: what(), at: time, bound, clause: "8.4" });
        }
        found.push(Cosigned { id: observer.id.clone(), time });
    }
    Ok(found)
}

/// Checks a witnessed checkpoint inside the entry at `index` that must cover entry `covers`;
/// gives the witnesses' cosignatures.
///
/// # Errors
/// [`EvidenceError`] names what doesn't hold.
pub fn witnessed(
    journal: &Journal,
    round: &Round,
    note: &Note,
    covers: u64,
    index: u64,
) -> Result<Vec<Cosigned>, EvidenceError> {
    let size = checkpoint_signed(journal, note)?;
    if size <= covers || size > index {
        let why = format!("size {size} must be above {covers}, at most {index}");
        return Err(EvidenceError::Checkpoint { why });
    }
    let found = cosignatures(journal, round, note, size)?;
    let need = witness_quorum(&round.announced.observers);
    if found.len() < need {
        let have = found.len();
        return Err(EvidenceError::Quorum { what: "cosigned checkpoint", have, need });
    }
    Ok(found)
}
