//! The entries of a proof file: the keys, and the story of one round in its few stations
//! (PROTOCOL.md, section 17.4).

use crate::{
    journal::{Announced, Body, Entry, Event, Keys, PublishedFiles, Table, evidence},
    merkle::{leaf_hash, verify_inclusion},
    note::{Checkpoint, Note},
    proof::Proof,
    verify::log::entry_path,
};

/// What the entries say.
pub(super) struct Entries {
    pub(super) origin: String,
    pub(super) keys: Keys,
    pub(super) round: String,
    pub(super) announced: Announced,
    pub(super) result: ResultEntry,
    pub(super) frozen: Table,
    /// `at` of the standing entry, else of the result's.
    pub(super) in_force_at: u64,
    /// `at` of the last entry given.
    pub(super) last_at: u64,
}

/// The result-published entry.
pub(super) struct ResultEntry {
    pub(super) index: u64,
    pub(super) attempt: u32,
    pub(super) files: PublishedFiles,
    pub(super) results: Table,
}

/// An entry with its index.
type Numbered = (u64, Entry);

/// Reads the entries of a proof file and the checkpoint that they are under.
pub(super) fn read(proof: &Proof, note: &Note) -> Result<Entries, String> {
    let checkpoint =
        Checkpoint::parse("checkpoint", &note.text).map_err(|error| error.to_string())?;
    let entries = included(proof, &checkpoint)?;
    let (keys, origin) = keys(&entries)?;
    if origin != checkpoint.origin {
        return Err("the checkpoint's origin is not that of entry 0".to_owned());
    }
    let signed = note.verify(keys.journal_at(checkpoint.size - 1));
    if !signed.map_err(|error| format!("checkpoint: {error}"))? {
        return Err("checkpoint: not signed by the key in force".to_owned());
    }
    let last_at = entries.last().map_or(0, |(_, entry)| entry.at);
    Story::default().told(&entries)?.entries(origin, keys, last_at)
}

/// The entries, each under the checkpoint's root, in order of time.
fn included(proof: &Proof, checkpoint: &Checkpoint) -> Result<Vec<Numbered>, String> {
    let mut entries: Vec<Numbered> = Vec::with_capacity(proof.entries.len());
    for given in &proof.entries {
        let file = entry_path(given.index);
        let bytes = given.text.as_bytes();
        let (leaf, size) = (leaf_hash(bytes), checkpoint.size);
        verify_inclusion(leaf, given.index, size, &given.path, checkpoint.root)
            .map_err(|error| format!("{file}: {error}"))?;
        let entry = Entry::read(&file, bytes).map_err(|error| error.to_string())?;
        if entries.last().is_some_and(|(_, before)| before.at > entry.at) {
            return Err(format!("{file}: its time is before that of the entry before"));
        }
        entries.push((given.index, entry));
    }
    Ok(entries)
}

/// The keys that the entries put in force, and the origin.
fn keys(entries: &[Numbered]) -> Result<(Keys, String), String> {
    let Some((0, Entry { at, body: Body::JournalOpened(opened) })) = entries.first() else {
        return Err("the first entry given is not entry 0, journal-opened".to_owned());
    };
    let origin = &opened.origin;
    let mut keys = Keys::opened(*at, opened);
    evidence::opening_proof(opened).map_err(|error| format!("{}: {error}", entry_path(0)))?;
    for (index, entry) in &entries[1..] {
        let sound = match &entry.body {
            Body::KeyRotated(rotated) => {
                evidence::rotation_recovered(origin, keys.recovery(), *index, rotated)
            }
            Body::HandedOver { key } => evidence::handed_over(origin, key),
            _ => Ok(()),
        };
        sound.map_err(|error| format!("{}: {error}", entry_path(*index)))?;
        keys.apply(*index, entry);
    }
    Ok((keys, origin.clone()))
}

/// The round's stations, as far as they have been told.
#[derive(Default)]
struct Story {
    announced: Option<(String, Announced)>,
    frozen: Option<(u32, Table)>,
    result: Option<(ResultEntry, u64)>,
    standing: Option<u64>,
}

impl Story {
    fn told(mut self, entries: &[Numbered]) -> Result<Self, String> {
        for (index, entry) in &entries[1..] {
            match &entry.body {
                Body::KeyRotated(_) | Body::HandedOver { .. } | Body::HandedBack => {}
                Body::Round { round, attempt, event } => self
                    .station(*index, entry.at, round, *attempt, event)
                    .ok_or_else(|| misplaced(*index, entry.kind()))?,
                Body::JournalOpened(_) => return Err(misplaced(*index, entry.kind())),
            }
        }
        Ok(self)
    }

    /// The next station; none if it does not belong here.
    fn station(
        &mut self,
        index: u64,
        at: u64,
        round: &str,
        attempt: u32,
        event: &Event,
    ) -> Option<()> {
        match event {
            Event::Announced(announced) if self.announced.is_none() && attempt == 1 => {
                self.announced = Some((round.to_owned(), (**announced).clone()));
                return Some(());
            }
            _ if self.announced.as_ref().is_none_or(|(id, _)| id != round) => return None,
            Event::RollFrozen { roll, .. } if self.frozen.is_none() => {
                self.frozen = Some((attempt, *roll));
            }
            Event::ResultPublished { files, results } if self.result.is_none() => {
                self.frozen.filter(|(of, _)| *of == attempt)?;
                let (files, results) = (files.clone(), *results);
                self.result = Some((ResultEntry { index, attempt, files, results }, at));
            }
            Event::Standing { result } if self.standing.is_none() => {
                let (own, _) = self.result.as_ref()?;
                if (own.index, own.attempt) != (*result, attempt) {
                    return None;
                }
                self.standing = Some(at);
            }
            _ => return None,
        }
        Some(())
    }

    fn entries(self, origin: String, keys: Keys, last_at: u64) -> Result<Entries, String> {
        let missing = |what: &str| format!("the entry {what} of the round is missing");
        let (round, announced) = self.announced.ok_or_else(|| missing("round-announced"))?;
        let (_, frozen) = self.frozen.ok_or_else(|| missing("roll-frozen"))?;
        let (result, at) = self.result.ok_or_else(|| missing("result-published"))?;
        let in_force_at = self.standing.unwrap_or(at);
        Ok(Entries { origin, keys, round, announced, result, frozen, in_force_at, last_at })
    }
}

fn misplaced(index: u64, kind: &str) -> String {
    format!("{}: {kind} does not belong here in a proof file", entry_path(index))
}
