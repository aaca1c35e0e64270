//! `results.csv`: for each line of the roll its place, numbers and ranks (PROTOCOL.md, Results).

use std::fmt;

use super::error::{At, ResultsError};
use crate::{
    assign::Outcome,
    digest::Digest,
    draw::Number,
    encoding::{csv, decimal},
    ident::{Code, is_id},
    merkle,
    roll::Line,
};

/// Header of `results.csv`.
pub const RESULTS_HEADER: &str = "code,placement,pool,choice,numbers,ranks";

/// Fields of a record.
const FIELDS: usize = 6;

/// `results.csv`: its records, and their lines as the file has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Results {
    /// The records, in the order of the roll.
    pub lines: Vec<ResultLine>,
    /// The record lines without LF: the leaves of the Merkle tree.
    pub texts: Vec<String>,
}

/// A record of `results.csv`. On lines that take no part all but the code is empty; linked
/// children repeat their unit's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultLine {
    /// Code of the application.
    pub code: Code,
    /// The place; `None`: unplaced, or takes no part.
    pub placement: Option<Placement>,
    /// One number for each choice with `per-program`, else one.
    pub numbers: Vec<Number>,
    /// The ranks of these numbers, from 1; empty without choices.
    pub ranks: Vec<u32>,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// Id of the program.
    pub program: String,
    /// Id of the pool.
    pub pool: String,
    /// Which choice it is, from 1, over all bands.
    pub choice: u32,
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
            outcome.lines().iter().zip(outcome.units_by_line()).map(record).collect();
        let texts = lines.iter().map(ToString::to_string).collect();
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

impl ResultLine {
    /// Reads one record line without LF, as it stands at `line` of `file`: a leaf of the tree.
    ///
    /// # Errors
    ///
    /// [`ResultsError::Field`] with the field that is wrong.
    pub fn parse(file: &str, line: u64, text: &str) -> Result<Self, ResultsError> {
        Self::of_fields(At { file, line }, &text.split(',').collect::<Vec<_>>())
    }

    fn without_part(code: Code) -> Self {
        Self { code, placement: None, numbers: Vec::new(), ranks: Vec::new() }
    }

    fn of_unit(outcome: &Outcome, unit: usize, code: Code) -> Self {
        let rows = outcome.applicants().pools().rows();
        let draws = outcome.applicants().draws(unit);
        let placement = outcome.place(unit).map(|entry| Placement {
            program: rows[entry.pool as usize].program.id.clone(),
            pool: rows[entry.pool as usize].pool.id.clone(),
            choice: entry.choice + 1,
        });
        let numbers = draws.iter().map(|draw| draw.number).collect();
        let ranks = draws.iter().filter_map(|draw| draw.rank).collect();
        Self { code, placement, numbers, ranks }
    }

    fn of_fields(at: At, fields: &[&str]) -> Result<Self, ResultsError> {
        let [code, program, pool, choice, numbers, ranks] = fields else {
            return Err(at.refusal("record", format!("{FIELDS} fields"), &fields.join(",")));
        };
        let code = code.parse().map_err(|_| at.refusal("code", "a code", code))?;
        let placement = placement(at, [program, pool, choice])?;
        let numbers: Vec<Number> = joined(numbers, |text| text.parse().ok()).ok_or_else(|| {
            at.refusal("numbers", "numbers of 32 hex digits joined by >", numbers)
        })?;
        let ranked = |ranks: &Vec<u32>| match ranks.len() {
            0 => numbers.len() < 2 && placement.is_none(),
            count => count == numbers.len(),
        };
        let ranks = joined(ranks, from_one)
            .filter(ranked)
            .ok_or_else(|| at.refusal("ranks", "a rank from 1 for each number", ranks))?;
        Ok(Self { code, placement, numbers, ranks })
    }
}

