//! Why a file could not be read as a spreadsheet.

use crate::language::{Message, Speak, Told};

/// A file that is refused as a whole. Flaws of single cells are told row by row by the import.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message().en)]
pub enum SpreadsheetError {
    /// The file is larger than the limit.
    FileTooLarge {
        /// Most bytes.
        limit: usize,
    },
    /// The parts of an .xlsx file unpack to more than the limit.
    UnpacksTooLarge {
        /// Most bytes.
        limit: u64,
    },
    /// Too many rows.
    TooManyRows {
        /// Number of the row.
        row: u64,
        /// Most rows.
        limit: usize,
    },
    /// Too many columns.
    TooManyColumns {
        /// Number of the row.
        row: u64,
        /// Most columns.
        limit: usize,
    },
    /// A cell that is too long.
    CellTooLong {
        /// Number of the row.
        row: u64,
        /// Number of the column, counted from 1.
        column: usize,
        /// Most characters.
        limit: usize,
    },
    /// A workbook of Excel 97 to 2003, or an encrypted one.
    OldWorkbook,
    /// UTF-16.
    Utf16,
    /// Neither UTF-8 nor GB18030.
    Encoding {
        /// First line that cannot be read, counted from 1.
        line: u64,
    },
    /// The table's form is broken.
    Delimited {
        /// Line, counted from 1.
        line: u64,
        /// What the reader met.
        what: String,
    },
    /// The workbook is damaged.
    Workbook(String),
    /// No sheet of that name.
    NoSheet {
        /// Sheet asked for.
        wanted: String,
        /// Sheets that are there.
        found: String,
    },
}

impl Speak for SpreadsheetError {
    fn message(&self) -> Message {
        let told = match self {
            Self::FileTooLarge { limit } => {
                Told::new("spreadsheet-file-too-large").with("limit", limit)
            }
            Self::UnpacksTooLarge { limit } => {
                Told::new("spreadsheet-unpacks-too-large").with("limit", limit)
            }
            Self::TooManyRows { row, limit } => {
                Told::new("spreadsheet-too-many-rows").with("row", row).with("limit", limit)
            }
            Self::TooManyColumns { row, limit } => {
                Told::new("spreadsheet-too-many-columns").with("row", row).with("limit", limit)
            }
            Self::CellTooLong { row, column, limit } => Told::new("spreadsheet-cell-too-long")
                .with("row", row)
                .with("column", column)
                .with("limit", limit),
            Self::OldWorkbook => Told::new("spreadsheet-old-workbook"),
            Self::Utf16 => Told::new("spreadsheet-utf-16"),
            Self::Encoding { line } => Told::new("spreadsheet-encoding").with("line", line),
            Self::Delimited { line, what } => {
                Told::new("spreadsheet-delimited").with("line", line).with("what", what)
            }
            Self::Workbook(what) => Told::new("spreadsheet-damaged").with("what", what),
            Self::NoSheet { wanted, found } => {
                Told::new("spreadsheet-no-sheet").with("wanted", wanted).with("found", found)
            }
        };
        told.into()
    }
}
