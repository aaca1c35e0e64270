//! The drand round that the order names, or its failure.

use paiwei_protocol::journal::{Beacon, Event, Recorded, State};

use super::{Appended, Done, Office, Pending, RoundsError, confirm::put};

/// Records the signature of the drand round that the order names, verified; `previous` is the
/// signature of the round before, on the default chain only.
///
/// # Errors
///
/// [`RoundsError::Evidence`] for anything but that round's signature in its one encoding,
/// [`RoundsError::OutOfOrder`] unless the order is witnessed.
pub async fn beacon(
    office: &Office,
    round: &str,
    signature: &[u8],
    previous: Option<&[u8]>,
) -> Result<Done<Appended>, RoundsError> {
    let step = office.begin().await?;
    let recorded = |event: &Event| matches!(event, Event::RandomnessRecorded(Recorded::Drand(drawn)) if drawn.signature == signature);
    if let Some(done) = step.before(round, recorded)? {
        return Ok(done);
    }
    step.expect(round, "beacon", &[State::Witnessed])?;
    let Some(at) = step.round(round)?.current().order.and_then(|(_, drand)| drand) else {
        return Err(RoundsError::OutOfOrder {
            round: round.to_owned(),
            step: "beacon",
            state: State::Witnessed,
            next: vec![super::Task::Dice],
        });
    };
    let (signature, previous_signature) = (signature.to_vec(), previous.map(<[u8]>::to_vec));
    let beacon = Beacon { at, signature, previous_signature };
    step.finish(round, Event::RandomnessRecorded(Recorded::Drand(beacon))).await
}

/// Asks observers to confirm that the beacon failed, so that the rules' fallback takes its place.
///
/// # Errors
///
/// [`RoundsError::Evidence`] before the beacon round is due, [`RoundsError::OutOfOrder`] where the
/// rules name no fallback or the order is not witnessed.
pub async fn source_failed(
    office: &Office,
    round: &str,
    reason: &str,
) -> Result<Done<Pending>, RoundsError> {
    let step = office.begin().await?;
    step.expect(round, "source-failed", &[State::Witnessed])?;
    let event = Event::SourceFailed { reason: reason.to_owned(), confirmations: Vec::new() };
    put(step, round, event).await
}
