//! Signed notes: a text, an empty line, signature lines (C2SP signed-note; PROTOCOL.md,
//! section 3.3).

use std::{collections::BTreeSet, fmt};

use super::{
    KeyKind, NoteError, VerifierKey, cosignature, from_base64, to_base64,
    vkey::{check_name, key_id},
};
use crate::{
    ed25519::{self, SigningKey},
    place::Place,
};

/// Longest text of a note in bytes.
pub const MAX_TEXT: usize = 1_000_000;
/// Most signature lines of a note.
pub const MAX_SIGNATURES: usize = 64;

const DASH: &str = "— ";

/// A text and the signature lines under it, verified or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The text through its last line feed.
    pub text: String,
    /// The signature lines in their order.
    pub signatures: Vec<SignatureLine>,
}

/// A signature line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureLine {
    /// Name of the key.
    pub name: String,
    /// Key id.
    pub id: [u8; 4],
    /// What follows the key id: for notes the 64-byte signature, for cosignatures 8 bytes of time
    /// before it.
    pub blob: Vec<u8>,
}

impl Note {
    /// Reads a note; `file` is its name in refusals.
    ///
    /// # Errors
    ///
    /// A [`NoteError`] about the form; signatures are not looked at.
    pub fn parse(file: &str, bytes: &[u8]) -> Result<Self, NoteError> {
        let note = utf8(file, bytes)?;
        let unsigned = || NoteError::Unsigned { place: Place::file(file) };
        let gap = note.rfind("\n\n").ok_or_else(unsigned)?;
        let (text, lines) = (&note[..=gap], &note[gap + 2..]);
        check_text(file, text)?;
        let lines = lines.strip_suffix('\n').ok_or_else(unsigned)?;
        let first = line_at(bytes, gap + 2);
        Ok(Self { text: text.to_owned(), signatures: signature_lines(file, first, lines)? })
    }

    /// Signs `text` with note keys, each with the name it signs under.
    ///
    /// # Errors
    ///
    /// A [`NoteError`] if text or a name may not stand in a note, or a key is given twice.
    pub fn sign(text: &str, signers: &[(&str, &SigningKey)]) -> Result<Self, NoteError> {
        let file = "text to sign";
        utf8(file, text.as_bytes())?;
        check_text(file, text)?;
        let mut note = Self { text: text.to_owned(), signatures: Vec::new() };
        for (name, key) in signers {
            let (id, blob) =
                (key_id(name, KeyKind::Note, &key.public()), key.sign(text.as_bytes()));
            note.add(SignatureLine { name: (*name).to_owned(), id, blob: blob.to_vec() })?;
        }
        Ok(note)
    }

    /// Adds a signature line, for instance a witness's.
    ///
    /// # Errors
    ///
    /// [`NoteError::Name`], [`NoteError::Repeated`] or [`NoteError::TooManySignatures`].
    pub fn add(&mut self, line: SignatureLine) -> Result<(), NoteError> {
        check_name(&line.name)?;
        let place = Place::file("note");
        if self.signatures.len() >= MAX_SIGNATURES {
            return Err(NoteError::TooManySignatures { place });
        }
        if self.line_of(&line.name, line.id).is_some() {
            return Err(NoteError::Repeated { place, name: line.name });
        }
        self.signatures.push(line);
        Ok(())
    }

    /// Whether `key` signed this note. Lines of other keys are ignored.
    ///
    /// # Errors
    ///
    /// A line with the name and id of `key` that is not its signature: the note is then refused
    /// whole, as C2SP says.
    pub fn verify(&self, key: &VerifierKey) -> Result<bool, NoteError> {
        let Some(line) = self.line_of(key.name(), key.id()) else { return Ok(false) };
        if key.kind() == KeyKind::Cosignature {
            return cosignature::verify_cosignature(&self.text, line, key).map(|_| true);
        }
        let signature = line.fixed::<64>()?;
        ed25519::verify(key.public(), self.text.as_bytes(), &signature)
            .map_err(|fault| NoteError::Signature { name: line.name.clone(), fault })?;
        Ok(true)
    }

