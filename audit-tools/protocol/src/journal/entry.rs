//! The entries of a journal as values (PROTOCOL.md, section 9). Reading is in `read`, writing in
//! `write`.

use crate::{
    digest::Digest,
    note::{Note, VerifierKey},
};

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

/// Size, root and hash of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// Number of records.
    pub size: u64,
    /// Merkle root over the records.
    pub root: Digest,
    /// SHA-256 of the file.
    pub sha256: Digest,
}

/// Phase of an intake entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntakePhase {
    /// Applications are taken from now on.
    Open,
    /// What has come so far.
    Hour,
    /// Applications are no longer taken.
    Close,
}

impl IntakePhase {
    /// The phase's word in entries.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Hour => "hour",
            Self::Close => "close",
        }
    }
}

/// Which sources the draw text takes its public randomness from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// Dice alone, thrown after the order is witnessed.
    Dice,
    /// A drand round.
    Drand,
    /// Dice before the order, then a drand round.
    DiceAndDrand,
}

impl Plan {
    /// A drand round is part of the plan.
    #[must_use]
    pub fn has_drand(self) -> bool {
        self != Self::Dice
    }

    /// The words of `sources`, in order.
    #[must_use]
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Self::Dice => &["dice"],
            Self::Drand => &["drand"],
            Self::DiceAndDrand => &["dice", "drand"],
        }
    }
}

/// An observer as the announcement names it: what replaying the journal needs of the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watcher {
    /// Id.
    pub id: String,
    /// Key of notes.
    pub note_key: VerifierKey,
    /// Key of cosignatures.
    pub cosign_key: VerifierKey,
    /// Holds a seed.
    pub seed: bool,
    /// Counts to the witness quorum.
    pub witness: bool,
    /// Counts to the confirming quorum.
    pub confirm: bool,
}

/// A round is announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announced {
    /// Cohort.
    pub cohort: String,
    /// The cohort's round before.
    pub follows: Option<String>,
    /// SHA-256 of rules.json.
    pub rules: Digest,
    /// SHA-256 of the tag key.
    pub tag_key: Digest,
    /// Rehearsal.
    pub rehearsal: bool,
    /// Observers.
    pub observers: Vec<Watcher>,
    /// Sources.
    pub sources: Plan,
    /// The rules name dice in drand's place.
    pub fallback: bool,
}

/// A drand round that an order names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BeaconRound {
    /// Chain hash.
    pub chain: Digest,
    /// Round number, from 1.
    pub round: u64,
}

/// A drand round with its signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beacon {
    /// Chain and round.
    pub at: BeaconRound,
    /// Signature, compressed point.
    pub signature: Vec<u8>,
    /// Signature of the round before; chained schemes only.
    pub previous_signature: Option<Vec<u8>>,
}

/// Recorded randomness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recorded {
    /// Dice as the rules' source, or in drand's place.
    Dice {
        /// In drand's place.
        fallback: bool,
        /// Faces joined by spaces.
        dice: String,
        /// Confirmations.
        confirmations: Vec<Note>,
    },
    /// A drand round.
    Drand(Beacon),
}

/// Hashes of what a result publishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedFiles {
    /// `PROTOCOL.md`
    pub protocol: Digest,
    /// `cutoffs.csv`
    pub cutoffs: Digest,
    /// `draw.txt`
    pub draw: Digest,
    /// `verify.html`, where it is published
    pub verify: Option<Digest>,
    /// `waitlist.csv`
    pub waitlist: Digest,
}

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
            Self::Voided { .. } => "round-voided",
            Self::Annulled { .. } => "result-annulled",
        }
    }
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
