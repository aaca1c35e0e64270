//! What the steps of a round state (PROTOCOL.md, section 9).

use crate::{
    digest::Digest,
    note::{Note, VerifierKey},
};

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
