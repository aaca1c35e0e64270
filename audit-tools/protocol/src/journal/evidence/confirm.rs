//! Quorums of observers' notes: confirmations, and statements that an order was not cosigned
//! (PROTOCOL.md, sections 3.7 and 3.8).

use std::collections::BTreeSet;

use super::EvidenceError;
use crate::{
    journal::{Body, Entry, Journal, Round, Watcher},
    note::Note,
    statement,
};

/// Checks that a confirming quorum of `round`'s observers has signed `entry`.
///
/// # Errors
/// [`EvidenceError`] if a note states something else, is signed by nobody who may confirm or is
/// bad, or if there are too few.
pub fn confirmed(
    origin: &str,
    round: &Round,
    entry: &Entry,
    notes: &[Note],
) -> Result<(), EvidenceError> {
    let attempt = match &entry.body {
        Body::Round { attempt, .. } => *attempt,
        _ => round.current().number,
    };
    let text =
        statement::confirm(origin, &round.id, attempt, entry.kind(), &entry.confirmed_hash());
    quorum("confirmation", &text, notes, &round.announced.observers, |o| o.confirm)
}

/// Checks that a witness quorum states that it didn't cosign the order at `order_index` in time.
///
/// # Errors
/// As [`confirmed`].
pub fn denied(
    journal: &Journal,
    round: &Round,
    order_index: u64,
    notes: &[Note],
) -> Result<(), EvidenceError> {
    let hash = journal.entry_hash(order_index);
    let attempt = round.current().number;
    let text = statement::not_cosigned(journal.origin(), &round.id, attempt, order_index, &hash);
    quorum("statement not-cosigned", &text, notes, &round.announced.observers, |o| o.witness)
}

/// How many witnesses are a quorum.
#[must_use]
pub fn witness_quorum(observers: &[Watcher]) -> usize {
    quorum_of(observers, |observer| observer.witness)
}

/// How many confirmers are a quorum.
#[must_use]
pub fn confirming_quorum(observers: &[Watcher]) -> usize {
    quorum_of(observers, |observer| observer.confirm)
}

/// More than half of those that `duty` picks; none of none.
fn quorum_of(observers: &[Watcher], duty: impl Fn(&Watcher) -> bool) -> usize {
    match observers.iter().filter(|o| duty(o)).count() {
        0 => 0,
        named => named / 2 + 1,
    }
}

fn quorum(
    what: &'static str,
    text: &str,
    notes: &[Note],
    observers: &[Watcher],
    duty: impl Fn(&Watcher) -> bool,
) -> Result<(), EvidenceError> {
    let mut signers = BTreeSet::new();
    for note in notes {
        if note.text != text {
            let expected = text.to_owned();
            return Err(EvidenceError::OtherText { what: what.to_owned(), expected });
        }
        let mut signed = false;
        for observer in observers.iter().filter(|o| duty(o)) {
            let by_this = note
                .verify(&observer.note_key)
                .map_err(|error| EvidenceError::Note { what: what.to_owned(), error })?;
            if by_this {
                signed = true;
                signers.insert(&observer.id);
            }
        }
        if !signed {
            let by = "any observer named for it".to_owned();
            return Err(EvidenceError::NotSigned { what: what.to_owned(), by });
        }
    }
    let need = quorum_of(observers, duty);
    if signers.len() < need {
        return Err(EvidenceError::Quorum { what, have: signers.len(), need });
    }
    Ok(())
}
