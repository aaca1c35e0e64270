//! The report of a reading: as text, and as a workbook to hand to whoever mends the rows.

use std::collections::BTreeSet;

use rust_xlsxwriter::{Color, Format, FormatAlign, XlsxError};

use super::{Finding, Reading};
use crate::{
    language::{Language, Message, Told},
    spreadsheet::blank_workbook,
};

/// Ids of the headings' texts.
const HEADINGS: [&str; 5] =
    ["report-row", "report-registration", "report-column", "report-problem", "report-remedy"];
const WIDTHS: [u32; 5] = [8, 18, 16, 48, 48];

/// The report as text: a summary, then a line for each finding.
#[must_use]
pub fn report_text(reading: &Reading, language: Language) -> String {
    let mut text = summary(reading).text(language).to_owned();
    for finding in &reading.findings {
        text.push('\n');
        text.push_str(line(finding).text(language));
    }
    text.push('\n');
    text
}

/// The report as an .xlsx file: the summary, then a row for each finding.
///
/// # Errors
///
/// [`XlsxError`] when there are more findings than a sheet has rows.
pub fn report_workbook(reading: &Reading, language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut book = blank_workbook();
    let sheet = book.add_worksheet();
    let bold = Format::new().set_bold();
    let heading = bold.clone().set_background_color(Color::RGB(0x00E7_E6E6));
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.write_string_with_format(0, 0, summary(reading).text(language), &bold)?;
    for (column, (id, width)) in (0..).zip(HEADINGS.into_iter().zip(WIDTHS)) {
        let title = Message::from(Told::new(id));
        sheet.write_string_with_format(1, column, title.text(language), &heading)?;
        sheet.set_column_width(column, width)?;
    }
    for (row, finding) in (2..).zip(&reading.findings) {
        let (what, remedy) = finding.problem.explained();
        let number = u32::try_from(finding.row).unwrap_or(u32::MAX);
        sheet.write_number_with_format(row, 0, number, &wrapped)?;
        let texts = [&*finding.registration, &finding.column, what.text(language)];
        for (column, text) in (1..).zip(texts.into_iter().chain([remedy.text(language)])) {
            sheet.write_string_with_format(row, column, text, &wrapped)?;
        }
    }
    sheet.set_freeze_panes(2, 0)?;
    book.save_to_buffer()
}

fn summary(reading: &Reading) -> Message {
    let (rows, errors) = (reading.rows, reading.errors());
    let notes = reading.findings.len() - errors;
    let wrong = reading.findings.iter().filter(|finding| finding.problem.is_error());
    let affected = wrong.map(|finding| finding.row).collect::<BTreeSet<_>>().len();
    let told = match errors {
        0 => Told::new("report-fine"),
        _ => Told::new("report-faulty").with("affected", affected).with("errors", errors),
    };
    told.with("rows", rows).with("notes", notes).into()
}

fn line(finding: &Finding) -> Message {
    let Finding { row, registration, column, problem } = finding;
    let named = |id: &str, name: &'static str, text: &str| match text {
        "" => Vec::new(),
        text => vec![Told::new(id).with(name, text)],
    };
    Told::new("report-line")
        .with("row", row)
        .listing("registration", named("report-of-registration", "registration", registration))
        .listing("column", named("report-of-column", "column", column))
        .listing("problem", [problem.told()])
        .into()
}
