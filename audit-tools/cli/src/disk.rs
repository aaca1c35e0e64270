//! Reading without following symbolic links, and writing that a crash doesn't halve.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use crate::texts::{Message, Tell, in_english};

/// A file or folder that can't be read or written.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_english(self))]
pub enum DiskError {
    /// The operating system refused.
    Io {
        /// Path.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A symbolic link, a device, or a folder where a file belongs.
    NotPlain {
        /// Path.
        path: PathBuf,
    },
    /// More bytes than are read here.
    TooLarge {
        /// Path.
        path: PathBuf,
        /// Most bytes.
        limit: u64,
    },
}

impl DiskError {
    /// What the operating system said about `path`.
    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { path: path.to_owned(), source }
    }
}

impl Tell for DiskError {
    fn tell(&self) -> Message {
        match self {
            Self::Io { path, source } => {
                Message::new("error-io").with("path", path.display()).with("why", source)
            }
            Self::NotPlain { path } => Message::new("error-not-plain").with("path", path.display()),
            Self::TooLarge { path, limit } => {
                Message::new("error-too-large").with("path", path.display()).with("limit", limit)
            }
        }
    }
}

/// The bytes of a plain file of at most `limit` bytes.
///
/// # Errors
/// [`DiskError`]; symbolic links are not followed.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, DiskError> {
    let kind = fs::symlink_metadata(path).map_err(DiskError::io(path))?.file_type();
    if !kind.is_file() {
        return Err(DiskError::NotPlain { path: path.to_owned() });
    }
    let file = File::open(path).map_err(DiskError::io(path))?;
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(DiskError::io(path))?;
    if bytes.len() as u64 > limit {
        return Err(DiskError::TooLarge { path: path.to_owned(), limit });
    }
    Ok(bytes)
}

/// As [`read`]; `None` if there is nothing of this name.
///
/// # Errors
/// As [`read`].
pub fn read_optional(path: &Path, limit: u64) -> Result<Option<Vec<u8>>, DiskError> {
    match read(path, limit) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(DiskError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Names in a folder, ascending; none if it isn't there. Names that aren't UTF-8 come out with
/// replacement characters.
///
/// # Errors
/// [`DiskError::Io`].
pub fn names(dir: &Path) -> Result<Vec<String>, DiskError> {
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(DiskError::io(dir))?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.map_err(DiskError::io(dir))?.file_name();
        names.push(name.to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// Makes a folder, with its parents, that only its owner may enter.
///
/// # Errors
/// [`DiskError::Io`].
pub fn private_dir(dir: &Path) -> Result<(), DiskError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(DiskError::io(dir))
}

/// Writes a file that only its owner may read: whole or, after a crash, not at all.
///
/// # Errors
/// [`DiskError::Io`].
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    write_whole(path, bytes, true)
}

/// Writes a file for others, likewise; its folder is made if it isn't there.
///
/// # Errors
/// [`DiskError::Io`]; [`DiskError::NotPlain`] if its folder is a symbolic link, which on somebody
/// else's memory stick may lead anywhere.
pub fn write_public(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    if let Some(dir) = path.parent() {
        if dir.is_symlink() {
            return Err(DiskError::NotPlain { path: dir.to_owned() });
        }
        fs::create_dir_all(dir).map_err(DiskError::io(dir))?;
    }
    write_whole(path, bytes, false)
}

/// Writes beside `path`, waits for the disk, and renames: no reader meets half a file.
fn write_whole(path: &Path, bytes: &[u8], private: bool) -> Result<(), DiskError> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(DiskError::io(&beside)(error));
        }
        _ => {}
    }
    let write = || {
        let mut file = open_new(&beside, private)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)?;
        if private { sync_dir(path) } else { Ok(()) }
    };
    write().map_err(DiskError::io(path))
}

fn open_new(path: &Path, private: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if private {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    options.open(path)
}

/// A rename is on the disk only once its folder is.
#[cfg(unix)]
fn sync_dir(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(dir) if !dir.as_os_str().is_empty() => File::open(dir)?.sync_all(),
        _ => Ok(()),
    }
}

/// Folders can't be opened as files here; the operating system keeps renames in its journal.
#[cfg(not(unix))]
fn sync_dir(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_comes_back_and_replaces_the_one_before() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("sub/note");
        write_public(&path, b"one").unwrap();
        write_public(&path, b"two").unwrap();
        assert_eq!(read(&path, 3).unwrap(), b"two");
        assert_eq!(names(&dir.path().join("sub")).unwrap(), ["note"]);
        assert!(matches!(read(&path, 2), Err(DiskError::TooLarge { limit: 2, .. })));
        assert!(matches!(read(dir.path(), 9), Err(DiskError::NotPlain { .. })));
        assert_eq!(read_optional(&dir.path().join("none"), 9).unwrap(), None);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed_and_secrets_are_the_owners() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path().join("home");
        private_dir(&home).unwrap();
        write_private(&home.join("key"), b"secret").unwrap();
        std::os::unix::fs::symlink(home.join("key"), dir.path().join("link")).unwrap();
        assert!(matches!(read(&dir.path().join("link"), 9), Err(DiskError::NotPlain { .. })));
        std::os::unix::fs::symlink(&home, dir.path().join("out")).unwrap();
        let through = write_public(&dir.path().join("out/note"), b"note");
        assert!(matches!(through, Err(DiskError::NotPlain { .. })));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&home), mode(&home.join("key"))), (0o700, 0o600));
    }
}
