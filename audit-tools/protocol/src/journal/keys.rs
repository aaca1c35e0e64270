//! Which key signs what, by journal index and time (PROTOCOL.md, sections 8.2 and 8.3).

use super::entry::{Body, Entry, JournalOpened, KeyRole, KeyRotated};
use crate::note::VerifierKey;

/// Seconds by which the clocks of the machines that sign receipts and entries may differ.
pub const CLOCK_TOLERANCE: u64 = 300;

/// A journal key and the index from which it is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
struct JournalKey {
    from: u64,
    key: VerifierKey,
}

/// A receipts key and the time from which it is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ReceiptsKey {
    from_index: u64,
    since: u64,
    key: VerifierKey,
}

/// The keys of a journal and their ranges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys {
    recovery: VerifierKey,
    journal: Vec<JournalKey>,
    online: VerifierKey,
    receipts: Vec<ReceiptsKey>,
}

impl Keys {
    /// The keys of a journal that holds its opening, whose `at` is given.
    #[must_use]
    pub fn opened(at: u64, opened: &JournalOpened) -> Self {
        Self {
            recovery: opened.recovery.clone(),
            journal: vec![JournalKey { from: 0, key: opened.journal.clone() }],
            online: opened.journal.clone(),
            receipts: vec![ReceiptsKey { from_index: 0, since: at, key: opened.receipts.clone() }],
        }
    }

    /// What `entry`, at journal index `index`, changes about the keys.
    pub fn apply(&mut self, index: u64, entry: &Entry) {
        match &entry.body {
            Body::KeyRotated(rotated) => self.rotate(index, entry.at, rotated),
            Body::HandedOver { key } => self.hand_over(index, key),
            Body::HandedBack => self.hand_back(index),
            Body::JournalOpened(_) | Body::Round { .. } => {}
        }
    }

    /// A rotation's range begins at its own index: a lost key can't sign it in.
    fn rotate(&mut self, index: u64, at: u64, rotated: &KeyRotated) {
        let key = rotated.key.clone();
        match rotated.role {
            KeyRole::Journal => {
                self.online = key.clone();
                self.journal.push(JournalKey { from: index, key });
            }
            KeyRole::Receipts => {
                self.receipts.push(ReceiptsKey { from_index: index, since: at, key });
            }
        }
    }

    /// A handover's range begins after its index: the machine that hands over signs it.
    fn hand_over(&mut self, index: u64, key: &VerifierKey) {
        self.journal.push(JournalKey { from: index + 1, key: key.clone() });
    }

    fn hand_back(&mut self, index: u64) {
        self.journal.push(JournalKey { from: index + 1, key: self.online.clone() });
    }

    /// The recovery key, which verifiers pin.
    #[must_use]
    pub fn recovery(&self) -> &VerifierKey {
        &self.recovery
    }

    /// The journal key in force for entry `index`: it signs checkpoints of size `index + 1`.
    #[must_use]
    pub fn journal_at(&self, index: u64) -> &VerifierKey {
        // Ranges begin in order: no entry puts a key in force before one that stands already.
        let after = self.journal.partition_point(|key| key.from <= index);
        &self.journal[after.saturating_sub(1)].key
    }

    /// The key of `role` that a rotation at `index` replaces, these keys being those of the entries
    /// before `index`: never a ceremony machine's, which is no part of the online key's succession.
    #[must_use]
    pub fn current(&self, role: KeyRole, index: u64) -> &VerifierKey {
        match role {
            KeyRole::Journal => &self.online,
            KeyRole::Receipts => {
                let before = self.receipts.iter().rev().find(|key| key.from_index < index);
                &before.unwrap_or(&self.receipts[0]).key
            }
        }
    }

    /// Receipts keys that were in force at some moment within [`CLOCK_TOLERANCE`] of `time`.
    pub fn receipts_near(&self, time: u64) -> impl Iterator<Item = &VerifierKey> {
        let ends = self.receipts.iter().skip(1).map(|next| Some(next.since)).chain([None]);
        self.receipts
            .iter()
            .zip(ends)
            .filter(move |(key, end)| {
                key.since <= time.saturating_add(CLOCK_TOLERANCE)
                    && end.is_none_or(|end| end.saturating_add(CLOCK_TOLERANCE) >= time)
            })
            .map(|(key, _)| &key.key)
    }
}
