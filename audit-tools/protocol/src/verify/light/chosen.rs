//! Which entries a proof file holds: few, however long the journal is (PROTOCOL.md, section 17.4).

use crate::journal::{Attempt, Body, Entry, Event, KeyRole, Round};

/// How many receipts keys from before the round are named: the one in force at its beginning, and
/// the one before, which may still sign within the clocks' tolerance.
const KEYS_BEFORE: usize = 2;

/// The indexes of the entries, ascending.
pub(super) fn entries(entries: &[Entry], round: &Round, attempt: &Attempt) -> Vec<u64> {
    let frozen = attempt.frozen.map(|(index, _)| index);
    let standing = attempt.result.and_then(|result| newest_standing(entries, round, result));
    let mut indexes = vec![0, round.announced_index];
    indexes.extend(frozen.into_iter().chain(attempt.result).chain(standing));
    indexes.extend(rotations(entries, KeyRole::Journal).last());
    indexes.extend(handover(entries));
    indexes.extend(receipts_keys(entries, round.announced_index, frozen));
    indexes.sort_unstable();
    indexes.dedup();
    indexes
}

fn newest_standing(entries: &[Entry], round: &Round, of: u64) -> Option<u64> {
    let standing = |entry: &Entry| match &entry.body {
        Body::Round { round: id, event: Event::Standing { result }, .. } => {
            (id, *result) == (&round.id, of)
        }
        _ => false,
    };
    numbered(entries).filter(|(_, entry)| standing(entry)).map(|(index, _)| index).last()
}

fn numbered(entries: &[Entry]) -> impl Iterator<Item = (u64, &Entry)> {
    (0..).zip(entries)
}

fn rotations(entries: &[Entry], role: KeyRole) -> impl Iterator<Item = u64> {
    let of_role = move |entry: &Entry| match &entry.body {
        Body::KeyRotated(rotated) => rotated.role == role,
        _ => false,
    };
    numbered(entries).filter(move |(_, entry)| of_role(entry)).map(|(index, _)| index)
}

/// The handing over that holds for the last entry: a range of keys begins after its index.
fn handover(entries: &[Entry]) -> Option<u64> {
    let before = &entries[..entries.len().saturating_sub(1)];
    let mut holds = None;
    for (index, entry) in numbered(before) {
        match &entry.body {
            Body::HandedOver { .. } => holds = Some(index),
            Body::HandedBack => holds = None,
            _ => {}
        }
    }
    holds
}

/// The rotations of the receipts key that a receipt of the round can depend on.
fn receipts_keys(entries: &[Entry], announced: u64, frozen: Option<u64>) -> Vec<u64> {
    let (before, after): (Vec<u64>, Vec<u64>) = rotations(entries, KeyRole::Receipts)
        .filter(|&index| frozen.is_none_or(|frozen| index < frozen))
        .partition(|&index| index < announced);
    let skipped = before.len().saturating_sub(KEYS_BEFORE);
    before.into_iter().skip(skipped).chain(after).collect()
}
