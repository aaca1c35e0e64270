//! One step: a write transaction that appends entries, each signed inside it, and what they change.

use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
};

use paiwei_protocol::{
    encoding::json,
    journal::{Body, CLOCK_TOLERANCE, Entry, Event, Round, State, evidence},
    note::{Checkpoint, Note},
    rules::Rules,
};
use serde_json::Value;

use super::{Appended, Done, Office, RoundsError, history::History, office::rules_of, status};
use crate::{
    folder::SavedHead,
    keys::{KeysError, Role, SecretKey},
    store::Write,
};

/// A step on its way. Dropped without [`Step::commit`] it leaves no trace.
pub(super) struct Step<'a> {
    pub(super) office: &'a Office,
    pub(super) history: Arc<History>,
    write: Write,
    checkpoint: Option<String>,
}

impl<'a> Step<'a> {
    pub(super) fn new(office: &'a Office, write: Write, history: Arc<History>) -> Self {
        Self { office, history, write, checkpoint: None }
    }

    /// The round, as far as the journal tells.
    pub(super) fn round(&self, id: &str) -> Result<&Round, RoundsError> {
        self.history.round(id)
    }

    /// Refuses the step unless the round is in one of these states.
    pub(super) fn expect(
        &self,
        round: &str,
        step: &'static str,
        states: &[State],
    ) -> Result<(), RoundsError> {
        let found = self.round(round)?;
        if states.contains(&found.state) {
            return Ok(());
        }
        Err(RoundsError::OutOfOrder {
            round: round.to_owned(),
            step,
            state: found.state,
            next: status::next(&self.history, found),
        })
    }

    /// The rules of a round.
    pub(super) async fn rules(&mut self, round: &str) -> Result<Rules, RoundsError> {
        rules_of(&mut self.write, round).await
    }

    /// The time of the next entry: the clock's, and never before the last entry's.
    pub(super) fn now(&self) -> Result<u64, RoundsError> {
        let journal = self.history.journal();
        let (now, last) = (self.office.now(), journal.time_of(journal.size() - 1));
        if now.saturating_add(CLOCK_TOLERANCE) < last {
            return Err(RoundsError::Clock { now, last });
        }
        Ok(now.max(last))
    }

    /// Appends an entry to the current attempt of a round.
    pub(super) async fn append(
        &mut self,
        round: &str,
        event: Event,
    ) -> Result<Appended, RoundsError> {
        let attempt = self.history.journal().round(round).map_or(1, |r| r.current().number);
        self.append_body(Body::Round { round: round.to_owned(), attempt, event }).await
    }

    /// Appends an entry: checked, signed and stored with the journal's new checkpoint.
    pub(super) async fn append_body(&mut self, body: Body) -> Result<Appended, RoundsError> {
        let entry = Entry { at: self.now()?, body };
        let rules = match &entry.body {
            Body::Round { event: Event::Announced(_), .. } => None,
            Body::Round { round, .. } => Some(self.rules(round).await?),
            _ => None,
        };
        // The form first, by the reader that everybody else will use.
        Entry::read("the new entry", &entry.to_bytes())?;
        evidence::check(self.history.journal(), &entry, rules.as_ref())?;
        let (index, at, kind) = (self.history.journal().size(), entry.at, entry.kind());
        let bytes = entry.to_bytes();
        Arc::make_mut(&mut self.history).append(entry)?;
        let root = self.history.root();
        let checkpoint = self.signed_checkpoint()?;
        self.write.append(index, &bytes, &root, &checkpoint).await?;
        self.checkpoint = Some(checkpoint);
        Ok(Appended { index, at, kind })
    }

    /// The checkpoint of all entries, signed with the key in force for the last.
    fn signed_checkpoint(&self) -> Result<String, RoundsError> {
        let journal = self.history.journal();
        let (origin, size) = (journal.origin().to_owned(), journal.size());
        let checkpoint = Checkpoint { origin, size, root: self.history.root() };
        let key = self.journal_key(size - 1)?;
        Ok(Note::sign(&checkpoint.to_string(), &[key.signer()])?.to_string())
    }

    /// This machine's key, if it is the one in force for entry `index`.
    fn journal_key(&self, index: u64) -> Result<SecretKey, RoundsError> {
        let in_force = self.history.journal().keys().journal_at(index);
        let own = self.office.key(Role::Journal);
        if let Ok(key) = &own
            && key.verifier() == in_force
        {
            return own;
        }
        let next = self.office.folder.keys().join("journal.key.next");
        match SecretKey::read(&next, Role::Journal) {
            Ok(key) if key.verifier() == in_force => Ok(key),
            Ok(_) | Err(KeysError::Missing(_)) => Err(self.other_key(&own?, in_force.to_string())),
            Err(error) => Err(error.into()),
        }
    }

    fn other_key(&self, own: &SecretKey, in_force: String) -> RoundsError {
        if self.history.journal().is_handed_over() {
            return RoundsError::HandedOver(in_force);
        }
        RoundsError::OtherKey { in_force, found: own.verifier().to_string() }
    }

    /// Goes on with a journal that another machine continued, and whose entries were stored.
    pub(super) fn adopt(&mut self, history: History, checkpoint: String) {
        self.history = Arc::new(history);
        self.checkpoint = Some(checkpoint);
    }

    /// Adds what the account `by` does to the trail: the act and its trace are one transaction, so
    /// that neither is there without the other.
    pub(super) async fn trace(
        &mut self,
        by: &str,
        act: &str,
        round: &str,
        detail: &Value,
    ) -> Result<(), RoundsError> {
        let detail = String::from_utf8_lossy(&json::canonical(detail)).into_owned();
        Ok(self.write.record(self.office.now(), by, act, round, &detail).await?)
    }

    /// Makes everything durable, then saves the head outside the database.
    pub(super) async fn commit(self) -> Result<(), RoundsError> {
        self.write.commit().await?;
        if let Some(checkpoint) = &self.checkpoint {
            SavedHead::save(&self.office.folder, checkpoint)?;
        }
        self.office.remember(&self.history);
        Ok(())
    }

    /// Refuses what needs the applications, while the ceremony machine holds the journal.
    pub(super) fn refuse_ceremony(&self, step: &'static str) -> Result<(), RoundsError> {
        match self.history.journal().is_handed_over() {
            true => Err(RoundsError::Ceremony(step)),
            false => Ok(()),
        }
    }

    /// Appends one entry and commits.
    pub(super) async fn finish(
        mut self,
        round: &str,
        event: Event,
    ) -> Result<Done<Appended>, RoundsError> {
        let appended = self.append(round, event).await?;
        self.commit().await?;
        Ok(Done::now(appended))
    }

    /// The answer of a step that was done before, by the entry that did it.
    pub(super) fn before(
        &self,
        round: &str,
        wanted: impl Fn(&Event) -> bool,
    ) -> Result<Option<Done<Appended>>, RoundsError> {
        let attempt = self.round(round)?.current().number;
        Ok(self.before_in(round, attempt, wanted))
    }

    /// The same for an attempt.
    pub(super) fn before_in(
        &self,
        round: &str,
        attempt: u32,
        wanted: impl Fn(&Event) -> bool,
    ) -> Option<Done<Appended>> {
        self.history.last(round, attempt, wanted).map(Done::before)
    }
}

impl Deref for Step<'_> {
    type Target = Write;

    fn deref(&self) -> &Write {
        &self.write
    }
}

impl DerefMut for Step<'_> {
    fn deref_mut(&mut self) -> &mut Write {
        &mut self.write
    }
}
