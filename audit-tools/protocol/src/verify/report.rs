//! What a verification says.

use std::fmt;

use super::Remark;
use crate::{digest::Digest, journal::State, rules::Titles};

/// Number of checks.
pub const CHECKS: usize = 32;

/// A numbered check of PROTOCOL.md, section 16.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CheckId(pub u8);

impl fmt::Display for CheckId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "V{:02}", self.0)
    }
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Passed,
    /// It doesn't.
    Failed,
    /// Something that it needs is missing, unreadable or unpinned.
    NotRun,
    /// The round hasn't come to it, or has no such thing.
    DoesNotApply,
}

/// One check and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Its number.
    pub id: CheckId,
    /// How it ended.
    pub verdict: Verdict,
    /// What was found, in English: file, line and field where something is wrong; for passed
    /// checks, counts worth telling.
    pub findings: Vec<String>,
}

/// Progress of long work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The check that begins.
    pub check: CheckId,
    /// Checks done.
    pub done: u64,
    /// Checks in all.
    pub total: u64,
}

/// A verifier's report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// All checks, V01 first.
    pub checks: Vec<Check>,
    /// What V30 has to say of the receipts besides: no faults, and for the families to know.
    pub remarks: Vec<Remark>,
    /// What the round is, if its journal and rules could be read.
    pub summary: Option<Summary>,
}

impl Report {
    /// Exit status: 1 if a check failed, else 2 if one was not run, else 0.
    #[must_use]
    pub fn exit(&self) -> u8 {
        match self.deciding().map(|check| check.verdict) {
            Some(Verdict::Failed) => 1,
            Some(_) => 2,
            None => 0,
        }
    }

    /// The lowest-numbered check that gives the exit status, if that isn't 0.
    #[must_use]
    pub fn deciding(&self) -> Option<&Check> {
        let first = |verdict| self.checks.iter().find(|check| check.verdict == verdict);
        first(Verdict::Failed).or_else(|| first(Verdict::NotRun))
    }
}

/// What a verdict is about, and whom it relies on (PROTOCOL.md, section 18).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Origin of the journal.
    pub origin: String,
    /// A rehearsal.
    pub rehearsal: bool,
    /// Id of the round.
    pub round: String,
    /// Its titles.
    pub titles: Titles,
    /// Its state.
    pub state: State,
    /// The office's recovery key, as a verifier key line.
    pub recovery: String,
    /// It is pinned.
    pub recovery_pinned: bool,
    /// Observers.
    pub observers: Vec<ObserverSummary>,
    /// Attempts.
    pub attempts: Vec<AttemptSummary>,
    /// The attempt in force.
    pub in_force: Option<u32>,
    /// Lines of the last frozen roll.
    pub lines: u64,
    /// Those that take part.
    pub entered: u64,
    /// Those without a family key.
    pub without_family_key: u64,
    /// Newest cosignature of a witness over the journal: Unix seconds.
    pub witnessed_at: Option<u64>,
    /// Repeated orders and throws, missing seeds, lost keys, voided rounds of the cohort.
    pub notes: Vec<String>,
}

/// An observer in a summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObserverSummary {
    /// Id.
    pub id: String,
    /// Titles.
    pub titles: Titles,
    /// Name of its keys.
    pub key_name: String,
    /// Both keys are pinned.
    pub pinned: bool,
    /// Counts to the witness quorum.
    pub witness: bool,
    /// Counts to the confirming quorum.
    pub confirm: bool,
    /// Holds a seed.
    pub seed: bool,
}

/// An attempt in a summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptSummary {
    /// Number, from 1.
    pub number: u32,
    /// What became of it.
    pub fate: Fate,
    /// SHA-256 of its draw text: the draw key.
    pub draw: Option<Digest>,
}

/// What became of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Its result is in force.
    InForce,
    /// Its result was annulled.
    Annulled,
    /// The round was voided in it.
    Void,
    /// It runs.
    Running,
}
