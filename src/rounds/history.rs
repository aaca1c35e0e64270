//! The journal as the database holds it, replayed: entries, their bytes, and what they come to.

use std::sync::Arc;

use paiwei_protocol::{
    digest::Digest,
    journal::{Body, Entry, Event, Journal, Round},
};

use super::{Appended, RoundsError};
use crate::store::Read;

/// A journal and its entries. A round's few entries are all kept in memory.
#[derive(Debug, Clone)]
pub(super) struct History {
    journal: Journal,
    entries: Vec<(Entry, Vec<u8>)>,
}

impl History {
    /// A journal that holds its opening.
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, RoundsError> {
        let entry = parsed(0, &bytes)?;
        let journal = Journal::open(&entry).map_err(|error| damaged(0, &error))?;
        Ok(Self { journal, entries: vec![(entry, bytes)] })
    }

    /// Replays the journal of the database, from its beginning or on from what is known already;
    /// `None` before the office is opened.
    pub(super) async fn load(
        read: &mut Read,
        known: Option<Arc<Self>>,
    ) -> Result<Option<Arc<Self>>, RoundsError> {
        let from = known.as_ref().map_or(0, |known| known.journal.size());
        let mut new = read.entries_from(from).await?.into_iter();
        let mut history = match known {
            Some(known) => known,
            None => match new.next() {
                Some(first) => Arc::new(Self::open(first)?),
                None => return Ok(None),
            },
        };
        for bytes in new {
            Arc::make_mut(&mut history).append_bytes(bytes)?;
        }
        Ok(Some(history))
    }

    /// Adds an entry that follows, as it is stored.
    pub(super) fn append_bytes(&mut self, bytes: Vec<u8>) -> Result<(), RoundsError> {
        let index = self.journal.size();
        let entry = parsed(index, &bytes)?;
        self.journal.append(&entry).map_err(|error| damaged(index, &error))?;
        self.entries.push((entry, bytes));
        Ok(())
    }

    /// Adds an entry that follows.
    pub(super) fn append(&mut self, entry: Entry) -> Result<(), RoundsError> {
        let bytes = entry.to_bytes();
        self.journal.append(&entry)?;
        self.entries.push((entry, bytes));
        Ok(())
    }

    /// The journal of the first `size` entries.
    pub(super) fn truncated(&self, size: u64) -> Result<Self, RoundsError> {
        let mut all = self.entries.iter();
        let first = all.next().map(|(_, bytes)| bytes.clone()).unwrap_or_default();
        let mut history = Self::open(first)?;
        for (entry, _) in all.take(usize::try_from(size - 1).unwrap_or(usize::MAX)) {
            history.append(entry.clone())?;
        }
        Ok(history)
    }

    pub(super) fn journal(&self) -> &Journal {
        &self.journal
    }

    /// The entries' bytes, in their order.
    pub(super) fn entry_bytes(&self) -> impl Iterator<Item = &Vec<u8>> {
        self.entries.iter().map(|(_, bytes)| bytes)
    }

    /// A round by its id.
    pub(super) fn round(&self, id: &str) -> Result<&Round, RoundsError> {
        self.journal.round(id).ok_or_else(|| RoundsError::UnknownRound(id.to_owned()))
    }

    /// The entries of a round's attempt with their places in the journal.
    pub(super) fn events<'a>(
        &'a self,
        round: &str,
        attempt: u32,
    ) -> std::vec::IntoIter<(Appended, &'a Entry, &'a Event)> {
        let of_attempt = |(place, (entry, _)): (Appended, &'a (Entry, Vec<u8>))| match &entry.body {
            Body::Round { round: id, attempt: a, event } if id == round && *a == attempt => {
                Some((place, entry, event))
            }
            _ => None,
        };
        let places = (0..self.entries.len() as u64).map(|index| self.place(index));
        places.zip(&self.entries).filter_map(of_attempt).collect::<Vec<_>>().into_iter()
    }

    /// The newest entry of a round's attempt that `wanted` picks.
    pub(super) fn last(
        &self,
        round: &str,
        attempt: u32,
        wanted: impl Fn(&Event) -> bool,
    ) -> Option<Appended> {
        self.events(round, attempt).rev().find(|(_, _, event)| wanted(event)).map(|found| found.0)
    }

    /// Index of the last entry of a round.
    pub(super) fn last_index(&self, round: &str) -> u64 {
        let of_round = |(entry, _): &(Entry, Vec<u8>)| matches!(&entry.body, Body::Round { round: id, .. } if id == round);
        self.entries.iter().rposition(of_round).unwrap_or(0) as u64
    }

    /// Where an entry stands.
    pub(super) fn place(&self, index: u64) -> Appended {
        let (entry, _) = &self.entries[usize::try_from(index).unwrap_or(usize::MAX)];
        Appended { index, at: entry.at, kind: entry.kind() }
    }

    /// All entries with their places.
    pub(super) fn places(&self) -> impl Iterator<Item = (Appended, &Body)> {
        (0..self.entries.len() as u64)
            .map(|index| self.place(index))
            .zip(self.entries.iter().map(|(entry, _)| &entry.body))
    }

    /// Root of all entries.
    pub(super) fn root(&self) -> Digest {
        paiwei_protocol::merkle::root_of_hashes(self.journal.leaves())
    }
}

fn parsed(index: u64, bytes: &[u8]) -> Result<Entry, RoundsError> {
    let file = format!("journal/entries/{index}");
    Entry::read(&file, bytes).map_err(|error| damaged(index, &error))
}

fn damaged(index: u64, error: &impl ToString) -> RoundsError {
    RoundsError::Replay { index, why: error.to_string() }
}
