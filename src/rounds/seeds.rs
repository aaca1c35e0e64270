//! Seeds: committed before the freeze, opened after it, or missing.

use paiwei_protocol::{
    digest::{Digest, parse_hex},
    journal::{Event, Opening, State},
    rules::OFFICE,
    seed::commitment,
};
use zeroize::Zeroizing;

use super::{Appended, Done, Given, Office, RoundsError, office::round_row, step::Step};
use crate::{entropy, vault::VaultError};

const BEFORE_FREEZE: [State; 4] = [State::Announced, State::Open, State::Closed, State::Posted];

/// Draws the office's seed of the current attempt, seals it and journals its commitment.
///
/// # Errors
///
/// [`RoundsError::OutOfOrder`] after the freeze.
pub async fn commit(office: &Office, round: &str) -> Result<Done<Appended>, RoundsError> {
    let mut step = office.begin().await?;
    let committed =
        |event: &Event| matches!(event, Event::SeedCommitted { holder, .. } if holder == OFFICE);
    if let Some(done) = step.before(round, committed)? {
        return Ok(done);
    }
    step.refuse_ceremony("commit")?;
    step.expect(round, "commit", &BEFORE_FREEZE)?;
    let attempt = step.round(round)?.current().number;
    let row = round_row(&mut step, round).await?;
    let seed = Zeroizing::new(entropy::bytes::<32>(&*office.entropy)?);
    let vault = office.round_vault(round, &row)?;
    let sealed = vault.seal("seeds", &attempt.to_string(), &*seed, &*office.entropy)?;
    step.insert_seed(round, attempt, &sealed).await?;
    let origin = step.history.journal().origin();
    let commitment = commitment(origin, round, attempt, OFFICE, &seed);
    let event = Event::SeedCommitted { holder: OFFICE.to_owned(), commitment, note: None };
    step.finish(round, event).await
}

/// Journals an observer's commitment: the note *seed-commit* that the observer signed.
///
/// # Errors
///
/// [`RoundsError::File`] for another file, [`RoundsError::Differs`] for a second seed of one
/// observer, [`RoundsError::Evidence`] for a note that the observer didn't sign.
pub async fn commit_observer(
    office: &Office,
    round: &str,
    given: Given<'_>,
) -> Result<Done<Appended>, RoundsError> {
    let (note, lines) = given.statement("paiwei seed-commit v1", round, 2)?;
    let commitment: Digest =
        lines[1].parse().map_err(|_| malformed(given, "its last line is no commitment"))?;
    let holder = lines[0].clone();
    let step = office.begin().await?;
    let mine =
        |event: &Event| matches!(event, Event::SeedCommitted { holder: h, .. } if *h == holder);
    if let Some(done) = step.before(round, mine)? {
        let held = step.round(round)?.current().holders.iter().find(|h| h.id == holder);
        return match held.and_then(|holder| holder.commitment) {
            Some(found) if found != commitment => Err(RoundsError::Differs {
                step: "commit",
                done: found.to_string(),
                asked: commitment.to_string(),
            }),
            _ => Ok(done),
        };
    }
    step.expect(round, "commit", &BEFORE_FREEZE)?;
    step.finish(round, Event::SeedCommitted { holder, commitment, note: Some(note) }).await
}

/// Opens the office's seed: the first after the freeze.
///
/// # Errors
///
/// [`RoundsError::OutOfOrder`] unless the roll is frozen; [`RoundsError::Vault`] without the right
/// key file.
pub async fn open_seed(office: &Office, round: &str) -> Result<Done<Appended>, RoundsError> {
    let mut step = office.begin().await?;
    let opened =
        |event: &Event| matches!(event, Event::SeedOpened { holder, .. } if holder == OFFICE);
    if let Some(done) = step.before(round, opened)? {
        return Ok(done);
    }
    step.expect(round, "open-seed", &[State::Frozen])?;
    step.refuse_unwitnessed(round).await?;
    let attempt = step.round(round)?.current().number;
    let seed = office_seed(&mut step, round, attempt).await?;
    step.finish(round, Event::SeedOpened { holder: OFFICE.to_owned(), seed: *seed, note: None })
        .await
}

/// The office's seed of an attempt.
pub(super) async fn office_seed(
    step: &mut Step<'_>,
    round: &str,
    attempt: u32,
) -> Result<Zeroizing<[u8; 32]>, RoundsError> {
    let row = round_row(step, round).await?;
    let lost = || VaultError::Altered(format!("{round}/seeds/{attempt}"));
    let sealed = step.seed(round, attempt).await?.ok_or_else(lost)?;
    let vault = step.office.round_vault(round, &row)?;
    let plain = vault.open("seeds", &attempt.to_string(), &sealed)?;
    let mut seed = Zeroizing::new([0; 32]);
    if plain.len() != seed.len() {
        return Err(lost().into());
    }
    seed.copy_from_slice(&plain);
    Ok(seed)
}

/// Journals an observer's opening: the note *seed-open* that the observer signed.
///
/// # Errors
///
/// [`RoundsError::File`] for another file, [`RoundsError::OutOfOrder`] before the office's opening,
/// [`RoundsError::Evidence`] for a seed that isn't the committed one.
pub async fn open_observer_seed(
    office: &Office,
    round: &str,
    given: Given<'_>,
) -> Result<Done<Appended>, RoundsError> {
    let (note, lines) = given.statement("paiwei seed-open v1", round, 2)?;
    let seed: [u8; 32] =
        parse_hex(&lines[1]).ok_or_else(|| malformed(given, "its last line is no seed"))?;
    let holder = lines[0].clone();
    let step = office.begin().await?;
    let mine = |event: &Event| matches!(event, Event::SeedOpened { holder: h, .. } if *h == holder);
    if let Some(done) = step.before(round, mine)? {
        let held = step.round(round)?.current().holders.iter().find(|h| h.id == holder);
        return match held.and_then(|holder| holder.opening) {
            Some(Opening::Seed(found)) if found != seed => Err(RoundsError::Differs {
                step: "open-seed",
                done: hex::encode(found),
                asked: hex::encode(seed),
            }),
            _ => Ok(done),
        };
    }
    step.expect(round, "open-seed", &[State::Opening])?;
    step.finish(round, Event::SeedOpened { holder, seed, note: Some(note) }).await
}

/// Journals that an observer didn't open its seed in the time of the rules.
///
/// # Errors
///
/// [`RoundsError::OutOfOrder`], and [`RoundsError::Evidence`] before the observers' time is over.
pub async fn seed_missing(
    office: &Office,
    round: &str,
    holder: &str,
) -> Result<Done<Appended>, RoundsError> {
    let step = office.begin().await?;
    let mine = |event: &Event| matches!(event, Event::SeedMissing { holder: h } if h == holder);
    if let Some(done) = step.before(round, mine)? {
        return Ok(done);
    }
    step.expect(round, "seed-missing", &[State::Opening])?;
    step.finish(round, Event::SeedMissing { holder: holder.to_owned() }).await
}

fn malformed(given: Given<'_>, why: &str) -> RoundsError {
    RoundsError::File { file: given.file.to_owned(), why: why.to_owned() }
}
