//! `results.csv`: for each line of the roll its place, numbers and ranks (PROTOCOL.md, Results).

use rayon::prelude::*;

use super::{ResultLine, ResultsError, error::At};
use crate::{assign::Outcome, digest::Digest, encoding::csv, merkle, roll::Line};

/// Header of `results.csv`.
pub const RESULTS_HEADER: &str = "code,placement,pool,choice,numbers,ranks";

/// `results.csv`: its records, and their lines as the file has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Results {
    /// The records, in the order of the roll.
    pub lines: Vec<ResultLine>,
    /// The record lines without LF: the leaves of the Merkle tree.
    pub texts: Vec<String>,
}

impl Results {
    /// The results of a draw.
    #[must_use]
    pub fn of(outcome: &Outcome) -> Self {
        let record = |(line, unit): (&Line, Option<usize>)| match unit {
            Some(unit) => ResultLine::of_unit(outcome, unit, line.code),
            None => ResultLine::without_part(line.code),
        };
        let lines: Vec<_> =
            outcome.lines().par_iter().zip(outcome.units_by_line()).map(record).collect();
        let texts = lines.par_iter().map(ToString::to_string).collect();
        Self { lines, texts }
    }

    /// Reads the bytes of `file`.
    ///
    /// # Errors
    ///
    /// The first [`ResultsError`]: file, line, field. Whether the records are those of the roll
    /// and right is for the draw to say.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, ResultsError> {
        let (mut lines, mut texts) = (Vec::new(), Vec::new());
        for record in csv::stream(file, bytes, RESULTS_HEADER)? {
            let record = record?;
            lines.push(ResultLine::of_fields(At { file, line: record.line }, &record.fields)?);
            texts.push(record.text.to_owned());
        }
        Ok(Self { lines, texts })
    }

    /// Merkle root of the records.
    #[must_use]
    pub fn root(&self) -> Digest {
        merkle::root(&self.texts)
    }

    /// The bytes of `results.csv`.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        csv::table(RESULTS_HEADER, &self.texts)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LINE: &str = "0000-0000-0001-Y,P1,day,2,00000000000000000000000000000007,37";

    #[test]
    fn a_table_reads_and_writes_back() {
        let table = format!("{RESULTS_HEADER}\n{LINE}\n");
        let results = Results::read("results.csv", table.as_bytes()).unwrap();
        assert_eq!(results.texts, [LINE]);
        assert_eq!(results.write(), table.as_bytes());
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic(bytes: Vec<u8>) {
            let _ = Results::read("results.csv", &bytes);
        }
    }
}
