//! Where a demonstration writes what it makes.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::DemoError;

/// The file that says that a folder was made by a demonstration, and may be replaced by one.
const MARKER: &str = "MADE-BY-PAIWEI-DEMO.txt";
const MARK: &str = "This folder was made by `paiwei demo`. Everybody in it is made up.\n\
                    本文件夹由 paiwei demo 生成，其中的人物均为虚构。\n";

/// The folder of a demonstration.
#[derive(Debug, Clone)]
pub(super) struct Place {
    root: PathBuf,
}

impl Place {
    /// Takes `out`, which must be new or empty; with `force`, what an earlier demonstration left in
    /// it is deleted. Without `out` a new folder is made among the machine's temporary files.
    pub(super) fn prepare(out: Option<&Path>, force: bool) -> Result<Self, DemoError> {
        let root = match out {
            Some(out) => out.to_owned(),
            None => temporary()?,
        };
        if holds_anything(&root)? {
            if !root.join(MARKER).is_file() {
                return Err(DemoError::NotEmpty(root));
            }
            if !force {
                return Err(DemoError::MadeBefore(root));
            }
            // The marker goes last: what is half deleted can still be told from other folders.
            clear(&root)?;
        }
        let place = Self { root };
        place.write("", MARKER, MARK.as_bytes())?;
        Ok(place)
    }

    /// The folder itself.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The published round.
    pub(super) fn published(&self, round: &str) -> PathBuf {
        self.root.join(round)
    }

    /// The memory stick of a round.
    pub(super) fn stick(&self, round: &str) -> PathBuf {
        self.root.join("stick").join(round)
    }

    /// A folder or file inside.
    pub(super) fn join(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Writes a file into a folder inside, which is made if it isn't there.
    pub(super) fn write(
        &self,
        folder: &str,
        name: &str,
        bytes: &[u8],
    ) -> Result<PathBuf, DemoError> {
        let folder = self.root.join(folder);
        fs::create_dir_all(&folder).map_err(DemoError::at(&folder))?;
        let path = folder.join(name);
        fs::write(&path, bytes).map_err(DemoError::at(&path))?;
        Ok(path)
    }
}

/// A new folder that nobody else has.
fn temporary() -> Result<PathBuf, DemoError> {
    let parent = std::env::temp_dir();
    for number in 1..10_000_u32 {
        let path = parent.join(format!("paiwei-demo-{number}"));
        match fs::create_dir(&path) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(DemoError::at(&path)(error)),
        }
    }
    Err(DemoError::NotEmpty(parent))
}

fn holds_anything(folder: &Path) -> Result<bool, DemoError> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_some()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(DemoError::at(folder)(error)),
    }
}

fn clear(folder: &Path) -> Result<(), DemoError> {
    for entry in fs::read_dir(folder).map_err(DemoError::at(folder))? {
        let entry = entry.map_err(DemoError::at(folder))?;
        let (path, kind) = (entry.path(), entry.file_type().map_err(DemoError::at(folder))?);
        if entry.file_name() == MARKER {
            continue;
        }
        let deleted =
            if kind.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        deleted.map_err(DemoError::at(&path))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_demonstration_made_is_replaced() {
        let parent = tempfile::tempdir().unwrap();
        let out = parent.path().join("out");
        let place = Place::prepare(Some(&out), false).unwrap();
        place.write("a/b", "c", b"d").unwrap();
        assert!(matches!(Place::prepare(Some(&out), false), Err(DemoError::MadeBefore(_))));
        Place::prepare(Some(&out), true).unwrap();
        assert_eq!(fs::read_dir(&out).unwrap().count(), 1);

        fs::remove_file(out.join(MARKER)).unwrap();
        fs::write(out.join("thesis.txt"), "mine").unwrap();
        assert!(matches!(Place::prepare(Some(&out), true), Err(DemoError::NotEmpty(_))));
        assert!(out.join("thesis.txt").is_file());
    }
}
