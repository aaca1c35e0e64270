//! Line files `name: value`, as families sign and keep them (PROTOCOL.md, sections 2.1 and 6).
//!
//! Every line is fixed in name and place, so a text has one spelling; an empty value is `-`.

use std::fmt;

use super::{decimal, json::MAX_INTEGER};
use crate::place::Place;

/// A line file that is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// Not UTF-8.
    #[error("{place}: not UTF-8; the file was damaged or written in another encoding")]
    NotUtf8 {
        /// The line of the first wrong byte.
        place: Place,
    },
    /// The last line does not end in LF.
    #[error("{place}: the last line does not end in a line feed; the file may be cut off")]
    CutOff {
        /// The file.
        place: Place,
    },
    /// Another line than the one that belongs there.
    #[error("{place}: expected the line {expected:?}")]
    Line {
        /// The line.
        place: Place,
        /// What it is, or begins with.
        expected: String,
    },
    /// A value of another form.
    #[error("{place}: {reason}")]
    Value {
        /// The line and the name of the value.
        place: Place,
        /// What is wrong, and what belongs there.
        reason: String,
    },
    /// Lines after the last one.
    #[error("{place}: nothing belongs after this text; remove the line")]
    Surplus {
        /// The first line too many.
        place: Place,
    },
}

impl LineError {
    /// Where the file is wrong.
    #[must_use]
    pub fn place(&self) -> &Place {
        match self {
            Self::NotUtf8 { place }
            | Self::CutOff { place }
            | Self::Line { place, .. }
            | Self::Value { place, .. }
            | Self::Surplus { place } => place,
        }
    }
}

/// A line file while it is read, line by line.
#[derive(Debug)]
pub struct Lines<'a> {
    file: &'a str,
    rest: &'a str,
    next: u64,
}

impl<'a> Lines<'a> {
    /// Begins to read; `file` is the name in refusals.
    ///
    /// # Errors
    ///
    /// [`LineError::NotUtf8`] or [`LineError::CutOff`].
    pub fn new(file: &'a str, bytes: &'a [u8]) -> Result<Self, LineError> {
        let rest = std::str::from_utf8(bytes).map_err(|error| {
            let before = bytes[..error.valid_up_to()].iter();
            let line = 1 + before.filter(|&&byte| byte == b'\n').count() as u64;
            LineError::NotUtf8 { place: Place::line(file, line) }
        })?;
        if !rest.ends_with('\n') {
            return Err(LineError::CutOff { place: Place::file(file) });
        }
        Ok(Self { file, rest, next: 1 })
    }

    /// Takes the line that is exactly `expected`.
    ///
    /// # Errors
    ///
    /// [`LineError::Line`].
    pub fn exactly(&mut self, expected: &str) -> Result<(), LineError> {
        self.take(expected, |line| (line == expected).then_some(()))
    }

    /// Takes the line `<name>: <value>` and reads its value.
    ///
    /// # Errors
    ///
    /// [`LineError::Line`], or [`LineError::Value`] with what `read` says.
    pub fn value<T, E: fmt::Display>(
        &mut self,
        name: &str,
        read: impl FnOnce(&'a str) -> Result<T, E>,
    ) -> Result<T, LineError> {
        let place = Place::line(self.file, self.next).field(name);
        let prefix = format!("{name}: ");
        let value = self.take(&prefix, |line| line.strip_prefix(&prefix))?;
        read(value).map_err(|error| LineError::Value { place, reason: error.to_string() })
    }

    /// As [`Lines::value`], with `-` read as the empty text, and an empty value refused.
    ///
    /// # Errors
    ///
    /// As [`Lines::value`].
    pub fn optional<T, E: fmt::Display>(
        &mut self,
        name: &str,
        read: impl FnOnce(&'a str) -> Result<T, E>,
    ) -> Result<T, LineError> {
        self.value(name, |value| match value {
            "" => Err("expected a value, or - for none".to_owned()),
            "-" => read("").map_err(|error| error.to_string()),
            value => read(value).map_err(|error| error.to_string()),
        })
    }

    /// Ends the reading.
    ///
    /// # Errors
    ///
    /// [`LineError::Surplus`].
    pub fn finish(self) -> Result<(), LineError> {
        let place = Place::line(self.file, self.next);
        if self.rest.is_empty() { Ok(()) } else { Err(LineError::Surplus { place }) }
    }

    fn take<T>(
        &mut self,
        expected: &str,
        read: impl FnOnce(&'a str) -> Option<T>,
    ) -> Result<T, LineError> {
        let line = self.rest.split_once('\n');
        let taken = line.and_then(|(line, rest)| Some((read(line)?, rest)));
        let Some((value, rest)) = taken else {
            let place = Place::line(self.file, self.next);
            return Err(LineError::Line { place, expected: expected.to_owned() });
        };
        (self.rest, self.next) = (rest, self.next + 1);
        Ok(value)
    }
}

/// A value as a line file has it: `-` for the empty text.
#[must_use]
pub fn or_dash(text: &str) -> &str {
    if text.is_empty() { "-" } else { text }
}

/// A decimal integer from 0 to 2^53 − 1, without sign or leading zero.
#[must_use]
pub fn integer(text: &str) -> Option<u64> {
    decimal::parse(text).filter(|&number| number <= MAX_INTEGER)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(String, String), LineError> {
        let mut lines = Lines::new("t", text.as_bytes())?;
        lines.exactly("title")?;
        let a = lines.value("a", |value| Ok::<_, String>(value.to_owned()))?;
        let b = lines.optional("b", |value| match value {
            "bad" => Err("expected good"),
            value => Ok(value.to_owned()),
        })?;
        lines.finish()?;
        Ok((a, b))
    }

    #[test]
    fn lines_have_a_name_and_a_place() {
        assert_eq!(read("title\na: x y\nb: z\n"), Ok(("x y".into(), "z".into())));
        assert_eq!(read("title\na: \nb: -\n"), Ok((String::new(), String::new())));
        assert_eq!((or_dash(""), or_dash("x")), ("-", "x"));
    }

    #[test]
    fn refusals_name_the_place() {
        let refusal = |text: &str| read(text).unwrap_err().to_string();
        assert_eq!(refusal("titel\n"), "t, line 1: expected the line \"title\"");
        assert_eq!(refusal("title\nb: z\n"), "t, line 2: expected the line \"a: \"");
        assert_eq!(refusal("title\n"), "t, line 2: expected the line \"a: \"");
        assert_eq!(refusal("title\na: \nb: bad\n"), "t, line 3, b: expected good");
        assert!(refusal("title\na: \nb: \n").starts_with("t, line 3, b: expected a value, or -"));
        assert!(refusal("title\na: \nb: z\n\n").starts_with("t, line 4: nothing belongs after"));
        assert!(refusal("title\na: \nb: z").starts_with("t: the last line does not end"));
        let not_utf8 = Lines::new("t", b"title\n\xff\n").unwrap_err();
        assert_eq!(not_utf8.place(), &Place::line("t", 2));
    }

    #[test]
    fn integers_have_one_spelling() {
        assert_eq!(integer("0"), Some(0));
        assert_eq!(integer("9007199254740991"), Some(MAX_INTEGER));
        for text in ["", "00", "01", "+1", "-1", " 1", "1.0", "9007199254740992", "x"] {
            assert_eq!(integer(text), None, "{text}");
        }
    }
}
