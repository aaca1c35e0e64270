//! What the office gives a family for every revision (PROTOCOL.md, section 6.4): the text of a note
//! by the receipts key, restating the request with its place in the intake.

use crate::{
    digest::{Digest, parse_hex},
    ed25519::{SignatureError, SigningKey},
    encoding::lines::{LineError, Lines, integer},
    note::{Note, NoteError},
    request::{Head, Request},
};

/// First line of a receipt, with its LF.
pub const RECEIPT: &str = "paiwei receipt v1\n";
/// Longest receipt in bytes, signature lines included.
pub const MAX_RECEIPT: usize = 16 << 10;

/// A receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// What was asked for.
    pub request: Request,
    /// The family's key; `None`, printed `-`: the family has none.
    pub family: Option<FamilyKey>,
    /// When the office took it, in Unix seconds.
    pub time: u64,
    /// Its place in `intake.csv`, from 0.
    pub index: u64,
}

/// A family's key, and its signature over the request in a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FamilyKey {
    /// The family's public key.
    pub key: [u8; 32],
    /// The signature; `None`, printed `-`: the office made this revision for the family, perhaps
    /// to give it this key.
    pub signature: Option<[u8; 64]>,
}

/// A receipt that is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// Too many bytes.
    #[error("{file}: a receipt has at most {MAX_RECEIPT} bytes; this is another file")]
    TooLarge {
        /// The file.
        file: String,
    },
    /// No note.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Another text.
    #[error(transparent)]
    Text(#[from] LineError),
}

impl Receipt {
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
        lines.exactly(RECEIPT.trim_end())?;
        let head = Head::read(&mut lines)?;
        let family = FamilyKey::read(&mut lines)?;
        let request = head.tail(&mut lines)?;
        let (time, index) = time_and_index(&mut lines)?;
        lines.finish()?;
        Ok(Self { request, family, time, index })
    }

    /// The text: what the receipts key signs.
    #[must_use]
    pub fn text(&self) -> String {
        let (head, tail) = (self.request.head(), self.request.tail());
        let (family, time, index) = (FamilyKey::lines(self.family), self.time, self.index);
        format!("{RECEIPT}{head}{family}{tail}time: {time}\nindex: {index}\n")
    }

    /// The receipt hash, its name in `intake.csv`: SHA-256 of the text.
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
        Note::sign(&self.text(), &[(&format!("{}/receipts", self.request.origin), key)])
    }

    /// Whether the office made this revision: it holds no signature of a family.
    #[must_use]
    pub fn made_by_office(&self) -> bool {
        self.family.is_none_or(|family| family.signature.is_none())
    }

    /// Whether the family signed this revision; `false` if the office made it.
    ///
    /// # Errors
    ///
    /// [`SignatureError`] if there is a signature which is not accepted.
    pub fn family_signed(&self) -> Result<bool, SignatureError> {
        let Some(FamilyKey { key, signature: Some(signature) }) = &self.family else {
            return Ok(false);
        };
        self.request.verify(key, signature).map(|()| true)
    }
}

impl FamilyKey {
    /// The lines `key` and `signature`, read: receipts of all kinds share them.
    pub(crate) fn read(lines: &mut Lines<'_>) -> Result<Option<Self>, LineError> {
        let key = lines.optional("key", hex_or_none::<32>)?;
        let signature = lines.optional("signature", |text| {
            let signature = hex_or_none::<64>(text)?;
            let keyed = key.is_some() || signature.is_none();
            keyed.then_some(signature).ok_or("a signature is given, but no key that made it")
        })?;
        Ok(key.map(|key| Self { key, signature }))
    }

    /// The lines `key` and `signature`.
    pub(crate) fn lines(family: Option<Self>) -> String {
        let or_dash = |hex: Option<String>| hex.unwrap_or_else(|| "-".to_owned());
        let key = or_dash(family.map(|family| hex::encode(family.key)));
        let signature = or_dash(family.and_then(|family| family.signature).map(hex::encode));
        format!("key: {key}\nsignature: {signature}\n")
    }
}

/// The lines `time` and `index`, with which receipts of all kinds end.
pub(crate) fn time_and_index(lines: &mut Lines<'_>) -> Result<(u64, u64), LineError> {
    let time = lines.value("time", |text| integer(text).ok_or("expected Unix seconds"))?;
    let index = lines.value("index", |text| integer(text).ok_or("expected an integer"))?;
    Ok((time, index))
}

fn hex_or_none<const N: usize>(text: &str) -> Result<Option<[u8; N]>, &'static str> {
    match text {
        "" => Ok(None),
        text => parse_hex(text).map(Some).ok_or("expected lower-case hex of full length, or -"),
    }
}

#[cfg(test)]
#[path = "receipt_tests.rs"]
mod tests;
