//! The counter: takes submissions in turn, many in one transaction.

use std::{collections::BTreeMap, sync::Arc};

use paiwei_protocol::tag::TagKey;
use tokio::sync::{mpsc, oneshot};

use super::{
    FamilyError, Submission,
    check::{self, Against, Checked},
    take::{in_time, take},
};
use crate::{
    clock::china_date,
    rounds::{
        Office, RoundsError,
        announce::open_tag_key,
        desk::{Desk, Received},
        office::round_row,
    },
};

/// Submissions that wait for the counter; more are told to come again.
const QUEUE: usize = 1024;

/// Takes submissions: whoever is answered has a receipt that is on the disk.
#[derive(Debug, Clone)]
pub struct Counter {
    office: Arc<Office>,
    queue: mpsc::Sender<Waiting>,
}

/// Checked revisions that wait for their round's lock.
struct Waiting {
    round: String,
    checked: Vec<Checked>,
    arrived: u64,
    reply: oneshot::Sender<Result<Vec<Received>, FamilyError>>,
}

impl Counter {
    /// Opens the counter of an office; at most `most` submissions share a transaction. It closes
    /// when the last handle of it is dropped.
    #[must_use]
    pub fn open(office: Arc<Office>, most: usize) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        tokio::spawn(serve(office.clone(), waiting, most.max(1)));
        Self { office, queue }
    }

    /// Takes a family's revisions, all or none, and gives their receipts, in their order. What was
    /// taken before with the same texts gets the same receipts.
    ///
    /// # Errors
    ///
    /// [`FamilyError`]; after [`FamilyError::Again`] the same may be sent again without harm.
    pub async fn submit(
        &self,
        round: &str,
        submission: &Submission,
    ) -> Result<Vec<Received>, FamilyError> {
        let rules = self.office.known_rules(round).await?;
        let tag_key = tag_key(&self.office, round).await?;
        let today = china_date(self.office.now());
        let against = Against { rules: &rules, tag_key: &tag_key, today };
        let checked = check::signed(&submission.revisions, &against)?;
        self.take(round, checked, submission.arrived).await
    }

    pub(super) async fn take(
        &self,
        round: &str,
        checked: Vec<Checked>,
        arrived: u64,
    ) -> Result<Vec<Received>, FamilyError> {
        let (reply, answer) = oneshot::channel();
        let waiting = Waiting { round: round.to_owned(), checked, arrived, reply };
        self.queue.try_send(waiting).map_err(|_| FamilyError::Again)?;
        answer.await.unwrap_or(Err(FamilyError::Again))
    }

    pub(super) fn office(&self) -> &Office {
        &self.office
    }
}

/// The tag key of a round.
pub(super) async fn tag_key(office: &Office, round: &str) -> Result<TagKey, RoundsError> {
    let row = round_row(&mut office.store.begin_read().await?, round).await?;
    let vault = office.round_vault(round, &row)?;
    Ok(TagKey::new(*open_tag_key(&vault, &row)?))
}

async fn serve(office: Arc<Office>, mut queue: mpsc::Receiver<Waiting>, most: usize) {
    let mut waiting = Vec::with_capacity(most);
    while queue.recv_many(&mut waiting, most).await > 0 {
        let mut by_round: BTreeMap<String, Vec<Waiting>> = BTreeMap::new();
        for one in waiting.drain(..) {
            by_round.entry(one.round.clone()).or_default().push(one);
        }
        for (round, waiting) in by_round {
            let served = tokio::spawn(serve_round(office.clone(), round, waiting));
            // Whoever waited is told to send the same again; the counter stays open for the others.
            if let Err(fault) = served.await {
                tracing::error!(%fault, "the counter failed");
            }
        }
    }
}

/// Takes all that waits for one round in one transaction, and answers when it is durable. Where that
/// fails for good, each is taken alone, so that one family's fault isn't another's.
async fn serve_round(office: Arc<Office>, round: String, waiting: Vec<Waiting>) {
    match taken(&office, &round, &waiting).await {
        Ok(outcomes) => answer(waiting, outcomes),
        Err(error) if error.is_transient() => {
            tracing::warn!(%round, %error, "submissions could not be taken");
            let again = waiting.iter().map(|_| Err(FamilyError::Again)).collect();
            answer(waiting, again);
        }
        Err(error) => {
            tracing::error!(%round, %error, "submissions could not be taken together");
            for one in waiting {
                let alone = std::slice::from_ref(&one);
                let outcomes = taken(&office, &round, alone).await;
                let outcomes = outcomes.unwrap_or_else(|error| vec![Err(error.into())]);
                answer(vec![one], outcomes);
            }
        }
    }
}

fn answer(waiting: Vec<Waiting>, outcomes: Vec<Result<Vec<Received>, FamilyError>>) {
    for (one, outcome) in waiting.into_iter().zip(outcomes) {
        // A family that has gone away asks again, and finds its receipt.
        let _ = one.reply.send(outcome);
    }
}

/// What each submission came to; an error leaves none of them taken.
async fn taken(
    office: &Office,
    round: &str,
    waiting: &[Waiting],
) -> Result<Vec<Result<Vec<Received>, FamilyError>>, RoundsError> {
    let rules = office.known_rules(round).await?;
    let mut step = office.begin_in(round).await?;
    let mut desk = Desk::at(&mut step, round).await?;
    let mut outcomes = Vec::new();
    for one in waiting {
        let in_time = in_time(&step, &rules, one.arrived);
        match take(&mut step, &mut desk, &one.checked, in_time).await {
            // The transaction itself can't go on.
            Err(FamilyError::Rounds(error)) => return Err(error),
            outcome => outcomes.push(outcome),
        }
    }
    desk.close(&mut step).await?;
    step.commit().await?;
    Ok(outcomes)
}
