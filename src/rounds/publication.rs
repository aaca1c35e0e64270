//! The published folder of a round, as section 4 of PROTOCOL.md wants it at any state of the
//! journal.

use paiwei_protocol::{
    journal::{Event, IntakePhase, Round},
    note::Note,
    rules::Rules,
    tile,
    trust::{Trust, TrustBlock},
    verify::{Folder, MANIFEST, manifest},
};

use super::{
    RoundsError, enclosed::enclosed, held::earlier_in_force, history::History, office::round_row,
};
use crate::store::Read;

/// The folder of `round` with the journal of `history`, whose checkpoint is `checkpoint`.
pub(super) async fn published_folder(
    read: &mut Read,
    history: &History,
    round: &str,
    checkpoint: &Note,
) -> Result<Folder, RoundsError> {
    let found = history.round(round)?;
    let rules = round_row(read, round).await?.rules;
    let mut folder = Folder::new();
    for (name, content) in enclosed(read, history, round).await? {
        folder.insert(name.to_owned(), content);
    }
    folder.insert("trust.txt".to_owned(), trust(history, &Rules::read(&rules)?)?.to_bytes());
    folder.insert("rules.json".to_owned(), rules);
    for (attempt, name) in files(history, found) {
        let content = read.file(round, attempt, name).await?;
        folder.insert(path(attempt, name), content.ok_or_else(|| missing(round, name))?);
    }
    for (earlier, attempt) in earlier_in_force(history, round)? {
        for name in ["roll.csv", "results.csv"] {
            let content = read.file(&earlier, attempt, name).await?;
            let content = content.ok_or_else(|| missing(&earlier, name))?;
            folder.insert(format!("earlier/{earlier}/{name}"), content);
        }
    }
    journal_files(&mut folder, "journal/", history, checkpoint)?;
    let sums = manifest(&folder);
    folder.insert(MANIFEST.to_owned(), sums);
    Ok(folder)
}

/// The trust block of an office and the observers of a round's rules.
pub(super) fn trust(history: &History, rules: &Rules) -> Result<Trust, RoundsError> {
    let keys = |o: &paiwei_protocol::rules::Observer| {
        Ok::<_, RoundsError>((o.note_key.parse()?, o.cosign_key.parse()?))
    };
    let block = TrustBlock {
        origin: history.journal().origin().to_owned(),
        recovery: history.journal().keys().recovery().clone(),
        observers: rules.observers.iter().map(keys).collect::<Result<_, _>>()?,
    };
    Ok(Trust { blocks: vec![block] })
}

/// The round's own files that the journal says are out, with their attempts.
fn files(history: &History, round: &Round) -> Vec<(u32, &'static str)> {
    let mut files = Vec::new();
    let closed = |event: &Event| matches!(event, Event::Intake { phase: IntakePhase::Close, .. });
    if history.last(&round.id, 1, closed).is_some() {
        files.push((1, "intake.csv"));
    }
    if round.posted.is_some() {
        files.push((1, "posted.csv"));
    }
    for attempt in &round.attempts {
        let number = attempt.number;
        if attempt.frozen.is_some() {
            files.extend([(number, "roll.csv"), (number, "changes.csv")]);
        }
        if attempt.result.is_some() {
            let names = ["draw.txt", "results.csv", "cutoffs.csv", "waitlist.csv"];
            files.extend(names.map(|name| (number, name)));
        }
        if attempt.answers > 0 {
            files.push((number, "answers.csv"));
        }
    }
    files
}

fn path(attempt: u32, name: &str) -> String {
    if attempt == 1 { name.to_owned() } else { format!("attempt-{attempt}/{name}") }
}

/// Adds the files of a journal under `prefix`.
pub(super) fn journal_files(
    folder: &mut Folder,
    prefix: &str,
    history: &History,
    checkpoint: &Note,
) -> Result<(), RoundsError> {
    folder.insert(format!("{prefix}checkpoint"), checkpoint.to_string().into_bytes());
    let entries: Vec<Vec<u8>> = history.entry_bytes().cloned().collect();
    let tiles = tile::files(&entries).map_err(|error| RoundsError::Replay {
        index: error.index as u64,
        why: error.to_string(),
    })?;
    for (path, bytes) in tiles {
        folder.insert(format!("{prefix}{path}"), bytes);
    }
    for (index, bytes) in entries.into_iter().enumerate() {
        folder.insert(format!("{prefix}entries/{index}"), bytes);
    }
    Ok(())
}

fn missing(round: &str, name: &str) -> RoundsError {
    RoundsError::FileMissing { round: round.to_owned(), name: name.to_owned() }
}
