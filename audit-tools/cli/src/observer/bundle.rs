//! What the office hands over on a memory stick.

use std::path::Path;

use paiwei_protocol::{
    journal,
    note::{self, Checkpoint, Note},
    rules::{self, limits},
};

use super::ObserverError;
use crate::disk;

/// Path of the checkpoint inside a bundle.
pub const CHECKPOINT: &str = "journal/checkpoint";
/// Folder of the entries inside a bundle, by decimal name.
pub const ENTRIES: &str = "journal/entries";
/// The entry that waits to be confirmed: canonical JSON of its members without `at` and
/// `confirmations`.
pub const PENDING: &str = "pending.json";

/// Most entries of a journal (PROTOCOL.md, section 19).
const MAX_ENTRIES: u64 = 1_000_000;
/// Most bytes of a checkpoint with its signature lines.
pub(super) const MAX_CHECKPOINT: u64 = note::MAX_TEXT as u64;

/// The office's files: `rules.json` (may be absent), `journal/checkpoint`, `journal/entries/0` and
/// so on, `pending.json` (may be absent). Other files are not looked at, so a published round is a
/// bundle too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// rules.json
    pub rules: Option<Vec<u8>>,
    /// The checkpoint, signed by the office.
    pub checkpoint: Note,
    /// The bytes of all entries.
    pub entries: Vec<Vec<u8>>,
    /// pending.json
    pub pending: Option<Vec<u8>>,
}

impl Bundle {
    /// Reads a bundle's folder.
    ///
    /// # Errors
    /// [`ObserverError`] names the file that is missing, surplus, too large or not plain.
    pub fn read(dir: &Path) -> Result<Self, ObserverError> {
        let rules = disk::read_optional(&dir.join(rules::FILE), limits::FILE_BYTES as u64)?;
        let pending = disk::read_optional(&dir.join(PENDING), journal::MAX_ENTRY as u64)?;
        let bytes = disk::read(&dir.join(CHECKPOINT), MAX_CHECKPOINT)?;
        let checkpoint = Note::parse(CHECKPOINT, &bytes)?;
        let size = Checkpoint::parse(CHECKPOINT, &checkpoint.text)?.size;
        let entries = entries(&dir.join(ENTRIES), size)?;
        Ok(Self { rules, checkpoint, entries, pending })
    }

    /// Writes it as a folder: what an office's program does, and how evidence is kept.
    ///
    /// # Errors
    /// [`ObserverError::Disk`].
    pub fn write(&self, dir: &Path) -> Result<(), ObserverError> {
        for (index, entry) in self.entries.iter().enumerate() {
            disk::write_public(&dir.join(ENTRIES).join(index.to_string()), entry)?;
        }
        disk::write_public(&dir.join(CHECKPOINT), self.checkpoint.to_string().as_bytes())?;
        for (name, bytes) in [(rules::FILE, &self.rules), (PENDING, &self.pending)] {
            if let Some(bytes) = bytes {
                disk::write_public(&dir.join(name), bytes)?;
            }
        }
        Ok(())
    }
}

/// The entries `0…size−1` and nothing else.
fn entries(dir: &Path, size: u64) -> Result<Vec<Vec<u8>>, ObserverError> {
    if size > MAX_ENTRIES {
        return Err(ObserverError::TooManyEntries { size });
    }
    let belongs = |name: &String| {
        name.parse().is_ok_and(|index: u64| index < size && index.to_string() == *name)
    };
    if let Some(name) = disk::names(dir)?.iter().find(|name| !belongs(name)) {
        return Err(ObserverError::Surplus { file: format!("{ENTRIES}/{name}") });
    }
    let limit = journal::MAX_ENTRY as u64;
    (0..size).map(|index| Ok(disk::read(&dir.join(index.to_string()), limit)?)).collect()
}
