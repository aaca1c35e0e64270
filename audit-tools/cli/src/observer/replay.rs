//! Replaying a bundle's journal: checks V02 to V06, and what its entries carry.

use std::collections::BTreeMap;

use paiwei_protocol::{
    digest::Digest,
    journal::{
        Announced, Body, Entry, Event, Journal, Round, State,
        evidence::{self, EvidenceError},
    },
    rules::Rules,
};

use super::{Bundle, Home, ObserverError, bundle::ENTRIES};

/// Evidence in an entry that doesn't hold. A verifier of the entry's round will fail it; the
/// journal as such goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Index of the entry.
    pub index: u64,
    /// Its round.
    pub round: String,
    /// What doesn't hold.
    pub error: EvidenceError,
}

/// A journal, replayed.
pub(super) struct Replayed {
    pub(super) journal: Journal,
    pub(super) entries: Vec<Entry>,
    pub(super) rules: BTreeMap<String, Rules>,
    pub(super) findings: Vec<Finding>,
}

impl Replayed {
    /// Some round of the journal announced these rules.
    pub(super) fn announces(&self, rules: &[u8]) -> bool {
        let hash = Digest::of(rules);
        self.journal.rounds().any(|round| round.announced.rules == hash)
    }

    /// Findings of rounds that still run: nothing more may be signed for these. An order without
    /// lead binds nobody once it was set again (11.7).
    pub(super) fn blocking(&self) -> Option<&Finding> {
        self.findings.iter().find(|finding| {
            let Some(round) = self.journal.round(&finding.round) else { return true };
            let ended = matches!(round.state, State::Published | State::Void);
            !ended && !self.is_order_set_again(round, finding.index)
        })
    }

    fn is_order_set_again(&self, round: &Round, index: u64) -> bool {
        let entry = usize::try_from(index).ok().and_then(|index| self.entries.get(index));
        let order = entry.is_some_and(|entry| entry.kind() == "order-set");
        order && round.current().order.is_some_and(|(last, _)| last != index)
    }
}

/// Replays the journal of `bundle`. Rules come from the bundle or from the home.
pub(super) fn replay(home: &Home, bundle: &Bundle) -> Result<Replayed, ObserverError> {
    let entries = entries(bundle)?;
    let first = entries.first().ok_or(ObserverError::Empty)?;
    let step = |index| move |error| ObserverError::Step { index, error };
    let key = |index| move |error| ObserverError::Evidence { index, error };
    let journal = Journal::open(first).map_err(step(0))?;
    evidence::check(&journal, first, None).map_err(key(0))?;
    let mut replayed = Replayed { journal, entries, rules: BTreeMap::new(), findings: Vec::new() };
    for index in 1..replayed.entries.len() {
        replayed.step(index, home, bundle)?;
    }
    Ok(replayed)
}

impl Replayed {
    fn step(&mut self, index: usize, home: &Home, bundle: &Bundle) -> Result<(), ObserverError> {
        let entry = &self.entries[index];
        let index = index as u64;
        let rules = match &entry.body {
            Body::Round { round, .. } => self.rules.get(round),
            _ => None,
        };
        let checked = evidence::check(&self.journal, entry, rules);
        self.journal.append(entry).map_err(|error| ObserverError::Step { index, error })?;
        match (&entry.body, checked) {
            (Body::Round { round, .. }, Err(error)) => {
                self.findings.push(Finding { index, round: round.clone(), error });
            }
            (Body::Round { round, event: Event::Announced(said), .. }, Ok(())) => {
                if let Some(rules) = rules_of(home, bundle, said)? {
                    agree(&self.journal, self.journal.round(round), &rules, said)?;
                    self.rules.insert(round.clone(), rules);
                }
            }
            (_, Err(error)) => return Err(ObserverError::Evidence { index, error }),
            (_, Ok(())) => {}
        }
        Ok(())
    }
}

fn entries(bundle: &Bundle) -> Result<Vec<Entry>, ObserverError> {
    let read = |(index, bytes): (usize, &Vec<u8>)| {
        Entry::read(&format!("{ENTRIES}/{index}"), bytes).map_err(ObserverError::from)
    };
    bundle.entries.iter().enumerate().map(read).collect()
}

fn rules_of(
    home: &Home,
    bundle: &Bundle,
    announced: &Announced,
) -> Result<Option<Rules>, ObserverError> {
    let offered = bundle.rules.clone().filter(|bytes| Digest::of(bytes) == announced.rules);
    let bytes = match offered {
        Some(bytes) => Some(bytes),
        None => home.rules(&announced.rules)?,
    };
    Ok(bytes.map(|bytes| Rules::read(&bytes)).transpose()?)
}

/// The rules say what the announcement took from them (V07).
fn agree(
    journal: &Journal,
    round: Option<&Round>,
    rules: &Rules,
    said: &Announced,
) -> Result<(), ObserverError> {
    let expected = Announced { rules: said.rules, ..Announced::of(rules, &[], said.tag_key)? };
    let same = expected == *said
        && rules.origin == journal.origin()
        && round.is_some_and(|round| round.id == rules.round);
    if same { Ok(()) } else { Err(ObserverError::OtherRules) }
}
