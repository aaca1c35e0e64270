//! What a family answers to its place, and what the office gives it for that (PROTOCOL.md, sections
//! 6.7 and 6.8). They are to a result what request and receipt are to a roll.

use std::fmt;

use crate::{
    digest::Digest,
    ed25519::{self, SignatureError, SigningKey},
    encoding::lines::{LineError, Lines, integer},
    ident::{Code, is_id, is_origin},
    note::{Note, NoteError},
    receipt::{FamilyKey, MAX_RECEIPT, ReceiptError, time_and_index},
    request::named,
    roll::MAX_NUMBER,
};

/// First line of an answer's receipt, with its LF: what tells it from a receipt of section 6.4.
pub const ANSWERED: &str = "paiwei answered v1\n";

/// What is said to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    /// The child comes.
    Accept,
    /// The place is given up, for good.
    Decline,
}

impl Said {
    /// The word of it, in texts and in `answers.csv`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Decline => "decline",
        }
    }

    /// Reads the word; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Accept, Self::Decline].into_iter().find(|said| said.as_str() == text)
    }

    /// Whether this may be said after `before`, the code's last answer: a decline after an accept,
    /// and nothing else after anything (section 6.9).
    #[must_use]
    pub fn may_follow(self, before: Option<Self>) -> bool {
        matches!((before, self), (None, _) | (Some(Self::Accept), Self::Decline))
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A family's answer to the place of one attempt's result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Origin of the journal.
    pub origin: String,
    /// Id of the round.
    pub round: String,
    /// Attempt whose result is answered, from 1.
    pub attempt: u32,
    /// Code of the application.
    pub code: Code,
    /// The how-manieth answer of this code in this attempt, from 1.
    pub number: u64,
    /// What is said.
    pub said: Said,
}

impl Answer {
    /// The exact text that is signed.
    #[must_use]
    pub fn text(&self) -> String {
        format!("paiwei answer v1\n{}", self.lines())
    }

    /// Reads the text; `file` is its name in refusals.
    ///
    /// # Errors
    ///
    /// The first [`LineError`].
    pub fn parse(file: &str, bytes: &[u8]) -> Result<Self, LineError> {
        let mut lines = Lines::new(file, bytes)?;
        lines.exactly("paiwei answer v1")?;
        let answer = Self::read(&mut lines)?;
        lines.finish()?;
        Ok(answer)
    }

    /// The family's signature over the text.
    #[must_use]
    pub fn sign(&self, key: &SigningKey) -> [u8; 64] {
        key.sign(self.text().as_bytes())
    }

    /// Checks the family's signature.
    ///
    /// # Errors
    ///
    /// [`SignatureError`].
    pub fn verify(&self, key: &[u8; 32], signature: &[u8; 64]) -> Result<(), SignatureError> {
        ed25519::verify(key, self.text().as_bytes(), signature)
    }

    /// The lines from `origin` to `answer`: answers and their receipts share them.
    fn lines(&self) -> String {
        let Self { origin, round, attempt, code, number, said } = self;
        format!(
            "origin: {origin}\nround: {round}\nattempt: {attempt}\ncode: {code}\n\
             number: {number}\nanswer: {said}\n"
        )
    }

    fn read(lines: &mut Lines<'_>) -> Result<Self, LineError> {
        Ok(Self {
            origin: lines.value("origin", |text| named(text, is_origin, "an origin"))?,
            round: lines.value("round", |text| named(text, is_id, "the id of a round"))?,
            attempt: lines.value("attempt", from_one)?,
            code: lines.value("code", Code::parse_strict)?,
            number: lines.value("number", from_one)?.into(),
            said: lines.value("answer", said)?,
        })
    }
}

fn from_one(text: &str) -> Result<u32, &'static str> {
    let number = integer(text).and_then(|number| u32::try_from(number).ok());
    let number = number.filter(|number| (1..=MAX_NUMBER).contains(number));
    number.ok_or("expected an integer, 1 to 2147483647")
}

fn said(text: &str) -> Result<Said, &'static str> {
    Said::parse(text).ok_or("expected accept or decline")
}

/// What the office gives a family for an answer: the text of a note by the receipts key, restating
/// the answer with its place in `answers.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerReceipt {
    /// What was answered.
    pub answer: Answer,
    /// The family's key, as in the roll, with its signature; `None`, printed `-`: it has none.
    pub family: Option<FamilyKey>,
    /// When the office took it, in Unix seconds.
    pub time: u64,
    /// Its place in the attempt's `answers.csv`, from 0.
    pub index: u64,
}

impl AnswerReceipt {
    /// Whether these bytes begin as a receipt of an answer does, be it well-formed or not.
    #[must_use]
    pub fn is_meant(bytes: &[u8]) -> bool {
        bytes.starts_with(ANSWERED.as_bytes())
    }

    /// Reads a receipt as a family keeps it: the note, and what its text says. Signatures are not
    /// looked at.
    ///
    /// # Errors
    ///
    /// The first [`ReceiptError`].
    pub fn read(file: &str, bytes: &[u8]) -> Result<(Note, Self), ReceiptError> {
        if bytes.len() > MAX_RECEIPT {
            return Err(ReceiptError::TooLarge { file: file.to_owned() });
        }
        let note = Note::parse(file, bytes)?;
        let receipt = Self::parse(file, note.text.as_bytes())?;
        Ok((note, receipt))
    }

    /// Reads the text of a receipt, signature lines left out.
    ///
    /// # Errors
    ///
    /// The first [`LineError`].
    pub fn parse(file: &str, text: &[u8]) -> Result<Self, LineError> {
        let mut lines = Lines::new(file, text)?;
        lines.exactly(ANSWERED.trim_end())?;
        let answer = Answer::read(&mut lines)?;
        let family = FamilyKey::read(&mut lines)?;
        let (time, index) = time_and_index(&mut lines)?;
        lines.finish()?;
        Ok(Self { answer, family, time, index })
    }

    /// The text: what the receipts key signs.
    #[must_use]
    pub fn text(&self) -> String {
        let (answer, family) = (self.answer.lines(), FamilyKey::lines(self.family));
        format!("{ANSWERED}{answer}{family}time: {}\nindex: {}\n", self.time, self.index)
    }

    /// The receipt hash, its name in `answers.csv`: SHA-256 of the text.
    #[must_use]
    pub fn hash(&self) -> Digest {
        Digest::of(self.text().as_bytes())
    }

    /// The receipt as a note by the receipts key, which is named origin ‖ `/receipts`.
    ///
    /// # Errors
    ///
    /// [`NoteError`] if the origin is none.
    pub fn to_note(&self, key: &SigningKey) -> Result<Note, NoteError> {
        Note::sign(&self.text(), &[(&format!("{}/receipts", self.answer.origin), key)])
    }

    /// Whether the family signed this answer; `false` if the office typed it in.
    ///
    /// # Errors
    ///
    /// [`SignatureError`] if there is a signature which is not accepted.
    pub fn family_signed(&self) -> Result<bool, SignatureError> {
        let Some(FamilyKey { key, signature: Some(signature) }) = &self.family else {
            return Ok(false);
        };
        self.answer.verify(key, signature).map(|()| true)
    }
}

#[cfg(test)]
#[path = "answer_tests.rs"]
mod tests;
