//! Registrations from the spreadsheet of the platform that an office uses already.
//!
//! A [`Mapping`] says which column holds what. [`read`] checks every row and names everything that
//! is wrong at once; what it returns is imported whole or not at all, because a round with half a
//! file in it has no honest way on: the rows left out would look like families who never applied.

mod annotated;
mod batch;
mod birth;
mod bundles;
mod choices;
mod columns;
mod mapping;
mod mapping_error;
mod person;
mod problem;
mod report;
mod row;
mod suggest;
mod values;

use std::collections::BTreeMap;

use jiff::civil::Date;
use paiwei_protocol::{choices::Choices, rules::Rules};

pub use annotated::{Remark, annotated_workbook};
pub use batch::{Batch, batches, choice_source};
pub use mapping::{ChoiceSource, ClaimSource, Mapping, Source};
pub use mapping_error::{Flaw, MappingError};
pub use person::{Person, person};
pub use problem::{Finding, Problem};
pub use report::{report_text, report_workbook};
pub use suggest::{FIELDS, Heading, header_row, headings, suggest, uses_points};
pub use values::{Means, Unclear, unclear};

use crate::{documents::Document, spreadsheet::Table};
use columns::Plan;
use row::Draft;

/// One child's registration, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// Row or line of the spreadsheet.
    pub row: u64,
    /// The platform's registration number. Private: it never leaves the office.
    pub number: String,
    /// The child's document, which the tag is computed from.
    pub document: Document,
    /// Personal fields, as the identity file holds them; `document-type` and `document-number` are
    /// among them, dates are `2014-09-01`, sex is `male` or `female`. Empty ones are left out.
    pub fields: BTreeMap<String, String>,
    /// Categories that the family claims: ids of the rules, ascending, none twice.
    pub claims: Vec<String>,
    /// Points.
    pub points: Option<u32>,
    /// Choices.
    pub choices: Choices,
    /// Registration numbers of all members of the bundle, this one's too, in the order of their
    /// rows; empty for a child that is not linked.
    pub linked: Vec<String>,
}

/// What a spreadsheet says: registrations, and everything that was found in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Rows that were read, the header not counted.
    pub rows: u64,
    /// What was found, by row; then, for one row, in the order of the checks.
    pub findings: Vec<Finding>,
    registrations: Vec<Registration>,
}

impl Reading {
    /// The registrations, if nothing is wrong with any row.
    ///
    /// # Errors
    ///
    /// The reading itself, to be reported, when any finding is an error.
    pub fn into_registrations(self) -> Result<Vec<Registration>, Self> {
        if self.errors() == 0 { Ok(self.registrations) } else { Err(self) }
    }

    /// How many findings forbid the import.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.findings.iter().filter(|finding| finding.problem.is_error()).count()
    }
}

/// Reads the registrations of a table. `today` is the date that no birth date may lie after.
///
/// # Errors
///
/// [`MappingError`] when the mapping fits neither the table nor the rules. What is wrong with
/// single rows is no error here: it is in the findings.
pub fn read(
    table: &Table,
    mapping: &Mapping,
    rules: &Rules,
    today: Date,
) -> Result<Reading, MappingError> {
    let plan = Plan::new(table, mapping, rules)?;
    let rows = table.rows.iter().filter(|row| row.number > mapping.header_row);
    let drafts: Vec<Draft> = rows.map(|row| Draft::read(row, &plan, rules, today)).collect();
    let mut findings: Vec<Finding> =
        drafts.iter().flat_map(|draft| draft.findings.iter().cloned()).collect();
    findings.extend(row::repeated(&drafts, &plan));
    let (linked, wrong) = bundles::link(&drafts, &plan, rules);
    findings.extend(wrong);
    findings.sort_by_key(|finding| finding.row);
    let rows = drafts.len() as u64;
    let registrations =
        drafts.into_iter().zip(linked).filter_map(|(draft, linked)| draft.finish(linked)).collect();
    Ok(Reading { rows, findings, registrations })
}

/// Whether a mapping fits a table and the rules.
///
/// # Errors
///
/// [`MappingError`] with everything that doesn't fit.
pub fn fits(table: &Table, mapping: &Mapping, rules: &Rules) -> Result<(), MappingError> {
    Plan::new(table, mapping, rules).map(drop)
}

#[cfg(test)]
mod tests;
