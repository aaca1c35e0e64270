//! Dice as the rules want them, and drand rounds as the order names them (PROTOCOL.md, sections
//! 11.5 and 11.6).

use super::EvidenceError;
use crate::{
    dice as faces,
    drand::Chain,
    journal::{Attempt, Beacon},
    rules::{Dice, Rules, Source},
};

/// The dice that stand in `attempt` next: the rules' source or, once the order named a drand
/// round, the fallback.
#[must_use]
pub fn dice_spec(rules: &Rules, attempt: &Attempt) -> Option<Dice> {
    if attempt.order.is_some_and(|(_, drand)| drand.is_some()) {
        return rules.randomness.fallback;
    }
    rules.randomness.sources.iter().find_map(|source| match source {
        Source::Dice(dice) => Some(*dice),
        Source::Drand { .. } => None,
    })
}

/// Checks the faces of a throw: number and range.
///
/// # Errors
/// [`EvidenceError::Dice`].
pub fn dice(rules: &Rules, attempt: &Attempt, text: &str) -> Result<(), EvidenceError> {
    match dice_spec(rules, attempt) {
        Some(spec) => Ok(faces::parse(text, spec).map(drop)?),
        None => Err(EvidenceError::OtherDice),
    }
}

/// Checks a drand round: the order's chain and round, and its signature.
///
/// # Errors
/// [`EvidenceError::OtherBeacon`] or `Drand`.
pub fn beacon(
    rules: Option<&Rules>,
    attempt: &Attempt,
    drawn: &Beacon,
) -> Result<(), EvidenceError> {
    let ordered = attempt.order.and_then(|(_, drand)| drand);
    let of_rules = rules.is_none_or(|rules| rules.drand_chain() == Some(drawn.at.chain));
    if ordered != Some(drawn.at) || !of_rules {
        return Err(EvidenceError::OtherBeacon);
    }
    let chain = Chain::by_hash(&drawn.at.chain)?;
    Ok(chain.verify(drawn.at.round, &drawn.signature, drawn.previous_signature.as_deref())?)
}

/// Checks that the beacon isn't given up before its round was due.
///
/// # Errors
/// [`EvidenceError::Time`] if `at` is before time(R).
pub fn failed_in_time(attempt: &Attempt, at: u64) -> Result<(), EvidenceError> {
    let Some(drand) = attempt.order.and_then(|(_, drand)| drand) else {
        return Err(EvidenceError::OtherBeacon);
    };
    let due = Chain::by_hash(&drand.chain)?.time_of(drand.round)?;
    if at >= due {
        return Ok(());
    }
    let bound = format!("drand round {} is due at {due}", drand.round);
    Err(EvidenceError::Time { what: "source-failed".to_owned(), at, bound, clause: "11.5" })
}
