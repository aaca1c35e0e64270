//! Where a round stands, as anybody may know: from the journal and the rules alone.

use std::sync::Arc;

use paiwei_protocol::{
    journal::{Body, Round},
    rules::Rules,
};

use super::{Appended, Office, Pending, RoundsError, Task, confirm, office::round_row, status};

/// Where a round stands.
#[derive(Debug, Clone)]
pub struct Overview {
    /// What the journal says of it.
    pub round: Round,
    /// Its rules.
    pub rules: Arc<Rules>,
    /// Its entries, in order.
    pub done: Vec<Appended>,
    /// What can be done next, the usual way first.
    pub next: Vec<Task>,
    /// What waits for confirmations.
    pub pending: Option<Pending>,
    /// Receipts given so far.
    pub received: u64,
    /// The ceremony machine holds the journal.
    pub handed_over: bool,
}

/// Where a round stands. Costs the same however many families apply.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn overview(office: &Office, round: &str) -> Result<Overview, RoundsError> {
    let (mut read, history) = office.read().await?;
    let found = history.round(round)?.clone();
    let pending = confirm::load(&mut read, &history, round).await?;
    let received = round_row(&mut read, round).await?.received;
    drop(read);
    let of_round = |(place, body): (Appended, &Body)| match body {
        Body::Round { round: id, .. } if id == round => Some(place),
        _ => None,
    };
    Ok(Overview {
        done: history.places().filter_map(of_round).collect(),
        next: status::next(&history, &found),
        round: found,
        rules: office.known_rules(round).await?,
        pending,
        received,
        handed_over: history.journal().is_handed_over(),
    })
}
