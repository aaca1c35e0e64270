//! A published folder (PROTOCOL.md, section 4).

use std::{collections::BTreeMap, ops::Range};

use paiwei_protocol::{digest::Digest, note::Note};

/// Path inside the folder, with `/`, to bytes.
pub type Folder = BTreeMap<String, Vec<u8>>;

/// Name of the list of hashes.
pub const SUMS: &str = "SHA256SUMS";

/// What stands for PROTOCOL.md in the vectors: the real text may be mended without new vectors.
pub const PROTOCOL: &str = "The paiwei protocol, version 1. A vector's stand-in for the text.\n";

/// Writes `SHA256SUMS` anew, over whatever is in the folder.
pub fn sum(folder: &mut Folder) {
    folder.remove(SUMS);
    let line = |(path, bytes): (&String, &Vec<u8>)| format!("{}  {path}\n", Digest::of(bytes));
    let sums: String = folder.iter().map(line).collect();
    folder.insert(SUMS.to_owned(), sums.into_bytes());
}

/// The files under `journal/` for these entries and this checkpoint.
#[must_use]
pub fn journal(entries: &[Vec<u8>], checkpoint: &Note) -> Folder {
    let mut files = Folder::new();
    files.insert("journal/checkpoint".to_owned(), checkpoint.to_string().into_bytes());
    for (index, entry) in entries.iter().enumerate() {
        files.insert(format!("journal/entries/{index}"), entry.clone());
    }
    let tiles = paiwei_protocol::tile::files(entries).expect("the script's entries are short");
    files.extend(tiles.into_iter().map(|(path, bytes)| (format!("journal/{path}"), bytes)));
    files
}

/// A file of a folder, for the script to change.
///
/// # Panics
/// If there is no such file: the script names files that its ceremony made.
pub fn file<'a>(folder: &'a mut Folder, path: &str) -> &'a mut Vec<u8> {
    folder.get_mut(path).unwrap_or_else(|| panic!("the ceremony made no {path}"))
}

/// Replaces `old` by `new`, once, in a text file.
///
/// # Panics
/// If the file doesn't hold `old`: the act would be none.
pub fn replace(folder: &mut Folder, path: &str, old: &str, new: &str) {
    let bytes = file(folder, path);
    let text = String::from_utf8_lossy(bytes);
    assert!(text.contains(old), "{path} doesn't hold {old}");
    *bytes = text.replacen(old, new, 1).into_bytes();
}

/// Swaps some fields of two lines, counted from 0 with the header.
///
/// # Panics
/// If there are no such lines or fields, or they are alike.
pub fn swap_fields(folder: &mut Folder, path: &str, lines: [usize; 2], fields: Range<usize>) {
    let bytes = file(folder, path);
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
    let [first, second] = lines;
    let (above, below) = rows.split_at_mut(second);
    above[first][fields.clone()].swap_with_slice(&mut below[0][fields]);
    let text: String = rows.iter().map(|row| row.join(",") + "\n").collect();
    assert_ne!(text.as_bytes(), bytes.as_slice(), "{path} stays the same");
    *bytes = text.into_bytes();
}
