//! Makers of proof files, so that a city's families don't have a round read anew for each.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError},
};

use paiwei_protocol::verify::{MakeError, ProofMaker};

use super::{App, Problem, kind, off_thread};
use crate::rounds::{self, Edition};

/// The makers of rounds that were asked for. Whoever comes while a round is read, waits for it; other
/// rounds' families don't.
#[derive(Default)]
pub(super) struct Proofs(
    std::sync::Mutex<BTreeMap<String, Arc<tokio::sync::Mutex<Option<Known>>>>>,
);

struct Known {
    edition: Edition,
    maker: Arc<ProofMaker>,
}

/// The maker of a round's proof files, as what is published stands now.
///
/// # Errors
///
/// [`kind::NO_RESULT`] while no result is in force.
pub(super) async fn maker(app: &App, round: &str) -> Result<Arc<ProofMaker>, Problem> {
    if !rounds::has_result(app.office(), round).await? {
        return Err(Problem::of(kind::NO_RESULT));
    }
    let edition = rounds::edition(app.office()).await?;
    let known = app.proofs().of(round);
    let mut known = known.lock().await;
    if let Some(known) = known.as_ref().filter(|known| known.edition == edition) {
        return Ok(known.maker.clone());
    }
    let folder = rounds::published(app.office(), round).await?;
    let read = off_thread(move || ProofMaker::new(&folder)).await?;
    let maker = read.map_err(|error| match error {
        MakeError::NoResult { .. } => Problem::of(kind::NO_RESULT),
        other => Problem::internal(other),
    })?;
    let maker = Arc::new(maker);
    *known = Some(Known { edition, maker: maker.clone() });
    Ok(maker)
}

impl Proofs {
    /// What is known of a round that has a result: an office has few.
    fn of(&self, round: &str) -> Arc<tokio::sync::Mutex<Option<Known>>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry(round.to_owned()).or_default().clone()
    }
}
