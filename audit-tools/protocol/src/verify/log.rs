//! V02 and V03: the journal's files and entries (PROTOCOL.md, sections 4.3, 8.1 and 9).

use super::{Case, Outcome, failed, verdict_of};
use crate::{
    journal::{Body, Entry},
    merkle,
    note::{Checkpoint, Note},
    tile,
};

/// Most entries of a journal.
const MAX_ENTRIES: u64 = 1_000_000;
const CHECKPOINT: &str = "journal/checkpoint";

pub(super) fn entry_path(index: u64) -> String {
    format!("journal/entries/{index}")
}

/// V02
pub(super) fn tree(case: &mut Case<'_>) -> Outcome {
    match read_tree(case) {
        Ok(note) => {
            case.checkpoint = Some(note);
            verdict_of(Vec::new())
        }
        Err(finding) => failed(finding),
    }
}

fn read_tree(case: &Case<'_>) -> Result<Note, String> {
    let bytes = case.folder.get(CHECKPOINT).ok_or(format!("{CHECKPOINT} is missing"))?;
    let note = Note::parse(CHECKPOINT, bytes).map_err(|error| error.to_string())?;
    let checkpoint =
        Checkpoint::parse(CHECKPOINT, &note.text).map_err(|error| error.to_string())?;
    if !(1..=MAX_ENTRIES).contains(&checkpoint.size) {
        return Err(format!("{CHECKPOINT}: size {} is out of range", checkpoint.size));
    }
    let mut entries = Vec::new();
    for index in 0..checkpoint.size {
        let path = entry_path(index);
        entries.push(case.folder.get(&path).ok_or(format!("{path} is missing"))?.as_slice());
    }
    let leaves: Vec<_> = entries.iter().map(|entry| merkle::leaf_hash(entry)).collect();
    if merkle::root_of_hashes(&leaves) != checkpoint.root {
        return Err(format!("{CHECKPOINT}: its root is not that of the entries"));
    }
    same_files(case, &entries)?;
    Ok(note)
}

/// `journal/` holds the checkpoint, the entries and the tiles, and nothing else.
fn same_files(case: &Case<'_>, entries: &[&[u8]]) -> Result<(), String> {
    let tiles = tile::files(entries).map_err(|error| error.to_string())?;
    let mut expected = entries.len() + 1;
    for (path, bytes) in &tiles {
        let path = format!("journal/{path}");
        match case.folder.get(&path) {
            None => return Err(format!("{path} is missing")),
            Some(found) if found != bytes => {
                return Err(format!("{path} is not the tile of these entries"));
            }
            Some(_) => expected += 1,
        }
    }
    let found = case.folder.keys().filter(|path| path.starts_with("journal/"));
    if found.clone().count() == expected {
        return Ok(());
    }
    let surplus = found.into_iter().find(|path| {
        let tile = path.strip_prefix("journal/").is_some_and(|tile| tiles.contains_key(tile));
        let entry = path.strip_prefix("journal/entries/").and_then(|n| n.parse::<usize>().ok());
        let known = entry.is_some_and(|n| n < entries.len() && **path == entry_path(n as u64));
        !tile && !known && path.as_str() != CHECKPOINT
    });
    Err(format!("{} does not belong to the journal", surplus.map_or("a file", String::as_str)))
}

/// V03
pub(super) fn entries(case: &mut Case<'_>) -> Outcome {
    match read_entries(case) {
        Ok(entries) => {
            case.entries = entries;
            verdict_of(Vec::new())
        }
        Err(finding) => failed(finding),
    }
}

fn read_entries(case: &Case<'_>) -> Result<Vec<Entry>, String> {
    let note = case.checkpoint.as_ref().expect("V02 passed");
    let checkpoint = Checkpoint::parse(CHECKPOINT, &note.text).expect("V02 read it");
    let mut entries: Vec<Entry> = Vec::new();
    for index in 0..checkpoint.size {
        let path = entry_path(index);
        let entry = Entry::read(&path, case.file(&path)).map_err(|error| error.to_string())?;
        if entries.last().is_some_and(|before| before.at > entry.at) {
            return Err(format!("{path}: its time is before that of the entry before"));
        }
        match (&entry.body, index) {
            (Body::JournalOpened(opened), 0) if opened.origin == checkpoint.origin => {}
            (Body::JournalOpened(_), 0) => {
                return Err(format!("{path}: its origin is not that of the checkpoint"));
            }
            (Body::JournalOpened(_), _) | (_, 0) => {
                return Err(format!("{path}: journal-opened is entry 0 and only there"));
            }
            _ => {}
        }
        entries.push(entry);
    }
    Ok(entries)
}