    /// When `key` cosigned this checkpoint (Unix seconds), if it did.
    ///
    /// # Errors
    ///
    /// As [`Note::verify`]; [`NoteError::OtherKey`] if `key` is not one for cosignatures.
    pub fn cosigned(&self, key: &VerifierKey) -> Result<Option<u64>, NoteError> {
        let line = self.line_of(key.name(), key.id());
        line.map(|line| cosignature::verify_cosignature(&self.text, line, key)).transpose()
    }

    /// The one line with this name and key id.
    fn line_of(&self, name: &str, id: [u8; 4]) -> Option<&SignatureLine> {
        self.signatures.iter().find(|line| line.name == name && line.id == id)
    }
}

impl SignatureLine {
    /// Reads one line without its line feed.
    pub(super) fn parse(place: &Place, line: &str) -> Result<Self, NoteError> {
        let malformed = || NoteError::SignatureLine { place: place.clone() };
        let rest = line.strip_prefix(DASH).ok_or_else(malformed)?;
        let (name, blob) = rest.split_once(' ').ok_or_else(malformed)?;
        check_name(name).map_err(|_| malformed())?;
        let bytes = from_base64(blob).ok_or_else(malformed)?;
        let (id, blob) = bytes.split_first_chunk().ok_or_else(malformed)?;
        if blob.is_empty() {
            return Err(malformed());
        }
        Ok(Self { name: name.to_owned(), id: *id, blob: blob.to_vec() })
    }

    /// The blob, if it has the right length.
    pub(super) fn fixed<const N: usize>(&self) -> Result<[u8; N], NoteError> {
        let found = self.blob.len();
        let wrong = |_| NoteError::Length { name: self.name.clone(), expected: N, found };
        self.blob.as_slice().try_into().map_err(wrong)
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl fmt::Display for SignatureLine {
    /// The line without its line feed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let blob = [&self.id[..], &self.blob].concat();
        write!(f, "{DASH}{} {}", self.name, to_base64(&blob))
    }
}

fn signature_lines(file: &str, first: u64, lines: &str) -> Result<Vec<SignatureLine>, NoteError> {
    let (mut signatures, mut seen) = (Vec::new(), BTreeSet::new());
    for (number, line) in (first..).zip(lines.split('\n')) {
        let place = Place::line(file, number);
        if signatures.len() == MAX_SIGNATURES {
            return Err(NoteError::TooManySignatures { place });
        }
        let line = SignatureLine::parse(&place, line)?;
        if !seen.insert((line.name.clone(), line.id)) {
            return Err(NoteError::Repeated { place, name: line.name });
        }
        signatures.push(line);
    }
    Ok(signatures)
}

/// The bytes as text without control characters but line feeds.
pub(super) fn utf8<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, NoteError> {
    let place = |at| Place::line(file, line_at(bytes, at));
    let text = std::str::from_utf8(bytes)
        .map_err(|error| NoteError::NotUtf8 { place: place(error.valid_up_to()) })?;
    match bytes.iter().position(|&byte| byte < 0x20 && byte != b'\n') {
        Some(at) => Err(NoteError::Control { place: place(at), byte: bytes[at] }),
        None => Ok(text),
    }
}

fn check_text(file: &str, text: &str) -> Result<(), NoteError> {
    let place = Place::file(file);
    if text.len() > MAX_TEXT {
        return Err(NoteError::TooLong { place });
    }
    if text.ends_with('\n') { Ok(()) } else { Err(NoteError::CutOff { place }) }
}

/// The line that byte `at` stands in, from 1.
fn line_at(bytes: &[u8], at: usize) -> u64 {
    1 + bytes[..at].iter().filter(|&&byte| byte == b'\n').count() as u64
}

#[cfg(test)]
#[path = "signed_tests.rs"]
mod tests;
