//! What an announcement takes from the rules (PROTOCOL.md, section 9).

use super::{Announced, Plan, Watcher};
use crate::{
    digest::Digest,
    note::NoteError,
    rules::{Observer, Rules},
};

impl Announced {
    /// The announcement of a round; `rules_json` are the rules' bytes, `tag_key` is the SHA-256 of
    /// the cohort's tag key.
    ///
    /// # Errors
    /// [`NoteError`] if a key of an observer isn't one; validated rules have none.
    pub fn of(rules: &Rules, rules_json: &[u8], tag_key: Digest) -> Result<Self, NoteError> {
        Ok(Self {
            cohort: rules.cohort.clone(),
            follows: rules.follows.clone(),
            rules: Digest::of(rules_json),
            tag_key,
            rehearsal: rules.rehearsal,
            observers: rules.observers.iter().map(Watcher::of).collect::<Result<_, _>>()?,
            sources: Plan::of(rules),
            fallback: rules.randomness.fallback.is_some(),
        })
    }
}

impl Watcher {
    fn of(observer: &Observer) -> Result<Self, NoteError> {
        Ok(Self {
            id: observer.id.clone(),
            note_key: observer.note_key.parse()?,
            cosign_key: observer.cosign_key.parse()?,
            seed: observer.seed,
            witness: observer.witness,
            confirm: observer.confirm,
        })
    }
}

impl Plan {
    /// The plan of validated rules.
    #[must_use]
    pub fn of(rules: &Rules) -> Self {
        match (rules.dice().is_some(), rules.drand_chain().is_some()) {
            (true, true) => Self::DiceAndDrand,
            (false, true) => Self::Drand,
            _ => Self::Dice,
        }
    }
}
