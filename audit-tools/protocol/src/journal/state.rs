//! Where a round stands (PROTOCOL.md, section 10).

use std::fmt;

use super::{Announced, BeaconRound, Plan, Recorded, Table};
use crate::digest::Digest;

/// State of a round, by the table of section 10.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Rules are out.
    Announced,
    /// Applications are taken.
    Open,
    /// Applications are no longer taken.
    Closed,
    /// The reviewed roll is out for objections.
    Posted,
    /// The roll is frozen.
    Frozen,
    /// Seeds are being opened.
    Opening,
    /// All seeds are opened or missing.
    Opened,
    /// Dice thrown before the order, not yet confirmed.
    Dicing,
    /// Dice confirmed, the order to be set.
    Diced,
    /// The order is set.
    Ordered,
    /// The order is witnessed.
    Witnessed,
    /// Dice thrown after the order, not yet confirmed.
    Thrown,
    /// The beacon failed; the fallback's dice are to be thrown.
    Failed,
    /// All randomness is recorded.
    Drawn,
    /// A result is in force.
    Published,
    /// Given up.
    Void,
}

impl State {
    /// The state's word in PROTOCOL.md.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Posted => "posted",
            Self::Frozen => "frozen",
            Self::Opening => "opening",
            Self::Opened => "opened",
            Self::Dicing => "dicing",
            Self::Diced => "diced",
            Self::Ordered => "ordered",
            Self::Witnessed => "witnessed",
            Self::Thrown => "thrown",
            Self::Failed => "failed",
            Self::Drawn => "drawn",
            Self::Published => "published",
            Self::Void => "void",
        }
    }

    /// The order has not been set: a round may be voided freely.
    #[must_use]
    pub fn before_order(self) -> bool {
        !matches!(
            self,
            Self::Ordered
                | Self::Witnessed
                | Self::Thrown
                | Self::Failed
                | Self::Drawn
                | Self::Published
                | Self::Void
        )
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What became of a holder's seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// Opened.
    Seed([u8; 32]),
    /// Not opened in time.
    Missing,
}

/// A holder and its seed, as far as they have come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// `office`, or an observer's id.
    pub id: String,
    /// Its commitment.
    pub commitment: Option<Digest>,
    /// Its opening.
    pub opening: Option<Opening>,
}

/// One attempt at a draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Number, from 1.
    pub number: u32,
    /// Holders, the office first.
    pub holders: Vec<Holder>,
    /// The frozen roll and the index of its entry.
    pub frozen: Option<(u64, Table)>,
    /// SHA-256 of changes.csv.
    pub changes: Option<Digest>,
    /// `at` of the office's seed-opened.
    pub office_opened_at: Option<u64>,
    /// Index of the last order-set, and the drand round that it names.
    pub order: Option<(u64, Option<BeaconRound>)>,
    /// The last throw, waiting for its confirmation.
    pub thrown: Option<String>,
    /// Recorded randomness, in order.
    pub recorded: Vec<Recorded>,
    /// Index of the result, once published.
    pub result: Option<u64>,
    /// Size of the last answers entry; 0 without one.
    pub answers: u64,
    /// The result was annulled.
    pub annulled: bool,
}

impl Attempt {
    pub(super) fn new(number: u32, announced: &Announced) -> Self {
        let observers = announced.observers.iter().filter(|o| o.seed).map(|o| o.id.as_str());
        Self {
            number,
            holders: std::iter::once("office")
                .chain(observers)
                .map(|id| Holder { id: id.to_owned(), commitment: None, opening: None })
                .collect(),
            frozen: None,
            changes: None,
            office_opened_at: None,
            order: None,
            thrown: None,
            recorded: Vec::new(),
            result: None,
            answers: 0,
            annulled: false,
        }
    }
}

/// A round as the journal tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Id.
    pub id: String,
    /// Index of its announcement.
    pub announced_index: u64,
    /// The announcement.
    pub announced: Announced,
    /// State.
    pub state: State,
    /// Size of the last intake entry.
    pub intake: u64,
    /// Index of the roll-posted entry, and what it says.
    pub posted: Option<(u64, Table)>,
    /// Attempts; the last is the current one.
    pub attempts: Vec<Attempt>,
}

impl Round {
    /// The current attempt.
    ///
    /// # Panics
    /// Never: a round is made with its first attempt.
    #[must_use]
    pub fn current(&self) -> &Attempt {
        self.attempts.last().expect("a round has an attempt from its announcement on")
    }

    pub(super) fn current_mut(&mut self) -> &mut Attempt {
        self.attempts.last_mut().expect("a round has an attempt from its announcement on")
    }

    /// The plan of its randomness.
    #[must_use]
    pub fn plan(&self) -> Plan {
        self.announced.sources
    }

    /// A result is in force.
    #[must_use]
    pub fn in_force(&self) -> bool {
        self.state == State::Published
    }
}
