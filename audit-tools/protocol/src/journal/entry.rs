//! The entries of a journal as values (PROTOCOL.md, section 9). Reading is in `read`, writing in
//! `write`.

use super::event::Event;
use crate::note::{Note, VerifierKey};

/// Format of the journal, as entry 0 names it.
pub const FORMAT: &str = "paiwei journal v1";
/// Most bytes of an entry: the length prefix of an entry bundle has two bytes.
pub const MAX_ENTRY: usize = 65_535;
/// Most characters of a reason.
pub const MAX_REASON: usize = 500;
/// Most notes in a list.
pub const MAX_NOTES: usize = 16;

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Unix seconds; never less than the entry's before.
    pub at: u64,
    /// What happened.
    pub body: Body,
}

/// What an entry is about.
#[expect(clippy::large_enum_variant, reason = "nearly all entries are steps of rounds, and few")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Entry 0.
    JournalOpened(Box<JournalOpened>),
    /// A new journal or receipts key.
    KeyRotated(Box<KeyRotated>),
    /// The ceremony machine signs from the next index on.
    HandedOver {
        /// The ceremony machine's key.
        key: VerifierKey,
    },
    /// The online machine signs again from the next index on.
    HandedBack,
    /// A step of a round.
    Round {
        /// Id of the round.
        round: String,
        /// Attempt, from 1.
        attempt: u32,
        /// The step.
        event: Event,
    },
}

/// The journal's identity and first keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalOpened {
    /// Origin of the journal.
    pub origin: String,
    /// Key of checkpoints.
    pub journal: VerifierKey,
    /// Key of receipts.
    pub receipts: VerifierKey,
    /// Key of rotations, pinned by verifiers.
    pub recovery: VerifierKey,
    /// The statement *keys* with both roles, signed by the recovery key.
    pub proof: Note,
}

/// Which key an office replaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyRole {
    /// Checkpoints.
    Journal,
    /// Receipts.
    Receipts,
}

impl KeyRole {
    /// The role's word in entries and statements.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Journal => "journal",
            Self::Receipts => "receipts",
        }
    }
}

/// A key is replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRotated {
    /// Which.
    pub role: KeyRole,
    /// The new key.
    pub key: VerifierKey,
    /// The old key is lost and signed nothing.
    pub lost: bool,
    /// The statement *keys* with this role, signed by the recovery key and, unless lost, the old.
    pub proof: Note,
}

impl Entry {
    /// An entry of a round.
    #[must_use]
    pub fn of_round(at: u64, round: &str, attempt: u32, event: Event) -> Self {
        Self { at, body: Body::Round { round: round.to_owned(), attempt, event } }
    }

    /// The entry's type, as files name it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.body {
            Body::JournalOpened(_) => "journal-opened",
            Body::KeyRotated(_) => "key-rotated",
            Body::HandedOver { .. } => "handed-over",
            Body::HandedBack => "handed-back",
            Body::Round { event, .. } => event.kind(),
        }
    }
}
