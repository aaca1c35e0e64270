//! The workbook of codes: what the office's platform needs to tell families their codes.

use paiwei_protocol::{digest::Digest, ident::Code};
use rust_xlsxwriter::{Format, Workbook};

use super::{SlipError, words::both};
use crate::spreadsheet::blank_workbook;

/// A row of the workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeRow {
    /// The platform's registration number.
    pub registration: String,
    /// Name of the child.
    pub name: String,
    /// Code of the application.
    pub code: Code,
    /// Receipt hash: the family finds it in `intake.csv`.
    pub receipt: Digest,
}

/// The .xlsx of codes. A rehearsal says so in its first row, before the headings.
///
/// # Errors
///
/// [`SlipError::Workbook`] when there are more rows than a sheet has.
pub fn codes_workbook(rows: &[CodeRow], rehearsal: bool) -> Result<Vec<u8>, SlipError> {
    let mut book: Workbook = blank_workbook();
    let sheet = book.add_worksheet();
    let bold = Format::new().set_bold();
    let mut next = 0;
    if rehearsal {
        sheet.write_string_with_format(next, 0, both("heading-rehearsal"), &bold)?;
        next += 1;
    }
    let headings = ["heading-registration", "heading-name", "heading-code", "heading-receipt-hash"];
    for (column, (heading, width)) in (0..).zip(headings.into_iter().zip([20, 14, 20, 70])) {
        sheet.write_string_with_format(next, column, both(heading), &bold)?;
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(next + 1, 0)?;
    for (row, line) in (next + 1..).zip(rows) {
        let (code, receipt) = (line.code.to_string(), line.receipt.to_string());
        let texts = [&*line.registration, &line.name, &code, &receipt];
        for (column, text) in (0..).zip(texts) {
            sheet.write_string(row, column, text)?;
        }
    }
    Ok(book.save_to_buffer()?)
}
