//! The ledger of results as a workbook: what became of every code, as the public reads it.

use paiwei_protocol::{
    results::{ResultLine, Results},
    roll::{Roll, Status},
    rules::Rules,
};
use rust_xlsxwriter::Worksheet;

use super::{
    SlipError,
    lists::{heading, title_of},
    words::both,
};
use crate::spreadsheet::blank_workbook;

/// The .xlsx of every code's result, in the order of the roll. Neither names nor document numbers are in it.
///
/// # Errors
///
/// [`SlipError::Workbook`].
pub fn ledger_workbook(
    rules: &Rules,
    roll: &Roll,
    results: &Results,
) -> Result<Vec<u8>, SlipError> {
    let mut workbook = blank_workbook();
    let sheet = workbook.add_worksheet();
    let headings = [
        ("heading-code", 20),
        ("heading-status", 24),
        ("heading-program", 14),
        ("heading-title", 40),
        ("heading-pool", 14),
        ("heading-choice", 14),
        ("heading-ranks", 20),
        ("heading-numbers", 40),
    ];
    let first = heading(sheet, rules, &headings)?;
    for ((row, line), entry) in (first..).zip(&results.lines).zip(&roll.lines) {
        sheet.write_string(row, 0, line.code.to_string())?;
        sheet.write_string(row, 1, both(became(entry.status, line)))?;
        place(sheet, row, rules, line)?;
        ranks(sheet, row, &line.ranks)?;
        let numbers: Vec<String> = line.numbers.iter().map(ToString::to_string).collect();
        sheet.write_string(row, 7, numbers.join(" · "))?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn place(
    sheet: &mut Worksheet,
    row: u32,
    rules: &Rules,
    line: &ResultLine,
) -> Result<(), SlipError> {
    let Some(place) = &line.placement else { return Ok(()) };
    let title = rules.program(&place.program).map(|(_, program)| &program.titles);
    sheet.write_string(row, 2, &place.program)?;
    sheet.write_string(row, 3, title_of(title))?;
    sheet.write_string(row, 4, &place.pool)?;
    sheet.write_number(row, 5, place.choice)?;
    Ok(())
}

/// One rank is a number, to be sorted by; several stand in the order of the choices.
fn ranks(sheet: &mut Worksheet, row: u32, ranks: &[u32]) -> Result<(), SlipError> {
    if let [rank] = *ranks {
        sheet.write_number(row, 6, rank)?;
    } else {
        let ranks: Vec<String> = ranks.iter().map(ToString::to_string).collect();
        sheet.write_string(row, 6, ranks.join(" · "))?;
    }
    Ok(())
}

fn became(status: Status, line: &ResultLine) -> &'static str {
    match (status, &line.placement) {
        (Status::Entered, Some(_)) => "became-placed",
        (Status::Entered, None) => "became-no-place",
        (Status::Withdrawn, _) => "became-withdrawn",
        (Status::Refused, _) => "became-refused",
        (Status::Lapsed, _) => "became-lapsed",
    }
}
