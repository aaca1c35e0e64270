//! Workbooks without whole names: seats, waiting lists, and the list that is posted.

use paiwei_protocol::rules::{OrderKey, Rules, Titles};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::{SlipError, words::both};
use crate::{
    rounds::{PostedChild, SeatBook},
    spreadsheet::blank_workbook,
};

/// The .xlsx of seats: a sheet of programs and one of pools.
///
/// # Errors
///
/// [`SlipError::Workbook`].
pub fn seats_workbook(rules: &Rules, book: &SeatBook) -> Result<Vec<u8>, SlipError> {
    let mut workbook = blank_workbook();
    let sheet = workbook.add_worksheet();
    sheet.set_name(both("heading-programs"))?;
    let headings = [
        ("heading-program", 14),
        ("heading-title", 40),
        ("heading-plan", 12),
        ("heading-applied", 12),
        ("heading-admitted", 14),
        ("heading-over", 12),
        ("heading-left", 12),
        ("heading-accepted", 16),
        ("heading-declined", 16),
    ];
    let first = heading(sheet, rules, &headings)?;
    for (row, seats) in (first..).zip(&book.programs) {
        let title = rules.program(&seats.program).map(|(_, program)| &program.titles);
        sheet.write_string(row, 0, &seats.program)?;
        sheet.write_string(row, 1, title_of(title))?;
        let over = seats.plan.map(|plan| seats.admitted.saturating_sub(plan));
        let left = seats.plan.map(|plan| plan.saturating_sub(seats.admitted));
        let numbers = [
            seats.plan,
            Some(seats.applied),
            Some(seats.admitted),
            over,
            left,
            Some(seats.accepted),
            Some(seats.declined),
        ];
        counts(sheet, row, 2, &numbers)?;
    }
    pools(&mut workbook, rules, book)?;
    Ok(workbook.save_to_buffer()?)
}

fn pools(workbook: &mut Workbook, rules: &Rules, book: &SeatBook) -> Result<(), SlipError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(both("heading-pools"))?;
    let headings = [
        ("heading-program", 14),
        ("heading-pool", 14),
        ("heading-seats", 14),
        ("heading-applied", 12),
        ("heading-admitted", 14),
        ("heading-cutoff", 60),
    ];
    let first = heading(sheet, rules, &headings)?;
    let orders: Vec<&[OrderKey]> = rules.pools().map(|(_, pool)| &*pool.order).collect();
    for ((row, line), order) in (first..).zip(&book.cutoffs.lines).zip(orders) {
        sheet.write_string(row, 0, &line.program)?;
        sheet.write_string(row, 1, &line.pool)?;
        counts(sheet, row, 2, &[line.seats, Some(line.applied), Some(line.admitted)])?;
        sheet.write_string(row, 5, line.cutoff.to_text(order))?;
    }
    Ok(())
}

/// The .xlsx of waiting lists: a row a child or linked children, pool by pool.
///
/// # Errors
///
/// [`SlipError::Workbook`].
pub fn waiting_workbook(rules: &Rules, book: &SeatBook) -> Result<Vec<u8>, SlipError> {
    let mut workbook = blank_workbook();
    let sheet = workbook.add_worksheet();
    let headings = [
        ("heading-program", 14),
        ("heading-title", 40),
        ("heading-pool", 14),
        ("heading-position", 14),
        ("heading-code", 20),
    ];
    let first = heading(sheet, rules, &headings)?;
    let pools: Vec<_> = rules.pools().collect();
    for (row, line) in (first..).zip(&book.waiting.lines) {
        let Some((program, pool)) = pools.get(line.pool) else { continue };
        sheet.write_string(row, 0, &program.id)?;
        sheet.write_string(row, 1, title_of(Some(&program.titles)))?;
        sheet.write_string(row, 2, &pool.id)?;
        sheet.write_number(row, 3, line.position)?;
        sheet.write_string(row, 4, line.code.to_string())?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// The .xlsx of the list that is posted: codes with masked names, categories and choices.
///
/// # Errors
///
/// [`SlipError::Workbook`].
pub fn posting_workbook(rules: &Rules, children: &[PostedChild]) -> Result<Vec<u8>, SlipError> {
    let mut workbook = blank_workbook();
    let sheet = workbook.add_worksheet();
    let headings = [
        ("heading-code", 20),
        ("heading-name", 16),
        ("heading-categories", 40),
        ("heading-choices", 60),
    ];
    let first = heading(sheet, rules, &headings)?;
    let category = |id: &String| {
        let found = rules.categories.iter().find(|category| category.id == *id);
        found.map_or_else(|| id.clone(), |found| found.titles.zh.clone())
    };
    let program = |id: &String| {
        rules.program(id).map_or_else(|| id.clone(), |(_, program)| program.titles.zh.clone())
    };
    for (row, child) in (first..).zip(children) {
        sheet.write_string(row, 0, child.code.to_string())?;
        sheet.write_string(row, 1, &child.name)?;
        let categories: Vec<String> = child.categories.iter().map(category).collect();
        sheet.write_string(row, 2, categories.join("、"))?;
        let choices: Vec<String> = child.choices.iter().map(program).collect();
        sheet.write_string(row, 3, choices.join("；"))?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// A title in both languages.
pub(super) fn title_of(titles: Option<&Titles>) -> String {
    titles.map_or_else(String::new, |titles| format!("{} {}", titles.zh, titles.en))
}

/// Counts beside each other; nothing where there is no limit.
fn counts(
    sheet: &mut Worksheet,
    row: u32,
    from: u16,
    numbers: &[Option<u64>],
) -> Result<(), SlipError> {
    for (column, number) in (from..).zip(numbers) {
        // A sheet holds counts exactly far beyond any number of children.
        if let Some(number) = number.and_then(|number| u32::try_from(number).ok()) {
            sheet.write_number(row, column, number)?;
        }
    }
    Ok(())
}

/// Writes the headings, after a rehearsal's mark; the row after them.
pub(super) fn heading(
    sheet: &mut Worksheet,
    rules: &Rules,
    headings: &[(&str, u32)],
) -> Result<u32, SlipError> {
    let bold = Format::new().set_bold();
    let mut next = 0;
    if rules.rehearsal {
        sheet.write_string_with_format(next, 0, both("heading-rehearsal"), &bold)?;
        next += 1;
    }
    for (column, (text, width)) in (0..).zip(headings) {
        sheet.write_string_with_format(next, column, both(text), &bold)?;
        sheet.set_column_width(column, *width)?;
    }
    sheet.set_freeze_panes(next + 1, 0)?;
    Ok(next + 1)
}
