//! The table that was read, written out again with what is wrong with its rows, to be mended there.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, XlsxError};

use crate::spreadsheet::{Cell, Row, Table, blank_workbook};

/// What is said about a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Row of the spreadsheet.
    pub row: u64,
    /// Heading of the column; empty where the whole row is meant.
    pub column: String,
    /// It forbids the import.
    pub error: bool,
    /// What.
    pub text: String,
}

/// An .xlsx file of the table: every row at its number, every cell as text, so that no digit is lost,
/// cells with errors coloured, and the remarks in a last column under `heading`. Mended, it can be
/// imported as it is.
///
/// # Errors
///
/// [`XlsxError`] when the table has more rows or columns than a sheet.
pub fn annotated_workbook(
    table: &Table,
    header_row: u64,
    remarks: &[Remark],
    heading: &str,
) -> Result<Vec<u8>, XlsxError> {
    let mut by_row: BTreeMap<u64, Vec<&Remark>> = BTreeMap::new();
    for remark in remarks {
        by_row.entry(remark.row).or_default().push(remark);
    }
    let mut book = blank_workbook();
    let sheet = book.add_worksheet();
    let head = table.rows.iter().find(|row| row.number == header_row);
    let headings: Vec<&str> =
        head.map_or(Vec::new(), |row| row.cells.iter().map(Cell::shown).collect());
    let last = u16::try_from(headings.len()).unwrap_or(u16::MAX);
    let formats = Formats::new();
    for row in &table.rows {
        let said = by_row.get(&row.number).map_or(&[][..], Vec::as_slice);
        let is_head = row.number == header_row;
        for (column, cell) in (0..).zip(&row.cells) {
            let name = headings.get(usize::from(column)).copied().unwrap_or_default();
            let is_wrong = said.iter().any(|one| one.error && one.column == name);
            let format = formats.of_cell(is_head, is_wrong);
            sheet.write_string_with_format(place(row), column, cell.shown(), format)?;
        }
        if is_head {
            sheet.write_string_with_format(place(row), last, heading, &formats.bold)?;
        } else if !said.is_empty() {
            let texts: Vec<&str> = said.iter().map(|one| one.text.as_str()).collect();
            let text = texts.join("\n");
            sheet.write_string_with_format(place(row), last, text, &formats.wrapped)?;
        }
    }
    sheet.set_column_width(last, 60)?;
    sheet.set_freeze_panes(u32::try_from(header_row).unwrap_or(1), 0)?;
    book.save_to_buffer()
}

/// Where a row stands in the sheet, counted from 0.
fn place(row: &Row) -> u32 {
    u32::try_from(row.number.saturating_sub(1)).unwrap_or(u32::MAX)
}

/// How cells are written.
struct Formats {
    bold: Format,
    text: Format,
    wrong: Format,
    wrapped: Format,
}

impl Formats {
    fn new() -> Self {
        let text = Format::new().set_num_format("@");
        Self {
            bold: Format::new().set_bold(),
            wrong: text.clone().set_background_color(Color::RGB(0x00FF_E0DB)),
            text,
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
        }
    }

    fn of_cell(&self, is_head: bool, is_wrong: bool) -> &Format {
        match (is_head, is_wrong) {
            (true, _) => &self.bold,
            (false, true) => &self.wrong,
            (false, false) => &self.text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spreadsheet;

    #[test]
    fn the_table_comes_back_with_what_is_wrong() {
        let file = "标题\n号,证件\n1,330199201409010118\n2,x\n";
        let table = spreadsheet::read(file.as_bytes(), None, &Default::default()).unwrap();
        let remark = Remark { row: 4, column: "证件".into(), error: true, text: "错".into() };
        let bytes = annotated_workbook(&table, 2, &[remark], "问题").unwrap();
        let again = spreadsheet::read(&bytes, None, &Default::default()).unwrap();
        let shown = |at: usize| again.rows[at].cells.iter().map(Cell::shown).collect::<Vec<_>>();
        assert_eq!(shown(1), ["号", "证件", "问题"]);
        assert_eq!(shown(2), ["1", "330199201409010118"]);
        assert_eq!((again.rows[3].number, shown(3)), (4, vec!["2", "x", "错"]));
    }
}
