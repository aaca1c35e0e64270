//! Packing: the sealed round for the ceremony machine, and what was done there for the way back.

use paiwei_protocol::journal::{Body, State};

use super::{parcel::Parcel, request::Request};
use crate::{
    keys::seal_for,
    rounds::{
        Done, Given, Office, RoundsError, held::earlier_in_force, history::History,
        seeds::office_seed, step::Step,
    },
};

/// States in which a round can go to the ceremony: the roll is frozen, the result not yet out.
const CEREMONY: [State; 9] = [
    State::Frozen,
    State::Opening,
    State::Opened,
    State::Dicing,
    State::Diced,
    State::Ordered,
    State::Witnessed,
    State::Thrown,
    State::Failed,
];

/// Hands the journal over to the ceremony machine of `request` and gives the sealed round: rules,
/// rolls, the whole journal and the office's seed, which only that machine can open. Given again
/// for the same machine, it is packed again.
///
/// # Errors
///
/// [`RoundsError::Step`] while a round takes applications, [`RoundsError::OutOfOrder`] unless the
/// roll is frozen, [`RoundsError::Differs`] where another machine holds the journal.
pub async fn handover_export(
    office: &Office,
    round: &str,
    request: Given<'_>,
) -> Result<Done<Vec<u8>>, RoundsError> {
    let mut step = office.begin().await?;
    let request = Request::read(request, step.history.journal().origin())?;
    let before = step.history.journal().is_handed_over();
    if before {
        same_machine(&step.history, &request)?;
    } else {
        step.expect(round, "handover", &CEREMONY)?;
        step.append_body(Body::HandedOver { key: request.journal.clone() }).await?;
    }
    let parcel = pack_with_seeds(&mut step, round).await?;
    let sealed = seal_for(&request.seal, &parcel.to_bytes(), &*office.entropy)?;
    step.commit().await?;
    Ok(if before { Done::before(sealed) } else { Done::now(sealed) })
}

fn same_machine(history: &History, request: &Request) -> Result<(), RoundsError> {
    let journal = history.journal();
    let in_force = journal.keys().journal_at(journal.size());
    if *in_force == request.journal {
        return Ok(());
    }
    let (done, asked) = (in_force.to_string(), request.journal.to_string());
    Err(RoundsError::Differs { step: "handover", done, asked })
}

async fn pack_with_seeds(step: &mut Step<'_>, round: &str) -> Result<Parcel, RoundsError> {
    let history = step.history.clone();
    let mut ids = vec![round.to_owned()];
    ids.extend(earlier_in_force(&history, round)?.into_iter().map(|(id, _)| id));
    let mut parcel = Parcel::pack(step, &history, round, &ids).await?;
    let attempt = history.round(round)?.current().number;
    let seed = office_seed(step, round, attempt).await?;
    parcel.seeds.push((attempt, hex::encode(*seed)));
    Ok(parcel)
}

/// Hands the journal back: closes the ceremony machine's range of it and gives what the office
/// imports. Given again, it is packed again.
///
/// # Errors
///
/// [`RoundsError::Step`] where this machine doesn't hold the journal.
pub async fn handback_export(office: &Office) -> Result<Done<Vec<u8>>, RoundsError> {
    let mut step = office.begin().await?;
    let last = step.history.places().last().map(|(_, body)| matches!(body, Body::HandedBack));
    let before = last == Some(true);
    if !before {
        step.append_body(Body::HandedBack).await?;
    }
    let history = step.history.clone();
    let mut parcel = Parcel::pack(&mut step, &history, "", &[]).await?;
    parcel.enclose(&mut step, &history).await?;
    step.commit().await?;
    let bytes = parcel.to_bytes();
    Ok(if before { Done::before(bytes) } else { Done::now(bytes) })
}
