//! What an observer remembers of a journal: its head with all entries, and what it said about it.

use std::path::PathBuf;

use paiwei_protocol::{digest::Digest, encoding::decimal, merkle, note::Checkpoint};

use super::{
    Bundle, Home, ObserverError,
    bundle::{CHECKPOINT, ENTRIES},
    slug,
};
use crate::disk;

const JOURNALS: &str = "journals";
const EVIDENCE: &str = "evidence";
const COSIGNED: &str = "cosigned";
const DENIED: &str = "denied";
/// Most bytes of a list of cosignatures.
const MAX_LIST: u64 = 16 << 20;

/// A cosignature that the observer gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cosigned {
    /// Size of the journal.
    pub size: u64,
    /// Unix seconds.
    pub time: u64,
}

/// A journal as the observer last acted on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// Head and entries, without rules.
    pub bundle: Bundle,
    /// Number of entries.
    pub size: u64,
    /// Root over them.
    pub root: Digest,
    /// Cosignatures given, the oldest first.
    pub cosigned: Vec<Cosigned>,
    /// Indexes of orders that it stated it didn't cosign, and never will.
    pub denied: Vec<u64>,
}

impl Home {
    /// Origins of the journals it knows.
    ///
    /// # Errors
    /// [`ObserverError::Disk`].
    pub fn origins(&self) -> Result<Vec<String>, ObserverError> {
        let names = disk::names(&self.dir().join(JOURNALS))?;
        Ok(names.iter().map(|name| name.replace('+', "/")).collect())
    }

    /// What it remembers of a journal; `None` if it never acted on one of this origin.
    ///
    /// # Errors
    /// [`ObserverError`] if the memory can't be read.
    pub fn remembered(&self, origin: &str) -> Result<Option<Remembered>, ObserverError> {
        let dir = self.journal_dir(origin);
        let head = dir.join("head");
        if !disk::names(&dir)?.iter().any(|name| name == "head") {
            return Ok(None);
        }
        let bundle = Bundle::read(&head)?;
        let checkpoint = Checkpoint::parse(CHECKPOINT, &bundle.checkpoint.text)?;
        let (size, root) = (checkpoint.size, checkpoint.root);
        if merkle::root(&bundle.entries) != root {
            return Err(ObserverError::Damaged { path: head.join(ENTRIES) });
        }
        let cosigned = self.list(origin, COSIGNED, |line| {
            let (size, time) = line.split_once(' ')?;
            Some(Cosigned { size: decimal::parse(size)?, time: decimal::parse(time)? })
        })?;
        let denied = self.list(origin, DENIED, decimal::parse)?;
        Ok(Some(Remembered { bundle, size, root, cosigned, denied }))
    }

    /// Remembers the head that it acts on. `before` is how many entries it knows already.
    pub(super) fn remember(
        &self,
        origin: &str,
        bundle: &Bundle,
        before: u64,
    ) -> Result<(), ObserverError> {
        let head = self.journal_dir(origin).join("head");
        disk::private_dir(&head.join(ENTRIES))?;
        for (index, entry) in (0..).zip(&bundle.entries).skip_while(|(index, _)| *index < before) {
            disk::write_private(&head.join(ENTRIES).join(index.to_string()), entry)?;
        }
        let checkpoint = bundle.checkpoint.to_string();
        Ok(disk::write_private(&head.join(CHECKPOINT), checkpoint.as_bytes())?)
    }

    /// Remembers a cosignature, before it leaves the house.
    pub(super) fn remember_cosigned(
        &self,
        origin: &str,
        cosigned: Cosigned,
    ) -> Result<(), ObserverError> {
        self.append(origin, COSIGNED, &format!("{} {}\n", cosigned.size, cosigned.time))
    }

    /// Remembers that it never cosigns a journal in which the order at `index` is the last.
    pub(super) fn remember_denied(&self, origin: &str, index: u64) -> Result<(), ObserverError> {
        self.append(origin, DENIED, &format!("{index}\n"))
    }

    /// Keeps two journals that contradict each other, each as a bundle; gives their folder.
    pub(super) fn keep_evidence(
        &self,
        origin: &str,
        remembered: &Bundle,
        offered: &Bundle,
    ) -> Result<PathBuf, ObserverError> {
        let hash = Digest::of(offered.checkpoint.to_string().as_bytes()).to_string();
        let name = format!("{}-{}", slug::of_origin(origin), &hash[..16]);
        let dir = self.dir().join(EVIDENCE).join(name);
        disk::private_dir(&dir)?;
        remembered.write(&dir.join("remembered"))?;
        offered.write(&dir.join("offered"))?;
        Ok(dir)
    }

    /// Folders of evidence kept.
    ///
    /// # Errors
    /// [`ObserverError::Disk`].
    pub fn evidence(&self) -> Result<Vec<PathBuf>, ObserverError> {
        let dir = self.dir().join(EVIDENCE);
        Ok(disk::names(&dir)?.iter().map(|name| dir.join(name)).collect())
    }

    fn journal_dir(&self, origin: &str) -> PathBuf {
        self.dir().join(JOURNALS).join(slug::of_origin(origin))
    }

    fn list<T>(
        &self,
        origin: &str,
        file: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, ObserverError> {
        let path = self.journal_dir(origin).join(file);
        let bytes = disk::read_optional(&path, MAX_LIST)?.unwrap_or_default();
        let lines = std::str::from_utf8(&bytes).ok().map(str::lines);
        let read = lines.and_then(|lines| lines.map(read).collect());
        read.ok_or(ObserverError::Damaged { path })
    }

    fn append(&self, origin: &str, file: &str, line: &str) -> Result<(), ObserverError> {
        let dir = self.journal_dir(origin);
        disk::private_dir(&dir)?;
        let path = dir.join(file);
        let mut bytes = disk::read_optional(&path, MAX_LIST)?.unwrap_or_default();
        bytes.extend_from_slice(line.as_bytes());
        Ok(disk::write_private(&path, &bytes)?)
    }
}
