//! `answers.csv`: one record for every answer to an attempt's result, in order of arrival
//! (PROTOCOL.md, section 6.9).

use std::{collections::BTreeMap, fmt};

use crate::{
    answer::Said,
    digest::Digest,
    encoding::{
        csv::{self, CsvError, Record},
        decimal,
    },
    ident::Code,
    place::Place,
    roll::MAX_NUMBER,
};

/// Header of `answers.csv`.
pub const ANSWERS_HEADER: &str = "code,number,answer,receipt";

/// A record: what a code answered, and the hash of the receipt for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerRecord {
    /// Code of the application.
    pub code: Code,
    /// The how-manieth answer of this code, from 1.
    pub number: u64,
    /// What is said.
    pub said: Said,
    /// Receipt hash (section 6.8).
    pub receipt: Digest,
}

impl fmt::Display for AnswerRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{},{},{}", self.code, self.number, self.said, self.receipt)
    }
}

/// `answers.csv`: its records, and their lines as the file has them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// The records; a record's place here, from 0, is the `index` of its receipt.
    pub records: Vec<AnswerRecord>,
    /// The record lines without LF: the leaves of the Merkle tree.
    pub texts: Vec<String>,
}

/// An `answers.csv` that is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswersError {
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
    /// A number that isn't the next of its code.
    #[error("{place}: answer {found} of {code} where {expected} must come; restore the record")]
    Number {
        /// The field.
        place: Place,
        /// The code.
        code: Code,
        /// The number found.
        found: u64,
        /// The next one.
        expected: u64,
    },
    /// An answer that may not follow the one before.
    #[error("{place}: {said} of {code} after {before}; only a decline follows, on an accept")]
    Follows {
        /// The field.
        place: Place,
        /// The code.
        code: Code,
        /// What is said.
        said: Said,
        /// What the code said before.
        before: Said,
    },
}

impl AnswersError {
    /// Where the table is wrong.
    #[must_use]
    pub fn place(&self) -> &Place {
        match self {
            Self::Csv(error) => error.place(),
            Self::Field { place, .. }
            | Self::Number { place, .. }
            | Self::Follows { place, .. } => place,
        }
    }
}

impl Answers {
    /// Reads `answers.csv`, called `file`.
    ///
    /// # Errors
    ///
    /// [`AnswersError`] names line and field.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, AnswersError> {
        let mut answers = Self::default();
        let mut last: BTreeMap<Code, (u64, Said)> = BTreeMap::new();
        for record in csv::stream(file, bytes, ANSWERS_HEADER)? {
            let record = record?;
            let parsed = parse(file, &record)?;
            let before = last.insert(parsed.code, (parsed.number, parsed.said));
            follows(&Place::line(file, record.line), &parsed, before)?;
            answers.records.push(parsed);
            answers.texts.push(record.text.to_owned());
        }
        Ok(answers)
    }

    /// The bytes of `answers.csv`.
    #[must_use]
    pub fn write(records: &[AnswerRecord]) -> Vec<u8> {
        csv::table(ANSWERS_HEADER, records.iter().map(AnswerRecord::to_string))
    }

    /// The last answer of each code that answered.
    #[must_use]
    pub fn last(&self) -> BTreeMap<Code, AnswerRecord> {
        self.records.iter().map(|record| (record.code, *record)).collect()
    }
}

/// Whether `record`, at `line`, may come after `before`, its code's last number and answer.
fn follows(
    line: &Place,
    record: &AnswerRecord,
    before: Option<(u64, Said)>,
) -> Result<(), AnswersError> {
    let AnswerRecord { code, number: found, said, .. } = *record;
    let expected = before.map_or(1, |(number, _)| number + 1);
    if found != expected {
        let place = line.clone().field("number");
        return Err(AnswersError::Number { place, code, found, expected });
    }
    match before {
        Some((_, before)) if !said.may_follow(Some(before)) => {
            let place = line.clone().field("answer");
            Err(AnswersError::Follows { place, code, said, before })
        }
        _ => Ok(()),
    }
}

fn parse(file: &str, record: &Record<'_>) -> Result<AnswerRecord, AnswersError> {
    let wrong = |field, expected| AnswersError::Field {
        place: Place::line(file, record.line).field(field),
        expected,
    };
    Ok(AnswerRecord {
        code: Code::parse_strict(record.fields[0]).map_err(|_| wrong("code", "a code"))?,
        number: decimal::parse(record.fields[1])
            .filter(|n: &u64| (1..=MAX_NUMBER.into()).contains(n))
            .ok_or_else(|| wrong("number", "an integer from 1 to 2147483647"))?,
        said: Said::parse(record.fields[2]).ok_or_else(|| wrong("answer", "accept or decline"))?,
        receipt: record.fields[3]
            .parse()
            .map_err(|_| wrong("receipt", "64 lower-case hex digits"))?,
    })
}

#[cfg(test)]
#[path = "answers_tests.rs"]
mod tests;
