//! The saved head: the newest checkpoint, kept outside the database, so that a database restored
//! from an old backup is noticed before it signs a second history.

use std::{fs, io};

use paiwei_protocol::{
    journal::Journal,
    note::{Checkpoint, Note},
};

use super::{DataFolder, FolderError, write_private_atomically};

/// The checkpoint that was committed last, as far as the file knows: the database may be ahead of
/// it by what a crash kept from being saved, never behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedHead {
    checkpoint: Checkpoint,
}

impl SavedHead {
    /// Reads the saved head; none before the first commit.
    ///
    /// # Errors
    ///
    /// [`FolderError::Head`] and [`FolderError::Io`].
    pub fn read(folder: &DataFolder) -> Result<Option<Self>, FolderError> {
        let path = folder.head();
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(FolderError::at(path)(error)),
        };
        Ok(Some(Self { checkpoint: parse(&bytes).ok_or(FolderError::Head(path))? }))
    }

    /// Saves a committed checkpoint, unless another process has saved a longer one meanwhile: the
    /// processes of one folder take turns by locking `journal.lock`.
    ///
    /// # Errors
    ///
    /// [`FolderError`].
    pub fn save(folder: &DataFolder, checkpoint: &str) -> Result<(), FolderError> {
        let size = parse(checkpoint.as_bytes()).map_or(0, |checkpoint| checkpoint.size);
        let _turn = folder.turn("journal.lock")?;
        match Self::read(folder)? {
            Some(saved) if saved.checkpoint.size > size => Ok(()),
            _ => write_private_atomically(&folder.head(), checkpoint.as_bytes()),
        }
    }

    /// Refuses a journal that doesn't begin with the saved one.
    ///
    /// # Errors
    ///
    /// [`FolderError::Forked`].
    pub fn check(&self, folder: &DataFolder, journal: &Journal) -> Result<(), FolderError> {
        let Checkpoint { origin, size, root } = &self.checkpoint;
        if journal.origin() == origin && journal.root_at(*size) == Some(*root) {
            return Ok(());
        }
        Err(FolderError::Forked { path: folder.head(), saved: *size, found: journal.size() })
    }
}

fn parse(bytes: &[u8]) -> Option<Checkpoint> {
    let note = Note::parse("journal.head", bytes).ok()?;
    Checkpoint::parse("journal.head", &note.text).ok()
}
