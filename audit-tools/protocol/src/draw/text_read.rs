//! Reading `draw.txt`: exactly the lines that writing gives, or a refusal that names the line.

use std::{iter::Peekable, str::Split};

use super::{
    text::{DrawText, SeedLine, SourceLine},
    text_fields::{digest, id, origin, positive, roll, seed, source, title},
};
use crate::place::Place;

/// Why a draw text was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DrawTextError {
    /// The file is not UTF-8.
    #[error("{place}: not UTF-8; take the file as it was published")]
    Utf8 {
        /// The file.
        place: Place,
    },
    /// The last line has no LF, or the file is empty.
    #[error("{place}: does not end in a line feed; the file may be cut off")]
    CutOff {
        /// The file.
        place: Place,
    },
    /// A line that is not what the protocol has there.
    #[error("{place}: expected {expected}; take the file as it was published")]
    Line {
        /// The line, and the field's name.
        place: Place,
        /// What belongs there.
        expected: &'static str,
    },
}

impl DrawTextError {
    /// Where it is wrong.
    #[must_use]
    pub fn place(&self) -> &Place {
        match self {
            Self::Utf8 { place } | Self::CutOff { place } | Self::Line { place, .. } => place,
        }
    }
}

impl DrawText {
    /// Reads the bytes of `file`, which are refused unless writing gives them again.
    ///
    /// # Errors
    ///
    /// [`DrawTextError`] with the line that is not as PROTOCOL.md, Draw text, has it. Whether
    /// holders and sources are those of the rules is not asked here.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, DrawTextError> {
        let place = || Place::file(file);
        let text =
            std::str::from_utf8(bytes).map_err(|_| DrawTextError::Utf8 { place: place() })?;
        let body = text.strip_suffix('\n').ok_or(DrawTextError::CutOff { place: place() })?;
        Lines { file, lines: body.split('\n').peekable(), next: 1 }.draw_text()
    }
}

/// The lines of the file, taken one by one.
struct Lines<'a> {
    file: &'a str,
    lines: Peekable<Split<'a, char>>,
    /// Number of the next line, from 1.
    next: u64,
}

impl<'a> Lines<'a> {
    fn draw_text(mut self) -> Result<DrawText, DrawTextError> {
        let rehearsal = self.take("title", "`paiwei draw v1` or `paiwei rehearsal v1`", title)?;
        let origin = self.value("journal", "`journal: ` and the journal's origin", origin)?;
        let round = self.value("round", "`round: ` and the round's id", id)?;
        let attempt = self.value("attempt", "`attempt: ` and a number from 1", positive)?;
        let rules = self.value("rules", "`rules: ` and 64 hex digits", digest)?;
        let (roll_size, roll_root) =
            self.value("roll", "`roll: `, the number of records and 64 hex digits", roll)?;
        let seeds = self.while_named("seed ", |lines| lines.take("seed", SEED, seed))?;
        let sources = self.while_named("d", |lines| lines.take("source", SOURCE, source))?;
        self.end(&seeds, &sources)?;
        #[rustfmt::skip]
        let text = DrawText {
            rehearsal, origin, round, attempt, rules, roll_size, roll_root, seeds, sources,
        };
        Ok(text)
    }

