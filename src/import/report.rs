//! The report of a reading: as text, and as a workbook to hand to whoever mends the rows.

use std::collections::BTreeSet;

use rust_xlsxwriter::{Color, Format, FormatAlign, XlsxError};

use super::{Finding, Reading};
use crate::{
    language::{Language, Message},
    spreadsheet::blank_workbook,
};

const HEADINGS: [(&str, &str); 5] = [
    ("行", "row"),
    ("登记号", "registration"),
    ("列", "column"),
    ("问题", "problem"),
    ("处理办法", "what to do"),
];
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
    for (column, ((zh, en), width)) in (0..).zip(HEADINGS.into_iter().zip(WIDTHS)) {
        let title = if language == Language::Zh { zh } else { en };
        sheet.write_string_with_format(1, column, title, &heading)?;
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
    if errors == 0 {
        return Message::new(
            format!("共读取 {rows} 行，没有错误，{notes} 条提示；可以导入。"),
            format!("{rows} rows read, no error, {notes} notes: ready to import."),
        );
    }
    Message::new(
        format!(
            "共读取 {rows} 行，{affected} 行有 {errors} 个错误，{notes} 条提示；没有导入任何一行，请改正后重新导入整个文件。"
        ),
        format!(
            "{rows} rows read, {errors} errors in {affected} rows, {notes} notes. Nothing was \
             imported; mend the rows and import the whole file again."
        ),
    )
}

fn line(finding: &Finding) -> Message {
    let (what, remedy) = finding.problem.explained();
    let Finding { row, registration, column, .. } = finding;
    let named = |before: &str, text: &str, after: &str| match text {
        "" => String::new(),
        text => format!("{before}{text}{after}"),
    };
    let zh = format!(
        "第 {row} 行{}{}：{}；{}",
        named("，登记号 ", registration, ""),
        named("，“", column, "”列"),
        what.zh,
        remedy.zh
    );
    let en = format!(
        "row {row}{}{}: {}; {}",
        named(", registration ", registration, ""),
        named(", column \"", column, "\""),
        what.en,
        remedy.en
    );
    Message { zh, en }
}
