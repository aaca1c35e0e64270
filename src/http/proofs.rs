//! Makers of proof files, so that a city's families don't have a round read anew for each.

use std::sync::Arc;

use paiwei_protocol::verify::{MakeError, ProofMaker};

use super::{App, Problem, kind};
use crate::rounds::{self, Edition};

/// The maker of the round that was asked for last. Whoever comes while it reads, waits for it.
#[derive(Default)]
pub(super) struct Proofs(tokio::sync::Mutex<Option<Known>>);

struct Known {
    round: String,
    edition: Edition,
    maker: Arc<ProofMaker>,
}

/// The maker of a round's proof files, as what is published stands now.
///
/// # Errors
///
/// [`kind::NOT_FOUND`] while no result is in force.
pub(super) async fn maker(app: &App, round: &str) -> Result<Arc<ProofMaker>, Problem> {
    let edition = rounds::edition(app.office()).await?;
    let mut known = app.proofs().0.lock().await;
    if let Some(known) = &*known
        && known.round == round
        && known.edition == edition
    {
        return Ok(known.maker.clone());
    }
    let folder = rounds::published(app.office(), round).await?;
    let read = tokio::task::spawn_blocking(move || ProofMaker::new(&folder));
    let maker = read.await.map_err(Problem::internal)?.map_err(|error| match error {
        MakeError::NoResult { .. } => Problem::of(kind::NOT_FOUND),
        other => Problem::internal(other),
    })?;
    let maker = Arc::new(maker);
    *known = Some(Known { round: round.to_owned(), edition, maker: maker.clone() });
    Ok(maker)
}
