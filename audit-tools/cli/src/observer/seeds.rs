//! Seeds: drawn and committed to before the freeze, opened after the office has opened its own
//! (PROTOCOL.md, section 11.1).

use std::path::PathBuf;

use paiwei_protocol::{
    digest::{Digest, parse_hex},
    journal::{Round, State},
    note::Note,
    seed, statement,
};
use serde_json::json;
use zeroize::Zeroizing;

use super::{Home, ObserverError, Session, home::hex, slug};
use crate::disk;

const SEEDS: &str = "seeds";

/// A seed that the observer keeps, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSeed {
    /// Origin of the journal.
    pub origin: String,
    /// Round.
    pub round: String,
    /// Attempt.
    pub attempt: u32,
    /// Its commitment.
    pub commitment: Digest,
}

impl Session<'_> {
    /// Commits to a seed for the current attempt of the round (`wanted`, or the bundle's):
    /// `drawn`, unless one was committed to before. The seed stays in the home.
    ///
    /// # Errors
    /// [`ObserverError`] if the round doesn't take a commitment of this observer now.
    pub fn commit_seed(
        &self,
        wanted: Option<&str>,
        drawn: &Zeroizing<[u8; 32]>,
    ) -> Result<Note, ObserverError> {
        use State::{Announced, Closed, Open, Posted};
        let round = self.round(wanted)?;
        let holder = self.named_for(round, "seed", |observer| observer.seed)?.id.clone();
        self.sound()?;
        if !matches!(round.state, Announced | Open | Closed | Posted) {
            return Err(self.wrong_state(round, &[Announced, Open, Closed, Posted]));
        }
        if self.committed(round, &holder).is_some() {
            return Err(ObserverError::Committed { round: round.id.clone() });
        }
        let (origin, attempt) = (self.journal().origin(), round.current().number);
        let seed = match self.home.seed(origin, &round.id, attempt)? {
            Some(seed) => seed,
            None => {
                self.home.keep_seed(origin, &round.id, attempt, &holder, drawn)?;
                drawn.clone()
            }
        };
        let commitment = seed::commitment(origin, &round.id, attempt, &holder, &seed);
        self.remember()?;
        let text = statement::seed_commit(origin, &round.id, attempt, &holder, &commitment);
        self.home.sign(&text)
    }

    /// Opens the seed of the current attempt.
    ///
    /// # Errors
    /// [`ObserverError`] before the roll is frozen and the office has opened its own seed, or if
    /// the journal's commitment isn't this home's.
    pub fn open_seed(&self, wanted: Option<&str>) -> Result<Note, ObserverError> {
        let round = self.round(wanted)?;
        let holder = self.named_for(round, "seed", |observer| observer.seed)?.id.clone();
        self.sound()?;
        let (origin, attempt) = (self.journal().origin(), round.current());
        if round.state != State::Opening {
            return Err(self.wrong_state(round, &[State::Opening]));
        }
        if attempt.holders.iter().any(|h| h.id == holder && h.opening.is_some()) {
            return Err(ObserverError::Opened { round: round.id.clone() });
        }
        let number = attempt.number;
        let seed = self
            .home
            .seed(origin, &round.id, number)?
            .ok_or_else(|| ObserverError::NoSeed { round: round.id.clone(), attempt: number })?;
        let own = seed::commitment(origin, &round.id, number, &holder, &seed);
        if self.committed(round, &holder) != Some(own) {
            return Err(ObserverError::OtherCommitment { round: round.id.clone() });
        }
        self.remember()?;
        self.home.sign(&statement::seed_open(origin, &round.id, number, &holder, &seed))
    }

    fn committed(&self, round: &Round, holder: &str) -> Option<Digest> {
        round.current().holders.iter().find(|h| h.id == holder).and_then(|h| h.commitment)
    }

    /// A refusal: the round is not where the act belongs.
    pub(super) fn wrong_state(&self, round: &Round, needs: &'static [State]) -> ObserverError {
        ObserverError::State { round: round.id.clone(), state: round.state, needs }
    }
}

impl Home {
    /// Seeds that it keeps.
    ///
    /// # Errors
    /// [`ObserverError`] if they can't be read.
    pub fn seeds(&self) -> Result<Vec<StoredSeed>, ObserverError> {
        let dir = self.dir().join(SEEDS);
        let names = disk::names(&dir)?;
        names.iter().map(|name| Ok(self.seed_file(dir.join(name))?.0)).collect()
    }

    fn seed(
        &self,
        origin: &str,
        round: &str,
        attempt: u32,
    ) -> Result<Option<Zeroizing<[u8; 32]>>, ObserverError> {
        let path = self.dir().join(SEEDS).join(slug::of_seed(origin, round, attempt));
        if disk::read_optional(&path, 4096)?.is_none() {
            return Ok(None);
        }
        let (stored, seed) = self.seed_file(path.clone())?;
        if stored.origin == origin && stored.round == round && stored.attempt == attempt {
            Ok(Some(seed))
        } else {
            Err(ObserverError::Damaged { path })
        }
    }

    /// Keeps a seed before its commitment leaves the house.
    fn keep_seed(
        &self,
        origin: &str,
        round: &str,
        attempt: u32,
        holder: &str,
        seed: &Zeroizing<[u8; 32]>,
    ) -> Result<(), ObserverError> {
        let dir = self.dir().join(SEEDS);
        disk::private_dir(&dir)?;
        let commitment = seed::commitment(origin, round, attempt, holder, seed).to_string();
        let head = json!({
            "origin": origin, "round": round, "attempt": attempt, "commitment": commitment,
        });
        let text = Zeroizing::new(format!("{head}\n{}\n", hex(seed.as_slice()).as_str()));
        Ok(disk::write_private(&dir.join(slug::of_seed(origin, round, attempt)), text.as_bytes())?)
    }

    /// A file of a seed: a line of JSON, and the seed in hex.
    fn seed_file(&self, path: PathBuf) -> Result<(StoredSeed, Zeroizing<[u8; 32]>), ObserverError> {
        let bytes = Zeroizing::new(disk::read(&path, 4096)?);
        parse_seed_file(&bytes).ok_or(ObserverError::Damaged { path })
    }
}

fn parse_seed_file(bytes: &[u8]) -> Option<(StoredSeed, Zeroizing<[u8; 32]>)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (head, seed) = text.strip_suffix('\n')?.split_once('\n')?;
    let head: serde_json::Value = serde_json::from_str(head).ok()?;
    let word = |name: &str| head.get(name)?.as_str().map(str::to_owned);
    let stored = StoredSeed {
        origin: word("origin")?,
        round: word("round")?,
        attempt: u32::try_from(head.get("attempt")?.as_u64()?).ok()?,
        commitment: word("commitment")?.parse().ok()?,
    };
    Some((stored, Zeroizing::new(parse_hex(seed)?)))
}
