//! Publishing: the result's entries, signed after the program's own second check agreed, and the
//! folder that anybody can verify.

use std::path::{Path, PathBuf};

use paiwei_protocol::{
    journal::{Event, State},
    note::Note,
    rules::Rules,
    verify::{Folder, MANIFEST, Verdict, verify},
};
use tokio::task::JoinError;

use super::{
    Appended, Done, Office, RoundsError,
    publication::{published_folder, trust},
    step::Step,
    witnessing::newest_checkpoint,
};
use crate::folder::{FolderError, make_folder, write_atomically, write_tree};

/// A published round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The folder, named after the round.
    pub folder: PathBuf,
    /// The result's entry; none for a round that is void.
    pub result: Option<Appended>,
    /// The folder had to be written; otherwise it was there as it should be.
    pub written: bool,
    /// Entries of the journal in it.
    pub entries: u64,
}

/// Publishes a round into `<out>/<round>`: journals the result and that it stands, unless that was
/// done, and writes the folder. Run again after observers cosigned the journal (`cosigned`), it
/// writes the folder with their cosignatures.
///
/// # Errors
///
/// [`RoundsError::SecondCheck`] where the verification of what would be published disagrees:
/// nothing is signed then. [`RoundsError::OutOfOrder`] before the draw.
pub async fn publish(
    office: &Office,
    round: &str,
    out: &Path,
) -> Result<Done<Published>, RoundsError> {
    refuse_inside(office, out)?;
    let mut step = office.begin().await?;
    step.expect(round, "publish", &[State::Drawn, State::Published, State::Void])?;
    let sign = step.round(round)?.state == State::Drawn;
    if sign {
        sign_result(&mut step, round).await?;
    }
    step.commit().await?;
    let (entries, target, written) = write_newest(office, round, out).await?;
    let history = office.history().await?;
    let result = history.round(round)?.current().result.map(|index| history.place(index));
    let answer = Published { folder: target, result, written, entries };
    Ok(if sign || written { Done::now(answer) } else { Done::before(answer) })
}

/// Writes the round's newest folder: entries in it, where it is, and whether it had to be written.
///
/// Who publishes at the same time waits: of two, neither meets the other's half written folder, nor
/// replaces a newer one by the older one that it had built before.
async fn write_newest(
    office: &Office,
    round: &str,
    out: &Path,
) -> Result<(u64, PathBuf, bool), RoundsError> {
    let data = office.folder.clone();
    let turn = on_disk(office.folder.path(), move || data.turn("publish.lock")).await?;
    let (entries, folder) = newest_folder(office, round).await?;
    let (parent, target) = (out.to_owned(), out.join(round));
    let written = on_disk(out, {
        let target = target.clone();
        move || {
            // Here, so that it is held to the end even if nobody waits for that any more.
            let _turn = turn;
            make_folder(&parent)?;
            write_tree(&target, &folder, MANIFEST)
        }
    });
    Ok((entries, target, written.await?))
}

/// Works on files on a thread that may wait.
async fn on_disk<T: Send + 'static>(
    path: &Path,
    work: impl FnOnce() -> Result<T, FolderError> + Send + 'static,
) -> Result<T, RoundsError> {
    let failed = |error: JoinError| FolderError::Io { path: path.to_owned(), source: error.into() };
    Ok(tokio::task::spawn_blocking(work).await.map_err(failed)??)
}

/// Journals again that the result stands, so that families' proofs stay small.
///
/// # Errors
///
/// [`RoundsError::OutOfOrder`] unless a result is in force.
pub async fn renew_standing(office: &Office, round: &str) -> Result<Done<Appended>, RoundsError> {
    let step = office.begin().await?;
    step.expect(round, "standing", &[State::Published])?;
    let result = step.round(round)?.current().result.unwrap_or_default();
    step.finish(round, Event::Standing { result }).await
}

/// Writes `trust.txt`, what verifiers pin: the office's recovery key and the observers of a round.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`], and failures of the disk.
pub async fn write_trust(office: &Office, round: &str, file: &Path) -> Result<(), RoundsError> {
    let (mut read, history) = office.read().await?;
    let rules = super::office::rules_of(&mut read, round).await?;
    Ok(write_atomically(file, &trust(&history, &rules)?.to_bytes())?)
}

async fn sign_result(step: &mut Step<'_>, round: &str) -> Result<(), RoundsError> {
    let attempt = step.round(round)?.current().number;
    let derived = step.derive(round, attempt).await?;
    step.keep(round, attempt, &derived).await?;
    step.enclose(round, attempt).await?;
    let (files, results) = (derived.hashes, derived.results);
    let result = step.append(round, Event::ResultPublished { files, results }).await?.index;
    step.append(round, Event::Standing { result }).await?;
    second_check(step, round).await
}

/// Verifies what is about to be signed, as anybody will.
async fn second_check(step: &mut Step<'_>, round: &str) -> Result<(), RoundsError> {
    let history = step.history.clone();
    let size = history.journal().size();
    let own = step.checkpoint(size).await?.unwrap_or_default();
    let checkpoint = Note::parse("checkpoint", own.as_bytes())?;
    let folder = published_folder(step, &history, round, &checkpoint).await?;
    let rules: Rules = step.rules(round).await?;
    let trust = trust(&history, &rules)?;
    // The whole draw again: other requests go on meanwhile.
    let findings = tokio::task::spawn_blocking(move || failures(&folder, &trust)).await;
    let findings = findings.unwrap_or_else(|error| vec![error.to_string()]);
    if findings.is_empty() { Ok(()) } else { Err(RoundsError::SecondCheck(findings)) }
}

fn failures(folder: &Folder, trust: &paiwei_protocol::trust::Trust) -> Vec<String> {
    let report = verify(folder, Some(trust), &[], &mut |_| {});
    let failed = report.checks.iter().filter(|check| check.verdict == Verdict::Failed);
    failed.map(|check| format!("{}: {}", check.id, check.findings.join("; "))).collect()
}

/// The round's folder with the newest checkpoint that its witnesses cosigned, else with the newest
/// of all; and the entries in it.
pub(super) async fn newest_folder(
    office: &Office,
    round: &str,
) -> Result<(u64, Folder), RoundsError> {
    let (mut read, history) = office.read().await?;
    let found = history.round(round)?.clone();
    let from = history.last_index(round) + 1;
    let (size, note) = newest_checkpoint(&mut read, &history, &found, from).await?;
    let history = history.truncated(size)?;
    Ok((size, published_folder(&mut read, &history, round, &note).await?))
}

/// The round's folder with the newest checkpoint of all: what observers are asked to cosign.
pub(super) async fn current_folder(office: &Office, round: &str) -> Result<Folder, RoundsError> {
    let (mut read, history) = office.read().await?;
    let found = history.round(round)?.clone();
    let size = history.journal().size();
    let (_, note) = newest_checkpoint(&mut read, &history, &found, size).await?;
    published_folder(&mut read, &history, round, &note).await
}

/// Refuses to write what is for everybody into the data folder.
pub(super) fn refuse_inside(office: &Office, path: &Path) -> Result<(), RoundsError> {
    let existing = path.ancestors().find(|ancestor| ancestor.exists());
    let existing = existing.unwrap_or_else(|| Path::new("."));
    match (existing.canonicalize(), office.folder.path().canonicalize()) {
        (Ok(found), Ok(folder)) if found.starts_with(&folder) => {
            Err(RoundsError::InsideDataFolder(path.to_owned()))
        }
        _ => Ok(()),
    }
}
