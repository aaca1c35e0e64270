//! Entries that observers confirm: kept until a quorum has signed, then journalled. One waits at a
//! time: a request to confirm a vetoed throw takes the place of the one to confirm that throw.

use paiwei_protocol::{
    digest::Digest,
    encoding::json::{self, Value},
    journal::{
        Body, Entry, Event, Recorded, Round, Watcher,
        evidence::{EvidenceError, check, confirming_quorum},
    },
    note::Note,
    statement,
};

use super::{
    Appended, Done, Given, Office, RoundsError, dice::ask_to_confirm, history::History, step::Step,
};
use crate::store::{PendingRow, Read};

/// An entry that waits for confirmations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// Its type, as entries name it.
    pub kind: String,
    /// The entry without `at` and `confirmations`: what observers are shown and confirm.
    pub entry: Vec<u8>,
    /// The hash that they confirm (PROTOCOL.md, section 3.7).
    pub hash: Digest,
    /// The text that they sign.
    pub statement: String,
    /// Observers who have confirmed.
    pub have: Vec<String>,
    /// Observers who may and have not.
    pub waiting: Vec<String>,
    /// How many must.
    pub need: usize,
}

/// What confirming came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmed {
    /// What reached its quorum and was journalled now.
    pub appended: Vec<Appended>,
    /// What waits now.
    pub pending: Option<Pending>,
}

/// What waits for confirmations in a round.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn pending(office: &Office, round: &str) -> Result<Option<Pending>, RoundsError> {
    let (mut read, history) = office.read().await?;
    load(&mut read, &history, round).await
}

