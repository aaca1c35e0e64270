//! The workbook of who was admitted, a sheet a program: what schools write to families by.

use paiwei_protocol::rules::Rules;
use rust_xlsxwriter::{Format, Worksheet};

use super::{SlipError, words::both};
use crate::{rounds::Admitted, spreadsheet::blank_workbook};

/// Longest name that a sheet takes.
const MAX_SHEET: usize = 31;

/// The .xlsx of admitted children, who are sorted by program. A rehearsal says so on every sheet.
///
/// # Errors
///
/// [`SlipError::Workbook`] when a sheet can't hold them.
pub fn admitted_workbook(rules: &Rules, admitted: &[Admitted]) -> Result<Vec<u8>, SlipError> {
    let mut book = blank_workbook();
    if admitted.is_empty() {
        heading(book.add_worksheet(), rules)?;
    }
    for part in admitted.chunk_by(|a, b| a.placement.program == b.placement.program) {
        let sheet = book.add_worksheet();
        sheet.set_name(part[0].placement.program.chars().take(MAX_SHEET).collect::<String>())?;
        let first = heading(sheet, rules)?;
        for (row, one) in (first..).zip(part) {
            let field = |name: &str| one.identity.fields().get(name).cloned().unwrap_or_default();
            let texts = [
                one.code.to_string(),
                one.number.clone(),
                field("name"),
                field("document-type"),
                field("document-number"),
                field("phone"),
                one.placement.pool.clone(),
                one.placement.choice.to_string(),
            ];
            for (column, text) in (0..).zip(texts) {
                sheet.write_string(row, column, text)?;
            }
        }
    }
    Ok(book.save_to_buffer()?)
}

/// Writes the headings; the row after them.
fn heading(sheet: &mut Worksheet, rules: &Rules) -> Result<u32, SlipError> {
    let bold = Format::new().set_bold();
    let mut next = 0;
    if rules.rehearsal {
        sheet.write_string_with_format(next, 0, both("heading-rehearsal"), &bold)?;
        next += 1;
    }
    let headings = [
        ("heading-code", 20),
        ("heading-registration", 20),
        ("heading-name", 14),
        ("heading-document-type", 18),
        ("heading-document-number", 22),
        ("heading-phone", 16),
        ("heading-pool", 12),
        ("heading-choice", 10),
    ];
    for (column, (text, width)) in (0..).zip(headings) {
        sheet.write_string_with_format(next, column, both(text), &bold)?;
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(next + 1, 0)?;
    Ok(next + 1)
}
