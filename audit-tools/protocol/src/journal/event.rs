//! The steps of a round (PROTOCOL.md, section 9).

use super::facts::{Announced, BeaconRound, IntakePhase, PublishedFiles, Recorded, Table};
use crate::{digest::Digest, note::Note};

/// A step of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// `round-announced`
    Announced(Box<Announced>),
    /// `seed-committed`
    SeedCommitted {
        /// `office`, or an observer's id.
        holder: String,
        /// The commitment.
        commitment: Digest,
        /// The observer's statement; none for the office.
        note: Option<Note>,
    },
    /// `intake`
    Intake {
        /// Phase.
        phase: IntakePhase,
        /// Records so far.
        size: u64,
        /// Root of that prefix.
        root: Digest,
    },
    /// `roll-posted`
    RollPosted(Table),
    /// `posting-witnessed`
    PostingWitnessed {
        /// Witnessed checkpoint.
        checkpoint: Note,
    },
    /// `roll-frozen`
    RollFrozen {
        /// The roll.
        roll: Table,
        /// SHA-256 of changes.csv.
        changes: Digest,
    },
    /// `freeze-witnessed`
    FreezeWitnessed {
        /// Witnessed checkpoint.
        checkpoint: Note,
    },
    /// `seed-opened`
    SeedOpened {
        /// `office`, or an observer's id.
        holder: String,
        /// The seed.
        seed: [u8; 32],
        /// The observer's statement; none for the office.
        note: Option<Note>,
    },
    /// `seed-missing`
    SeedMissing {
        /// The observer's id.
        holder: String,
    },
    /// `order-set`
    OrderSet {
        /// The drand round, where drand is a source.
        drand: Option<BeaconRound>,
        /// Statements *not-cosigned* over the order before.
        notes: Vec<Note>,
    },
    /// `order-witnessed`
    OrderWitnessed {
        /// Witnessed checkpoint.
        checkpoint: Note,
    },
    /// `dice-thrown`
    DiceThrown {
        /// Faces joined by spaces.
        dice: String,
        /// Why the throw before was vetoed.
        again: Option<String>,
        /// Confirmations, of a repeated throw only.
        confirmations: Vec<Note>,
    },
    /// `source-failed`
    SourceFailed {
        /// Why.
        reason: String,
        /// Confirmations.
        confirmations: Vec<Note>,
    },
    /// `randomness-recorded`
    RandomnessRecorded(Recorded),
    /// `result-published`
    ResultPublished {
        /// Hashes.
        files: PublishedFiles,
        /// results.csv
        results: Table,
    },
    /// `standing`
    Standing {
        /// Index of the result in force.
        result: u64,
    },
    /// `answers`
    Answers {
        /// Answers so far to the result in force.
        size: u64,
        /// Root of that prefix of the attempt's answers.csv.
        root: Digest,
    },
    /// `round-voided`
    Voided {
        /// Why.
        reason: String,
        /// Statements *not-cosigned* over the order.
        notes: Vec<Note>,
    },
    /// `result-annulled`
    Annulled {
        /// Why.
        reason: String,
        /// Index of the result.
        result: u64,
        /// Confirmations.
        confirmations: Vec<Note>,
    },
}

impl Event {
    /// The entry's type, as files name it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Announced(_) => "round-announced",
            Self::SeedCommitted { .. } => "seed-committed",
            Self::Intake { .. } => "intake",
            Self::RollPosted(_) => "roll-posted",
            Self::PostingWitnessed { .. } => "posting-witnessed",
            Self::RollFrozen { .. } => "roll-frozen",
            Self::FreezeWitnessed { .. } => "freeze-witnessed",
            Self::SeedOpened { .. } => "seed-opened",
            Self::SeedMissing { .. } => "seed-missing",
            Self::OrderSet { .. } => "order-set",
            Self::OrderWitnessed { .. } => "order-witnessed",
            Self::DiceThrown { .. } => "dice-thrown",
            Self::SourceFailed { .. } => "source-failed",
            Self::RandomnessRecorded(_) => "randomness-recorded",
            Self::ResultPublished { .. } => "result-published",
            Self::Standing { .. } => "standing",
            Self::Answers { .. } => "answers",
            Self::Voided { .. } => "round-voided",
            Self::Annulled { .. } => "result-annulled",
        }
    }
}
