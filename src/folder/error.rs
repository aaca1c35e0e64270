//! What can be wrong with a folder or a file.

use std::{io, path::PathBuf};

/// Why a folder or file could not be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// There is no such folder.
    #[error("{0} is no data folder; run paiwei init first, or name the right folder")]
    Missing(PathBuf),
    /// Other users of the machine may read it.
    #[error("others may read {path} (mode {mode:o}); run: chmod go-rwx {path}")]
    Permissions {
        /// The path.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The saved head is no checkpoint.
    #[error("{0} is no checkpoint; restore it from a backup of the same moment as the database")]
    Head(PathBuf),
    /// The database's journal is shorter than, or other than, the one last committed.
    #[error(
        "the journal in the database has {found} entries and is not the one of {saved} entries that \
         was committed last ({path}); restore the newest backup: going on would fork the journal"
    )]
    Forked {
        /// The saved head.
        path: PathBuf,
        /// Its size.
        saved: u64,
        /// Entries of the database.
        found: u64,
    },
    /// Something else lies where a folder is to be written.
    #[error("{0} is there and was not written by this program; move it away or name another place")]
    Occupied(PathBuf),
    /// A file's name is not text, or the file is no plain file.
    #[error("{0} is no plain file with a readable name; remove it")]
    NotAFile(PathBuf),
    /// The operating system's own word.
    #[error("{path}: {source}")]
    Io {
        /// The path.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
}

impl FolderError {
    /// An error of the operating system at `path`.
    pub(super) fn at(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, source }
    }
}
