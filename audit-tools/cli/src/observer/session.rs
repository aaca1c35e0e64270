//! A bundle held against what the observer remembers: the beginning of every act.

use paiwei_protocol::{
    journal::{Journal, Round, Watcher, evidence},
    rules::Rules,
};

use super::{
    Bundle, Finding, Home, ObserverError, Remembered,
    replay::{Replayed, replay},
};

/// A bundle whose journal was replayed, and which the observer's memory doesn't contradict.
pub struct Session<'a> {
    pub(super) home: &'a Home,
    pub(super) bundle: &'a Bundle,
    pub(super) replayed: Replayed,
    pub(super) remembered: Option<Remembered>,
}

impl<'a> Session<'a> {
    /// Replays the bundle's journal (V02 to V06), and compares it with what `home` remembers.
    ///
    /// # Errors
    /// [`ObserverError`] if the journal doesn't hold, its checkpoint isn't signed, the rules are
    /// of another round, or it forks or shrinks; then both sides are kept as evidence.
    pub fn begin(home: &'a Home, bundle: &'a Bundle) -> Result<Self, ObserverError> {
        let replayed = replay(home, bundle)?;
        let size = evidence::checkpoint_signed(&replayed.journal, &bundle.checkpoint)
            .map_err(|error| ObserverError::Checkpoint { error })?;
        let count = replayed.journal.size();
        if size != count {
            return Err(ObserverError::Size { size, count });
        }
        let remembered = home.remembered(replayed.journal.origin())?;
        if let Some(remembered) = &remembered {
            extends(home, &replayed.journal, remembered, bundle)?;
        }
        if let Some(rules) = &bundle.rules {
            if !replayed.announces(rules) {
                return Err(ObserverError::OtherRules);
            }
            home.keep_rules(rules)?;
        }
        Ok(Self { home, bundle, replayed, remembered })
    }

    /// The journal.
    #[must_use]
    pub fn journal(&self) -> &Journal {
        &self.replayed.journal
    }

    /// What it remembered of this journal before.
    #[must_use]
    pub fn remembered(&self) -> Option<&Remembered> {
        self.remembered.as_ref()
    }

    /// Evidence in entries that doesn't hold.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.replayed.findings
    }

    /// The round that an act is about: `wanted` or, without, that of the bundle's rules or, without
    /// these, the last announced that names this observer.
    pub(super) fn round(&self, wanted: Option<&str>) -> Result<&Round, ObserverError> {
        let unknown = |round: &str| ObserverError::NoRound { round: round.to_owned() };
        if let Some(id) = wanted {
            return self.journal().round(id).ok_or_else(|| unknown(id));
        }
        let rounds: Vec<&Round> = self.journal().rounds().collect();
        let of_bundle = self.bundle.rules.as_ref().map(|bytes| {
            let hash = paiwei_protocol::digest::Digest::of(bytes);
            rounds.iter().find(|round| round.announced.rules == hash)
        });
        let names_us = |round: &&&Round| self.watcher(round).is_some();
        let found = of_bundle.unwrap_or_else(|| rounds.iter().rev().find(names_us));
        found.copied().ok_or_else(|| unknown("-"))
    }

    /// The rules of a round, if the bundle has them or had them once.
    pub(super) fn rules(&self, round: &Round) -> Option<&Rules> {
        self.replayed.rules.get(&round.id)
    }

    /// This observer as a round's announcement names it.
    pub(super) fn watcher<'r>(&self, round: &'r Round) -> Option<&'r Watcher> {
        let observers = &round.announced.observers;
        observers.iter().find(|observer| observer.note_key == *self.home.note_key())
    }

    /// The same, for a duty that `named` tests.
    pub(super) fn named_for<'r>(
        &self,
        round: &'r Round,
        duty: &'static str,
        named: impl Fn(&Watcher) -> bool,
    ) -> Result<&'r Watcher, ObserverError> {
        self.watcher(round).filter(|observer| named(observer)).ok_or_else(|| {
            ObserverError::NotNamed {
                round: round.id.clone(),
                duty,
                name: self.home.name().to_owned(),
            }
        })
    }

    /// Refuses while something in a running round doesn't hold.
    pub(super) fn sound(&self) -> Result<(), ObserverError> {
        match self.replayed.blocking() {
            None => Ok(()),
            Some(Finding { index, error, .. }) => {
                Err(ObserverError::Evidence { index: *index, error: error.clone() })
            }
        }
    }

    /// Remembers this head: from here on, no other journal of its origin is accepted.
    pub(super) fn remember(&self) -> Result<(), ObserverError> {
        let before = self.remembered.as_ref().map_or(0, |remembered| remembered.size);
        self.home.remember(self.journal().origin(), self.bundle, before)
    }
}

/// A journal only grows.
fn extends(
    home: &Home,
    journal: &Journal,
    remembered: &Remembered,
    bundle: &Bundle,
) -> Result<(), ObserverError> {
    let (size, known) = (journal.size(), remembered.size);
    let forks = match journal.root_at(known) {
        Some(root) => root != remembered.root,
        None => !shorter_copy(remembered, bundle),
    };
    if !forks && size >= known {
        return Ok(());
    }
    let origin = journal.origin().to_owned();
    let evidence = home.keep_evidence(&origin, &remembered.bundle, bundle)?;
    Err(if forks {
        ObserverError::Forks { origin, known, size, evidence }
    } else {
        ObserverError::Shrinks { origin, known, size, evidence }
    })
}

/// The bundle's entries are the first of those remembered.
fn shorter_copy(remembered: &Remembered, bundle: &Bundle) -> bool {
    remembered.bundle.entries.starts_with(&bundle.entries)
}
