//! What can be wrong with a key file.

use std::path::PathBuf;

use paiwei_protocol::note::NoteError;

use crate::{entropy::EntropyError, folder::FolderError};

/// Why a key could not be made, read or used.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The key file is not there.
    #[error("the key file {0} is missing; put it back from its safe copy, or rotate the key")]
    Missing(PathBuf),
    /// There is a file already.
    #[error("{0} exists already and is not overwritten: a key may be the only one of its kind")]
    Exists(PathBuf),
    /// The file is no key file.
    #[error("{0} is not a key file, or it is damaged; put it back from its safe copy")]
    Form(PathBuf),
    /// A key of another role.
    #[error("{path} is a {found} key; give the {expected} key")]
    Role {
        /// The file.
        path: PathBuf,
        /// The role asked for.
        expected: &'static str,
        /// The role found.
        found: &'static str,
    },
    /// The name can't be a key's.
    #[error(transparent)]
    Name(#[from] NoteError),
    /// What was sealed for another machine, or damaged.
    #[error("this was not sealed for this machine, or it is damaged; export it again")]
    NotForUs,
    /// Folder, permissions, disk.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// No random bytes.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
}
