//! What the checks have read so far. A check may take for granted what the checks that it needs
//! have put here.

use super::{Folder, draw::Drawn, remarks::Remark};
use crate::{
    answers::Answers,
    intake::Intake,
    journal::{Attempt, Entry, Journal, Round, evidence::EvidenceError},
    note::Note,
    roll::Roll,
    rules::Rules,
    trust::Trust,
};

/// Evidence of one entry of the judged round.
pub(super) struct Finding {
    pub(super) index: u64,
    pub(super) result: Result<(), EvidenceError>,
}

/// A frozen roll, with the number of its attempt.
pub(super) struct Frozen {
    pub(super) attempt: u32,
    pub(super) roll: Roll,
}

/// The answers to an attempt's result.
pub(super) struct Answered {
    pub(super) attempt: u32,
    pub(super) answers: Answers,
}

/// A folder under verification.
pub(super) struct Case<'a> {
    pub(super) folder: &'a Folder,
    pub(super) trust: Option<&'a Trust>,
    pub(super) receipts: &'a [(String, Vec<u8>)],
    /// From V02.
    pub(super) checkpoint: Option<Note>,
    /// From V03.
    pub(super) entries: Vec<Entry>,
    /// From V06.
    pub(super) journal: Option<Journal>,
    /// From V07.
    pub(super) rules: Option<Rules>,
    /// From V07: evidence of the judged round's entries.
    pub(super) evidence: Vec<Finding>,
    /// From V12.
    pub(super) intake: Option<Intake>,
    /// From V13.
    pub(super) posted: Option<Roll>,
    /// From V14.
    pub(super) frozen: Vec<Frozen>,
    /// From V23: what each attempt's draw gives.
    pub(super) drawn: Vec<Drawn>,
    /// From V30.
    pub(super) remarks: Vec<Remark>,
    /// From V31.
    pub(super) answered: Vec<Answered>,
}

impl<'a> Case<'a> {
    pub(super) fn new(
        folder: &'a Folder,
        trust: Option<&'a Trust>,
        receipts: &'a [(String, Vec<u8>)],
    ) -> Self {
        Self {
            folder,
            trust,
            receipts,
            checkpoint: None,
            entries: Vec::new(),
            journal: None,
            rules: None,
            evidence: Vec::new(),
            intake: None,
            posted: None,
            frozen: Vec::new(),
            drawn: Vec::new(),
            remarks: Vec::new(),
            answered: Vec::new(),
        }
    }

    /// The replayed journal; for checks that need V06.
    pub(super) fn journal(&self) -> &Journal {
        self.journal.as_ref().expect("V06 passed")
    }

    /// The rules; for checks that need V07.
    pub(super) fn rules(&self) -> &Rules {
        self.rules.as_ref().expect("V07 passed")
    }

    /// The judged round; for checks that need V07.
    pub(super) fn round(&self) -> &Round {
        self.journal().round(&self.rules().round).expect("V07 found its announcement")
    }

    /// The bytes of a file; empty if it isn't there (V08 says so first).
    pub(super) fn file(&self, path: &str) -> &'a [u8] {
        self.folder.get(path).map_or(&[], Vec::as_slice)
    }

    /// The roll of an attempt; for checks that need V14.
    pub(super) fn roll_of(&self, attempt: u32) -> Option<&Roll> {
        self.frozen.iter().find(|frozen| frozen.attempt == attempt).map(|frozen| &frozen.roll)
    }

    /// What an attempt's draw gives, if it was published; for checks that need V23.
    pub(super) fn drawn_of(&self, attempt: u32) -> Option<&Drawn> {
        self.drawn.iter().find(|drawn| drawn.attempt == attempt)
    }
}

/// Path of an attempt's file (PROTOCOL.md, section 4.2).
pub(super) fn path(attempt: u32, name: &str) -> String {
    if attempt == 1 { name.to_owned() } else { format!("attempt-{attempt}/{name}") }
}

/// Attempts whose roll was frozen.
pub(super) fn frozen_attempts(round: &Round) -> impl Iterator<Item = &Attempt> {
    round.attempts.iter().filter(|attempt| attempt.frozen.is_some())
}

/// Attempts whose result was published.
pub(super) fn published_attempts(round: &Round) -> impl Iterator<Item = &Attempt> {
    round.attempts.iter().filter(|attempt| attempt.result.is_some())
}
