//! What the fuzz targets do: the readers of the property tests, one a target, and published folders.

#[path = "../../protocol/tests/readers/mod.rs"]
mod readers;

pub mod published;

use std::{fs, io, path::Path};

/// Gives bytes to the reader of this name, which panics where it owes something (see `readers`).
pub fn read(name: &str, bytes: &[u8]) {
    // Looked up once a run would be enough; the table is short.
    drop((readers::reader(name).read)(bytes));
}

/// Writes what each target begins with: bytes that its reader accepts, and those files of the frozen
/// rounds that it is made for.
///
/// # Errors
/// If a file cannot be read or written.
pub fn write_seeds(corpus: &Path) -> io::Result<()> {
    for reader in readers::READERS {
        for (number, good) in (reader.good)().into_iter().enumerate() {
            write(corpus, reader.name, &format!("good-{number}"), &good)?;
        }
    }
    for (number, round) in published::rounds().iter().enumerate() {
        for (path, bytes) in &round.files {
            if let Some(target) = target_of(path) {
                write(corpus, target, &format!("{number}-{}", path.replace('/', "-")), bytes)?;
            }
        }
        let unchanged = [u8::try_from(number).unwrap_or(u8::MAX)];
        write(corpus, "published", &format!("round-{number}"), &unchanged)?;
    }
    Ok(())
}

fn write(corpus: &Path, target: &str, name: &str, bytes: &[u8]) -> io::Result<()> {
    let folder = corpus.join(target);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(name), bytes)
}

/// The target that reads this file of a published folder.
fn target_of(path: &str) -> Option<&'static str> {
    match path {
        "rules.json" => Some("rules"),
        "intake.csv" => Some("intake"),
        "answers.csv" => Some("answers"),
        "posted.csv" | "roll.csv" => Some("roll"),
        "changes.csv" => Some("changes"),
        "results.csv" => Some("results"),
        "cutoffs.csv" => Some("cutoffs"),
        "waitlist.csv" => Some("waitlist"),
        "draw.txt" => Some("draw_text"),
        "trust.txt" => Some("trust"),
        "journal/checkpoint" => Some("note"),
        _ if path.starts_with("journal/entries/") => Some("entry"),
        _ => None,
    }
}
