//! .xlsx files, read as a stream of cells: a sheet of a million formatted empty rows costs nothing.
//! And how ours begin.

use std::io::{Cursor, Read as _, copy, sink};

use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx};
use rust_xlsxwriter::{DocProperties, ExcelDateTime as WrittenDate, Workbook};
use zip::ZipArchive;

use super::{Cell, Limits, Row, SpreadsheetError, cell_of_text};

/// Numbers of 16 digits and more are not kept whole by spreadsheet programs.
const EXACT: f64 = 1e15;

/// An empty workbook to write to. Its date of making is a fixed one, so that the same content gives
/// the same bytes, and no clock is read.
#[must_use]
pub fn blank_workbook() -> Workbook {
    let made = WrittenDate::from_ymd(2000, 1, 1).expect("a date of the calendar");
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    book
}

/// Reads the cells of a sheet, the first if none is named.
pub(super) fn read(
    bytes: &[u8],
    sheet: Option<&str>,
    limits: &Limits,
) -> Result<Vec<Row>, SpreadsheetError> {
    refuse_bomb(bytes, limits.unpacked)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let name = sheet_name(&book, sheet)?;
    let mut reader = book.worksheet_cells_reader(&name).map_err(|error| damaged(&error))?;
    let mut rows = Vec::new();
    while let Some(cell) = reader.next_cell().map_err(|error| damaged(&error))? {
        let (row, column) = cell.get_position();
        place(&mut rows, row, column as usize, cell_of(cell.get_value()), limits)?;
    }
    Ok(rows)
}

/// The names of the sheets.
pub(super) fn sheets(bytes: &[u8], limits: &Limits) -> Result<Vec<String>, SpreadsheetError> {
    refuse_bomb(bytes, limits.unpacked)?;
    let book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    Ok(book.sheet_names())
}

/// Unpacks every part into nothing, counting: what the archive says about sizes may be a lie.
fn refuse_bomb(bytes: &[u8], limit: u64) -> Result<(), SpreadsheetError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut left = limit;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| damaged(&error))?;
        let unpacked =
            copy(&mut part.take(left + 1), &mut sink()).map_err(|error| damaged(&error))?;
        left = left.checked_sub(unpacked).ok_or(SpreadsheetError::UnpacksTooLarge { limit })?;
    }
    Ok(())
}

fn sheet_name(
    book: &Xlsx<Cursor<&[u8]>>,
    wanted: Option<&str>,
) -> Result<String, SpreadsheetError> {
    let names = book.sheet_names();
    let found = match wanted {
        Some(wanted) => names.iter().find(|name| *name == wanted),
        None => names.first(),
    };
    found.cloned().ok_or_else(|| SpreadsheetError::NoSheet {
        wanted: wanted.unwrap_or_default().to_owned(),
        found: names.join(", "),
    })
}

/// Puts a cell where it belongs; rows come in ascending order, empty cells are left out.
fn place(
    rows: &mut Vec<Row>,
    row: u32,
    column: usize,
    cell: Cell,
    limits: &Limits,
) -> Result<(), SpreadsheetError> {
    let number = u64::from(row) + 1;
    if cell.shown().is_empty() {
        return Ok(());
    }
    if column >= limits.columns {
        return Err(SpreadsheetError::TooManyColumns { row: number, limit: limits.columns });
    }
    if cell.shown().chars().count() > limits.cell {
        let (column, limit) = (column + 1, limits.cell);
        return Err(SpreadsheetError::CellTooLong { row: number, column, limit });
    }
    let cells = cells_of_row(rows, number, limits)?;
    if cells.len() <= column {
        cells.resize(column + 1, Cell::Text(String::new()));
    }
    cells[column] = cell;
    Ok(())
}

fn cells_of_row<'a>(
    rows: &'a mut Vec<Row>,
    number: u64,
    limits: &Limits,
) -> Result<&'a mut Vec<Cell>, SpreadsheetError> {
    let last = rows.last().map_or(0, |row| row.number);
    if number < last {
        return Err(SpreadsheetError::Workbook(format!("row {number} after row {last}")));
    }
    if number > last {
        if rows.len() == limits.rows {
            return Err(SpreadsheetError::TooManyRows { row: number, limit: limits.rows });
        }
        rows.push(Row { number, cells: Vec::new() });
    }
    Ok(&mut rows.last_mut().expect("a row was there or has been pushed").cells)
}

fn cell_of(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::String(text) => cell_of_text(text),
        DataRef::SharedString(text) => cell_of_text(text),
        DataRef::Int(number) => cell_of_text(&number.to_string()),
        DataRef::Float(number) => cell_of_number(*number),
        DataRef::Bool(truth) => Cell::Text(if *truth { "TRUE" } else { "FALSE" }.to_owned()),
        DataRef::DateTime(time) => cell_of_date(time),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => cell_of_text(text),
        DataRef::Error(error) => Cell::Failed(error.to_string()),
        DataRef::Empty => Cell::Text(String::new()),
    }
}

