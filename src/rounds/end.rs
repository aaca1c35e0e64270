//! Giving a round up before its order is witnessed, and annulling a published result.

use paiwei_protocol::journal::{Event, State};

use super::{Appended, Done, Given, Office, Pending, RoundsError, confirm::put};

const BEFORE_ORDER: [State; 9] = [
    State::Announced,
    State::Open,
    State::Closed,
    State::Posted,
    State::Frozen,
    State::Opening,
    State::Opened,
    State::Dicing,
    State::Diced,
];

/// Voids a round, with a published reason: freely before the order is set, after that only with
/// notes *not-cosigned* of a witness quorum, never once it is witnessed.
///
/// # Errors
///
/// [`RoundsError::OutOfOrder`], [`RoundsError::Evidence`], [`RoundsError::Differs`] where it was
/// voided for another reason.
pub async fn void(
    office: &Office,
    round: &str,
    reason: &str,
    given: &[Given<'_>],
) -> Result<Done<Appended>, RoundsError> {
    let notes = given.iter().map(Given::note).collect::<Result<Vec<_>, _>>()?;
    let step = office.begin().await?;
    if let Some(done) = step.before(round, |event| matches!(event, Event::Voided { .. }))? {
        let same = |event: &Event| matches!(event, Event::Voided { reason: r, .. } if r == reason);
        return match step.before(round, same)? {
            Some(_) => Ok(done),
            None => {
                let (done, asked) = ("another reason".to_owned(), reason.to_owned());
                Err(RoundsError::Differs { step: "void", done, asked })
            }
        };
    }
    let states = [&BEFORE_ORDER[..], &[State::Ordered]].concat();
    step.expect(round, "void", &states)?;
    step.finish(round, Event::Voided { reason: reason.to_owned(), notes }).await
}

/// Asks observers to confirm that the published result is annulled, with a published reason. Once
/// they have, the next attempt goes on from the posting with new seeds; all stays published.
///
/// # Errors
///
/// [`RoundsError::OutOfOrder`] unless a result is in force.
pub async fn annul(
    office: &Office,
    round: &str,
    reason: &str,
) -> Result<Done<Pending>, RoundsError> {
    let step = office.begin().await?;
    step.expect(round, "annul", &[State::Published])?;
    let result = step.round(round)?.current().result.unwrap_or_default();
    let (reason, confirmations) = (reason.to_owned(), Vec::new());
    put(step, round, Event::Annulled { reason, result, confirmations }).await
}
