//! Replaying a journal: entry by entry, from its opening (PROTOCOL.md, sections 8 and 10).

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Event, StepError,
    entry::{Body, Entry, KeyRole},
    history::record,
    keys::Keys,
    state::{Round, State},
    table,
};
use crate::{digest::Digest, merkle};

/// A journal as its entries tell it. Every method but [`Journal::append`] reads.
#[derive(Debug, Clone)]
pub struct Journal {
    origin: String,
    keys: Keys,
    times: Vec<u64>,
    tree: merkle::Prefixes,
    hashes: Vec<Digest>,
    pub(super) rounds: BTreeMap<String, Round>,
    pub(super) announced: Vec<String>,
    /// The latest round of each cohort.
    pub(super) latest: BTreeMap<String, String>,
    /// How many rounds take applications.
    taking: usize,
    handed_over: bool,
    commitments: BTreeSet<Digest>,
    seeds: BTreeSet<[u8; 32]>,
}

impl Journal {
    /// A journal that holds its opening.
    ///
    /// # Errors
    /// [`StepError::Opening`] if `entry` isn't journal-opened.
    pub fn open(entry: &Entry) -> Result<Self, StepError> {
        let Body::JournalOpened(opened) = &entry.body else { return Err(StepError::Opening) };
        let mut journal = Self {
            origin: opened.origin.clone(),
            keys: Keys::opened(entry.at, opened),
            times: Vec::new(),
            tree: merkle::Prefixes::new(),
            hashes: Vec::new(),
            rounds: BTreeMap::new(),
            announced: Vec::new(),
            latest: BTreeMap::new(),
            taking: 0,
            handed_over: false,
            commitments: BTreeSet::new(),
            seeds: BTreeSet::new(),
        };
        journal.remember(entry);
        Ok(journal)
    }

    /// Adds an entry.
    ///
    /// # Errors
    /// [`StepError`], and the journal is unchanged.
    pub fn append(&mut self, entry: &Entry) -> Result<(), StepError> {
        let before = self.time_of(self.size() - 1);
        if entry.at < before {
            return Err(StepError::TimeDecreases { at: entry.at, before });
        }
        let index = self.size();
        match &entry.body {
            Body::JournalOpened(_) => return Err(StepError::Opening),
            Body::KeyRotated(_) => {
                if self.handed_over {
                    let why = "the ceremony machine holds the journal";
                    return Err(StepError::Handover { entry: "key-rotated", why });
                }
            }
            Body::HandedOver { .. } => {
                self.may_hand_over()?;
                self.handed_over = true;
            }
            Body::HandedBack => {
                if !self.handed_over {
                    let why = "nothing was handed over";
                    return Err(StepError::Handover { entry: "handed-back", why });
                }
                self.handed_over = false;
            }
            Body::Round { round, attempt, event } => {
                self.step(index, entry.at, round, *attempt, event)?;
            }
        }
        self.keys.apply(index, entry);
        self.remember(entry);
        Ok(())
    }

    fn remember(&mut self, entry: &Entry) {
        let bytes = entry.to_bytes();
        self.times.push(entry.at);
        self.tree.push(merkle::leaf_hash(&bytes));
        self.hashes.push(Digest::of(&bytes));
    }

    fn may_hand_over(&self) -> Result<(), StepError> {
        let why = if self.handed_over {
            "the ceremony machine holds the journal already"
        } else if self.taking > 0 {
            "a round takes applications"
        } else {
            return Ok(());
        };
        Err(StepError::Handover { entry: "handed-over", why })
    }

    fn step(
        &mut self,
        index: u64,
        at: u64,
        id: &str,
        attempt: u32,
        event: &Event,
    ) -> Result<(), StepError> {
        if let Event::Announced(announced) = event {
            return self.announce(index, id, attempt, announced);
        }
        let handed_over = self.handed_over;
        let round =
            self.rounds.get(id).ok_or_else(|| StepError::UnknownRound { round: id.to_owned() })?;
        let current = round.current().number;
        if attempt != current {
            return Err(StepError::Attempt { named: attempt, current });
        }
        let state = table::next(round, event)?;
        table::conditions(round, event)?;
        if handed_over && matches!(event, Event::Intake { .. } | Event::Answers { .. }) {
            let why = "the ceremony machine holds the journal";
            return Err(StepError::Handover { entry: event.kind(), why });
        }
        self.remember_seeds(event)?;
        let round = self.rounds.get_mut(id).expect("looked up above");
        record(round, index, at, event);
        self.taking += usize::from(state == State::Open);
        self.taking -= usize::from(round.state == State::Open);
        round.state = state;
        Ok(())
    }

    fn remember_seeds(&mut self, event: &Event) -> Result<(), StepError> {
        let new = match event {
            Event::SeedCommitted { commitment, .. } => {
                (self.commitments.insert(*commitment), "commitment")
            }
            Event::SeedOpened { seed, .. } => (self.seeds.insert(*seed), "seed"),
            _ => return Ok(()),
        };
        if new.0 { Ok(()) } else { Err(StepError::SeedReused { what: new.1 }) }
    }

    /// Origin of the journal.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The journal of an office's rehearsals.
    #[must_use]
    pub fn is_rehearsal(&self) -> bool {
        crate::ident::is_rehearsal_origin(&self.origin)
    }

    /// Number of entries.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.leaves().len() as u64
    }

    /// Leaf hashes of the entries.
    #[must_use]
    pub fn leaves(&self) -> &[Digest] {
        self.tree.leaves()
    }

    /// Root over the first `size` entries; `None` if there are fewer.
    #[must_use]
    pub fn root_at(&self, size: u64) -> Option<Digest> {
        self.tree.root_at(size)
    }

    /// `at` of an entry.
    ///
    /// # Panics
    /// If the journal has no entry `index`.
    #[must_use]
    pub fn time_of(&self, index: u64) -> u64 {
        self.times[usize::try_from(index).expect("an index into memory")]
    }

    /// SHA-256 of an entry's bytes.
    ///
    /// # Panics
    /// If the journal has no entry `index`.
    #[must_use]
    pub fn entry_hash(&self, index: u64) -> Digest {
        self.hashes[usize::try_from(index).expect("an index into memory")]
    }

    /// The journal's keys.
    #[must_use]
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// The ceremony machine holds the journal.
    #[must_use]
    pub fn is_handed_over(&self) -> bool {
        self.handed_over
    }

    /// A round by its id.
    #[must_use]
    pub fn round(&self, id: &str) -> Option<&Round> {
        self.rounds.get(id)
    }

    /// Rounds in the order of their announcements.
    pub fn rounds(&self) -> impl Iterator<Item = &Round> {
        self.announced.iter().map(|id| &self.rounds[id])
    }

    /// The receipts or journal key that entries so far have put in force.
    #[must_use]
    pub fn current_key(&self, role: KeyRole) -> &crate::note::VerifierKey {
        self.keys.current(role, self.size())
    }
}
