//! The order: ends the secret part and, where drand is a source, names its round.

use paiwei_protocol::{
    drand::Chain,
    journal::{BeaconRound, Event, State, evidence::deadline},
    note::Note,
    rules::Rules,
};

use super::{Appended, Done, Given, Office, RoundsError, step::Step};

/// An order that was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ordered {
    /// Its entry.
    pub appended: Appended,
    /// The drand round that it names; none with dice alone.
    pub drand: Option<DrandOrder>,
}

/// The drand round of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DrandOrder {
    /// Its number.
    pub round: u64,
    /// When it is due (Unix seconds).
    pub due: u64,
    /// Until when witnesses may cosign the order (Unix seconds).
    pub cosign_by: u64,
}

/// Sets the order. With drand it names the first round that leaves the witnesses `window` seconds,
/// and after them the lead of the rules.
///
/// # Errors
///
/// [`RoundsError::OutOfOrder`] before seeds and, with dice and drand, dice are done.
pub async fn order(
    office: &Office,
    round: &str,
    window: u64,
) -> Result<Done<Ordered>, RoundsError> {
    let mut step = office.begin().await?;
    let rules = step.rules(round).await?;
    let set = |event: &Event| matches!(event, Event::OrderSet { .. });
    if let Some(done) = step.before(round, set)? {
        let drand = step.round(round)?.current().order.and_then(|(_, drand)| drand);
        let drand = drand.map(|drand| drand_order(&rules, drand)).transpose()?;
        return Ok(Done::before(Ordered { appended: done.answer, drand }));
    }
    let states: &[State] = match rules.dice().is_some() && rules.drand_chain().is_some() {
        true => &[State::Diced],
        false => &[State::Opened],
    };
    step.expect(round, "order", states)?;
    set_order(step, round, &rules, window, Vec::new()).await
}

/// Sets another order in place of one that a quorum of witnesses states not to have cosigned in
/// time (the notes *not-cosigned*).
///
/// # Errors
///
/// [`RoundsError::OutOfOrder`] unless an order is set and not witnessed, [`RoundsError::Evidence`]
/// without the quorum.
pub async fn order_again(
    office: &Office,
    round: &str,
    window: u64,
    given: &[Given<'_>],
) -> Result<Done<Ordered>, RoundsError> {
    let notes = given.iter().map(Given::note).collect::<Result<Vec<_>, _>>()?;
    let mut step = office.begin().await?;
    let rules = step.rules(round).await?;
    let same = |event: &Event| matches!(event, Event::OrderSet { notes: n, .. } if !n.is_empty() && *n == notes);
    if let Some(done) = step.before(round, same)? {
        let drand = step.round(round)?.current().order.and_then(|(_, drand)| drand);
        let drand = drand.map(|drand| drand_order(&rules, drand)).transpose()?;
        return Ok(Done::before(Ordered { appended: done.answer, drand }));
    }
    step.expect(round, "order again", &[State::Ordered])?;
    set_order(step, round, &rules, window, notes).await
}

async fn set_order(
    mut step: Step<'_>,
    round: &str,
    rules: &Rules,
    window: u64,
    notes: Vec<Note>,
) -> Result<Done<Ordered>, RoundsError> {
    let now = step.now()?;
    let drand = match rules.drand_chain() {
        None => None,
        Some(chain) => {
            let due = now.saturating_add(window).saturating_add(rules.randomness.lead);
            let named = Chain::by_hash(&chain)
                .map_err(paiwei_protocol::journal::evidence::EvidenceError::from)?
                .round_at_or_after(due);
            Some(BeaconRound { chain, round: named })
        }
    };
    let appended = step.append(round, Event::OrderSet { drand, notes }).await?;
    step.commit().await?;
    let drand = drand.map(|drand| drand_order(rules, drand)).transpose()?;
    Ok(Done::now(Ordered { appended, drand }))
}

pub(super) fn drand_order(rules: &Rules, drand: BeaconRound) -> Result<DrandOrder, RoundsError> {
    let (due, cosign_by) = deadline(rules, drand)?;
    Ok(DrandOrder { round: drand.round, due, cosign_by })
}
