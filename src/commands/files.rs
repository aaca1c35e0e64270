//! Files that people hand in, and files that are written for them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::Failure;
use crate::{folder, rounds::Given};

/// Files handed in: their names, for refusals, and what they hold.
pub(super) struct HandedIn(Vec<(String, Vec<u8>)>);

impl HandedIn {
    /// Reads the files.
    pub(super) fn read(paths: &[PathBuf]) -> Result<Self, Failure> {
        let read = |path: &PathBuf| Ok((path.display().to_string(), read(path)?));
        paths.iter().map(read).collect::<Result<_, _>>().map(Self)
    }

    /// As the use cases take them.
    pub(super) fn given(&self) -> Vec<Given<'_>> {
        self.0.iter().map(|(file, bytes)| Given { file, bytes }).collect()
    }
}

/// The bytes of a file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(Failure::at(path))
}

/// Writes a file that only its owner may read, with the folders that it lies in: what is written
/// for offices and families is private.
pub(super) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        fs::create_dir_all(parent).map_err(Failure::at(parent))?;
    }
    Ok(folder::write_private_atomically(path, bytes)?)
}