impl fmt::Display for ResultLine {
    /// The record line without LF.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.placement {
            Some(Placement { program, pool, choice }) => {
                write!(f, "{},{program},{pool},{choice},", self.code)?;
            }
            None => write!(f, "{},,,,", self.code)?,
        }
        let numbers: Vec<_> = self.numbers.iter().map(ToString::to_string).collect();
        let ranks: Vec<_> = self.ranks.iter().map(ToString::to_string).collect();
        write!(f, "{},{}", numbers.join(">"), ranks.join(">"))
    }
}

fn placement(at: At, fields: [&str; 3]) -> Result<Option<Placement>, ResultsError> {
    let [program, pool, choice] = fields;
    if fields == [""; 3] {
        return Ok(None);
    }
    for (field, id) in [("placement", program), ("pool", pool)] {
        if !is_id(id) {
            return Err(at.refusal(field, "an id, or placement, pool and choice all empty", id));
        }
    }
    let choice =
        from_one(choice).ok_or_else(|| at.refusal("choice", "a choice, counted from 1", choice))?;
    Ok(Some(Placement { program: program.to_owned(), pool: pool.to_owned(), choice }))
}

/// The members of a ranking; none of an empty field.
fn joined<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    if text.is_empty() { Some(Vec::new()) } else { text.split('>').map(read).collect() }
}

fn from_one(text: &str) -> Option<u32> {
    decimal::parse(text).filter(|&value| value > 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LINE: &str = "0000-0000-0001-Y,P1,day,2,00000000000000000000000000000007>\
        00000000000000000000000000000008,37>1107";

    fn parse(text: &str) -> Result<ResultLine, ResultsError> {
        ResultLine::parse("results.csv", 2, text)
    }

    #[test]
    fn a_line_reads_and_writes_back() {
        let line = parse(LINE).unwrap();
        let place = Placement { program: "P1".into(), pool: "day".into(), choice: 2 };
        assert_eq!(line.placement, Some(place));
        assert_eq!(line.numbers, [Number(7), Number(8)]);
        assert_eq!(line.ranks, [37, 1107]);
        assert_eq!(line.to_string(), LINE);
        for text in
            ["0000-0000-0001-Y,,,,,", "0000-0000-0001-Y,,,,00000000000000000000000000000007,"]
        {
            assert_eq!(parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn every_refusal_names_the_field() {
        let cases = [
            ("0000-0000-0001-Y", "0000-0000-0001-X", "code"),
            (",P1,", ",,", "placement"),
            (",day,", ",,", "pool"),
            (",2,", ",0,", "choice"),
            (",2,", ",,", "choice"),
            ("00000007>", "00000007>>", "numbers"),
            ("00000007>", "0000000A>", "numbers"),
            (",37>1107", ",37", "ranks"),
            (",37>1107", ",37>01107", "ranks"),
            (",37>1107", ",", "ranks"),
            (",37>1107", "", "record"),
        ];
        for (old, new, field) in cases {
            let error = parse(&LINE.replace(old, new)).unwrap_err();
            assert_eq!(error.place().field.as_deref(), Some(field), "{new:?}");
            assert_eq!(error.place().line, Some(2));
        }
    }

    #[test]
    fn a_table_reads_and_writes_back() {
        let table = format!("{RESULTS_HEADER}\n{LINE}\n");
        let results = Results::read("results.csv", table.as_bytes()).unwrap();
        assert_eq!(results.texts, [LINE]);
        assert_eq!(results.write(), table.as_bytes());
    }

    proptest! {
        #[test]
        fn what_is_read_writes_back(
            at in 0..LINE.len(), byte in prop::sample::select(b"0a>,\n9.P".to_vec()),
        ) {
            let mut text = LINE.as_bytes().to_vec();
            text[at] = byte;
            let text = String::from_utf8(text).unwrap();
            if let Ok(line) = parse(&text) {
                prop_assert_eq!(line.to_string(), text);
            }
        }

        #[test]
        fn no_bytes_make_the_reader_panic(bytes: Vec<u8>, text: String) {
            let _ = Results::read("results.csv", &bytes);
            let _ = parse(&text);
        }
    }
}
