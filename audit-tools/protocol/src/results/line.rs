//! One record of `results.csv` as values.

use std::fmt;

use super::error::{At, ResultsError};
use crate::{
    assign::Outcome,
    draw::Number,
    encoding::decimal,
    ident::{Code, is_id},
};

/// Fields of a record.
const FIELDS: usize = 6;

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

impl ResultLine {
    /// Reads one record line without LF, as it stands at `line` of `file`: a leaf of the tree.
    ///
    /// # Errors
    ///
    /// [`ResultsError::Field`] with the field that is wrong.
    pub fn parse(file: &str, line: u64, text: &str) -> Result<Self, ResultsError> {
        Self::of_fields(At { file, line }, &text.split(',').collect::<Vec<_>>())
    }

    pub(super) fn without_part(code: Code) -> Self {
        Self { code, placement: None, numbers: Vec::new(), ranks: Vec::new() }
    }

    pub(super) fn of_unit(outcome: &Outcome, unit: usize, code: Code) -> Self {
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

    pub(super) fn of_fields(at: At, fields: &[&str]) -> Result<Self, ResultsError> {
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
        write_joined(f, &self.numbers)?;
        f.write_str(",")?;
        write_joined(f, &self.ranks)
    }
}

/// A ranking: its members joined by `>`.
fn write_joined(f: &mut fmt::Formatter<'_>, members: &[impl fmt::Display]) -> fmt::Result {
    let mut separator = "";
    for member in members {
        write!(f, "{separator}{member}")?;
        separator = ">";
    }
    Ok(())
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
        fn no_text_makes_the_reader_panic(text: String) {
            let _ = parse(&text);
        }
    }
}
