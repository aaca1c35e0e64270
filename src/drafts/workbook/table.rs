//! A sheet with its columns found, and cells that say where they are.

use std::collections::BTreeMap;

use paiwei_audit::texts::Message;
use paiwei_protocol::encoding::json::MAX_INTEGER;
use unicode_normalization::UnicodeNormalization as _;

use super::Sheet;
use crate::{
    drafts::moments,
    language::Speak as _,
    spreadsheet::{self, Cell, Limits, Row, SpreadsheetError},
};

/// Why a workbook is refused.
#[derive(Debug)]
pub enum SheetError {
    /// It is no workbook of ours.
    Spreadsheet(SpreadsheetError),
    /// A cell, or what stands in its place, is wrong.
    Cell {
        /// The sheet's name.
        sheet: &'static str,
        /// The row, counted from 1.
        row: u64,
        /// The column's heading.
        column: String,
        /// What is wrong: an id of the texts, `sheet-…`.
        fault: &'static str,
        /// What stands there.
        shown: String,
    },
}

impl SheetError {
    /// What is wrong, where, and what to do, in both languages.
    #[must_use]
    pub fn message(&self) -> crate::language::Message {
        match self {
            Self::Spreadsheet(error) => error.message(),
            Self::Cell { sheet, row, column, fault, shown } => crate::words::both(|texts| {
                let what = texts.say(&Message::new(fault).with("shown", shown));
                let place = Message::new("sheet-place").with("sheet", sheet).with("row", row);
                texts.say(&place.with("column", column).with("what", what))
            }),
        }
    }
}

/// How much is read: a thousand programs with all their pools and groups fit.
const LIMITS: Limits =
    Limits { bytes: 8 << 20, unpacked: 128 << 20, rows: 200_001, columns: 64, cell: 2_000 };

/// A sheet that was read.
pub(super) struct Read {
    sheet: Sheet,
    columns: BTreeMap<&'static str, usize>,
    pub(super) rows: Vec<Row>,
}

impl Read {
    /// Reads a sheet and finds its columns by the last words of their headings.
    pub(super) fn of(bytes: &[u8], sheet: Sheet) -> Result<Self, SheetError> {
        let table = spreadsheet::read(bytes, Some(sheet.name), &LIMITS);
        let mut rows = table.map_err(SheetError::Spreadsheet)?.rows.into_iter();
        let first = rows.next().map(|row| row.cells).unwrap_or_default();
        let found: Vec<&str> = first.iter().map(|cell| known_as(cell.shown())).collect();
        let mut columns = BTreeMap::new();
        for (heading, _) in sheet.headings {
            let word = known_as(heading);
            let Some(at) = found.iter().position(|found| *found == word) else {
                let (sheet, column) = (sheet.name, (*heading).to_owned());
                let (fault, shown) = ("sheet-no-column", String::new());
                return Err(SheetError::Cell { sheet, row: 1, column, fault, shown });
            };
            columns.insert(word, at);
        }
        Ok(Self { sheet, columns, rows: rows.collect() })
    }

    /// A cell's text, in normalisation form C.
    pub(super) fn text(&self, row: &Row, column: &str) -> Result<String, SheetError> {
        let cell = self.columns.get(column).and_then(|&at| row.cells.get(at));
        match cell {
            None => Ok(String::new()),
            Some(Cell::Text(text)) => Ok(text.nfc().collect()),
            Some(Cell::DigitsLost(_)) => Err(self.wrong(row, column, "sheet-digits-lost")),
            Some(Cell::Failed(_)) => Err(self.wrong(row, column, "sheet-formula")),
        }
    }

    /// A number; none for an empty cell.
    pub(super) fn number(&self, row: &Row, column: &str) -> Result<Option<u64>, SheetError> {
        let text = self.text(row, column)?;
        if text.is_empty() {
            return Ok(None);
        }
        let number = text.parse().ok().filter(|&number: &u64| number <= MAX_INTEGER);
        number.map(Some).ok_or_else(|| self.wrong(row, column, "sheet-number"))
    }

    /// A number that must be there.
    pub(super) fn small(&self, row: &Row, column: &str) -> Result<u32, SheetError> {
        let number = self.number(row, column)?.and_then(|number| u32::try_from(number).ok());
        number.ok_or_else(|| self.wrong(row, column, "sheet-number"))
    }

    /// A moment in China's time; 0 for an empty cell.
    pub(super) fn moment(&self, row: &Row, column: &str) -> Result<u64, SheetError> {
        let text = self.text(row, column)?;
        moments::read(&text).ok_or_else(|| self.wrong(row, column, "sheet-moment"))
    }

    /// Yes or no.
    pub(super) fn truth(&self, row: &Row, column: &str) -> Result<bool, SheetError> {
        match self.text(row, column)?.to_lowercase().as_str() {
            "yes" | "true" | "是" | "1" => Ok(true),
            "no" | "false" | "否" | "0" | "" => Ok(false),
            _ => Err(self.wrong(row, column, "sheet-yes-no")),
        }
    }

    /// What is wrong with a cell.
    pub(super) fn wrong(&self, row: &Row, column: &str, fault: &'static str) -> SheetError {
        let cell = self.columns.get(column).and_then(|&at| row.cells.get(at));
        let shown = cell.map(|cell| cell.shown().to_owned()).unwrap_or_default();
        let heading = self.sheet.headings.iter().find(|(heading, _)| known_as(heading) == column);
        let column = heading.map_or(column, |(heading, _)| heading).to_owned();
        SheetError::Cell { sheet: self.sheet.name, row: row.number, column, fault, shown }
    }

    /// The row of an item, by the last word of its first cell.
    pub(super) fn item(&self, word: &str) -> Result<&Row, SheetError> {
        let of_word = |row: &&Row| row.cells.first().is_some_and(|c| known_as(c.shown()) == word);
        self.rows.iter().find(of_word).ok_or_else(|| SheetError::Cell {
            sheet: self.sheet.name,
            row: 1,
            column: word.to_owned(),
            fault: "sheet-no-item",
            shown: String::new(),
        })
    }
}

/// The last word of a heading.
pub(super) fn known_as(heading: &str) -> &str {
    heading.rsplit(' ').next().unwrap_or_default()
}
