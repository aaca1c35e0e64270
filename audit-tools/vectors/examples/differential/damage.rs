//! Damage: to a text, to a table, to a JSON value, or to a folder.

use paiwei_protocol::encoding::json::{Value, canonical};
use paiwei_vectors::folder::{Folder, sum};
use serde_json::json;

use crate::chance::Chance;

/// Characters that mean something somewhere.
const CHARACTERS: &[u8] = b"0129aZ,>|+-:/.\"{}[]_ \n";

/// Changes a text in one place, so that it stays UTF-8 and becomes another.
pub(crate) fn text(chance: &mut Chance, bytes: &mut Vec<u8>) {
    let before = bytes.clone();
    while *bytes == before {
        let mut changed = before.clone();
        match chance.below(5) {
            0 => lines(chance, &mut changed),
            kind => character(chance, kind, &mut changed),
        }
        if std::str::from_utf8(&changed).is_ok() {
            *bytes = changed;
        }
    }
}

fn character(chance: &mut Chance, kind: usize, bytes: &mut Vec<u8>) {
    let at = chance.below(bytes.len().max(1));
    match kind {
        1 => bytes.insert(at.min(bytes.len()), chance.of(CHARACTERS)),
        2 if at < bytes.len() => drop(bytes.remove(at)),
        3 if at + 1 < bytes.len() => bytes.swap(at, at + 1),
        _ if at < bytes.len() => bytes[at] = chance.of(CHARACTERS),
        _ => {}
    }
}

/// Drops, doubles or swaps lines.
fn lines(chance: &mut Chance, bytes: &mut Vec<u8>) {
    let mut lines: Vec<Vec<u8>> =
        bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    let at = chance.below(lines.len().max(1));
    if at >= lines.len() {
        return;
    }
    match chance.below(3) {
        0 => drop(lines.remove(at)),
        1 => lines.insert(at, lines[at].clone()),
        _ if at + 1 < lines.len() => lines.swap(at, at + 1),
        _ => {}
    }
    *bytes = lines.concat();
}

/// Puts into a field of a table what stands in another, mostly of the same column.
pub(crate) fn table(chance: &mut Chance, bytes: &mut Vec<u8>) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
    let (to, from) = (chance.below(rows.len()), chance.below(rows.len()));
    let column = chance.below(rows[to].len());
    let other = if chance.once_in(4) { chance.below(rows[from].len()) } else { column };
    rows[to][column] = rows[from][other.min(rows[from].len() - 1)];
    *bytes = rows.iter().map(|row| row.join(",") + "\n").collect::<String>().into_bytes();
}

/// Changes a canonical JSON file in one value, so that it stays canonical.
pub(crate) fn json(chance: &mut Chance, bytes: &mut Vec<u8>) {
    let mut value: Value = serde_json::from_slice(bytes).unwrap();
    self::value(chance, &mut value);
    *bytes = canonical(&value);
}

/// Puts into one place of a value what stands in another, or something that rarely stands anywhere.
pub(crate) fn value(chance: &mut Chance, root: &mut Value) {
    let mut places = Vec::new();
    pointers(root, String::new(), &mut places);
    let (to, from) = (chance.of(&places), chance.of(&places));
    let odd = [json!(null), json!(0), json!(1), json!(true), json!(""), json!([]), json!("office")];
    let value = if chance.once_in(3) {
        chance.of(&odd)
    } else {
        root.pointer(&from).cloned().unwrap_or_default()
    };
    if let Some(place) = root.pointer_mut(&to) {
        *place = value;
    }
}

/// The pointers to everything below a value.
fn pointers(value: &Value, path: String, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointers(item, format!("{path}/{index}"), found);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                pointers(
                    member,
                    format!("{path}/{}", name.replace('~', "~0").replace('/', "~1")),
                    found,
                );
            }
        }
        _ => {}
    }
    if !path.is_empty() {
        found.push(path);
    }
}

/// Changes one file of a folder, or takes one away; perhaps with the sums written anew.
pub(crate) fn folder(chance: &mut Chance, files: &mut Folder) {
    let before = files.clone();
    while *files == before {
        *files = before.clone();
        let path = chance.of(&files.keys().cloned().collect::<Vec<_>>());
        match chance.below(12) {
            0 => drop(files.remove(&path)),
            1 => drop(files.insert(format!("{path}.more"), b"more\n".to_vec())),
            2 => flip(chance, files.get_mut(&path).unwrap()),
            3..6 if path.ends_with(".csv") => table(chance, files.get_mut(&path).unwrap()),
            3..6 if path == "rules.json" => json(chance, files.get_mut(&path).unwrap()),
            _ => text_of(chance, files.get_mut(&path).unwrap()),
        }
        if chance.below(3) > 0 {
            sum(files);
        }
    }
}

/// A bit, whatever becomes of it.
fn flip(chance: &mut Chance, bytes: &mut [u8]) {
    if !bytes.is_empty() {
        let at = chance.below(bytes.len());
        bytes[at] ^= 1 << chance.below(8);
    }
}

/// Tiles are no text: there a bit changes.
fn text_of(chance: &mut Chance, bytes: &mut Vec<u8>) {
    if std::str::from_utf8(bytes).is_ok_and(|text| !text.is_empty()) {
        text(chance, bytes);
    } else {
        flip(chance, bytes);
    }
}
