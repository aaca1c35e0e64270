//! The result in force of a published folder, read without judging it: `verify` judges.

use std::collections::BTreeMap;

use paiwei_protocol::{
    draw::DrawKey,
    journal::{Entry, Journal},
    results::{Cutoffs, Results},
    roll::Roll,
    rules::{self, Rules},
};

use super::Failure;

/// A result as published.
pub(super) struct Published {
    pub(super) rules: Rules,
    /// The attempt that was published last.
    pub(super) attempt: u32,
    /// Its result was annulled since.
    pub(super) annulled: bool,
    pub(super) key: DrawKey,
    pub(super) roll: Roll,
    pub(super) results: Results,
    pub(super) cutoffs: Cutoffs,
}

impl Published {
    /// Reads the last published attempt of the folder's round.
    pub(super) fn read(files: &BTreeMap<String, Vec<u8>>) -> Result<Self, Failure> {
        let file = |name: &str| {
            let missing = || Failure::Published { why: format!("{name} is missing") };
            files.get(name).map(Vec::as_slice).ok_or_else(missing)
        };
        let rules = Rules::read(file(rules::FILE)?).map_err(unreadable)?;
        let (attempt, annulled) = attempt(files, &rules.round)?;
        let named = |name: &str| path(attempt, name);
        let (roll, results) = (named("roll.csv"), named("results.csv"));
        let cutoffs = named("cutoffs.csv");
        Ok(Self {
            attempt,
            annulled,
            key: DrawKey::of_text(file(&named("draw.txt"))?),
            roll: Roll::read(&roll, file(&roll)?, &rules).map_err(unreadable)?,
            results: Results::read(&results, file(&results)?).map_err(unreadable)?,
            cutoffs: Cutoffs::read(&cutoffs, file(&cutoffs)?, &rules).map_err(unreadable)?,
            rules,
        })
    }
}

/// Path of an attempt's file (PROTOCOL.md, section 4.2).
pub(super) fn path(attempt: u32, name: &str) -> String {
    if attempt == 1 { name.to_owned() } else { format!("attempt-{attempt}/{name}") }
}

/// The last published attempt, and whether it was annulled.
fn attempt(files: &BTreeMap<String, Vec<u8>>, round: &str) -> Result<(u32, bool), Failure> {
    let mut journal: Option<Journal> = None;
    for index in 0.. {
        let name = format!("journal/entries/{index}");
        let Some(bytes) = files.get(&name) else { break };
        let entry = Entry::read(&name, bytes).map_err(unreadable)?;
        match &mut journal {
            None => journal = Some(Journal::open(&entry).map_err(unreadable)?),
            Some(journal) => journal.append(&entry).map_err(unreadable)?,
        }
    }
    let round = journal.as_ref().and_then(|journal| journal.round(round));
    let published = round.and_then(|round| round.attempts.iter().rfind(|a| a.result.is_some()));
    published.map(|attempt| (attempt.number, attempt.annulled)).ok_or(Failure::NoResult)
}

fn unreadable(error: impl std::fmt::Display) -> Failure {
    Failure::Published { why: error.to_string() }
}