    /// The next line, read by `read`.
    fn take<T>(
        &mut self,
        field: &str,
        expected: &'static str,
        read: impl Fn(&'a str) -> Option<T>,
    ) -> Result<T, DrawTextError> {
        let value = self.lines.peek().and_then(|line| read(line));
        let value = value.ok_or_else(|| self.refusal(field, expected))?;
        self.lines.next();
        self.next += 1;
        Ok(value)
    }

    /// The value of the next line, which is `<field>: <value>`.
    fn value<T>(
        &mut self,
        field: &str,
        expected: &'static str,
        read: impl Fn(&'a str) -> Option<T>,
    ) -> Result<T, DrawTextError> {
        let named = |line: &'a str| line.strip_prefix(field)?.strip_prefix(": ").and_then(&read);
        self.take(field, expected, named)
    }

    /// All the following lines that begin so.
    fn while_named<T>(
        &mut self,
        prefix: &str,
        read: impl Fn(&mut Self) -> Result<T, DrawTextError>,
    ) -> Result<Vec<T>, DrawTextError> {
        let mut values = Vec::new();
        while self.lines.peek().is_some_and(|line| line.starts_with(prefix)) {
            values.push(read(self)?);
        }
        Ok(values)
    }

    /// Nothing may follow, and a draw has a seed and a source.
    fn end(&mut self, seeds: &[SeedLine], sources: &[SourceLine]) -> Result<(), DrawTextError> {
        match (self.lines.peek(), seeds, sources) {
            (_, [], _) => Err(self.refusal("seed", SEED)),
            (_, _, []) => Err(self.refusal("source", SOURCE)),
            (Some(_), ..) => Err(self.refusal("source", SOURCE)),
            (None, ..) => Ok(()),
        }
    }

    fn refusal(&self, field: &str, expected: &'static str) -> DrawTextError {
        let place = Place::line(self.file, self.next).field(field);
        DrawTextError::Line { place, expected }
    }
}

const SEED: &str = "`seed <holder>: ` and 64 hex digits or `missing`";
const SOURCE: &str = "`dice: ` and faces, or `drand: `, chain, round and signature";

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const GOOD: &str = "paiwei rehearsal v1\njournal: a.example/rehearsal\nround: r\nattempt: 2\n\
        rules: 0000000000000000000000000000000000000000000000000000000000000000\n\
        roll: 0 0000000000000000000000000000000000000000000000000000000000000000\n\
        seed office: 0000000000000000000000000000000000000000000000000000000000000000\n\
        seed notary: missing\ndice: 1 2 100\n";

    fn line_of(text: &str) -> Option<u64> {
        DrawText::read("draw.txt", text.as_bytes()).unwrap_err().place().line
    }

    #[test]
    fn a_good_text_reads_and_writes_back() {
        let text = DrawText::read("draw.txt", GOOD.as_bytes()).unwrap();
        assert!(text.rehearsal);
        assert_eq!(text.seeds[1], SeedLine { holder: "notary".into(), seed: None });
        assert_eq!(text.sources, [SourceLine::Dice(vec![1, 2, 100])]);
        assert_eq!(text.write(), GOOD.as_bytes());
        let signature = "ab".repeat(96);
        let drand = format!("drand: {} 9 {signature}\n", "0".repeat(64));
        let both = format!("{GOOD}{drand}");
        assert_eq!(DrawText::read("draw.txt", both.as_bytes()).unwrap().write(), both.as_bytes());
    }

    #[test]
    fn every_refusal_names_the_line() {
        let cases = [
            ("paiwei rehearsal v1", "paiwei draw v2", 1),
            ("journal: ", "journal:", 2),
            ("round: r", "round: 1", 3),
            ("attempt: 2", "attempt: 0", 4),
            ("attempt: 2", "attempt: 02", 4),
            ("attempt: 2", "attempt: +2", 4),
            ("rules: 0", "rules: A", 5),
            ("roll: 0 ", "roll: 4294967296 ", 6),
            ("seed office: 0", "seed office: ", 7),
            ("seed notary: missing", "seed notary: Missing", 8),
            ("dice: 1 2 100", "dice: ", 9),
            ("dice: 1 2 100", "dice: 1  2", 9),
            ("dice: 1 2 100", "dice: 1 0", 9),
            ("dice: 1 2 100\n", "", 9),
            ("dice: 1 2 100\n", "dice: 1\n\n", 10),
            ("dice: 1 2 100\n", "drand: 00 1 ab\n", 9),
        ];
        for (old, new, line) in cases {
            assert_eq!(line_of(&GOOD.replace(old, new)), Some(line), "{new:?}");
        }
        let unseeded = GOOD.split_inclusive('\n').take(6).collect::<String>() + "dice: 1\n";
        assert_eq!(line_of(&unseeded), Some(8));
        assert_eq!(line_of(""), None);
        assert_eq!(line_of(&GOOD.replace("100\n", "100")), None);
        assert!(DrawText::read("draw.txt", b"\xff\n").is_err());
    }

    proptest! {
        #[test]
        fn what_is_read_writes_back(
            at in 0..GOOD.len(), byte in prop::sample::select(b"0a :\n9-".to_vec()),
        ) {
            let mut bytes = GOOD.as_bytes().to_vec();
            bytes[at] = byte;
            if let Ok(text) = DrawText::read("draw.txt", &bytes) {
                prop_assert_eq!(text.write(), bytes);
            }
        }

        #[test]
        fn no_bytes_make_the_reader_panic(bytes: Vec<u8>) {
            let _ = DrawText::read("draw.txt", &bytes);
        }
    }
}
