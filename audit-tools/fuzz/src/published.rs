//! Published folders with edits, and a forger who has no key but makes all hashes right again.

use std::{path::Path, sync::LazyLock};

use paiwei_protocol::{
    digest::Digest,
    merkle,
    note::{Checkpoint, Note},
    trust::Trust,
    verify::{Folder, answer_check, light_check, verify},
};
use paiwei_vectors::{folder, vector};

const CHECKPOINT: &str = "journal/checkpoint";
const ENTRIES: &str = "journal/entries/";

/// A frozen round that passes.
pub struct Round {
    /// The published folder.
    pub files: Folder,
    /// What the verifier pins.
    pub trust: Trust,
    /// Families' receipts.
    pub receipts: Vec<(String, Vec<u8>)>,
}

/// The good rounds of `vectors/` which pass with their pinned keys.
///
/// # Panics
/// If the vectors cannot be read.
pub fn rounds() -> &'static [Round] {
    static ROUNDS: LazyLock<Vec<Round>> = LazyLock::new(|| {
        let good = Path::new(env!("CARGO_MANIFEST_DIR")).join("../vectors/good");
        let mut names: Vec<_> = good.read_dir().expect("the vectors lie beside").collect();
        names.sort_by_key(|name| name.as_ref().map(|name| name.file_name()).ok());
        names.into_iter().flatten().filter_map(|name| round(&name.path())).collect()
    });
    &ROUNDS
}

fn round(folder: &Path) -> Option<Round> {
    let all = vector::read(folder).ok()?;
    let below = |prefix: &str| -> Folder {
        let inside = |(path, bytes): (&String, &Vec<u8>)| {
            Some((path.strip_prefix(prefix)?.to_owned(), bytes.clone()))
        };
        all.iter().filter_map(inside).collect()
    };
    let trust = Trust::read("trust.txt", all.get("trust.txt")?).ok()?;
    let (files, receipts) = (below("round/"), below("receipts/").into_iter().collect());
    let round = Round { files, trust, receipts };
    (judged(&round.files, &round) == 0).then_some(round)
}

fn judged(files: &Folder, round: &Round) -> u8 {
    verify(files, Some(&round.trust), &round.receipts, &mut |_| {}).exit()
}

/// The first byte picks a round, every six after it are an edit. No edited folder may pass.
///
/// # Panics
/// If one does.
pub fn judge(bytes: &[u8]) {
    let Some((&which, edits)) = bytes.split_first() else { return };
    let round = &rounds()[usize::from(which) % rounds().len()];
    let mut files = round.files.clone();
    for edit in edits.chunks_exact(6).take(8) {
        apply(edit, &mut files);
    }
    if files == round.files {
        return;
    }
    forge(&mut files, &round.files);
    let altered = files.iter().any(|(path, bytes)| {
        round.files.get(path) != Some(bytes) && path != CHECKPOINT && path != folder::SUMS
    });
    let exit = judged(&files, round);
    // A surplus signature line of an unknown key at the checkpoint is none of a verifier's business.
    assert!(exit != 0 || !altered && files.len() == round.files.len(), "an altered folder passes");
    for receipt in &round.receipts {
        let given = std::slice::from_ref(receipt);
        let _ = light_check(&files, Some(&round.trust), given).exit();
        let (name, bytes) = receipt;
        let _ = answer_check(&files, Some(&round.trust), name, bytes).exit();
    }
}

/// File, place (two bytes), kind, and what the kind wants.
fn apply(edit: &[u8], files: &mut Folder) {
    let [file, high, low, kind, byte, length] = *edit else { return };
    let other = files.values().nth(usize::from(byte) % files.len()).cloned().unwrap_or_default();
    let path = files.keys().nth(usize::from(file) % files.len()).cloned();
    let Some(bytes) = path.and_then(|path| files.get_mut(&path)) else { return };
    let at = usize::from(u16::from_be_bytes([high, low])) % (bytes.len() + 1);
    let end = (at + usize::from(length)).min(bytes.len());
    match kind % 6 {
        0 if at < bytes.len() => bytes[at] = byte,
        1 => bytes.insert(at, byte),
        2 => drop(bytes.drain(at..end)),
        3 => {
            let copy = bytes[at..end].to_vec();
            bytes.splice(end..end, copy);
        }
        4 if at < bytes.len() => bytes[at] ^= 1 << (byte % 8),
        // The same place of another file: entries are alike.
        5 => drop(bytes.splice(at..end, other.iter().skip(at).take(usize::from(length)).copied())),
        _ => {}
    }
}

/// Carries the new hashes of changed files through entries, tiles, checkpoint and list of hashes, so
/// that the edit gets past the checks of hashes. Signatures stay what they were.
fn forge(files: &mut Folder, before: &Folder) {
    let renamed: Vec<_> = files
        .iter()
        .filter_map(|(path, bytes)| Some((before.get(path).filter(|old| *old != bytes)?, bytes)))
        .flat_map(|(old, new)| [(Digest::of(old), Digest::of(new)), (root(old), root(new))])
        .map(|(old, new)| (old.to_string(), new.to_string()))
        .collect();
    let count = files.keys().filter(|path| path.starts_with(ENTRIES)).count();
    let entries: Vec<Vec<u8>> = (0..count)
        .map_while(|index| files.get(&format!("{ENTRIES}{index}")))
        .map(|entry| {
            let text = String::from_utf8_lossy(entry).into_owned();
            renamed.iter().fold(text, |text, (old, new)| text.replace(old, new)).into_bytes()
        })
        .collect();
    if let Some(checkpoint) = checkpoint(files, &entries) {
        let journal = folder::journal(&entries, &checkpoint);
        files.retain(|path, _| !path.starts_with("journal/"));
        files.extend(journal);
    }
    folder::sum(files);
}

/// Root over the lines below a table's header.
fn root(table: &[u8]) -> Digest {
    let lines = table.strip_suffix(b"\n").unwrap_or(table).split(|&byte| byte == b'\n').skip(1);
    merkle::root(lines)
}

/// The checkpoint for these entries, under the old signatures; none if the edit broke it itself.
fn checkpoint(files: &Folder, entries: &[Vec<u8>]) -> Option<Note> {
    let note = Note::parse(CHECKPOINT, files.get(CHECKPOINT)?).ok()?;
    let old = Checkpoint::parse(CHECKPOINT, &note.text).ok()?;
    if entries.iter().any(|entry| entry.len() > usize::from(u16::MAX)) {
        return None;
    }
    let (size, root) = (entries.len() as u64, merkle::root(entries));
    let text = Checkpoint { size, root, ..old }.to_string();
    Some(Note { text, ..note })
}
