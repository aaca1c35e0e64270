//! Single files and folders: who may read them, and writing that a crash cannot tear.

use std::{
    fs::{self, File, OpenOptions},
    io::Write as _,
    path::{Path, PathBuf},
};

use super::FolderError;

/// Makes a folder that only its owner may enter, or takes one that is so already.
///
/// # Errors
///
/// [`FolderError::Permissions`] and [`FolderError::Io`].
pub fn make_private_folder(path: &Path) -> Result<(), FolderError> {
    if !path.is_dir() {
        create_private(path).map_err(FolderError::at(path))?;
    }
    refuse_wide_permissions(path)
}

/// Makes a folder that anybody may enter, if there is none.
///
/// # Errors
///
/// [`FolderError::Io`].
pub fn make_folder(path: &Path) -> Result<(), FolderError> {
    fs::create_dir_all(path).map_err(FolderError::at(path))
}

/// Writes a file that anybody may read: under another name first, flushed, then renamed.
///
/// # Errors
///
/// [`FolderError::Io`]; the old file, if any, is then still there.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), FolderError> {
    replace(path, bytes, &mut OpenOptions::new())
}

/// Writes a file that only its owner may read: under another name first, flushed, then renamed.
///
/// # Errors
///
/// [`FolderError::Io`]; the old file, if any, is then still there.
pub fn write_private_atomically(path: &Path, bytes: &[u8]) -> Result<(), FolderError> {
    replace(path, bytes, private(&mut OpenOptions::new()))
}

fn replace(path: &Path, bytes: &[u8], options: &mut OpenOptions) -> Result<(), FolderError> {
    let new = beside(path, ".new");
    // What a crash left half written; a file of that name keeps its old permissions otherwise.
    let _ = fs::remove_file(&new);
    let mut file =
        options.write(true).create_new(true).open(&new).map_err(FolderError::at(&new))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(FolderError::at(&new))?;
    fs::rename(&new, path).map_err(FolderError::at(path))?;
    sync_parent(path)
}

/// The path with `ending` added to its name.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

/// Makes a rename in the folder that holds `path` durable.
pub(super) fn sync_parent(path: &Path) -> Result<(), FolderError> {
    let parent = match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => return Ok(()),
    };
    sync_folder(parent)
}

#[cfg(unix)]
pub(super) fn sync_folder(path: &Path) -> Result<(), FolderError> {
    File::open(path).and_then(|folder| folder.sync_all()).map_err(FolderError::at(path))
}

#[cfg(unix)]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600)
}

#[cfg(unix)]
fn create_private(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Refuses a file or folder that others than its owner may read, write or enter.
///
/// # Errors
///
/// [`FolderError::Permissions`] and [`FolderError::Io`].
#[cfg(unix)]
pub fn refuse_wide_permissions(path: &Path) -> Result<(), FolderError> {
    use std::os::unix::fs::PermissionsExt as _;
    let metadata = fs::metadata(path).map_err(FolderError::at(path))?;
    let mode = metadata.permissions().mode() & 0o777;
    match mode & 0o077 {
        0 => Ok(()),
        _ => Err(FolderError::Permissions { path: path.to_owned(), mode }),
    }
}

// Elsewhere folders can't be opened as files, and files have the permissions of their folder, which
// the operator's account owns.
#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> Result<(), FolderError> {
    Ok(())
}

#[cfg(not(unix))]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

#[cfg(not(unix))]
fn create_private(path: &Path) -> std::io::Result<()> {
    fs::create_dir_all(path)
}

/// Elsewhere than on Unix there are no permission bits to look at.
///
/// # Errors
///
/// None.
#[cfg(not(unix))]
pub fn refuse_wide_permissions(_: &Path) -> Result<(), FolderError> {
    Ok(())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn private_things_are_private_and_wide_ones_refused() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("a/data");
        make_private_folder(&data).unwrap();
        assert_eq!(mode(&data), 0o700);
        fs::set_permissions(&data, fs::Permissions::from_mode(0o750)).unwrap();
        let refused = make_private_folder(&data).unwrap_err().to_string();
        assert!(refused.contains("750"), "{refused}");

        let file = folder.path().join("key");
        write_private_atomically(&file, b"one").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(refuse_wide_permissions(&file).is_err());
        write_private_atomically(&file, b"two").unwrap();
        assert_eq!((mode(&file), fs::read(&file).unwrap()), (0o600, b"two".to_vec()));
    }

    #[test]
    fn what_a_crash_left_is_no_obstacle() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("f");
        fs::write(folder.path().join("f.new"), b"half").unwrap();
        write_atomically(&file, b"whole").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"whole");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
