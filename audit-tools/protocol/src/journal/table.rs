//! The table (state, entry) → state of PROTOCOL.md, section 10.1, and its conditions, 10.2.

use super::{
    Event, IntakePhase, Plan, Recorded, StepError,
    state::{Attempt, Opening, Round, State},
};

/// The state that `event` leads `round` to.
///
/// # Errors
/// [`StepError::OutOfOrder`] where the table has no such line; other errors where a condition of
/// section 10.2 doesn't hold.
pub(super) fn next(round: &Round, event: &Event) -> Result<State, StepError> {
    use State as S;
    let plan = round.plan();
    Ok(match (round.state, event) {
        (S::Announced | S::Open | S::Closed | S::Posted, Event::SeedCommitted { .. }) => {
            round.state
        }
        (S::Announced, Event::Intake { phase: IntakePhase::Open, .. })
        | (S::Open, Event::Intake { phase: IntakePhase::Hour, .. }) => S::Open,
        (S::Open, Event::Intake { phase: IntakePhase::Close, .. }) => S::Closed,
        (S::Closed, Event::RollPosted(_)) => S::Posted,
        (S::Posted, Event::PostingWitnessed { .. }) => S::Posted,
        (S::Posted, Event::RollFrozen { .. }) => S::Frozen,
        (S::Frozen, Event::FreezeWitnessed { .. }) => S::Frozen,
        (S::Frozen | S::Opening, Event::SeedOpened { holder, .. })
        | (S::Opening, Event::SeedMissing { holder }) => after_opening(round, holder)?,
        (S::Opened, Event::DiceThrown { again: None, .. }) if plan == Plan::DiceAndDrand => {
            S::Dicing
        }
        (S::Dicing, Event::DiceThrown { again: Some(_), .. }) => S::Dicing,
        (S::Dicing, Event::RandomnessRecorded(Recorded::Dice { fallback: false, .. })) => S::Diced,
        (S::Opened, Event::OrderSet { .. }) if plan != Plan::DiceAndDrand => S::Ordered,
        (S::Diced | S::Ordered, Event::OrderSet { .. }) => S::Ordered,
        (S::Ordered, Event::OrderWitnessed { .. }) => S::Witnessed,
        (S::Witnessed, Event::DiceThrown { again: None, .. }) if plan == Plan::Dice => S::Thrown,
        (S::Witnessed, Event::RandomnessRecorded(Recorded::Drand(_))) if plan.has_drand() => {
            S::Drawn
        }
        (S::Witnessed, Event::SourceFailed { .. })
            if plan.has_drand() && round.announced.fallback =>
        {
            S::Failed
        }
        (S::Failed, Event::DiceThrown { again: None, .. })
        | (S::Thrown, Event::DiceThrown { again: Some(_), .. }) => S::Thrown,
        (S::Thrown, Event::RandomnessRecorded(Recorded::Dice { fallback, .. }))
            if *fallback == plan.has_drand() =>
        {
            S::Drawn
        }
        (S::Drawn, Event::ResultPublished { .. })
        | (S::Published, Event::Standing { .. } | Event::Answers { .. }) => S::Published,
        (S::Published, Event::Annulled { .. }) => S::Posted,
        (state, Event::Voided { .. }) if state.before_order() || state == S::Ordered => S::Void,
        (state, event) => return Err(StepError::OutOfOrder { state, entry: event.kind() }),
    })
}

/// State after `holder` opened its seed or is missing: the office goes first.
fn after_opening(round: &Round, holder: &str) -> Result<State, StepError> {
    let office = round.state == State::Frozen;
    if office != (holder == "office") {
        return Err(StepError::OfficeOpensFirst);
    }
    let left = round.current().holders.iter().filter(|h| h.opening.is_none() && h.id != holder);
    Ok(if left.count() == 0 { State::Opened } else { State::Opening })
}

/// The conditions of section 10.2 which one round's history decides.
pub(super) fn conditions(round: &Round, event: &Event) -> Result<(), StepError> {
    let attempt = round.current();
    match event {
        Event::SeedCommitted { holder, note, .. } => {
            let found = known_holder(attempt, holder)?;
            if found.commitment.is_some() {
                return Err(StepError::Twice { holder: holder.clone() });
            }
            note_iff_observer(holder, note.is_some())
        }
        Event::SeedOpened { holder, note, .. } => {
            unopened(attempt, holder)?;
            note_iff_observer(holder, note.is_some())
        }
        Event::SeedMissing { holder } => unopened(attempt, holder),
        Event::Intake { phase, size, .. } => intake_size(round, *phase, *size),
        Event::RollFrozen { .. } => match attempt.holders.iter().find(|h| h.commitment.is_none()) {
            Some(holder) => Err(StepError::NotCommitted { holder: holder.id.clone() }),
            None => Ok(()),
        },
        Event::OrderSet { drand, notes } => order(round, drand.is_some(), notes.len()),
        Event::DiceThrown { again: None, confirmations, .. } if !confirmations.is_empty() => {
            Err(StepError::NeedlessNotes)
        }
        Event::Voided { notes, .. } => denials(round, notes.len()),
        Event::Standing { result } | Event::Annulled { result, .. } => {
            if attempt.result == Some(*result) {
                Ok(())
            } else {
                Err(StepError::NotTheResult { named: *result })
            }
        }
        Event::Answers { size, .. } if *size <= attempt.answers => {
            Err(StepError::NoNewAnswer { from: attempt.answers, to: *size })
        }
        _ => Ok(()),
    }
}

fn known_holder<'a>(
    attempt: &'a Attempt,
    holder: &str,
) -> Result<&'a super::state::Holder, StepError> {
    attempt
        .holders
        .iter()
        .find(|h| h.id == holder)
        .ok_or_else(|| StepError::UnknownHolder { holder: holder.to_owned() })
}

fn unopened(attempt: &Attempt, holder: &str) -> Result<(), StepError> {
    match known_holder(attempt, holder)?.opening {
        None => Ok(()),
        Some(Opening::Seed(_) | Opening::Missing) => {
            Err(StepError::Twice { holder: holder.to_owned() })
        }
    }
}

fn note_iff_observer(holder: &str, has_note: bool) -> Result<(), StepError> {
    if has_note == (holder != "office") {
        Ok(())
    } else {
        Err(StepError::SeedNote { holder: holder.to_owned() })
    }
}

fn intake_size(round: &Round, phase: IntakePhase, size: u64) -> Result<(), StepError> {
    if phase == IntakePhase::Open && size != 0 {
        return Err(StepError::IntakeShrinks { from: 0, to: size });
    }
    if size < round.intake {
        return Err(StepError::IntakeShrinks { from: round.intake, to: size });
    }
    Ok(())
}

fn order(round: &Round, drand: bool, notes: usize) -> Result<(), StepError> {
    if drand != round.plan().has_drand() {
        return Err(StepError::OrderPlan);
    }
    denials(round, notes)
}

/// Statements *not-cosigned* are needed exactly where an order has been set.
fn denials(round: &Round, notes: usize) -> Result<(), StepError> {
    let witnesses = round.announced.observers.iter().any(|o| o.witness);
    match (round.state == State::Ordered, notes) {
        (true, 0) if witnesses => Err(StepError::NotesMissing),
        (false, 1..) => Err(StepError::NeedlessNotes),
        _ => Ok(()),
    }
}
