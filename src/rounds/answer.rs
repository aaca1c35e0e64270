//! What use cases take and give.

use paiwei_protocol::note::Note;

use super::RoundsError;

/// An answer, and whether what it tells of had been done before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done<T> {
    /// The answer.
    pub answer: T,
    /// The command had been given before with the same input; nothing was changed now.
    pub repeated: bool,
}

impl<T> Done<T> {
    /// Done now.
    pub(super) fn now(answer: T) -> Self {
        Self { answer, repeated: false }
    }

    /// Done before.
    pub(super) fn before(answer: T) -> Self {
        Self { answer, repeated: true }
    }
}

/// An entry of the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// Its index.
    pub index: u64,
    /// Its time (Unix seconds).
    pub at: u64,
    /// Its type, as entries name it.
    pub kind: &'static str,
}

/// A file that somebody handed in: its name in refusals, and its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given<'a> {
    /// Its name.
    pub file: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
}

impl Given<'_> {
    /// The file as a note.
    pub(super) fn note(&self) -> Result<Note, RoundsError> {
        Ok(Note::parse(self.file, self.bytes)?)
    }

    /// The lines of a note of the form `head`, origin, round, attempt and `rest` further lines.
    pub(super) fn statement(
        &self,
        head: &str,
        round: &str,
        rest: usize,
    ) -> Result<(Note, Vec<String>), RoundsError> {
        let note = self.note()?;
        let lines: Vec<String> = note.text.lines().map(str::to_owned).collect();
        let fits = lines.len() == 4 + rest && lines[0] == head && lines[2] == round;
        if !fits {
            let why = format!("it is no statement {head:?} about round {round}");
            return Err(RoundsError::File { file: self.file.to_owned(), why });
        }
        Ok((note, lines[4..].to_vec()))
    }
}
