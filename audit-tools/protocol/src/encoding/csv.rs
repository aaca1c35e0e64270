//! Tables: a fixed header, then records of plain fields (PROTOCOL.md, Encodings).
//!
//! There is no quoting, so a record has one spelling and its bytes can be a Merkle leaf.

use crate::place::Place;

/// Longest line of a table in bytes, its LF left out.
pub const MAX_LINE: usize = 65_535;
/// Most records of a table: 2^32 - 1.
pub const MAX_RECORDS: u64 = (1 << 32) - 1;

/// One record of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record<'a> {
    /// Line in the file; the header is line 1.
    pub line: u64,
    /// The line without its LF.
    pub text: &'a str,
    /// Its fields, as many as the header has.
    pub fields: Vec<&'a str>,
}

/// A table that is refused (PROTOCOL.md, Encodings).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CsvError {
    /// The first line is not the header of this table.
    #[error("{place}: expected the header {header}; write it, ending in one LF and without a BOM")]
    Header {
        /// Line 1.
        place: Place,
        /// The header.
        header: String,
    },
    /// The last line does not end in LF.
    #[error("{place}: the last line does not end in a line feed; the file may be cut off")]
    CutOff {
        /// The last line.
        place: Place,
    },
    /// A line of no bytes.
    #[error("{place}: empty line; remove it")]
    EmptyLine {
        /// The line.
        place: Place,
    },
    /// More records than a table may have.
    #[error("{place}: more than {MAX_RECORDS} records; split the round")]
    TooMany {
        /// The first line that is too many.
        place: Place,
    },
    /// A line of too many bytes.
    #[error("{place}: the line is longer than {MAX_LINE} bytes; shorten it")]
    TooLong {
        /// The line.
        place: Place,
    },
    /// A byte that no field may hold.
    #[error("{place}: byte 0x{byte:02x} is not one of A-Z a-z 0-9 . _ - + > | : /; replace it")]
    Byte {
        /// The field.
        place: Place,
        /// The byte.
        byte: u8,
    },
    /// Another number of fields than the header has.
    #[error("{place}: {found} fields where the header has {expected}; add or remove commas")]
    Fields {
        /// The line.
        place: Place,
        /// Fields of the header.
        expected: usize,
        /// Fields of the line.
        found: usize,
    },
}

impl CsvError {
    /// Where the table is wrong.
    #[must_use]
    pub fn place(&self) -> &Place {
        match self {
            Self::Header { place, .. }
            | Self::CutOff { place }
            | Self::EmptyLine { place }
            | Self::TooMany { place }
            | Self::TooLong { place }
            | Self::Byte { place, .. }
            | Self::Fields { place, .. } => place,
        }
    }
}

/// All records of a table.
///
/// # Errors
///
/// The first [`CsvError`] of the file.
pub fn records<'a>(
    file: &'a str,
    bytes: &'a [u8],
    header: &'a str,
) -> Result<Vec<Record<'a>>, CsvError> {
    stream(file, bytes, header)?.collect()
}

/// The records of a table one by one, for tables of millions of lines.
///
/// # Errors
///
/// [`CsvError::Header`]; later lines are refused as they come.
pub fn stream<'a>(
    file: &'a str,
    bytes: &'a [u8],
    header: &'a str,
) -> Result<impl Iterator<Item = Result<Record<'a>, CsvError>>, CsvError> {
    let refusal = || CsvError::Header { place: Place::line(file, 1), header: header.to_owned() };
    let body = bytes
        .strip_prefix(header.as_bytes())
        .and_then(|rest| rest.strip_prefix(b"\n"))
        .ok_or_else(refusal)?;
    let lines = body.split_inclusive(|&byte| byte == b'\n').zip(2..);
    Ok(lines.map(move |(line, number)| record(file, number, line, header)))
}

/// A table of a header and record lines without LF.
#[must_use]
pub fn table<T: AsRef<str>>(header: &str, lines: impl IntoIterator<Item = T>) -> Vec<u8> {
    let mut text = format!("{header}\n");
    for line in lines {
        text.push_str(line.as_ref());
        text.push('\n');
    }
    text.into_bytes()
}

