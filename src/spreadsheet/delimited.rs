//! .csv files: UTF-8 with or without a byte order mark, or GB18030; lines ending in LF or CRLF.

use std::borrow::Cow;

use encoding_rs::GB18030;

use super::{Cell, Limits, Row, SpreadsheetError, cell_of_text};

const UTF8_BOM: &[u8] = &[0xef, 0xbb, 0xbf];

/// Reads all records; rows are numbered by the line on which they begin.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Vec<Row>, SpreadsheetError> {
    let text = decode(bytes)?;
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut lines = Lines { text: &text, at: 0, line: 1 };
    for record in reader.records() {
        let record = record.map_err(|error| broken(&error))?;
        let number = lines.of(record.position());
        if rows.len() == limits.rows {
            return Err(SpreadsheetError::TooManyRows { row: number, limit: limits.rows });
        }
        rows.push(row(number, &record, limits)?);
    }
    Ok(rows)
}

/// Counts the lines of a text as its records come. The reader's own count is of where it stood
/// before it skipped line ends and empty lines.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn of(&mut self, position: Option<&csv::Position>) -> u64 {
        let from = position.map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
        let bytes = self.text.as_bytes();
        let skipped = bytes[from..].iter().take_while(|&&byte| matches!(byte, b'\r' | b'\n'));
        let start = from + skipped.count();
        let ends = bytes[self.at..start].iter().filter(|&&byte| byte == b'\n').count();
        self.line += ends as u64;
        self.at = start;
        self.line
    }
}

fn row(number: u64, record: &csv::StringRecord, limits: &Limits) -> Result<Row, SpreadsheetError> {
    if record.len() > limits.columns {
        return Err(SpreadsheetError::TooManyColumns { row: number, limit: limits.columns });
    }
    let long = record.iter().position(|field| field.chars().count() > limits.cell);
    if let Some(at) = long {
        let (column, limit) = (at + 1, limits.cell);
        return Err(SpreadsheetError::CellTooLong { row: number, column, limit });
    }
    let cells: Vec<Cell> = record.iter().map(cell_of_text).collect();
    Ok(Row { number, cells })
}

/// The text of a file. Strict UTF-8 comes first: Chinese text in GB18030 practically never is
/// valid UTF-8, while almost any bytes are some text in GB18030.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, SpreadsheetError> {
    if matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) {
        return Err(SpreadsheetError::Utf16);
    }
    if let Some(marked) = bytes.strip_prefix(UTF8_BOM) {
        let strict = std::str::from_utf8(marked).map(Cow::Borrowed);
        return strict.map_err(|error| encoding(marked, error.valid_up_to()));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(_) => GB18030
            .decode_without_bom_handling_and_without_replacement(bytes)
            .ok_or_else(|| encoding(bytes, first_bad_line(bytes))),
    }
}

/// Where the first line begins that GB18030 cannot read. In GB18030, a byte LF is always a line end.
fn first_bad_line(bytes: &[u8]) -> usize {
    let mut at = 0;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        if GB18030.decode_without_bom_handling_and_without_replacement(line).is_none() {
            break;
        }
        at += line.len();
    }
    at
}

fn encoding(bytes: &[u8], at: usize) -> SpreadsheetError {
    let before = bytes.iter().take(at).filter(|&&byte| byte == b'\n').count();
    SpreadsheetError::Encoding { line: before as u64 + 1 }
}

fn broken(error: &csv::Error) -> SpreadsheetError {
    let line = error.position().map_or(0, csv::Position::line);
    SpreadsheetError::Delimited { line, what: error.to_string() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cells(bytes: &[u8]) -> Vec<(u64, Vec<String>)> {
        let shown =
            |row: Row| (row.number, row.cells.iter().map(|cell| cell.shown().to_owned()).collect());
        read(bytes, &Limits::default()).unwrap().into_iter().map(shown).collect()
    }

    fn row_of(number: u64, texts: &[&str]) -> (u64, Vec<String>) {
        (number, texts.iter().map(|&text| text.to_owned()).collect())
    }

    const TEXT: &str = "报名号,姓名\r\n1,\"王, \"\"甲\"\"子\"\r\n2,李乙丑\r\n";

    #[test]
    fn every_encoding_reads_alike() {
        let expected = [
            row_of(1, &["报名号", "姓名"]),
            row_of(2, &["1", "王, \"甲\"子"]),
            row_of(3, &["2", "李乙丑"]),
        ];
        let (gb, ..) = GB18030.encode(TEXT);
        let marked = [UTF8_BOM, TEXT.as_bytes()].concat();
        let unix = TEXT.replace("\r\n", "\n");
        for bytes in [TEXT.as_bytes(), &gb, &marked, unix.as_bytes(), unix.trim_end().as_bytes()] {
            assert_eq!(cells(bytes), expected);
        }
    }

    #[test]
    fn rare_characters_of_names_survive_gb18030() {
        let (gb, ..) = GB18030.encode("𠮷䶮\n");
        assert_eq!(cells(&gb), [row_of(1, &["𠮷䶮"])]);
    }

    #[test]
    fn lines_are_numbered_as_they_stand() {
        let rows = cells(b"a,b\n\n\"1\n2\",x\ny\n");
        assert_eq!(rows[1], row_of(3, &["1\n2", "x"]));
        assert_eq!(rows[2], row_of(5, &["y"]));
    }

    #[test]
    fn unreadable_bytes_are_refused_by_line() {
        let refused = |bytes: &[u8]| read(bytes, &Limits::default()).unwrap_err();
        assert!(matches!(refused(b"a\nb\xff\n"), SpreadsheetError::Encoding { line: 2 }));
        let marked = [UTF8_BOM, b"a\n\xd5\xc5\n"].concat();
        assert!(matches!(refused(&marked), SpreadsheetError::Encoding { line: 2 }));
        assert!(matches!(refused(b"\xff\xfea\0"), SpreadsheetError::Utf16));
    }

    #[test]
    fn limits_name_row_and_column() {
        let limits = Limits { rows: 2, columns: 2, cell: 3, ..Limits::default() };
        let refused = |text: &str| read(text.as_bytes(), &limits).unwrap_err().to_string();
        assert!(refused("a\nb\nc\n").starts_with("row 3: more than 2 rows"));
        assert!(refused("a\nb,c,d\n").starts_with("row 2: more than 2 columns"));
        assert!(refused("a\nb,四个字的\n").starts_with("row 2, column 2"));
    }

    proptest! {
        #[test]
        fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes, &Limits::default());
        }
    }
}
