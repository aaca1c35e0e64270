//! The review queue: applications page by page, without names.

use paiwei_protocol::{ident::Code, receipt::Receipt};

use super::{Application, Decided, Office, RoundsError, lines::set};
use crate::store::QueueRow;

/// Most applications of one page.
pub const MOST_QUEUED: u32 = 500;

/// A page of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its applications, by code.
    pub applications: Vec<Application>,
    /// The code to go on after; `None`: this is the last page.
    pub next: Option<Code>,
}

/// Up to `most` applications after the code `after`; `awaiting`: only those that review has not
/// decided on and the family has not withdrawn.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn queue(
    office: &Office,
    round: &str,
    after: Option<Code>,
    most: u32,
    awaiting: bool,
) -> Result<Page, RoundsError> {
    let (mut read, history) = office.read().await?;
    history.round(round)?;
    let most = most.clamp(1, MOST_QUEUED);
    let after = after.map_or_else(String::new, |code| code.to_string());
    let rows = match awaiting {
        true => read.undecided_queue(round, &after, most).await?,
        false => read.queue(round, &after, most).await?,
    };
    let full = rows.len() == most as usize;
    let all = rows.into_iter().map(application).collect::<Result<Vec<_>, _>>()?;
    let next = all.last().map(|one| one.request.code).filter(|_| full);
    let shown = |one: &Application| !awaiting || !one.request.withdrawn;
    Ok(Page { applications: all.into_iter().filter(shown).collect(), next })
}

fn application(row: QueueRow) -> Result<Application, RoundsError> {
    let (_, receipt) = Receipt::read("a stored receipt", row.receipt.as_bytes())?;
    let decided = row.decision.map(|row| Decided {
        status: row.status,
        categories: set(&row.categories),
        points: row.points,
        at: row.decided_at,
    });
    Ok(Application { request: receipt.request, points: row.points, decided })
}