fn record<'a>(
    file: &str,
    number: u64,
    line: &'a [u8],
    header: &str,
) -> Result<Record<'a>, CsvError> {
    let place = || Place::line(file, number);
    let Some(line) = line.strip_suffix(b"\n") else {
        return Err(CsvError::CutOff { place: place() });
    };
    if number > MAX_RECORDS + 1 {
        return Err(CsvError::TooMany { place: place() });
    }
    if line.is_empty() {
        return Err(CsvError::EmptyLine { place: place() });
    }
    if line.len() > MAX_LINE {
        return Err(CsvError::TooLong { place: place() });
    }
    if let Some((byte, column)) = strange_byte(line) {
        let name = header.split(',').nth(column).unwrap_or("after the last field");
        return Err(CsvError::Byte { place: place().field(name), byte });
    }
    let text = std::str::from_utf8(line).expect("only ASCII bytes are left");
    let fields: Vec<_> = text.split(',').collect();
    let expected = header.split(',').count();
    if fields.len() != expected {
        return Err(CsvError::Fields { place: place(), expected, found: fields.len() });
    }
    Ok(Record { line: number, text, fields })
}

/// The first byte that no field may hold, and the column it is in.
fn strange_byte(line: &[u8]) -> Option<(u8, usize)> {
    let at = line.iter().position(|&byte| byte != b',' && !is_plain(byte))?;
    let column = line[..at].iter().filter(|&&byte| byte == b',').count();
    Some((line[at], column))
}

/// Whether a field may hold this byte.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"._-+>|:/".contains(&byte)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn refusal(bytes: &[u8]) -> String {
        records("t.csv", bytes, "a,b").unwrap_err().to_string()
    }

    #[test]
    fn records_carry_their_line() {
        let all = records("t.csv", b"a,b\n1,\nx+y,z>|:/\n", "a,b").unwrap();
        assert_eq!(all[0], Record { line: 2, text: "1,", fields: vec!["1", ""] });
        assert_eq!(all[1].fields, ["x+y", "z>|:/"]);
        assert_eq!(all[1].line, 3);
        assert!(records("t.csv", b"a,b\n", "a,b").unwrap().is_empty());
    }

    #[test]
    fn each_refusal_names_its_place() {
        for bytes in [&b""[..], b"a,b", b"a,b\r\n", b"a,c\n", b"\xef\xbb\xbfa,b\n"] {
            assert!(refusal(bytes).starts_with("t.csv, line 1: expected the header a,b"));
        }
        assert!(refusal(b"a,b\n1,2").starts_with("t.csv, line 2: the last line does not end"));
        assert!(refusal(b"a,b\n1,2\n\n").starts_with("t.csv, line 3: empty line"));
        assert!(refusal(b"a,b\n1,2\r\n").starts_with("t.csv, line 2, b: byte 0x0d"));
        assert!(refusal(b"a,b\n\"1\",2\n").starts_with("t.csv, line 2, a: byte 0x22"));
        assert!(refusal(b"a,b\n1,2, \n").starts_with("t.csv, line 2, after the last field"));
        assert!(refusal(b"a,b\n1,\xe6\x96\x87\n").starts_with("t.csv, line 2, b: byte 0xe6"));
        assert!(refusal(b"a,b\n1\n").starts_with("t.csv, line 2: 1 fields where"));
        assert!(refusal(b"a,b\n1,2,3\n").starts_with("t.csv, line 2: 3 fields where"));
    }

    #[test]
    fn lines_have_a_length() {
        let line = |length| format!("a,b\n{},\n", "x".repeat(length - 1));
        assert!(records("t.csv", line(MAX_LINE).as_bytes(), "a,b").is_ok());
        assert!(refusal(line(MAX_LINE + 1).as_bytes()).contains("longer than 65535 bytes"));
    }

    #[test]
    fn records_have_a_number() {
        let last = MAX_RECORDS + 1;
        assert!(record("t.csv", last, b"1,2\n", "a,b").is_ok());
        let error = record("t.csv", last + 1, b"1,2\n", "a,b").unwrap_err();
        assert_eq!(error, CsvError::TooMany { place: Place::line("t.csv", last + 1) });
    }

    proptest! {
        #[test]
        fn what_is_accepted_prints_back(text in "a,b\n[a-c,\n.\r\"]{0,40}") {
            if let Ok(all) = records("t.csv", text.as_bytes(), "a,b") {
                let lines = all.iter().map(|record| record.text);
                prop_assert_eq!(table("a,b", lines), text.as_bytes());
            }
        }

        #[test]
        fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = records("t.csv", &[b"a,b\n", &bytes[..]].concat(), "a,b");
        }
    }
}
