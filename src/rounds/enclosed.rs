//! What every published round encloses besides its own files: the protocol's text and the verifier's
//! page, as the entry of its result names them. They are kept with the round, so that a later version
//! of the program publishes the same bytes again.

use paiwei_audit::enclosed::{PROTOCOL, VERIFY_PAGE};
use paiwei_protocol::{digest::Digest, journal::Event};

use super::{RoundsError, history::History, step::Step};
use crate::store::Read;

/// `PROTOCOL.md`.
pub(super) const PROTOCOL_NAME: &str = "PROTOCOL.md";
/// `verify.html`.
pub(super) const PAGE_NAME: &str = "verify.html";

/// Name and bytes of a file.
type Enclosed = (&'static str, Vec<u8>);

/// The files that the folder of a round encloses: those of the result in force, else the text that
/// this program judges by.
pub(super) async fn enclosed(
    read: &mut Read,
    history: &History,
    round: &str,
) -> Result<Vec<Enclosed>, RoundsError> {
    let found = history.round(round)?;
    if !found.in_force() {
        return Ok(vec![(PROTOCOL_NAME, PROTOCOL.to_vec())]);
    }
    let attempt = found.current().number;
    let mut files = Vec::new();
    for (name, _) in named(history, round, attempt) {
        let content = read.file(round, attempt, name).await?;
        let missing =
            || RoundsError::FileMissing { round: round.to_owned(), name: name.to_owned() };
        files.push((name, content.ok_or_else(missing)?));
    }
    Ok(files)
}

/// Names and hashes of the enclosed files in the result of an attempt; none without a result.
fn named(history: &History, round: &str, attempt: u32) -> Vec<(&'static str, Digest)> {
    let result = history.events(round, attempt).rev().find_map(|(_, _, event)| match event {
        Event::ResultPublished { files, .. } => Some(files),
        _ => None,
    });
    result.map_or_else(Vec::new, |files| {
        let page = files.verify.map(|hash| (PAGE_NAME, hash));
        [(PROTOCOL_NAME, files.protocol)].into_iter().chain(page).collect()
    })
}

/// The enclosed files that this machine has, of every attempt of every round, with round and attempt:
/// another machine can't derive them.
pub(super) async fn all_enclosed(
    read: &mut Read,
    history: &History,
) -> Result<Vec<(String, u32, Enclosed)>, RoundsError> {
    let mut all = Vec::new();
    for round in history.journal().rounds() {
        for attempt in &round.attempts {
            for (name, _) in named(history, &round.id, attempt.number) {
                let content = read.file(&round.id, attempt.number, name).await?;
                all.extend(content.map(|bytes| (round.id.clone(), attempt.number, (name, bytes))));
            }
        }
    }
    Ok(all)
}

impl Step<'_> {
    /// Keeps what this program encloses, before the entry that names it.
    pub(super) async fn enclose(&mut self, round: &str, attempt: u32) -> Result<(), RoundsError> {
        self.put_file(round, attempt, PROTOCOL_NAME, PROTOCOL).await?;
        self.put_file(round, attempt, PAGE_NAME, VERIFY_PAGE).await?;
        Ok(())
    }

    /// Keeps an enclosed file that another machine published with.
    ///
    /// # Errors
    ///
    /// [`RoundsError::Handover`] for one that the attempt's result doesn't name by its hash.
    pub(super) async fn take_enclosed(
        &mut self,
        round: &str,
        attempt: u32,
        name: &str,
        content: &[u8],
    ) -> Result<(), RoundsError> {
        let hash = Digest::of(content);
        let mut right = named(&self.history, round, attempt).into_iter();
        if !right.any(|known| known == (name, hash)) {
            let why = format!("its {name} of round {round} is not the one that the journal names");
            return Err(RoundsError::Handover(why));
        }
        Ok(self.put_file(round, attempt, name, content).await?)
    }
}
