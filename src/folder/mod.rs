//! The data folder: where an office's database, keys and saved head lie, and how files are written
//! so that a crash leaves either the old or the new one.
//!
//! ```text
//! <folder>/            mode 0700
//!   paiwei.db          the database (and its -wal and -shm)
//!   journal.head       the newest checkpoint, outside the database
//!   journal.lock       locked by whoever saves it
//!   publish.lock       locked by whoever writes a published round
//!   keys/              mode 0700
//!     journal.key receipts.key vault.key
//! ```

mod error;
mod head;
mod place;
mod tree;

use std::{
    fs::{File, OpenOptions},
    path::{Path, PathBuf},
};

pub use error::FolderError;
pub use head::SavedHead;
pub use place::{
    make_folder, make_private_folder, refuse_wide_permissions, write_atomically,
    write_private_atomically,
};
pub use tree::{Files, read_tree, write_tree};

/// The data folder of one office, or of one ceremony machine. A rehearsal has its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFolder {
    root: PathBuf,
}

impl DataFolder {
    /// Makes the folder, or takes an existing one that belongs to its owner alone.
    ///
    /// # Errors
    ///
    /// [`FolderError::Permissions`] where others may read it, and [`FolderError::Io`].
    pub fn create(root: &Path) -> Result<Self, FolderError> {
        make_private_folder(root)?;
        make_private_folder(&root.join("keys"))?;
        Ok(Self { root: root.to_owned() })
    }

    /// Opens a folder that [`DataFolder::create`] made.
    ///
    /// # Errors
    ///
    /// [`FolderError::Missing`], [`FolderError::Permissions`] and [`FolderError::Io`].
    pub fn open(root: &Path) -> Result<Self, FolderError> {
        let folder = Self { root: root.to_owned() };
        for path in [root.to_owned(), folder.keys()] {
            if !path.is_dir() {
                return Err(FolderError::Missing(path));
            }
            refuse_wide_permissions(&path)?;
        }
        Ok(folder)
    }

    /// The folder itself.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// The database, if it is the folder's own.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.root.join("paiwei.db")
    }

    /// The saved head.
    #[must_use]
    pub fn head(&self) -> PathBuf {
        self.root.join("journal.head")
    }

    /// Waits until nobody else has this file locked, in this process or another; it is locked until
    /// what is returned is dropped.
    ///
    /// # Errors
    ///
    /// [`FolderError::Io`].
    pub fn turn(&self, name: &str) -> Result<File, FolderError> {
        let path = self.root.join(name);
        let turn = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
        let turn = turn.map_err(FolderError::at(&path))?;
        turn.lock().map_err(FolderError::at(&path))?;
        Ok(turn)
    }

    /// The folder of the keys.
    #[must_use]
    pub fn keys(&self) -> PathBuf {
        self.root.join("keys")
    }

    /// The key file that wraps the rounds' data keys.
    #[must_use]
    pub fn vault(&self) -> PathBuf {
        self.keys().join("vault.key")
    }
}
