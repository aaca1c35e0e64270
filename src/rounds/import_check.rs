//! What speaks against importing registrations.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use super::import::Incoming;
use crate::store::ApplicationRow;

/// A registration that can't be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRefusal {
    /// Row of the spreadsheet.
    pub row: u64,
    /// The platform's registration number.
    pub number: String,
    /// Why.
    pub problem: ImportProblem,
}

/// Why a registration can't be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportProblem {
    /// It was imported before, with other content.
    Changed {
        /// Its code.
        code: String,
    },
    /// The child has an application in this round.
    Entered {
        /// Its code.
        code: String,
    },
    /// The child is in this import twice.
    Twice {
        /// The other row.
        row: u64,
    },
    /// The registration number is in this import twice.
    NumberTwice {
        /// The other row.
        row: u64,
    },
    /// The child holds a place of an earlier round of the cohort.
    HoldsPlace {
        /// The earlier round.
        round: String,
    },
    /// A linked child isn't part of this import.
    LinkMissing {
        /// Its registration number.
        number: String,
    },
    /// Some of the linked children were imported before, without the others.
    LinkLate,
}

impl fmt::Display for ImportRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {}, registration {}: ", self.row, self.number)?;
        match &self.problem {
            ImportProblem::Changed { code } => write!(
                f,
                "was imported as {code} with other content; withdraw that application, or restore \
                 the row"
            ),
            ImportProblem::Entered { code } => {
                write!(f, "this child has application {code}; a child applies once")
            }
            ImportProblem::Twice { row } => {
                write!(f, "the same child as in row {row}; keep one of the two")
            }
            ImportProblem::NumberTwice { row } => {
                write!(f, "the same registration number as in row {row}; keep one of the two")
            }
            ImportProblem::HoldsPlace { round } => {
                write!(f, "this child holds a place of round {round}; it may not enter again")
            }
            ImportProblem::LinkMissing { number } => {
                write!(f, "the linked child {number} is not in this import; add it")
            }
            ImportProblem::LinkLate => {
                f.write_str("linked children were imported before without this one; unlink it")
            }
        }
    }
}

/// What the round knows already.
pub(super) struct Known<'a> {
    by_index: BTreeMap<[u8; 32], &'a ApplicationRow>,
    by_tag: BTreeMap<&'a str, &'a ApplicationRow>,
    held: &'a BTreeMap<String, String>,
}

impl<'a> Known<'a> {
    /// `withdrawn` are codes whose families may apply anew; `held` are tags with the rounds whose
    /// places they hold.
    pub(super) fn new(
        rows: &'a [ApplicationRow],
        withdrawn: &BTreeSet<String>,
        held: &'a BTreeMap<String, String>,
    ) -> Self {
        let standing = rows.iter().filter(|row| !withdrawn.contains(&row.code));
        Self {
            by_index: rows.iter().map(|row| (row.registration, row)).collect(),
            by_tag: standing.map(|row| (row.tag.as_str(), row)).collect(),
            held,
        }
    }
}

/// Everything that is wrong, in the order of the registrations.
pub(super) fn check(incoming: &[Incoming<'_>], known: &Known<'_>) -> Vec<ImportRefusal> {
    let mut numbers: BTreeMap<&str, u64> = BTreeMap::new();
    let mut tags: BTreeMap<&str, u64> = BTreeMap::new();
    let all: BTreeMap<&str, bool> = incoming
        .iter()
        .map(|one| (one.registration.number.as_str(), known.by_index.contains_key(&one.index)))
        .collect();
    let mut refusals = Vec::new();
    for one in incoming {
        let (row, number) = (one.registration.row, one.registration.number.as_str());
        let number_before = *numbers.entry(number).or_insert(row);
        let tag_before = *tags.entry(&one.tag).or_insert(row);
        let problem = if number_before != row {
            Some(ImportProblem::NumberTwice { row: number_before })
        } else if tag_before != row {
            Some(ImportProblem::Twice { row: tag_before })
        } else {
            against_round(one, known).or_else(|| against_links(one, &all))
        };
        if let Some(problem) = problem {
            refusals.push(ImportRefusal { row, number: number.to_owned(), problem });
        }
    }
    refusals
}

fn against_round(one: &Incoming<'_>, known: &Known<'_>) -> Option<ImportProblem> {
    if let Some(row) = known.by_index.get(&one.index) {
        let changed = row.content != one.content;
        return changed.then(|| ImportProblem::Changed { code: row.code.clone() });
    }
    if let Some(row) = known.by_tag.get(one.tag.as_str()) {
        return Some(ImportProblem::Entered { code: row.code.clone() });
    }
    known.held.get(&one.tag).map(|round| ImportProblem::HoldsPlace { round: round.clone() })
}

/// `all` tells, for each registration given, whether it was imported before.
fn against_links(one: &Incoming<'_>, all: &BTreeMap<&str, bool>) -> Option<ImportProblem> {
    let own = all.get(one.registration.number.as_str());
    for number in &one.registration.linked {
        match all.get(number.as_str()) {
            None => return Some(ImportProblem::LinkMissing { number: number.clone() }),
            before if before != own => return Some(ImportProblem::LinkLate),
            Some(_) => {}
        }
    }
    None
}
