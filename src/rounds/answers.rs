//! Answers journalled: size and root of `answers.csv`, every hour that brought something.

use paiwei_protocol::{
    answer::AnswerReceipt,
    answers::{AnswerRecord, Answers},
    journal::{Event, State},
};

use super::{Appended, Done, Office, RoundsError, history::History, step::Step};
use crate::store::{AnsweredRow, Lock};

/// Seconds between two entries of a round's answers.
const HOUR: u64 = 3600;

/// Journals the answers that have come since the last such entry; nothing if none has.
///
/// # Errors
///
/// [`RoundsError::OutOfOrder`] unless a result is in force.
pub async fn record_answers(
    office: &Office,
    round: &str,
) -> Result<Done<Option<Appended>>, RoundsError> {
    let mut step = office.begin().await?;
    step.expect(round, "record answers", &[State::Published])?;
    match record(&mut step, round).await? {
        Some(appended) => {
            step.commit().await?;
            Ok(Done::now(Some(appended)))
        }
        None => Ok(Done::before(None)),
    }
}

/// Journals the answers of every round whose last such entry is an hour old. After a pause or a
/// ceremony elsewhere, what waits is journalled at once.
///
/// # Errors
///
/// [`RoundsError`] of database, disk and keys.
pub async fn record_due_answers(office: &Office) -> Result<Vec<(String, Appended)>, RoundsError> {
    let history = office.history().await?;
    if history.journal().is_handed_over() {
        return Ok(Vec::new());
    }
    let due = history.journal().rounds().filter(|round| round.state == State::Published);
    let due: Vec<String> = due.map(|round| round.id.clone()).collect();
    let mut recorded = Vec::new();
    for round in due {
        if !is_due(office, &history, &round) || !has_new(office, &history, &round).await? {
            continue;
        }
        let mut step = office.begin().await?;
        if step.round(&round)?.state == State::Published
            && let Some(appended) = record(&mut step, &round).await?
        {
            step.commit().await?;
            recorded.push((round, appended));
        }
    }
    Ok(recorded)
}

fn is_due(office: &Office, history: &History, round: &str) -> bool {
    let Ok(found) = history.round(round) else { return false };
    let attempt = found.current().number;
    let last = history.last(round, attempt, |event| matches!(event, Event::Answers { .. }));
    last.is_none_or(|last| office.now() >= last.at.saturating_add(HOUR))
}

/// Whether anything has come: asked without a lock, so that a quiet round costs nothing.
async fn has_new(office: &Office, history: &History, round: &str) -> Result<bool, RoundsError> {
    let attempt = history.round(round)?.current();
    let mut read = office.store.begin_read().await?;
    Ok(read.answered(round, attempt.number).await? > attempt.answers)
}

async fn record(step: &mut Step<'_>, round: &str) -> Result<Option<Appended>, RoundsError> {
    step.lock(Lock::Round(round)).await?;
    let attempt = step.round(round)?.current().clone();
    let rows = step.answers(round, attempt.number).await?;
    if rows.len() as u64 <= attempt.answers {
        return Ok(None);
    }
    let records = rows.iter().map(record_of).collect::<Result<Vec<_>, _>>()?;
    let bytes = Answers::write(&records);
    step.put_file(round, attempt.number, "answers.csv", &bytes).await?;
    let size = records.len() as u64;
    let root = paiwei_protocol::merkle::root(records.iter().map(ToString::to_string));
    Ok(Some(step.append(round, Event::Answers { size, root }).await?))
}

fn record_of(row: &AnsweredRow) -> Result<AnswerRecord, RoundsError> {
    let (_, receipt) = AnswerReceipt::read("a stored receipt", row.receipt.as_bytes())?;
    let (code, said) = (receipt.answer.code, receipt.answer.said);
    Ok(AnswerRecord { code, number: row.number, said, receipt: receipt.hash() })
}
