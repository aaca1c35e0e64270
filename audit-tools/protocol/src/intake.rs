//! `intake.csv`: one record for every receipt, in order of arrival (PROTOCOL.md, section 6.5).

use std::{collections::BTreeMap, fmt};

use crate::{
    digest::Digest,
    encoding::{
        csv::{self, CsvError, Record},
        decimal,
    },
    ident::Code,
    place::Place,
    roll::MAX_NUMBER,
};

/// Header of `intake.csv`.
pub const INTAKE_HEADER: &str = "code,revision,receipt";

/// A record: which revision of which application, and the hash of its receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IntakeRecord {
    /// Code of the application.
    pub code: Code,
    /// Revision, from 1.
    pub revision: u64,
    /// Receipt hash (section 6.4).
    pub receipt: Digest,
}

impl fmt::Display for IntakeRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{},{}", self.code, self.revision, self.receipt)
    }
}

/// `intake.csv`: its records, and their lines as the file has them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Intake {
    /// The records; a record's place here, from 0, is the `index` of its receipt.
    pub records: Vec<IntakeRecord>,
    /// The record lines without LF: the leaves of the Merkle tree.
    pub texts: Vec<String>,
}

/// An `intake.csv` that is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    /// Not a table of this header.
    #[error(transparent)]
    Csv(#[from] CsvError),
    /// A field that isn't of its form.
    #[error("{place}: expected {expected}; write the record as its receipt has it")]
    Field {
        /// The field.
        place: Place,
        /// What belongs there.
        expected: &'static str,
    },
    /// A revision that isn't the next of its code.
    #[error("{place}: revision {found} of {code} where {expected} must come; restore the record")]
    Revision {
        /// The field.
        place: Place,
        /// The code.
        code: Code,
        /// The revision found.
        found: u64,
        /// The next one.
        expected: u64,
    },
}

impl IntakeError {
    /// Where the table is wrong.
    #[must_use]
    pub fn place(&self) -> &Place {
        match self {
            Self::Csv(error) => error.place(),
            Self::Field { place, .. } | Self::Revision { place, .. } => place,
        }
    }
}

impl Intake {
    /// Reads `intake.csv`, called `file`.
    ///
    /// # Errors
    ///
    /// [`IntakeError`] names line and field.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, IntakeError> {
        let mut intake = Self::default();
        let mut last: BTreeMap<Code, u64> = BTreeMap::new();
        for record in csv::stream(file, bytes, INTAKE_HEADER)? {
            let record = record?;
            let parsed = parse(file, &record)?;
            let revision = last.entry(parsed.code).or_default();
            *revision += 1;
            if parsed.revision != *revision {
                return Err(IntakeError::Revision {
                    place: Place::line(file, record.line).field("revision"),
                    code: parsed.code,
                    found: parsed.revision,
                    expected: *revision,
                });
            }
            intake.records.push(parsed);
            intake.texts.push(record.text.to_owned());
        }
        Ok(intake)
    }

    /// The bytes of `intake.csv`.
    #[must_use]
    pub fn write(records: &[IntakeRecord]) -> Vec<u8> {
        csv::table(INTAKE_HEADER, records.iter().map(IntakeRecord::to_string))
    }
}

fn parse(file: &str, record: &Record<'_>) -> Result<IntakeRecord, IntakeError> {
    let wrong = |field, expected| IntakeError::Field {
        place: Place::line(file, record.line).field(field),
        expected,
    };
    Ok(IntakeRecord {
        code: Code::parse_strict(record.fields[0]).map_err(|_| wrong("code", "a code"))?,
        revision: decimal::parse(record.fields[1])
            .filter(|n: &u64| (1..=MAX_NUMBER.into()).contains(n))
            .ok_or_else(|| wrong("revision", "a revision from 1 to 2147483647"))?,
        receipt: record.fields[2]
            .parse()
            .map_err(|_| wrong("receipt", "64 lower-case hex digits"))?,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn record(code: u64, revision: u64) -> IntakeRecord {
        IntakeRecord { code: Code::from_bits(code), revision, receipt: Digest::of(b"receipt") }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let records = [record(1, 1), record(2, 1), record(1, 2)];
        let bytes = Intake::write(&records);
        let intake = Intake::read("intake.csv", &bytes).unwrap();
        assert_eq!(intake.records, records);
        assert_eq!(intake.texts[2], records[2].to_string());
    }

    #[test]
    fn revisions_of_a_code_come_one_after_the_other() {
        for records in [vec![record(1, 2)], vec![record(1, 1), record(1, 3)], vec![record(1, 0)]] {
            let error = Intake::read("intake.csv", &Intake::write(&records)).unwrap_err();
            assert!(error.to_string().contains("revision"), "{error}");
        }
    }

    #[test]
    fn refusals_name_the_field() {
        let good = String::from_utf8(Intake::write(&[record(1, 1)])).unwrap();
        for (old, new, place) in [
            ("code,", "kode,", "intake.csv, line 1: "),
            ("0001-Y", "0001-Z", "intake.csv, line 2, code: "),
            ("Y,1,", "Y,01,", "intake.csv, line 2, revision: "),
            ("Y,1,", "Y,2147483648,", "intake.csv, line 2, revision: "),
            ("Y,1,", "Y,1,0", "intake.csv, line 2, receipt: "),
        ] {
            let text = good.replace(old, new);
            let error = Intake::read("intake.csv", text.as_bytes()).expect_err(new);
            assert!(error.to_string().starts_with(place), "{error}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_writes_back(codes in prop::collection::vec(0u64..4, 0..12)) {
            let mut last = BTreeMap::new();
            let next = |code| {
                let revision = last.entry(code).or_insert(0);
                *revision += 1;
                record(code, *revision)
            };
            let records: Vec<_> = codes.into_iter().map(next).collect();
            let intake = Intake::read("intake.csv", &Intake::write(&records)).unwrap();
            prop_assert_eq!(intake.records, records);
        }

        #[test]
        fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = Intake::read("intake.csv", &[b"code,revision,receipt\n", &bytes[..]].concat());
        }
    }
}
