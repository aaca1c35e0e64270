//! Reading a published folder into memory: plain files only, nothing followed, everything named.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use crate::{
    disk::{self, DiskError},
    texts::{Message, Tell, in_english},
};

/// Most bytes of one file that are read.
const MAX_FILE: u64 = 2 << 30;
/// Most bytes of all files together.
const MAX_TOTAL: u64 = 6 << 30;
/// Most files: a journal may have a million entries, each with its file.
const MAX_FILES: usize = 1_200_000;
/// Folders inside folders: the deepest tile lies nine below the round.
const MAX_DEPTH: usize = 16;

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Path inside the folder, with `/`, to bytes.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What no published folder holds; each stands in `files` too, without bytes, as surplus.
    pub oddities: Vec<Oddity>,
}

/// Something in a folder that is no plain file with a plain name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oddity {
    /// Its path, as far as it can be printed.
    pub path: String,
    /// What it is.
    pub kind: OddityKind,
}

/// What an oddity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OddityKind {
    /// A symbolic link.
    Link,
    /// A device, a pipe or the like.
    Special,
    /// A name that isn't UTF-8.
    Name,
    /// Too many folders inside each other.
    Deep,
}

impl OddityKind {
    /// The finding that is added to V01, in English as all findings are.
    #[must_use]
    pub fn finding(self) -> &'static str {
        match self {
            Self::Link => "a symbolic link; a published folder holds plain files only (4.1)",
            Self::Special => "neither file nor folder; a published folder holds files only (4.1)",
            Self::Name => "its name is not UTF-8; it can't be listed (4.1)",
            Self::Deep => "too many folders inside each other (4)",
        }
    }
}

/// A folder that can't be read.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_english(self))]
pub enum FolderError {
    /// A file or folder can't be read.
    Disk(#[from] DiskError),
    /// It isn't a folder.
    NotAFolder {
        /// Path.
        path: PathBuf,
    },
    /// More than this program takes into memory.
    TooMuch {
        /// Path.
        path: PathBuf,
    },
}

impl Tell for FolderError {
    fn tell(&self) -> Message {
        match self {
            Self::Disk(error) => error.tell(),
            Self::NotAFolder { path } => {
                Message::new("error-not-a-folder").with("path", path.display())
            }
            Self::TooMuch { path } => Message::new("error-too-much").with("path", path.display()),
        }
    }
}

/// Reads all of `dir`; calls `progress` with the number of files so far.
///
/// # Errors
/// [`FolderError`] if something in it can't be read, or it is too large.
pub fn gather(dir: &Path, progress: &mut dyn FnMut(u64)) -> Result<Gathered, FolderError> {
    let kind = fs::metadata(dir).map_err(DiskError::io(dir))?;
    if !kind.is_dir() {
        return Err(FolderError::NotAFolder { path: dir.to_owned() });
    }
    let mut reader = Reader { root: dir, total: 0, found: Gathered::default(), progress };
    reader.walk(dir, "", 0)?;
    Ok(reader.found)
}

struct Reader<'a> {
    root: &'a Path,
    total: u64,
    found: Gathered,
    progress: &'a mut dyn FnMut(u64),
}

impl Reader<'_> {
    fn walk(&mut self, dir: &Path, prefix: &str, depth: usize) -> Result<(), FolderError> {
        for entry in fs::read_dir(dir).map_err(DiskError::io(dir))? {
            let entry = entry.map_err(DiskError::io(dir))?;
            let path = entry.path();
            let kind = entry.file_type().map_err(DiskError::io(&path))?;
            let (name, plain) = match entry.file_name().into_string() {
                Ok(name) => (name, true),
                Err(name) => (name.to_string_lossy().into_owned(), false),
            };
            let name = format!("{prefix}{name}");
            if !plain {
                self.odd(name, OddityKind::Name);
            } else if kind.is_symlink() {
                self.odd(name, OddityKind::Link);
            } else if kind.is_file() {
                self.file(&path, name)?;
            } else if !kind.is_dir() {
                self.odd(name, OddityKind::Special);
            } else if depth == MAX_DEPTH {
                self.odd(name, OddityKind::Deep);
            } else {
                self.walk(&path, &format!("{name}/"), depth + 1)?;
            }
        }
        Ok(())
    }

    fn file(&mut self, path: &Path, name: String) -> Result<(), FolderError> {
        let bytes = disk::read(path, MAX_FILE)?;
        self.total += bytes.len() as u64;
        if self.total > MAX_TOTAL || self.found.files.len() >= MAX_FILES {
            return Err(FolderError::TooMuch { path: self.root.to_owned() });
        }
        self.found.files.insert(name, bytes);
        (self.progress)(self.found.files.len() as u64);
        Ok(())
    }

    fn odd(&mut self, path: String, kind: OddityKind) {
        self.found.files.insert(path.clone(), Vec::new());
        self.found.oddities.push(Oddity { path, kind });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(dir: &Path) -> Gathered {
        gather(dir, &mut |_| {}).unwrap()
    }

    #[test]
    fn paths_are_relative_and_use_slashes() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("journal/entries")).unwrap();
        fs::write(dir.path().join("journal/entries/0"), b"{}").unwrap();
        fs::write(dir.path().join("rules.json"), b"x").unwrap();
        let found = read(dir.path());
        assert_eq!(found.files.keys().collect::<Vec<_>>(), ["journal/entries/0", "rules.json"]);
        assert_eq!(found.oddities, []);
        let file = gather(&dir.path().join("rules.json"), &mut |_| {});
        assert!(matches!(file, Err(FolderError::NotAFolder { .. })));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn links_and_strange_names_are_surplus_and_never_followed() {
        use std::os::unix::ffi::OsStrExt;
        let dir = tempfile::tempdir().unwrap();
        let secret = tempfile::tempdir().unwrap();
        fs::write(secret.path().join("secret"), b"secret").unwrap();
        std::os::unix::fs::symlink(secret.path(), dir.path().join("folder")).unwrap();
        std::os::unix::fs::symlink(secret.path().join("secret"), dir.path().join("file")).unwrap();
        fs::write(dir.path().join(std::ffi::OsStr::from_bytes(b"caf\xe9")), b"x").unwrap();
        let found = read(dir.path());
        assert!(found.files.values().all(Vec::is_empty));
        let mut kinds: Vec<_> = found.oddities.iter().map(|o| (&*o.path, o.kind)).collect();
        kinds.sort_by_key(|(path, _)| *path);
        let expected = [
            ("caf\u{fffd}", OddityKind::Name),
            ("file", OddityKind::Link),
            ("folder", OddityKind::Link),
        ];
        assert_eq!(kinds, expected);
    }
}
