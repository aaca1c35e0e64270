//! Published files in memory, so that no request makes a folder anew.

use std::{collections::BTreeMap, sync::PoisonError};

use axum::{body::Bytes, http::HeaderValue};
use paiwei_protocol::{digest::Digest, verify::Folder};

use super::{App, Problem, off_thread};
use crate::rounds::{self, Edition};

/// Publications that are kept: those asked for last.
const KEPT: usize = 16;

/// A published file.
#[derive(Debug, Clone)]
pub(super) struct Published {
    /// Its bytes.
    pub(super) bytes: Bytes,
    /// Its strong entity tag: SHA-256.
    pub(super) tag: HeaderValue,
    /// It never changes: once out, always the same under its name.
    pub(super) lasting: bool,
}

/// One state of a round's folder, or of the journal.
struct Publication {
    edition: Edition,
    files: BTreeMap<String, Published>,
    used: u64,
}

/// What was published, by round; the journal under no name.
#[derive(Default)]
pub(super) struct Publications {
    kept: std::sync::Mutex<Shelf>,
    /// Held by whoever makes a folder: those who want it too wait instead of making it again.
    making: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Shelf {
    publications: BTreeMap<Option<String>, Publication>,
    clock: u64,
}

/// What the shelf says of a file.
enum Found {
    /// It is this, or there is none.
    Current(Option<Published>),
    /// The shelf is too old to know.
    Unknown,
}

/// A file of a round's folder, or of the journal; none where there is none.
pub(super) async fn published(
    app: &App,
    round: Option<&str>,
    path: &str,
) -> Result<Option<Published>, Problem> {
    let publications = app.publications();
    let name = round.map(str::to_owned);
    if let Some(file) = publications.lasting(&name, path) {
        return Ok(Some(file));
    }
    let edition = rounds::edition(app.office()).await?;
    if let Found::Current(file) = publications.current(&name, path, edition) {
        return Ok(file);
    }
    let _turn = publications.making.lock().await;
    if let Found::Current(file) = publications.current(&name, path, edition) {
        return Ok(file);
    }
    let folder = match round {
        Some(round) => rounds::published(app.office(), round).await?,
        None => rounds::published_journal(app.office()).await?,
    };
    let files = files(folder).await?;
    let file = files.get(path).cloned();
    publications.keep(name, edition, files);
    Ok(file)
}

impl Publications {
    fn lasting(&self, name: &Option<String>, path: &str) -> Option<Published> {
        let mut shelf = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.used(name)?.files.get(path).filter(|file| file.lasting).cloned()
    }

    fn current(&self, name: &Option<String>, path: &str, edition: Edition) -> Found {
        let mut shelf = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        match shelf.used(name) {
            Some(publication) if publication.edition == edition => {
                Found::Current(publication.files.get(path).cloned())
            }
            _ => Found::Unknown,
        }
    }

    fn keep(&self, name: Option<String>, edition: Edition, files: BTreeMap<String, Published>) {
        let mut shelf = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let used = shelf.clock;
        shelf.publications.insert(name, Publication { edition, files, used });
        let by_use = |(_, publication): &(_, &Publication)| publication.used;
        if shelf.publications.len() > KEPT
            && let Some((oldest, _)) = shelf.publications.iter().min_by_key(by_use)
        {
            let oldest = oldest.clone();
            shelf.publications.remove(&oldest);
        }
    }
}

impl Shelf {
    fn used(&mut self, name: &Option<String>) -> Option<&Publication> {
        self.clock += 1;
        let publication = self.publications.get_mut(name)?;
        publication.used = self.clock;
        Some(publication)
    }
}

/// Hashing a large folder takes a moment: not on a thread that answers others.
async fn files(folder: Folder) -> Result<BTreeMap<String, Published>, Problem> {
    off_thread(|| {
        folder.into_iter().map(|(path, bytes)| (path.clone(), file(&path, bytes))).collect()
    })
    .await
}

/// A file as it is published under this path.
pub(super) fn file(path: &str, bytes: Vec<u8>) -> Published {
    let tag = format!("\"{}\"", Digest::of(&bytes));
    let tag = HeaderValue::from_str(&tag).unwrap_or_else(|_| HeaderValue::from_static("\"\""));
    Published { bytes: bytes.into(), tag, lasting: is_lasting(path) }
}

/// Files that are final when they come out. Others grow with the journal, or come from the program.
fn is_lasting(path: &str) -> bool {
    // What an earlier round came to is another file when that round is annulled and drawn again.
    if path.starts_with("earlier/") {
        return false;
    }
    let name = path.rsplit('/').next().unwrap_or_default();
    let of_journal = path.strip_prefix("journal/").unwrap_or(path);
    let full_tile = of_journal.starts_with("tile/") && !of_journal.contains(".p/");
    full_tile
        || of_journal.starts_with("entries/")
        || matches!(
            name,
            "rules.json"
                | "intake.csv"
                | "posted.csv"
                | "changes.csv"
                | "roll.csv"
                | "draw.txt"
                | "results.csv"
                | "cutoffs.csv"
                | "waitlist.csv"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_grows_is_asked_for_again() {
        for lasting in
            ["journal/entries/7", "entries/0", "tile/0/000", "rules.json", "attempt-2/roll.csv"]
        {
            assert!(is_lasting(lasting), "{lasting}");
        }
        for growing in
            ["journal/checkpoint", "tile/0/000.p/3", "SHA256SUMS", "earlier/a-2027/roll.csv"]
        {
            assert!(!is_lasting(growing), "{growing}");
        }
    }

    #[test]
    fn the_shelf_is_bounded_and_drops_what_nobody_asked_for() {
        let shelf = Publications::default();
        let edition = Edition { entries: 1, cosignatures: 0 };
        let name = |n: usize| Some(format!("r{n}"));
        for n in 0..KEPT {
            shelf.keep(name(n), edition, files_of("rules.json"));
            assert!(shelf.lasting(&name(0), "rules.json").is_some());
        }
        shelf.keep(name(KEPT), edition, files_of("rules.json"));
        assert!(shelf.lasting(&name(0), "rules.json").is_some());
        assert!(shelf.lasting(&name(1), "rules.json").is_none());
        let newer = Edition { entries: 2, cosignatures: 0 };
        assert!(matches!(shelf.current(&name(0), "SHA256SUMS", newer), Found::Unknown));
        assert!(matches!(shelf.current(&name(0), "none", edition), Found::Current(None)));
    }

    fn files_of(path: &str) -> BTreeMap<String, Published> {
        BTreeMap::from([(path.to_owned(), file(path, b"x".to_vec()))])
    }
}
