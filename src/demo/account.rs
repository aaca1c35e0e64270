//! What a demonstration has to tell, as values. The words are the command line's.

use std::path::PathBuf;

use paiwei_protocol::{
    changes::Change,
    results::{Cutoffs, Placement, SeatLedger},
    rules::Rules,
};

use super::{Comparison, LeftRound};

/// The account of a demonstration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Where everything lies.
    pub folder: PathBuf,
    /// The finished rounds, in order.
    pub rounds: Vec<RoundAccount>,
    /// The rounds that are left on their way: open, in review, posted, at the ceremony, answering.
    pub left: Vec<LeftRound>,
    /// What number-first rules would have changed in the last round.
    pub comparison: Comparison,
}

/// The account of a round, all of it read from its published folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundAccount {
    /// Its rules.
    pub rules: Rules,
    /// Children that took part.
    pub entered: u64,
    /// Units: numbers that were drawn for, a bundle having one.
    pub units: u64,
    /// Children with a place.
    pub placed: u64,
    /// What was changed after the posting.
    pub changes: Vec<Change>,
    /// Faces of the dice.
    pub dice: String,
    /// The draw key, in hex.
    pub key: String,
    /// Seats of every program.
    pub ledgers: Vec<SeatLedger>,
    /// Cutoffs of every pool.
    pub cutoffs: Cutoffs,
    /// Checks that passed, of those that apply.
    pub passed: usize,
    /// Families' receipts that were checked, one by one.
    pub families: Vec<Family>,
}

/// A family's light check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// Code of the child.
    pub code: String,
    /// File of the receipt.
    pub receipt: PathBuf,
    /// Position in the roll.
    pub index: u32,
    /// Children in the unit.
    pub members: usize,
    /// The place; none if the child has none.
    pub placement: Option<Placement>,
    /// Ranks of its numbers, in the order of its choices.
    pub ranks: Vec<u32>,
}
