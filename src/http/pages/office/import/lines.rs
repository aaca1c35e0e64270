//! The lines of a dry run's report: what is wrong with rows, and what rounds would refuse.

use std::collections::BTreeSet;

use crate::{
    import::Finding,
    language::Language,
    rounds::ImportRefusal,
    words::{self, refused},
};

/// A line of the report, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Row of the spreadsheet.
    pub(crate) row: u64,
    /// The platform's registration number.
    pub(crate) registration: String,
    /// Heading of the column; empty where the whole row is meant.
    pub(crate) column: String,
    /// It forbids the import.
    pub(crate) error: bool,
    /// What is wrong.
    pub(crate) what: String,
    /// What to do.
    pub(crate) remedy: String,
}

impl Line {
    fn of_finding(finding: &Finding, language: Language) -> Self {
        let (what, remedy) = finding.problem.explained();
        Self {
            row: finding.row,
            registration: finding.registration.clone(),
            column: finding.column.clone(),
            error: finding.problem.is_error(),
            what: what.text(language).to_owned(),
            remedy: remedy.text(language).to_owned(),
        }
    }

    fn of_refusal(refusal: &ImportRefusal, language: Language) -> Self {
        Self {
            row: refusal.row,
            registration: refusal.number.clone(),
            column: String::new(),
            error: true,
            what: words::in_language(language, |texts| refused::of_row(refusal, texts)),
            remedy: String::new(),
        }
    }
}

/// All lines, what forbids the import first, then by row.
pub(super) fn lines(
    findings: &[Finding],
    refusals: &[ImportRefusal],
    language: Language,
) -> Vec<Line> {
    let refused = refusals.iter().map(|one| Line::of_refusal(one, language));
    let found = findings.iter().map(|one| Line::of_finding(one, language));
    let mut lines: Vec<Line> = found.chain(refused).collect();
    lines.sort_by_key(|line| (!line.error, line.row));
    lines
}

/// How many rows have errors.
pub(super) fn wrong_rows(lines: &[Line]) -> usize {
    let wrong = lines.iter().filter(|line| line.error).map(|line| line.row);
    wrong.collect::<BTreeSet<_>>().len()
}