/// Takes observers' confirmations in; what reaches its quorum is journalled.
///
/// # Errors
///
/// [`RoundsError::NothingPending`] for a note that confirms nothing which waits or was confirmed
/// in this attempt, [`RoundsError::Evidence`] for one that nobody signed who may.
pub async fn confirm(
    office: &Office,
    round: &str,
    given: &[Given<'_>],
) -> Result<Done<Confirmed>, RoundsError> {
    let mut step = office.begin().await?;
    let mut new = false;
    for file in given {
        new |= take(&mut step, round, &file.note()?).await?;
    }
    let appended = settle(&mut step, round).await?;
    let history = step.history.clone();
    let pending = load(&mut step, &history, round).await?;
    step.commit().await?;
    let answer = Confirmed { appended, pending };
    Ok(if new { Done::now(answer) } else { Done::before(answer) })
}

/// Keeps an entry that observers are to confirm; with no confirmer in the rules it is journalled at
/// once. An entry that some have confirmed is not replaced by another of its type.
pub(super) async fn put(
    mut step: Step<'_>,
    round: &str,
    event: Event,
) -> Result<Done<Pending>, RoundsError> {
    let found = step.round(round)?.clone();
    let attempt = found.current().number;
    let entry = Entry::of_round(step.now()?, round, attempt, event);
    Entry::read("the new entry", &entry.to_bytes())?;
    let history = step.history.clone();
    if let Some(waiting) = load(&mut step, &history, round).await? {
        let hash = entry.confirmed_hash();
        if waiting.hash == hash {
            return Ok(Done::before(waiting));
        }
        if waiting.kind == entry.kind() && !waiting.have.is_empty() {
            let (done, asked) = (waiting.hash.to_string(), hash.to_string());
            return Err(RoundsError::Differs { step: "asking for confirmation", done, asked });
        }
    }
    refuse_hopeless(&mut step, round, &entry).await?;
    step.put_pending(round, attempt, &entry.to_bytes()).await?;
    let origin = step.history.journal().origin().to_owned();
    settle(&mut step, round).await?;
    step.commit().await?;
    let row = PendingRow { entry: entry.to_bytes(), confirmations: Vec::new() };
    Ok(Done::now(describe(&origin, &found, &row)?))
}

/// Refuses what no confirmation could make right: out of order, too early, or malformed.
async fn refuse_hopeless(
    step: &mut Step<'_>,
    round: &str,
    entry: &Entry,
) -> Result<(), RoundsError> {
    let rules = step.rules(round).await?;
    match check(step.history.journal(), entry, Some(&rules)) {
        Ok(()) | Err(EvidenceError::Quorum { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    step.history.journal().clone().append(entry)?;
    Ok(())
}

/// Journals what waits if it has its quorum; what waits after that likewise.
pub(super) async fn settle(step: &mut Step<'_>, round: &str) -> Result<Vec<Appended>, RoundsError> {
    let mut appended = Vec::new();
    loop {
        let (history, attempt) = (step.history.clone(), step.round(round)?.current().number);
        let waiting = load(step, &history, round).await?;
        let ready = waiting.is_some_and(|one| one.have.len() >= one.need);
        let row = step.pending(round, attempt).await?.filter(|_| ready);
        let Some(row) = row else { return Ok(appended) };
        let done = step.append(round, confirmed(&row)?).await?;
        step.clear_pending(round, attempt).await?;
        appended.push(done);
        if done.kind == "dice-thrown" {
            ask_to_confirm(step, round).await?;
        }
    }
}

/// The event of a pending entry, with its confirmations.
fn confirmed(row: &PendingRow) -> Result<Event, RoundsError> {
    let notes = row.confirmations.iter().map(|note| Note::parse("confirmation", note.as_bytes()));
    let notes = notes.collect::<Result<Vec<_>, _>>()?;
    let Body::Round { mut event, .. } = Entry::read("the pending entry", &row.entry)?.body else {
        return Err(RoundsError::NothingPending);
    };
    match &mut event {
        Event::DiceThrown { confirmations, .. }
        | Event::SourceFailed { confirmations, .. }
        | Event::Annulled { confirmations, .. }
        | Event::RandomnessRecorded(Recorded::Dice { confirmations, .. }) => *confirmations = notes,
        _ => {}
    }
    Ok(event)
}

/// Takes one confirmation in; whether it is new.
async fn take(step: &mut Step<'_>, round: &str, note: &Note) -> Result<bool, RoundsError> {
    let history = step.history.clone();
    let found = history.round(round)?;
    let waiting = load(step, &history, round).await?;
    let Some(wanted) = waiting.filter(|one| one.statement == note.text) else {
        return match confirmed_before(&history, found, note) {
            true => Ok(false),
            false => Err(RoundsError::NothingPending),
        };
    };
    let signers = signers(&found.announced.observers, note)?;
    if signers.is_empty() {
        let (what, by) = ("confirmation".to_owned(), "any observer named for it".to_owned());
        return Err(EvidenceError::NotSigned { what, by }.into());
    }
    if signers.iter().all(|id| wanted.have.contains(id)) {
        return Ok(false);
    }
    step.insert_confirmation(round, found.current().number, &note.to_string()).await?;
    Ok(true)
}

/// Whether an entry of the round holds what `note` confirms.
fn confirmed_before(history: &History, round: &Round, note: &Note) -> bool {
    let origin = history.journal().origin();
    (1..=round.current().number).any(|attempt| {
        history.events(&round.id, attempt).any(|(_, entry, _)| {
            let hash = entry.confirmed_hash();
            statement::confirm(origin, &round.id, attempt, entry.kind(), &hash) == note.text
        })
    })
}

/// The confirmers who signed a note.
fn signers(observers: &[Watcher], note: &Note) -> Result<Vec<String>, RoundsError> {
    let mut found = Vec::new();
    for observer in observers.iter().filter(|observer| observer.confirm) {
        if note.verify(&observer.note_key)? {
            found.push(observer.id.clone());
        }
    }
    Ok(found)
}

pub(super) async fn load(
    read: &mut Read,
    history: &History,
    round: &str,
) -> Result<Option<Pending>, RoundsError> {
    let found = history.round(round)?;
    let row = read.pending(round, found.current().number).await?;
    row.map(|row| describe(history.journal().origin(), found, &row)).transpose()
}

fn describe(origin: &str, round: &Round, row: &PendingRow) -> Result<Pending, RoundsError> {
    let entry = Entry::read("the pending entry", &row.entry)?;
    let (kind, hash) = (entry.kind(), entry.confirmed_hash());
    let mut have: Vec<String> = Vec::new();
    for note in &row.confirmations {
        let note = Note::parse("confirmation", note.as_bytes())?;
        have.extend(signers(&round.announced.observers, &note)?);
    }
    have.sort_unstable();
    have.dedup();
    let confirmers = round.announced.observers.iter().filter(|o| o.confirm);
    Ok(Pending {
        kind: kind.to_owned(),
        entry: shown(&row.entry)?,
        statement: statement::confirm(origin, &round.id, round.current().number, kind, &hash),
        waiting: confirmers.filter(|o| !have.contains(&o.id)).map(|o| o.id.clone()).collect(),
        need: confirming_quorum(&round.announced.observers),
        hash,
        have,
    })
}

/// An entry without `at` and `confirmations`: the bytes whose hash is confirmed.
fn shown(entry: &[u8]) -> Result<Vec<u8>, RoundsError> {
    let mut value = json::parse("the pending entry", entry)?;
    if let Value::Object(members) = &mut value {
        members.retain(|name, _| name != "at" && name != "confirmations");
    }
    Ok(json::canonical(&value))
}
