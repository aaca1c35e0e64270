//! Whole folders: a published round appears at once or not at all.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use super::{
    FolderError,
    place::{beside, sync_folder, sync_parent},
};

/// The files of a folder: path inside it, with `/`, and content.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Writes `files` as the folder `target`: beside it first, flushed, then renamed into its place.
/// A folder that is there must hold the file `mark`, which tells that this program wrote it; it is
/// replaced whole. Whether anything had to be written.
///
/// # Errors
///
/// [`FolderError::Occupied`] and [`FolderError::Io`].
pub fn write_tree(target: &Path, files: &Files, mark: &str) -> Result<bool, FolderError> {
    let (new, old) = (beside(target, ".new"), beside(target, ".old"));
    finish_earlier(target, &new, &old)?;
    if target.exists() {
        if !target.join(mark).is_file() {
            return Err(FolderError::Occupied(target.to_owned()));
        }
        if read_tree(target).is_ok_and(|found| found == *files) {
            return Ok(false);
        }
    }
    write_files(&new, files)?;
    if target.exists() {
        fs::rename(target, &old).map_err(FolderError::at(target))?;
    }
    fs::rename(&new, target).map_err(FolderError::at(target))?;
    sync_parent(target)?;
    remove(&old)?;
    Ok(true)
}

/// Cleans up after a crash: a half written folder goes, a replaced one comes back if its
/// replacement never came.
fn finish_earlier(target: &Path, new: &Path, old: &Path) -> Result<(), FolderError> {
    remove(new)?;
    if old.exists() && !target.exists() {
        return fs::rename(old, target).map_err(FolderError::at(old));
    }
    remove(old)
}

fn remove(path: &Path) -> Result<(), FolderError> {
    if path.exists() {
        fs::remove_dir_all(path).map_err(FolderError::at(path))?;
    }
    Ok(())
}

fn write_files(root: &Path, files: &Files) -> Result<(), FolderError> {
    fs::create_dir_all(root).map_err(FolderError::at(root))?;
    let mut folders = vec![root.to_owned()];
    for (name, content) in files {
        let path = root.join(name);
        let parent = path.parent().unwrap_or(root);
        if !folders.iter().any(|folder| folder == parent) {
            fs::create_dir_all(parent).map_err(FolderError::at(parent))?;
            folders.push(parent.to_owned());
        }
        write_and_sync(&path, content)?;
    }
    folders.iter().rev().try_for_each(|folder| sync_folder(folder))
}

fn write_and_sync(path: &Path, content: &[u8]) -> Result<(), FolderError> {
    use std::io::Write as _;
    fs::File::create(path)
        .and_then(|mut file| file.write_all(content).and_then(|()| file.sync_all()))
        .map_err(FolderError::at(path))
}

/// Reads all files of a folder.
///
/// # Errors
///
/// [`FolderError::NotAFile`] for anything but plain files and folders, and [`FolderError::Io`].
pub fn read_tree(root: &Path) -> Result<Files, FolderError> {
    let mut files = Files::new();
    let mut folders: Vec<(PathBuf, String)> = vec![(root.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(FolderError::at(&folder))? {
            let path = entry.map_err(FolderError::at(&folder))?.path();
            let name = path.file_name().and_then(|name| name.to_str());
            let name = name.ok_or_else(|| FolderError::NotAFile(path.clone()))?;
            let inside = format!("{prefix}{name}");
            let kind = fs::symlink_metadata(&path).map_err(FolderError::at(&path))?.file_type();
            if kind.is_dir() {
                folders.push((path, format!("{inside}/")));
            } else if kind.is_file() {
                files.insert(inside, fs::read(&path).map_err(FolderError::at(&path))?);
            } else {
                return Err(FolderError::NotAFile(path));
            }
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(items: &[(&str, &str)]) -> Files {
        items.iter().map(|(k, v)| ((*k).to_owned(), v.as_bytes().to_vec())).collect()
    }

    #[test]
    fn a_folder_is_written_replaced_and_left_alone() {
        let temporary = tempfile::tempdir().unwrap();
        let target = temporary.path().join("round");
        let one = files(&[("SHA256SUMS", "x"), ("journal/tile/0/000.p/1", "y")]);
        assert!(write_tree(&target, &one, "SHA256SUMS").unwrap());
        assert_eq!(read_tree(&target).unwrap(), one);
        assert!(!write_tree(&target, &one, "SHA256SUMS").unwrap());
        let two = files(&[("SHA256SUMS", "z")]);
        assert!(write_tree(&target, &two, "SHA256SUMS").unwrap());
        assert_eq!(read_tree(&target).unwrap(), two);
        assert_eq!(fs::read_dir(temporary.path()).unwrap().count(), 1);
    }

    #[test]
    fn somebody_elses_folder_is_left_alone() {
        let temporary = tempfile::tempdir().unwrap();
        let target = temporary.path().join("home");
        fs::create_dir(&target).unwrap();
        fs::write(target.join("thesis.txt"), "x").unwrap();
        let refused = write_tree(&target, &files(&[("SHA256SUMS", "x")]), "SHA256SUMS");
        assert!(matches!(refused, Err(FolderError::Occupied(_))));
    }

    #[test]
    fn what_a_crash_left_is_brought_to_an_end() {
        let temporary = tempfile::tempdir().unwrap();
        let target = temporary.path().join("round");
        let one = files(&[("SHA256SUMS", "x")]);
        // Killed between the two renames.
        write_tree(&temporary.path().join("round.old"), &one, "SHA256SUMS").unwrap();
        write_tree(&temporary.path().join("round.new"), &one, "SHA256SUMS").unwrap();
        let two = files(&[("SHA256SUMS", "z")]);
        assert!(write_tree(&target, &two, "SHA256SUMS").unwrap());
        assert_eq!(read_tree(&target).unwrap(), two);
        assert_eq!(fs::read_dir(temporary.path()).unwrap().count(), 1);
    }
}
