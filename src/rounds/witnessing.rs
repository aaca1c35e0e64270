//! Cosignatures of observers: taken in, kept, and put together to witnessed checkpoints
//! (PROTOCOL.md, section 8.4).

use std::{collections::BTreeMap, ops::RangeInclusive};

use paiwei_protocol::{
    journal::{CLOCK_TOLERANCE, Round, Watcher, evidence::witness_quorum},
    note::{Checkpoint, Note, SignatureLine},
};

use super::{Given, RoundsError, history::History, step::Step};
use crate::store::Read;

impl Step<'_> {
    /// Takes cosigned checkpoints in: of each, the lines of these observers. How many are new.
    pub(super) async fn take_cosignatures(
        &mut self,
        observers: &[Watcher],
        given: &[Given<'_>],
    ) -> Result<usize, RoundsError> {
        let mut new = 0;
        for file in given {
            new += self.take_cosigned(observers, *file).await?;
        }
        Ok(new)
    }

    async fn take_cosigned(
        &mut self,
        observers: &[Watcher],
        given: Given<'_>,
    ) -> Result<usize, RoundsError> {
        let refused =
            |why: &str| RoundsError::File { file: given.file.to_owned(), why: why.to_owned() };
        let note = given.note()?;
        let size = Checkpoint::parse(given.file, &note.text)?.size;
        let own = match self.checkpoint(size).await? {
            Some(own) => Note::parse("checkpoint", own.as_bytes())?,
            None => return Err(refused("this journal has no checkpoint of its size")),
        };
        if own.text != note.text {
            return Err(refused("it is a checkpoint of another journal than this"));
        }
        let earliest = self.history.journal().time_of(size - 1).saturating_sub(CLOCK_TOLERANCE);
        let (mut known, mut new) = (false, 0);
        for observer in observers {
            let Some(time) = note.cosigned(&observer.cosign_key)? else { continue };
            if time < earliest {
                return Err(refused("a cosignature is older than the journal's entries in it"));
            }
            known = true;
            let key = &observer.cosign_key;
            for line in &note.signatures {
                if line.name == key.name() && line.id == key.id() {
                    new += usize::from(self.insert_cosignature(size, &line.to_string()).await?);
                }
            }
        }
        if known { Ok(new) } else { Err(refused("no observer of the round has cosigned it")) }
    }

    /// The first checkpoint that covers entry `covers` and that a quorum of witnesses cosigned
    /// within `times` (Unix seconds).
    pub(super) async fn witnessed(
        &mut self,
        round: &str,
        what: &'static str,
        covers: u64,
        times: RangeInclusive<u64>,
    ) -> Result<Note, RoundsError> {
        let found = self.round(round)?.clone();
        let need = witness_quorum(&found.announced.observers);
        let mut best: (usize, Vec<String>) = (0, waiting(&found, &BTreeMap::new()));
        for size in self.checkpoint_sizes(covers + 1).await? {
            let lines = cosigned(self, &found, size, &times).await?;
            if lines.len() >= need {
                return with_lines(self, size, &lines).await;
            }
            if lines.len() > best.0 {
                best = (lines.len(), waiting(&found, &lines));
            }
        }
        Err(RoundsError::Waiting { what, have: best.0, need, waiting: best.1 })
    }
}

/// The newest checkpoint of at least `size` entries that a quorum of the round's witnesses
/// cosigned, else the newest of all; with the cosignatures that it has.
pub(super) async fn newest_checkpoint(
    read: &mut Read,
    history: &History,
    round: &Round,
    size: u64,
) -> Result<(u64, Note), RoundsError> {
    let need = witness_quorum(&round.announced.observers);
    let all = 0..=u64::MAX;
    for size in read.checkpoint_sizes(size).await?.into_iter().rev() {
        let lines = cosigned(read, round, size, &all).await?;
        if lines.len() >= need {
            return Ok((size, with_lines(read, size, &lines).await?));
        }
    }
    let newest = history.journal().size();
    let lines = cosigned(read, round, newest, &all).await?;
    Ok((newest, with_lines(read, newest, &lines).await?))
}

/// The witnesses' cosignatures over the checkpoint of `size`: of each the earliest within `times`.
async fn cosigned(
    read: &mut Read,
    round: &Round,
    size: u64,
    times: &RangeInclusive<u64>,
) -> Result<BTreeMap<String, (u64, SignatureLine)>, RoundsError> {
    let Some(own) = read.checkpoint(size).await? else { return Ok(BTreeMap::new()) };
    let mut found: BTreeMap<String, (u64, SignatureLine)> = BTreeMap::new();
    for line in read.cosignatures(size).await? {
        let note = Note::parse("checkpoint", format!("{own}{line}\n").as_bytes())?;
        for observer in round.announced.observers.iter().filter(|o| o.witness) {
            let Some(time) = note.cosigned(&observer.cosign_key)? else { continue };
            let earlier = found.get(&observer.id).is_none_or(|(known, _)| time < *known);
            if times.contains(&time) && earlier {
                let line = note.signatures.last().expect("the line was just added").clone();
                found.insert(observer.id.clone(), (time, line));
            }
        }
    }
    Ok(found)
}

async fn with_lines(
    read: &mut Read,
    size: u64,
    lines: &BTreeMap<String, (u64, SignatureLine)>,
) -> Result<Note, RoundsError> {
    let own = read.checkpoint(size).await?.unwrap_or_default();
    let mut note = Note::parse("checkpoint", own.as_bytes())?;
    for (_, line) in lines.values() {
        note.add(line.clone())?;
    }
    Ok(note)
}

/// Ids of the witnesses who are not among `lines`.
fn waiting(round: &Round, lines: &BTreeMap<String, (u64, SignatureLine)>) -> Vec<String> {
    let witnesses = round.announced.observers.iter().filter(|o| o.witness);
    witnesses.filter(|o| !lines.contains_key(&o.id)).map(|o| o.id.clone()).collect()
}