fn cell_of_number(number: f64) -> Cell {
    // Rust writes floating-point numbers without an exponent, whole ones without a point.
    let text = number.to_string();
    if number.abs() < EXACT { Cell::Text(text) } else { Cell::DigitsLost(text) }
}

fn cell_of_date(time: &ExcelDateTime) -> Cell {
    if time.is_duration() {
        return Cell::Text(time.as_f64().to_string());
    }
    let (year, month, day, ..) = time.to_ymd_hms_milli();
    Cell::Text(format!("{year:04}-{month:02}-{day:02}"))
}

fn damaged(error: &dyn std::error::Error) -> SpreadsheetError {
    SpreadsheetError::Workbook(error.to_string())
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{ExcelDateTime as Date, Format, Formula};

    use super::*;

    fn limits() -> Limits {
        Limits::default()
    }

    fn text(shown: &str) -> Cell {
        Cell::Text(shown.to_owned())
    }

    #[test]
    fn cells_are_read_as_they_show() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let date = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_string(0, 0, "330199201409010118").unwrap();
        sheet.write_number(0, 1, 330_199_201_409_010_118_f64).unwrap();
        sheet.write_number(0, 2, 120).unwrap();
        sheet.write_number(0, 3, 7.5).unwrap();
        sheet.write_with_format(0, 4, Date::from_ymd(2014, 9, 1).unwrap(), &date).unwrap();
        sheet.write_boolean(0, 5, true).unwrap();
        sheet.write_formula(0, 6, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        sheet.write_number(0, 7, 123_456_789_012_345_f64).unwrap();
        sheet.write_string(3, 2, " 末 ").unwrap();
        let rows = read(&book.save_to_buffer().unwrap(), None, &limits()).unwrap();
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 4]);
        assert_eq!(rows[1].cells, [text(""), text(""), text("末")]);
        let cells = &rows[0].cells;
        assert_eq!(cells[0], text("330199201409010118"));
        assert!(matches!(&cells[1], Cell::DigitsLost(_)), "{cells:?}");
        assert_eq!(cells[2..6], [text("120"), text("7.5"), text("2014-09-01"), text("TRUE")]);
        assert!(cells[6].shown().contains("DIV"), "{cells:?}");
        assert_eq!(cells[7], text("123456789012345"));
    }

    #[test]
    fn sheets_are_found_by_name() {
        let mut book = Workbook::new();
        book.add_worksheet().set_name("说明").unwrap();
        let second = book.add_worksheet().set_name("报名").unwrap();
        second.write_string(0, 0, "x").unwrap();
        let bytes = book.save_to_buffer().unwrap();
        assert!(read(&bytes, None, &limits()).unwrap().is_empty());
        assert_eq!(read(&bytes, Some("报名"), &limits()).unwrap().len(), 1);
        let refused = read(&bytes, Some("名单"), &limits()).unwrap_err().to_string();
        assert!(refused.contains("说明, 报名"), "{refused}");
    }

    #[test]
    fn limits_hold_before_memory_is_spent() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(1_048_575, 16_383, "far").unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let refused = read(&bytes, None, &limits()).unwrap_err().to_string();
        assert!(refused.starts_with("row 1048576: more than 256 columns"), "{refused}");

        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for row in 0..3 {
            sheet.write_string(row, 0, "很长的文字").unwrap();
        }
        let bytes = book.save_to_buffer().unwrap();
        let few = Limits { rows: 2, ..limits() };
        assert!(matches!(
            read(&bytes, None, &few),
            Err(SpreadsheetError::TooManyRows { row: 3, .. })
        ));
        let short = Limits { cell: 4, ..limits() };
        assert!(matches!(read(&bytes, None, &short), Err(SpreadsheetError::CellTooLong { .. })));
        let small = Limits { unpacked: 1_000, ..limits() };
        let bomb = read(&bytes, None, &small);
        assert!(matches!(bomb, Err(SpreadsheetError::UnpacksTooLarge { limit: 1_000 })));
    }

    #[test]
    fn damaged_workbooks_are_refused() {
        let mut book = Workbook::new();
        book.add_worksheet().write_string(0, 0, "x").unwrap();
        let bytes = book.save_to_buffer().unwrap();
        for length in (4..bytes.len()).step_by(97) {
            assert!(read(&bytes[..length], None, &limits()).is_err(), "{length}");
        }
        for at in (0..bytes.len()).step_by(13) {
            let mut changed = bytes.clone();
            changed[at] ^= 0x55;
            let _ = read(&changed, None, &limits());
        }
    }
}
