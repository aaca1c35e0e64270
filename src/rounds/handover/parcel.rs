//! What travels between the two machines: the journal, and what a round's steps need.

use serde::{Deserialize, Serialize};

use crate::{
    rounds::{RoundsError, enclosed::all_enclosed, history::History},
    store::{Read, Write},
};

pub(super) const FORMAT: &str = "paiwei parcel v1";

/// A parcel.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Parcel {
    pub(super) format: String,
    /// The round that the ceremony is about; empty on the way back.
    pub(super) round: String,
    /// The journal's entries, all of them.
    pub(super) entries: Vec<String>,
    /// Signed checkpoints by size.
    pub(super) checkpoints: Vec<(u64, String)>,
    /// Cosignature lines by size.
    pub(super) cosignatures: Vec<(u64, String)>,
    /// The round, and the earlier rounds of its cohort that it is published with; none on the way
    /// back, when the office has them and derives the rest.
    pub(super) rounds: Vec<RoundParcel>,
    /// The office's seeds by attempt, 64 hex digits; none on the way back.
    pub(super) seeds: Vec<(u32, String)>,
    /// Round, attempt, name and content of what results enclose; none on the way there, where the
    /// rounds' files hold it.
    pub(super) enclosed: Vec<(String, u32, String, String)>,
}

/// A round in a parcel.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RoundParcel {
    pub(super) id: String,
    pub(super) rules: String,
    /// Attempt, name, content.
    pub(super) files: Vec<(u32, String, String)>,
}

impl Parcel {
    /// Packs the journal and these rounds.
    pub(super) async fn pack(
        read: &mut Read,
        history: &History,
        round: &str,
        rounds: &[String],
    ) -> Result<Self, RoundsError> {
        let mut parcel = Self {
            format: FORMAT.to_owned(),
            round: round.to_owned(),
            entries: history.entry_bytes().map(|bytes| text(bytes)).collect(),
            checkpoints: Vec::new(),
            cosignatures: Vec::new(),
            rounds: Vec::new(),
            seeds: Vec::new(),
            enclosed: Vec::new(),
        };
        for size in read.checkpoint_sizes(0).await? {
            if let Some(note) = read.checkpoint(size).await? {
                parcel.checkpoints.push((size, note));
            }
            let lines = read.cosignatures(size).await?;
            parcel.cosignatures.extend(lines.into_iter().map(|line| (size, line)));
        }
        for id in rounds {
            parcel.rounds.push(RoundParcel::pack(read, id).await?);
        }
        Ok(parcel)
    }

    /// Adds what published rounds enclose: all else of them is derived on the other side.
    pub(super) async fn enclose(
        &mut self,
        read: &mut Read,
        history: &History,
    ) -> Result<(), RoundsError> {
        for (round, attempt, (name, content)) in all_enclosed(read, history).await? {
            self.enclosed.push((round, attempt, name.to_owned(), text(&content)));
        }
        Ok(())
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("texts and numbers serialise")
    }

    pub(super) fn parse(bytes: &[u8]) -> Result<Self, RoundsError> {
        let parcel: Self = serde_json::from_slice(bytes)
            .map_err(|error| RoundsError::Handover(error.to_string()))?;
        if parcel.format == FORMAT {
            Ok(parcel)
        } else {
            Err(RoundsError::Handover(format!("its format is {:?}", parcel.format)))
        }
    }

    /// The journal of the parcel, replayed: it must begin with the one that is known here.
    pub(super) fn history(&self, known: Option<&History>) -> Result<History, RoundsError> {
        let short = || RoundsError::Handover("its journal is shorter than the one here".to_owned());
        let mut entries = self.entries.iter().map(|entry| entry.as_bytes().to_vec());
        let mut history = History::open(entries.next().ok_or_else(short)?)?;
        for bytes in entries {
            history.append_bytes(bytes)?;
        }
        let Some(known) = known else { return Ok(history) };
        let theirs = self.entries.iter().map(String::as_bytes);
        let shared = known.entry_bytes().zip(theirs).filter(|(own, their)| own == their).count();
        if shared as u64 == known.journal().size() {
            return Ok(history);
        }
        let why = "its journal doesn't begin with the one here".to_owned();
        Err(RoundsError::Handover(why))
    }

    /// Stores all entries from index `from` on, with checkpoints and cosignatures.
    pub(super) async fn store_journal(
        &self,
        write: &mut Write,
        history: &History,
        from: u64,
    ) -> Result<(), RoundsError> {
        for (index, entry) in (0..).zip(&self.entries).skip(usize::try_from(from).unwrap_or(0)) {
            let root = history.journal().root_at(index + 1).unwrap_or_else(|| history.root());
            write.append_unsigned(index, entry.as_bytes(), &root).await?;
        }
        for (size, note) in &self.checkpoints {
            write.insert_checkpoint(*size, note).await?;
        }
        for (size, line) in &self.cosignatures {
            write.insert_cosignature(*size, line).await?;
        }
        Ok(())
    }

    /// Stores the files of the rounds.
    pub(super) async fn store_files(&self, write: &mut Write) -> Result<(), RoundsError> {
        for round in &self.rounds {
            for (attempt, name, content) in &round.files {
                write.put_file(&round.id, *attempt, name, content.as_bytes()).await?;
            }
        }
        Ok(())
    }

    /// The checkpoint of the whole journal.
    pub(super) fn newest(&self) -> Result<&str, RoundsError> {
        let size = self.entries.len() as u64;
        let newest = self.checkpoints.iter().find(|(found, _)| *found == size);
        let why = || RoundsError::Handover("it has no checkpoint of its journal".to_owned());
        newest.map(|(_, note)| note.as_str()).ok_or_else(why)
    }
}

impl RoundParcel {
    async fn pack(read: &mut Read, id: &str) -> Result<Self, RoundsError> {
        let row = crate::rounds::office::round_row(read, id).await?;
        let files = read.files(id).await?;
        let files = files.into_iter().map(|(attempt, name, bytes)| (attempt, name, text(&bytes)));
        Ok(Self { id: id.to_owned(), rules: text(&row.rules), files: files.collect() })
    }
}

/// Entries, rules and tables are ASCII or UTF-8 by the protocol.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
