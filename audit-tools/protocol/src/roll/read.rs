//! Reading a roll, record by record (PROTOCOL.md, sections 7.1 to 7.4).

use super::{Line, MAX_NUMBER, ROLL_HEADER, Roll, RollError, Status, linked};
use crate::{
    bundle,
    choices::Choices,
    digest::parse_hex,
    encoding::csv::{self, Record},
    ident::Code,
    place::Place,
    rules::Rules,
};

impl Roll {
    /// Reads `roll.csv` or `posted.csv`, under the rules of its round.
    ///
    /// # Errors
    ///
    /// The first [`RollError`] of the file.
    pub fn read(file: &str, bytes: &[u8], rules: &Rules) -> Result<Self, RollError> {
        let mut roll = Self { lines: Vec::new(), texts: Vec::new() };
        for record in csv::stream(file, bytes, ROLL_HEADER)? {
            let record = record?;
            let line = Fields { file, record: &record, rules }.line()?;
            if roll.lines.last().is_some_and(|last| last.code >= line.code) {
                let place = Place::line(file, record.line).field("code");
                return Err(RollError::Order { place });
            }
            roll.lines.push(line);
            roll.texts.push(record.text.to_owned());
        }
        linked::check(file, &roll, rules)?;
        Ok(roll)
    }
}

/// Line `index` of a roll, counted from 0, as a place in its file.
pub(super) fn place(file: &str, index: usize, field: &str) -> Place {
    Place::line(file, index as u64 + 2).field(field)
}

/// One record while it is read.
struct Fields<'a> {
    file: &'a str,
    record: &'a Record<'a>,
    rules: &'a Rules,
}

impl Fields<'_> {
    fn line(&self) -> Result<Line, RollError> {
        let [code, status, revision, key, tag, bundle, categories, points, choices, commitment] =
            self.record.fields.as_slice()
        else {
            unreachable!("the table reader counted the fields of the header");
        };
        let status =
            self.field("status", "entered, withdrawn, refused or lapsed", status.parse())?;
        let entered = status == Status::Entered;
        if !entered {
            self.empty("bundle", bundle)?;
            self.empty("categories", categories)?;
            self.empty("points", points)?;
            self.empty("choices", choices)?;
        }
        Ok(Line {
            code: self.code(code)?,
            status,
            revision: self.field("revision", "1 to 2147483647", positive(revision))?,
            key: self.field("key", "64 lower-case hex digits or -", key_of(key))?,
            tag: self.field("tag", "32 lower-case hex digits", tag_of(tag))?,
            bundle: self.bundle(bundle)?,
            categories: self.categories(categories)?,
            points: self.field("points", "0 to 2147483647 or nothing", points_of(points))?,
            choices: if entered { self.choices(choices)? } else { Choices::default() },
            commitment: self.field("commitment", "64 lower-case hex digits", commitment.parse())?,
        })
    }

    fn place(&self, field: &str) -> Place {
        Place::line(self.file, self.record.line).field(field)
    }

    fn field<T, E>(
        &self,
        field: &str,
        expected: &'static str,
        value: Result<T, E>,
    ) -> Result<T, RollError> {
        value.map_err(|_| RollError::Field { place: self.place(field), expected })
    }

    fn empty(&self, field: &str, text: &str) -> Result<(), RollError> {
        if text.is_empty() {
            return Ok(());
        }
        Err(RollError::NotEntered { place: self.place(field) })
    }

    fn code(&self, text: &str) -> Result<Code, RollError> {
        Code::parse_strict(text)
            .map_err(|error| RollError::Code { place: self.place("code"), error })
    }

    fn bundle(&self, text: &str) -> Result<Vec<Code>, RollError> {
        bundle::parse(text)
            .map_err(|error| RollError::Bundle { place: self.place("bundle"), error })
    }

    fn choices(&self, text: &str) -> Result<Choices, RollError> {
        Choices::read(text, self.rules)
            .map_err(|error| RollError::Choices { place: self.place("choices"), error })
    }

    fn categories(&self, text: &str) -> Result<Vec<String>, RollError> {
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<_> = text.split('+').map(str::to_owned).collect();
        if let Some(id) = ids.iter().find(|id| !self.rules.has_category(id)) {
            let place = self.place("categories");
            return Err(RollError::UnknownCategory { place, id: id.clone() });
        }
        let ascending = ids.is_sorted_by(|left, right| left < right);
        self.field("categories", "ids ascending, none twice", ascending.then_some(ids).ok_or(()))
    }
}

fn positive(text: &str) -> Result<u64, ()> {
    number(text).filter(|&revision| revision > 0).map(u64::from).ok_or(())
}

fn points_of(text: &str) -> Result<Option<u32>, ()> {
    if text.is_empty() { Ok(None) } else { number(text).map(Some).ok_or(()) }
}

/// Decimal without sign or leading zero, at most [`MAX_NUMBER`].
fn number(text: &str) -> Option<u32> {
    let plain =
        text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    let number = text.parse().ok().filter(|&number| number <= MAX_NUMBER);
    number.filter(|_| plain)
}

fn key_of(text: &str) -> Result<Option<[u8; 32]>, ()> {
    if text == "-" { Ok(None) } else { parse_hex(text).map(Some).ok_or(()) }
}

fn tag_of(text: &str) -> Result<String, ()> {
    parse_hex::<16>(text).map(|_| text.to_owned()).ok_or(())
}
