//! Cosigning the journal's head: what a witness looks at, and what it refuses (PROTOCOL.md,
//! sections 3.5, 8.4 and 11.7).

use paiwei_protocol::{
    digest::Digest,
    drand::Chain,
    journal::{BeaconRound, Body, CLOCK_TOLERANCE, Entry, Round, State, evidence},
    note::{Note, VerifierKey, cosign},
};

use super::{Cosigned, Finding, ObserverError, Session};

/// Most entries that a review names.
const SHOWN: usize = 20;

/// What a witness is about to cosign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadReview {
    /// Origin of the journal.
    pub origin: String,
    /// Number of entries.
    pub size: u64,
    /// Root over them.
    pub root: Digest,
    /// The office's recovery key: at the first time to be compared with its printed trust file.
    pub recovery: VerifierKey,
    /// Number of entries that this observer acted on before, if it ever did.
    pub known: Option<u64>,
    /// The last entries, at most twenty; at least those since, if they are not more.
    pub entries: Vec<EntryLine>,
    /// Rounds that are neither published nor void.
    pub rounds: Vec<RoundLine>,
    /// Evidence in entries that doesn't hold.
    pub findings: Vec<Finding>,
}

/// An entry in a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryLine {
    /// Index.
    pub index: u64,
    /// Unix seconds.
    pub at: u64,
    /// Type.
    pub kind: &'static str,
    /// Round and attempt, of a round's entries.
    pub round: Option<(String, u32)>,
}

/// A running round in a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundLine {
    /// Id.
    pub id: String,
    /// State.
    pub state: State,
    /// Attempt.
    pub attempt: u32,
    /// The order, while it waits for witnesses.
    pub order: Option<OrderLine>,
}

/// An order that waits for witnesses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderLine {
    /// Index of the order-set entry.
    pub index: u64,
    /// The drand round, where drand is a source.
    pub drand: Option<BeaconRound>,
    /// When that round is due, Unix seconds.
    pub due: Option<u64>,
    /// The latest time of a cosignature: due − lead. None without drand or rules.
    pub latest: Option<u64>,
}

impl Session<'_> {
    /// What [`Session::cosign`] is about to sign.
    #[must_use]
    pub fn head_review(&self) -> HeadReview {
        let journal = self.journal();
        let known = self.remembered.as_ref().map(|remembered| remembered.size);
        let running = |round: &&Round| !matches!(round.state, State::Published | State::Void);
        HeadReview {
            origin: journal.origin().to_owned(),
            size: journal.size(),
            root: journal.root_at(journal.size()).expect("a journal has a root of its size"),
            recovery: journal.keys().recovery().clone(),
            known,
            entries: self.last_entries(),
            rounds: journal.rounds().filter(running).map(|round| self.round_line(round)).collect(),
            findings: self.findings().to_vec(),
        }
    }

    fn last_entries(&self) -> Vec<EntryLine> {
        let entries = &self.replayed.entries;
        let from = entries.len().saturating_sub(SHOWN);
        (from as u64..).zip(&entries[from..]).map(|(index, entry)| line(index, entry)).collect()
    }

    fn round_line(&self, round: &Round) -> RoundLine {
        let order = round.current().order.filter(|_| round.state == State::Ordered);
        RoundLine {
            id: round.id.clone(),
            state: round.state,
            attempt: round.current().number,
            order: order.map(|(index, drand)| OrderLine {
                index,
                drand,
                due: drand.and_then(|drand| {
                    Chain::by_hash(&drand.chain).and_then(|c| c.time_of(drand.round)).ok()
                }),
                latest: self.latest(round).ok().flatten(),
            }),
        }
    }

    /// The latest time at which the order of `round` may be cosigned; `None` where no beacon ends
    /// it.
    pub(super) fn latest(&self, round: &Round) -> Result<Option<u64>, ObserverError> {
        let Some((index, Some(drand))) = round.current().order else { return Ok(None) };
        let rules = self
            .rules(round)
            .ok_or_else(|| ObserverError::NeedsRules { round: round.id.clone() })?;
        let (_, latest) = evidence::deadline(rules, drand)
            .map_err(|error| ObserverError::Evidence { index, error })?;
        Ok(Some(latest))
    }

    /// Cosigns the head at `now` (Unix seconds) and remembers it.
    ///
    /// # Errors
    /// [`ObserverError`] if an entry is of later than `now` and 300 seconds, something in a running
    /// round doesn't hold, or an order that it witnesses is too late or was denied; then nothing is
    /// signed.
    pub fn cosign(&self, now: u64) -> Result<Note, ObserverError> {
        self.sound()?;
        let journal = self.journal();
        let at = journal.time_of(journal.size() - 1);
        if at > now.saturating_add(CLOCK_TOLERANCE) {
            return Err(ObserverError::Future { at, now });
        }
        for round in journal.rounds().filter(|round| round.state == State::Ordered) {
            if self.watcher(round).is_some_and(|observer| observer.witness) {
                self.order_may_be_cosigned(round, now)?;
            }
        }
        let text = &self.bundle.checkpoint.text;
        let home = self.home;
        let line = cosign(text, home.name(), home.signing_key(), now)?;
        let mut note = self.bundle.checkpoint.clone();
        note.signatures.retain(|other| other.name != line.name || other.id != line.id);
        note.add(line)?;
        self.remember()?;
        home.remember_cosigned(journal.origin(), Cosigned { size: journal.size(), time: now })?;
        Ok(note)
    }

    fn order_may_be_cosigned(&self, round: &Round, now: u64) -> Result<(), ObserverError> {
        let Some((index, _)) = round.current().order else { return Ok(()) };
        let denied = self.remembered.as_ref().is_some_and(|r| r.denied.contains(&index));
        if denied {
            return Err(ObserverError::Denied { round: round.id.clone(), index });
        }
        match self.latest(round)? {
            Some(latest) if now > latest => {
                Err(ObserverError::TooLate { round: round.id.clone(), latest, now })
            }
            _ => Ok(()),
        }
    }
}

fn line(index: u64, entry: &Entry) -> EntryLine {
    let round = match &entry.body {
        Body::Round { round, attempt, .. } => Some((round.clone(), *attempt)),
        _ => None,
    };
    EntryLine { index, at: entry.at, kind: entry.kind(), round }
}
