//! Confirming dice, a given-up beacon or an annulment (PROTOCOL.md, sections 3.7 and 3.8).

use paiwei_protocol::{
    digest::Digest,
    encoding::json::{self, Value},
    journal::{
        Body, Entry, Event, Recorded,
        evidence::{self, EvidenceError},
    },
    note::Note,
    statement,
};

use super::{ObserverError, Session, bundle::PENDING};

/// An entry that waits to be confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingReview {
    /// Round.
    pub round: String,
    /// Attempt.
    pub attempt: u32,
    /// Type of the entry.
    pub kind: &'static str,
    /// Its hash without `at` and `confirmations`, recomputed here: what is signed.
    pub hash: Digest,
    /// Faces, where dice are confirmed.
    pub dice: Vec<String>,
    /// The reason given: why again, why the beacon is given up, why the result is annulled.
    pub reason: Option<String>,
}

impl Session<'_> {
    /// What [`Session::confirm`] at `now` is about to confirm.
    ///
    /// # Errors
    /// [`ObserverError`] if nothing waits, it is of no kind that is confirmed, it can't follow the
    /// journal, its dice are not of the rules' form or not those thrown, or it comes too early.
    pub fn pending_review(&self, now: u64) -> Result<PendingReview, ObserverError> {
        let entry = self.pending(now)?;
        let hash = entry.confirmed_hash();
        let kind = entry.kind();
        let Body::Round { round, attempt, event } = &entry.body else {
            return Err(ObserverError::PendingKind { kind });
        };
        let (dice, reason) = match event {
            Event::DiceThrown { dice, again: Some(again), .. } => (Some(dice), Some(again)),
            Event::RandomnessRecorded(Recorded::Dice { dice, .. }) => (Some(dice), None),
            Event::SourceFailed { reason, .. } | Event::Annulled { reason, .. } => {
                (None, Some(reason))
            }
            _ => return Err(ObserverError::PendingKind { kind }),
        };
        let dice = dice.map(|dice| dice.split(' ').map(str::to_owned).collect());
        let review = PendingReview {
            round: round.clone(),
            attempt: *attempt,
            kind,
            hash,
            dice: dice.unwrap_or_default(),
            reason: reason.cloned(),
        };
        self.pending_holds(&entry, &review)?;
        Ok(review)
    }

    /// Confirms the pending entry and remembers the journal's head.
    ///
    /// # Errors
    /// As [`Session::pending_review`].
    pub fn confirm(&self, now: u64) -> Result<Note, ObserverError> {
        let review = self.pending_review(now)?;
        self.remember()?;
        let PendingReview { round, attempt, kind, hash, .. } = &review;
        let origin = self.journal().origin();
        self.home.sign(&statement::confirm(origin, round, *attempt, kind, hash))
    }

    /// The pending entry with the two members that nobody signs.
    fn pending(&self, now: u64) -> Result<Entry, ObserverError> {
        let bytes = self.bundle.pending.as_ref().ok_or(ObserverError::NoPending)?;
        let mut value = json::parse(PENDING, bytes)?;
        let last = self.journal().time_of(self.journal().size() - 1);
        if let Value::Object(members) = &mut value {
            let at = members.insert("at".to_owned(), Value::from(now.max(last)));
            let notes = members.insert("confirmations".to_owned(), Value::Array(Vec::new()));
            if at.is_some() || notes.is_some() {
                return Err(ObserverError::PendingMembers);
            }
        }
        Ok(Entry::read(PENDING, &json::canonical(&value))?)
    }

    /// The entry may follow the journal, and all of it holds but its confirmations.
    fn pending_holds(&self, entry: &Entry, review: &PendingReview) -> Result<(), ObserverError> {
        let journal = self.journal();
        let round = self.round(Some(&review.round))?;
        self.named_for(round, "confirm", |observer| observer.confirm)?;
        self.sound()?;
        let rules = self.rules(round);
        if rules.is_none() && !review.dice.is_empty() {
            return Err(ObserverError::NeedsRules { round: round.id.clone() });
        }
        journal.clone().append(entry).map_err(|error| ObserverError::PendingStep { error })?;
        match evidence::check(journal, entry, rules) {
            Ok(()) | Err(EvidenceError::Quorum { .. }) => Ok(()),
            Err(error) => Err(ObserverError::PendingEvidence { error }),
        }
    }
}
