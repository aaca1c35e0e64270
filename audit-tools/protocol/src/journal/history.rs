//! What an allowed step leaves in its round's history.

use super::{
    Event,
    state::{Attempt, Holder, Opening, Round},
};

/// Writes an allowed event into the round's history.
pub(super) fn record(round: &mut Round, index: u64, at: u64, event: &Event) {
    if let Event::Annulled { .. } = event {
        round.current_mut().annulled = true;
        let next = Attempt::new(round.current().number + 1, &round.announced);
        round.attempts.push(next);
        return;
    }
    match event {
        Event::Intake { size, .. } => round.intake = *size,
        Event::RollPosted(table) => round.posted = Some((index, *table)),
        _ => record_attempt(round.current_mut(), index, at, event),
    }
}

fn record_attempt(attempt: &mut Attempt, index: u64, at: u64, event: &Event) {
    match event {
        Event::SeedCommitted { holder, commitment, .. } => {
            holder_mut(attempt, holder).commitment = Some(*commitment);
        }
        Event::RollFrozen { roll, changes } => {
            attempt.frozen = Some((index, *roll));
            attempt.changes = Some(*changes);
        }
        Event::SeedOpened { holder, seed, .. } => {
            holder_mut(attempt, holder).opening = Some(Opening::Seed(*seed));
            if holder == "office" {
                attempt.office_opened_at = Some(at);
            }
        }
        Event::SeedMissing { holder } => {
            holder_mut(attempt, holder).opening = Some(Opening::Missing);
        }
        Event::OrderSet { drand, .. } => attempt.order = Some((index, *drand)),
        Event::DiceThrown { dice, .. } => attempt.thrown = Some(dice.clone()),
        Event::RandomnessRecorded(recorded) => attempt.recorded.push(recorded.clone()),
        Event::ResultPublished { .. } => attempt.result = Some(index),
        Event::Answers { size, .. } => attempt.answers = *size,
        _ => {}
    }
}

fn holder_mut<'a>(attempt: &'a mut Attempt, id: &str) -> &'a mut Holder {
    attempt.holders.iter_mut().find(|h| h.id == id).expect("the table's conditions found it")
}
