//! What the console needs to know of a round.

use std::collections::BTreeMap;

use paiwei_protocol::{
    journal::{
        Attempt, Opening, Plan, Round, State,
        evidence::{deadline, dice_spec},
    },
    rules::{Dice, OFFICE, Rules, Source},
};

use super::{
    offer::{Input, Offer},
    typed::Asked,
};
use crate::{
    http::{App, Problem},
    rounds::{self, Head, IN_FLIGHT, Overview, Task},
    staff::Proposal,
    words::tasks,
};

/// The drand round that an order names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BeaconDue {
    /// Its number.
    pub(crate) round: u64,
    /// When it is due (Unix seconds).
    pub(crate) due: u64,
    /// Until when witnesses may cosign the order (Unix seconds).
    pub(crate) cosign_by: u64,
}

/// A round as the console shows it.
pub(crate) struct Found {
    pub(super) overview: Overview,
    pub(super) head: Head,
    pub(super) proposals: Vec<Proposal>,
    pub(super) offers: Vec<Offer>,
    pub(super) dice: Option<Dice>,
    pub(super) beacon: Option<BeaconDue>,
}

impl Found {
    /// # Errors
    ///
    /// A [`Problem`] where there is no such round.
    pub(super) async fn of(app: &App, round: &str) -> Result<Self, Problem> {
        let overview = rounds::overview(app.office(), round).await?;
        let head = rounds::head(app.office()).await?;
        let mut proposals = app.staff().waiting().await?;
        proposals.retain(|one| one.round == round);
        let beacon = beacon_due(&overview);
        let mut offers: Vec<Offer> = overview.next.iter().copied().map(Offer::of).collect();
        let waiting: BTreeMap<String, &str> =
            proposals.iter().map(|one| (one.step.parts().0, one.id.as_str())).collect();
        for offer in &mut offers {
            let of_task = |word: &String| tasks::of_step(word) == offer.id();
            let found = waiting.iter().find(|(word, _)| of_task(word));
            offer.waiting = found.map(|(_, id)| (*id).to_owned());
            offer.from =
                from(&overview, offer.task, beacon).filter(|from| *from > app.office().now());
            offer.observers = awaited(&overview.round, offer);
            if offer.task == Task::Order && overview.rules.drand_chain().is_none() {
                offer.inputs = &[];
            }
        }
        let dice = dice_due(&overview.rules, &overview.round);
        Ok(Self { head, proposals, offers, dice, beacon, overview })
    }

    /// What the round says of a step's input.
    pub(super) fn asked(&self) -> Asked {
        Asked { dice: self.dice, beacon: self.beacon.map(|beacon| beacon.round) }
    }
}

/// The dice that are thrown next, or stand.
pub(crate) fn dice_due(rules: &Rules, round: &Round) -> Option<Dice> {
    if round.state == State::Failed || round.plan() == Plan::Drand {
        return rules.randomness.fallback;
    }
    dice_spec(rules, round.current()).or_else(|| {
        rules.randomness.sources.iter().find_map(|source| match source {
            Source::Dice(dice) => Some(*dice),
            Source::Drand { .. } => None,
        })
    })
}

fn beacon_due(overview: &Overview) -> Option<BeaconDue> {
    let (_, named) = overview.round.current().order?;
    let named = named?;
    let (due, cosign_by) = deadline(&overview.rules, named).ok()?;
    Some(BeaconDue { round: named.round, due, cosign_by })
}

/// From when a task is possible, where the rules or the journal say so.
fn from(overview: &Overview, task: Task, beacon: Option<BeaconDue>) -> Option<u64> {
    let (rules, attempt) = (&overview.rules, overview.round.current());
    match task {
        Task::OpenIntake => Some(rules.timeline.open),
        Task::Close => Some(rules.timeline.close + IN_FLIGHT),
        Task::Freeze => {
            let witnessed = overview.done.iter().find(|one| one.kind == "posting-witnessed")?;
            Some(witnessed.at + rules.posting.objection)
        }
        Task::SeedMissing => Some(attempt.office_opened_at? + rules.timeline.reveal),
        Task::Beacon | Task::SourceFailed => Some(beacon?.due),
        _ => None,
    }
}

/// The observers whose note a task waits for.
fn awaited(round: &Round, offer: &Offer) -> Vec<String> {
    let attempt: &Attempt = round.current();
    let holders = attempt.holders.iter().filter(|holder| holder.id != OFFICE);
    let opened = |opening: &Option<Opening>| opening.is_some();
    match offer.task {
        Task::CommitObserver => {
            holders.filter(|one| one.commitment.is_none()).map(|one| one.id.clone()).collect()
        }
        Task::OpenObserverSeed | Task::SeedMissing => {
            holders.filter(|one| !opened(&one.opening)).map(|one| one.id.clone()).collect()
        }
        _ if offer.inputs.contains(&Input::Notes) => {
            let watchers = round.announced.observers.iter();
            watchers.filter(|one| one.witness).map(|one| one.id.clone()).collect()
        }
        _ => Vec::new(),
    }
}
