//! Reading entries, strictly (PROTOCOL.md, sections 2.5, 8.1 and 9).

mod events;
mod fields;

use super::{
    EntryError,
    entry::{Body, Entry, FORMAT, JournalOpened, KeyRole, KeyRotated, MAX_ENTRY},
};
use crate::encoding::json::{self, Object};

impl Entry {
    /// Reads the entry that `file` (such as `journal/entries/7`) holds.
    ///
    /// # Errors
    /// [`EntryError`] names the member that is not of its form.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, EntryError> {
        if bytes.len() > MAX_ENTRY {
            return Err(EntryError::TooLarge { file: file.to_owned(), bytes: bytes.len() });
        }
        let value = json::parse(file, bytes)?;
        let mut object = Object::root(file, &value)?;
        let at = object.integer("at")?;
        let kind = object.text("type")?;
        let body = match kind {
            "journal-opened" => Body::JournalOpened(Box::new(journal_opened(&mut object)?)),
            "key-rotated" => Body::KeyRotated(Box::new(key_rotated(&mut object)?)),
            "handed-over" => Body::HandedOver { key: fields::key(&mut object, "key")? },
            "handed-back" => Body::HandedBack,
            _ => Body::Round {
                round: fields::id(&mut object, "round")?,
                attempt: fields::attempt(&mut object)?,
                event: events::event(kind, &mut object)?,
            },
        };
        object.finish()?;
        Ok(Self { at, body })
    }
}

fn journal_opened(object: &mut Object<'_>) -> Result<JournalOpened, EntryError> {
    let format = object.element("format")?;
    if format.text()? != FORMAT {
        return Err(format.expected(&format!("{FORMAT:?}")).into());
    }
    Ok(JournalOpened {
        origin: fields::origin(object, "origin")?,
        journal: fields::key(object, "journal")?,
        receipts: fields::key(object, "receipts")?,
        recovery: fields::key(object, "recovery")?,
        proof: fields::note(object, "proof")?,
    })
}

fn key_rotated(object: &mut Object<'_>) -> Result<KeyRotated, EntryError> {
    let role = object.element("role")?;
    Ok(KeyRotated {
        role: match role.text()? {
            "journal" => KeyRole::Journal,
            "receipts" => KeyRole::Receipts,
            _ => return Err(role.expected("\"journal\" or \"receipts\"").into()),
        },
        key: fields::key(object, "key")?,
        lost: object.boolean("lost")?,
        proof: fields::note(object, "proof")?,
    })
}
