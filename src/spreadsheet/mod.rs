//! Spreadsheets as offices have them: .csv in UTF-8 or GB18030, and .xlsx, read into rows of text.
//!
//! What a spreadsheet program has spoilt is not guessed back: a number of more than 15 digits has
//! lost its end, and its cell says so ([`Cell::DigitsLost`]).

mod delimited;
mod error;
mod workbook;

pub use error::SpreadsheetError;
pub use workbook::blank_workbook;

/// How much is read before a file is refused. A round of 200,000 children with 60 columns fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Bytes of all parts of an .xlsx file unpacked.
    pub unpacked: u64,
    /// Rows, the header among them.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// Characters of one cell.
    pub cell: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 64 << 20, unpacked: 1 << 30, rows: 200_001, columns: 256, cell: 2_000 }
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Text, trimmed; empty for an empty cell. Dates are written `2014-09-01`.
    Text(String),
    /// A number of more than 15 digits: the spreadsheet program kept 15 of them. As shown.
    DigitsLost(String),
    /// A formula that failed, such as `#REF!`. As shown.
    Failed(String),
}

impl Cell {
    /// What the cell shows.
    #[must_use]
    pub fn shown(&self) -> &str {
        match self {
            Self::Text(text) | Self::DigitsLost(text) | Self::Failed(text) => text,
        }
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Number of the row (.xlsx) or line (.csv), counted from 1.
    pub number: u64,
    /// Cells from the first column on; what lies behind the last is empty.
    pub cells: Vec<Cell>,
}

/// The rows of a sheet that hold anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Rows in ascending order of their numbers.
    pub rows: Vec<Row>,
}

/// Reads a spreadsheet from the bytes of its file. `sheet` names the sheet of an .xlsx file; without
/// a name its first is read.
///
/// # Errors
///
/// [`SpreadsheetError`] for what is no spreadsheet of these kinds, is damaged, or is too large.
pub fn read(bytes: &[u8], sheet: Option<&str>, limits: &Limits) -> Result<Table, SpreadsheetError> {
    if bytes.len() > limits.bytes {
        return Err(SpreadsheetError::FileTooLarge { limit: limits.bytes });
    }
    let rows = match bytes {
        [b'P', b'K', 3, 4, ..] => workbook::read(bytes, sheet, limits)?,
        [0xd0, 0xcf, 0x11, 0xe0, ..] => return Err(SpreadsheetError::OldWorkbook),
        _ => delimited::read(bytes, limits)?,
    };
    let holds_something = |row: &Row| row.cells.iter().any(|cell| !cell.shown().is_empty());
    Ok(Table { rows: rows.into_iter().filter(holds_something).collect() })
}

/// The names of a workbook's sheets; none of a .csv file.
///
/// # Errors
///
/// [`SpreadsheetError`] for a damaged workbook, or one that is too large.
pub fn sheets(bytes: &[u8], limits: &Limits) -> Result<Vec<String>, SpreadsheetError> {
    match bytes {
        [b'P', b'K', 3, 4, ..] => workbook::sheets(bytes, limits),
        _ => Ok(Vec::new()),
    }
}

/// Text as a cell holds it, without what exporting programs wrap around it: white space, byte order
/// marks, a leading apostrophe, `="…"`. A number in scientific notation has lost its digits.
fn cell_of_text(text: &str) -> Cell {
    let trimmed = trim(text);
    let unwrapped = trimmed.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    let plain = unwrapped.or_else(|| trimmed.strip_prefix('\'')).map_or(trimmed, trim);
    match is_scientific(plain) {
        true => Cell::DigitsLost(plain.to_owned()),
        false => Cell::Text(plain.to_owned()),
    }
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'))
}

/// `3.30199E+17`, as spreadsheet programs show long numbers and write them into .csv files.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once("E+").or_else(|| text.split_once("e+")) else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits(exponent) && mantissa.split('.').count() <= 2 && mantissa.split('.').all(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_exports_wrap_around_a_text_is_taken_off() {
        for (written, read) in [
            ("\t330199201409010118", "330199201409010118"),
            ("'330199201409010118", "330199201409010118"),
            ("=\"330199201409010118\"", "330199201409010118"),
            ("\u{3000}王甲子\u{a0} ", "王甲子"),
            ("\u{feff}报名号", "报名号"),
            ("O'Neill", "O'Neill"),
            ("", ""),
        ] {
            assert_eq!(cell_of_text(written), Cell::Text(read.to_owned()));
        }
    }

    #[test]
    fn scientific_notation_has_lost_digits() {
        for text in ["3.30199E+17", "3E+17", "3.3e+17"] {
            assert_eq!(cell_of_text(text), Cell::DigitsLost(text.to_owned()));
        }
        for text in ["E+17", "AE+17", "3.E+", "1E234567", "3..3E+1"] {
            assert_eq!(cell_of_text(text), Cell::Text(text.to_owned()));
        }
    }

    #[test]
    fn old_workbooks_and_large_files_are_refused() {
        let limits = Limits { bytes: 8, ..Limits::default() };
        let old = [0xd0, 0xcf, 0x11, 0xe0, 0xa1];
        assert!(matches!(read(&old, None, &limits), Err(SpreadsheetError::OldWorkbook)));
        let large = read(b"123456789", None, &limits);
        assert!(matches!(large, Err(SpreadsheetError::FileTooLarge { limit: 8 })));
    }
}
