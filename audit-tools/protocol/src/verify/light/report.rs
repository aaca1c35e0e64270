//! What the light check says.

use super::{Ground, Outcome, Verdict, not_run};
use crate::{
    draw::DrawKey,
    receipt::Receipt,
    results::{Cutoffs, ResultLine},
    roll::Line,
    rules::Rules,
    trust::Trust,
    verify::{Remark, pins},
};

/// Steps of the light check.
const STEPS: u8 = 6;

/// A step of the light check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LightStep {
    /// Number: 1 for L1.
    pub number: u8,
    /// How it ended.
    pub verdict: Verdict,
    /// What was found, in English.
    pub findings: Vec<String>,
}

/// What the light check says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LightReport {
    /// L1 to L6.
    pub steps: Vec<LightStep>,
    /// The office's recovery key and all observers are pinned.
    pub pinned: bool,
    /// Time of the newest cosignature of the checkpoint.
    pub witnessed_at: Option<u64>,
    /// When the result was in force, as far as this shows: `at` of the newest standing entry, else
    /// of the result's.
    pub in_force_at: Option<u64>,
    /// The child, if its lines were found and it takes part.
    pub child: Option<Child>,
    /// The rules, if they are those announced.
    pub rules: Option<Rules>,
    /// The receipts, if all are authentic.
    pub receipts: Vec<Receipt>,
    /// What L4 has to say of the receipts besides: no faults, and for the family to know.
    pub remarks: Vec<Remark>,
}

/// A child in the draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Child {
    /// The draw key.
    pub key: DrawKey,
    /// The attempt in force.
    pub attempt: u32,
    /// The unit's members, indexes ascending; one for a single child.
    pub members: Vec<Member>,
    /// Lane of each number, in order.
    pub lanes: Vec<u64>,
    /// The published cutoffs.
    pub cutoffs: Cutoffs,
}

/// A member of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its index in the roll.
    pub index: u32,
    /// Its line of the roll.
    pub line: Line,
    /// Its record in the results, as published.
    pub result: ResultLine,
}

impl LightReport {
    /// Exit status: 1 if a step failed, else 2 if one was not run or the keys are not pinned.
    #[must_use]
    pub fn exit(&self) -> u8 {
        match self.deciding() {
            Some(LightStep { verdict: Verdict::Failed, .. }) => 1,
            Some(_) => 2,
            None if self.pinned => 0,
            None => 2,
        }
    }

    /// The lowest-numbered step that gives the exit status; none if all passed.
    #[must_use]
    pub fn deciding(&self) -> Option<&LightStep> {
        let first = |verdict| self.steps.iter().find(|step| step.verdict == verdict);
        first(Verdict::Failed).or_else(|| first(Verdict::NotRun))
    }

    /// A report before its first step.
    pub(super) fn begun(ground: &Ground, trust: Option<&Trust>) -> Self {
        let recovery = ground.keys.recovery();
        let mut observers = ground.rules.observers.iter();
        Self {
            pinned: trust.is_some_and(|trust| trust.pins(&ground.origin, recovery))
                && observers.all(|o| pins::observer_of(trust, &ground.origin, recovery, o)),
            witnessed_at: ground.witnessed_at,
            in_force_at: ground.in_force_at,
            ..Self::empty()
        }
    }

    /// The entries, keys or rules are not sound: nothing else can be asked.
    pub(super) fn unsound(found: Outcome) -> Self {
        let mut report = Self::empty();
        report.push(not_run());
        report.end(found);
        report
    }

    /// The proof file can't be read.
    pub(super) fn unreadable(finding: String) -> Self {
        let mut report = Self::empty();
        report.end((Verdict::NotRun, vec![finding]));
        report
    }

    fn empty() -> Self {
        Self {
            steps: Vec::new(),
            pinned: false,
            witnessed_at: None,
            in_force_at: None,
            child: None,
            rules: None,
            receipts: Vec::new(),
            remarks: Vec::new(),
        }
    }

    /// The next step.
    pub(super) fn push(&mut self, (verdict, findings): Outcome) {
        let number = self.steps.iter().map(|step| step.number).max().unwrap_or(0) + 1;
        self.steps.push(LightStep { number, verdict, findings });
    }

    /// The last step that can be asked; those after it are not run.
    pub(super) fn end(&mut self, found: Outcome) {
        self.push(found);
        while self.steps.len() < usize::from(STEPS) {
            self.push(not_run());
        }
    }
}
