//! Why an entry or a step is refused.

use super::state::State;
use crate::encoding::json::JsonError;

/// Bytes that are no entry (PROTOCOL.md, section 9).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// More than 65,535 bytes.
    #[error("{file}: {bytes} bytes; an entry has at most 65535")]
    TooLarge {
        /// The file.
        file: String,
        /// Its length.
        bytes: usize,
    },
    /// Not of its form.
    #[error(transparent)]
    Json(#[from] JsonError),
}

/// An entry that may not follow the ones before it (PROTOCOL.md, section 10).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StepError {
    /// The table has no such line.
    #[error("{entry} cannot follow in state {state}")]
    OutOfOrder {
        /// State of the round.
        state: State,
        /// Type of the entry.
        entry: &'static str,
    },
    /// journal-opened is entry 0, and only there.
    #[error("journal-opened must be entry 0 and no other")]
    Opening,
    /// Time runs backwards.
    #[error("time {at} is before the time {before} of the entry before")]
    TimeDecreases {
        /// The entry's.
        at: u64,
        /// The one before.
        before: u64,
    },
    /// A round that was never announced.
    #[error("round {round} was not announced")]
    UnknownRound {
        /// Id.
        round: String,
    },
    /// A round id that was announced before.
    #[error("round {round} was announced before; ids are used once")]
    RoundTwice {
        /// Id.
        round: String,
    },
    /// Not the current attempt.
    #[error("attempt {named} is named, attempt {current} is running")]
    Attempt {
        /// Named.
        named: u32,
        /// Running.
        current: u32,
    },
    /// Rehearsals and official rounds have journals of their own.
    #[error("a rehearsal belongs into a journal whose origin ends in /rehearsal, and only there")]
    Rehearsal,
    /// A further round of a cohort must cite the one before.
    #[error("cohort {cohort}: the round must follow {expected:?}, not {named:?}")]
    Follows {
        /// Cohort.
        cohort: String,
        /// Last round of the cohort.
        expected: Option<String>,
        /// What the announcement names.
        named: Option<String>,
    },
    /// The round before is not over.
    #[error("round {round} of the cohort is in state {state}; it must be published or void")]
    EarlierRunning {
        /// The round before.
        round: String,
        /// Its state.
        state: State,
    },
    /// Rounds of a cohort share the tag key.
    #[error("the tag key is not that of round {round}, which this one follows")]
    TagKey {
        /// The round before.
        round: String,
    },
    /// Not a holder of a seed.
    #[error("{holder} holds no seed in this round")]
    UnknownHolder {
        /// Id.
        holder: String,
    },
    /// A holder commits and opens once.
    #[error("{holder} has done so already in this attempt")]
    Twice {
        /// Id.
        holder: String,
    },
    /// An observer's seed comes with its note, the office's without.
    #[error("{holder}: an observer's seed needs the observer's note, the office's has none")]
    SeedNote {
        /// Id.
        holder: String,
    },
    /// A commitment or seed that stands in the journal already.
    #[error("this {what} stands in the journal already; draw a new seed")]
    SeedReused {
        /// `commitment` or `seed`.
        what: &'static str,
    },
    /// The freeze waits for all commitments.
    #[error("{holder} has not committed to a seed; all must before the freeze")]
    NotCommitted {
        /// Id.
        holder: String,
    },
    /// The office opens first.
    #[error("the office opens its seed first, and once; then the observers")]
    OfficeOpensFirst,
    /// Intake only grows, from 0.
    #[error("intake goes from {from} to {to} records; it begins at 0 and never shrinks")]
    IntakeShrinks {
        /// Size before.
        from: u64,
        /// Size named.
        to: u64,
    },
    /// An entry on answers brings new ones.
    #[error("answers go from {from} to {to} records; an entry comes only when there are more")]
    NoNewAnswer {
        /// Size before.
        from: u64,
        /// Size named.
        to: u64,
    },
    /// A drand round is named exactly where drand is a source.
    #[error("the order must name a drand round exactly if drand is a source of the round")]
    OrderPlan,
    /// The order was set before.
    #[error("an order is set: a quorum of witnesses must state that it did not cosign it in time")]
    NotesMissing,
    /// Notes where none belong.
    #[error("notes are given where none belong")]
    NeedlessNotes,
    /// Not the result in force.
    #[error("entry {named} is not the result in force of this round")]
    NotTheResult {
        /// Index named.
        named: u64,
    },
    /// Handing over and back alternate, outside intake.
    #[error("{entry} is refused here: {why}")]
    Handover {
        /// Type of the entry.
        entry: &'static str,
        /// Why.
        why: &'static str,
    },
}
