//! Writes the frozen vectors beside this package, or checks that they are what it would write.

use std::{
    io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use paiwei_vectors::{SIDES, committed, files};

/// Why the program ends with 1.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("usage: paiwei-vectors [--check]")]
    Usage,
    #[error("{path}: {error}")]
    File { path: PathBuf, error: io::Error },
    #[error("{0} files differ from what this program makes")]
    Differ(usize),
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("paiwei-vectors: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failure> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => write(root),
        ["--check"] => check(root),
        _ => Err(Failure::Usage),
    }
}

/// Replaces what is there: a vector that is no longer made goes.
fn write(root: &Path) -> Result<(), Failure> {
    let files = files();
    for side in SIDES {
        let folder = root.join(side);
        if folder.exists() {
            std::fs::remove_dir_all(&folder).map_err(|error| failure(&folder, error))?;
        }
    }
    for (path, bytes) in &files {
        let path = root.join(path);
        let folder = path.parent().unwrap_or(root);
        std::fs::create_dir_all(folder).map_err(|error| failure(folder, error))?;
        std::fs::write(&path, bytes).map_err(|error| failure(&path, error))?;
    }
    let bytes: usize = files.values().map(Vec::len).sum();
    println!("{} files, {bytes} bytes", files.len());
    Ok(())
}

fn check(root: &Path) -> Result<(), Failure> {
    let committed = committed(root).map_err(|error| failure(root, error))?;
    let made = files();
    let paths = made.keys().chain(committed.keys().filter(|path| !made.contains_key(*path)));
    let differing: Vec<_> = paths.filter(|path| made.get(*path) != committed.get(*path)).collect();
    for path in &differing {
        println!("{path}");
    }
    if differing.is_empty() { Ok(()) } else { Err(Failure::Differ(differing.len())) }
}

fn failure(path: &Path, error: io::Error) -> Failure {
    Failure::File { path: path.to_owned(), error }
}
