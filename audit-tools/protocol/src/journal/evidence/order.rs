//! The order and its time: nobody may know the beacon when it is set (PROTOCOL.md, section 11.7).

use super::{Cosigned, EvidenceError};
use crate::{drand::Chain, journal::BeaconRound, rules::Rules};

/// The time of the drand round, and the latest time at which the order may be cosigned:
/// time(R) − lead.
///
/// # Errors
/// [`EvidenceError::Drand`] if there is no such chain or round.
pub fn deadline(rules: &Rules, drand: BeaconRound) -> Result<(u64, u64), EvidenceError> {
    let time = Chain::by_hash(&drand.chain)?.time_of(drand.round)?;
    Ok((time, time.saturating_sub(rules.randomness.lead)))
}

/// Checks that an order set at `at` leaves the lead, and names a chain of the rules.
///
/// # Errors
/// [`EvidenceError::Time`] if it doesn't; `OtherBeacon` on another chain.
pub fn order_lead(rules: &Rules, drand: BeaconRound, at: u64) -> Result<(), EvidenceError> {
    if rules.drand_chain() != Some(drand.chain) {
        return Err(EvidenceError::OtherBeacon);
    }
    let (time, latest) = deadline(rules, drand)?;
    if at <= latest && time >= rules.randomness.lead {
        return Ok(());
    }
    let bound = format!("drand round {} is of {time}; latest {latest}", drand.round);
    Err(EvidenceError::Time { what: "order-set".to_owned(), at, bound, clause: "11.7" })
}

/// Checks that every witness cosigned the order by time(R) − lead.
///
/// # Errors
/// [`EvidenceError::Time`] for the first that didn't.
pub fn order_in_time(
    rules: &Rules,
    drand: BeaconRound,
    times: &[Cosigned],
) -> Result<(), EvidenceError> {
    let (_, latest) = deadline(rules, drand)?;
    match times.iter().find(|cosigned| cosigned.time > latest) {
        None => Ok(()),
        Some(late) => Err(EvidenceError::Time {
            what: format!("cosignature of {} over the order", late.id),
            at: late.time,
            bound: format!("the latest time is {latest}"),
            clause: "11.7",
        }),
    }
}
