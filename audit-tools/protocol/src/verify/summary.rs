//! What a verdict is about, and whom it relies on (PROTOCOL.md, section 18).

use super::{
    Case,
    pins::{observer_keys, observer_pinned, recovery_key},
    report::{AttemptSummary, Fate, ObserverSummary, Summary},
};
use crate::{
    journal::{Body, Event, Journal, Opening, Round, State},
    roll::Status,
};

/// The summary, once V07 has found the round.
pub(super) fn of(case: &Case<'_>) -> Option<Summary> {
    let (rules, journal) = (case.rules.as_ref()?, case.journal.as_ref()?);
    let round = journal.round(&rules.round)?;
    let recovery = recovery_key(case);
    let last = case.frozen.last().map_or(&[][..], |frozen| &frozen.roll.lines);
    Some(Summary {
        origin: journal.origin().to_owned(),
        rehearsal: rules.rehearsal,
        round: rules.round.clone(),
        titles: rules.titles.clone(),
        state: round.state,
        recovery: recovery.to_string(),
        recovery_pinned: case.trust.is_some_and(|t| t.pins(journal.origin(), recovery)),
        observers: rules
            .observers
            .iter()
            .map(|observer| ObserverSummary {
                id: observer.id.clone(),
                titles: observer.titles.clone(),
                key_name: observer_keys(observer)
                    .map_or_else(String::new, |(key, _)| key.name().to_owned()),
                pinned: observer_pinned(case, observer),
                witness: observer.witness,
                confirm: observer.confirm,
                seed: observer.seed,
            })
            .collect(),
        attempts: attempts(journal, round),
        in_force: round.in_force().then(|| round.current().number),
        lines: last.len() as u64,
        entered: last.iter().filter(|line| line.status == Status::Entered).count() as u64,
        without_family_key: last.iter().filter(|line| line.key.is_none()).count() as u64,
        witnessed_at: witnessed_at(case, round),
        notes: notes(case, round),
    })
}

fn attempts(journal: &Journal, round: &Round) -> Vec<AttemptSummary> {
    round
        .attempts
        .iter()
        .map(|attempt| AttemptSummary {
            number: attempt.number,
            fate: match (attempt.annulled, attempt.result, round.state) {
                (true, _, _) => Fate::Annulled,
                (false, Some(_), _) => Fate::InForce,
                (false, None, State::Void) => Fate::Void,
                (false, None, _) => Fate::Running,
            },
            draw: attempt.result.and_then(|_| {
                let text = round.draw_text(journal.origin(), attempt)?;
                Some(crate::digest::Digest(*text.key().as_bytes()))
            }),
        })
        .collect()
}

fn witnessed_at(case: &Case<'_>, round: &Round) -> Option<u64> {
    let note = case.checkpoint.as_ref()?;
    let witnesses = round.announced.observers.iter().filter(|o| o.witness);
    witnesses.filter_map(|o| note.cosigned(&o.cosign_key).ok().flatten()).max()
}

fn notes(case: &Case<'_>, round: &Round) -> Vec<String> {
    let mut notes = Vec::new();
    for (index, entry) in (0u64..).zip(&case.entries) {
        match &entry.body {
            Body::KeyRotated(rotated) if rotated.lost => {
                let role = rotated.role.as_str();
                notes.push(format!("entry {index}: the {role} key was lost and replaced"));
            }
            Body::Round { round: id, event, .. } if *id == round.id => {
                notes.extend(remark(index, event));
            }
            Body::Round { round: id, event: Event::Voided { reason, .. }, .. }
                if same_cohort(case, id, round) =>
            {
                notes.push(format!("entry {index}: round {id} of the cohort was voided: {reason}"));
            }
            _ => {}
        }
    }
    for attempt in &round.attempts {
        for holder in attempt.holders.iter().filter(|h| h.opening == Some(Opening::Missing)) {
            let number = attempt.number;
            notes.push(format!("attempt {number}: the seed of {} is missing", holder.id));
        }
    }
    notes
}

fn same_cohort(case: &Case<'_>, id: &str, round: &Round) -> bool {
    let other = case.journal().round(id);
    other.is_some_and(|other| other.announced.cohort == round.announced.cohort)
}

fn remark(index: u64, event: &Event) -> Option<String> {
    match event {
        Event::OrderSet { notes, .. } if !notes.is_empty() => {
            Some(format!("entry {index}: the order was set again"))
        }
        Event::DiceThrown { again: Some(reason), .. } => {
            Some(format!("entry {index}: the dice were thrown again: {reason}"))
        }
        Event::SourceFailed { reason, .. } => {
            Some(format!("entry {index}: the beacon was given up: {reason}"))
        }
        Event::Voided { reason, .. } => {
            Some(format!("entry {index}: the round was voided: {reason}"))
        }
        Event::Annulled { reason, .. } => {
            Some(format!("entry {index}: the result was annulled: {reason}"))
        }
        _ => None,
    }
}
