//! The notary while people look on: at every step of the office it signs what its part is, and lays
//! the files where they can be handed in from a browser.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use paiwei_protocol::{
    digest::Digest,
    journal::{Holder, Round, State},
    rules::OFFICE,
};

use super::{DemoError, notary::Notary, place::Place};
use crate::rounds::{self, Office};

/// How often the notary looks.
const EVERY: Duration = Duration::from_secs(1);
/// Where its files are laid, in the demonstration's folder; one folder a round.
pub const NOTARY_FILES: &str = "notary-files";

/// What the notary acts on: where a round stands, and what waits for its confirmation.
type Seen = (Round, Option<Digest>);

/// The notary at work.
pub(super) struct Attendance {
    office: Arc<Office>,
    notary: Notary,
    place: Place,
    seen: BTreeMap<String, Seen>,
}

impl Attendance {
    pub(super) fn new(office: Arc<Office>, notary: Notary, place: Place) -> Self {
        Self { office, notary, place, seen: BTreeMap::new() }
    }

    /// Attends until the task is ended.
    pub(super) async fn attend(mut self) {
        loop {
            if let Err(error) = self.look().await {
                tracing::warn!(%error, "the notary of the demonstration can't act");
            }
            tokio::time::sleep(EVERY).await;
        }
    }

    /// Acts on what has changed since the last look.
    pub(super) async fn look(&mut self) -> Result<(), DemoError> {
        for round in rounds::rounds(&self.office).await? {
            if !self.notary.is_named_in(&round) || round.state == State::Void {
                continue;
            }
            let pending = rounds::pending(&self.office, &round.id).await?;
            let now = (round, pending.map(|pending| pending.hash));
            let before = self.seen.insert(now.0.id.clone(), now.clone());
            // What was over when it began to look is left alone.
            let over = before.is_none() && now.0.state == State::Published;
            if before.as_ref() != Some(&now) && !over {
                self.act(&now).await?;
            }
        }
        Ok(())
    }

    async fn act(&self, (round, pending): &Seen) -> Result<(), DemoError> {
        let stick = self.place.stick(&round.id);
        rounds::write_stick(&stick, rounds::stick(&self.office, &round.id).await?.0)?;
        let now = self.office.now();
        let lay = |name: &str, note: &[u8]| {
            self.place.write(&format!("{NOTARY_FILES}/{}", round.id), name, note).map(drop)
        };
        if is_before_freeze(round.state) && !own_seed(round, |own| own.commitment.is_some()) {
            lay("seed-commit.note", &self.notary.commit(&stick)?)?;
        }
        if round.state == State::Opening && !own_seed(round, |own| own.opening.is_some()) {
            lay("seed-open.note", &self.notary.open(&stick)?)?;
        }
        if pending.is_some() {
            lay("confirm.note", &self.notary.confirm(&stick, now)?)?;
        }
        lay("cosignature.note", &self.notary.cosign(&stick, now)?)
    }
}

fn is_before_freeze(state: State) -> bool {
    matches!(state, State::Announced | State::Open | State::Closed | State::Posted)
}

/// Whether the notary's seed, which is the only one but the office's, is as `so` asks.
fn own_seed(round: &Round, so: impl Fn(&Holder) -> bool) -> bool {
    round.current().holders.iter().any(|holder| holder.id != OFFICE && so(holder))
}
