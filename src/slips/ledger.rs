//! The ledger of results as a workbook: what became of every code, as the public reads it.

use paiwei_protocol::{
    results::{ResultLine, Results},
    roll::{Roll, Status},
    rules::Rules,
};
use rust_xlsxwriter::Worksheet;

use super::{
    SlipError,
    lists::{both, heading},
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
        ("报名号 code", 20),
        ("状态 status", 24),
        ("项目 program", 14),
        ("名称 title", 40),
        ("名额组 pool", 14),
        ("志愿 choice", 14),
        ("排位序号 ranks", 20),
        ("号码 numbers", 40),
    ];
    let first = heading(sheet, rules, &headings)?;
    for ((row, line), entry) in (first..).zip(&results.lines).zip(&roll.lines) {
        sheet.write_string(row, 0, line.code.to_string())?;
        sheet.write_string(row, 1, became(entry.status, line))?;
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
    sheet.write_string(row, 3, both(title))?;
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
        (Status::Entered, Some(_)) => "派到学位 placed",
        (Status::Entered, None) => "未派到学位 no place",
        (Status::Withdrawn, _) => "家长撤回 withdrawn",
        (Status::Refused, _) => "审核未通过 refused",
        (Status::Lapsed, _) => "截止前未完成 lapsed",
    }
}
