//! Intake: opened, journalled while applications come, closed.

use paiwei_protocol::{
    ident::Code,
    intake::{Intake, IntakeRecord},
    journal::{Event, IntakePhase, State},
    receipt::Receipt,
};

use super::{Appended, Done, Office, RoundsError, history::History, step::Step};
use crate::store::{Lock, RevisionRow};

/// Opens intake: applications are taken from now on.
///
/// # Errors
///
/// [`RoundsError::TooEarly`] before the rules' time, [`RoundsError::OutOfOrder`].
pub async fn open_intake(office: &Office, round: &str) -> Result<Done<Appended>, RoundsError> {
    let mut step = office.begin().await?;
    if let Some(done) = step.before_in(round, 1, is(IntakePhase::Open)) {
        return Ok(done);
    }
    step.expect(round, "open", &[State::Announced])?;
    let from = step.rules(round).await?.timeline.open;
    refuse_before(&step, "open", from)?;
    let event = step.intake(round, IntakePhase::Open).await?;
    step.finish(round, event).await
}

/// Journals what has come since the last intake entry; nothing if nothing has. Due every hour while
/// intake is open.
///
/// # Errors
///
/// [`RoundsError::OutOfOrder`] unless intake is open.
pub async fn record_intake(
    office: &Office,
    round: &str,
) -> Result<Done<Option<Appended>>, RoundsError> {
    let mut step = office.begin().await?;
    step.expect(round, "record intake", &[State::Open])?;
    let event = step.intake(round, IntakePhase::Hour).await?;
    let known = step.round(round)?.intake;
    if matches!(event, Event::Intake { size, .. } if size == known) {
        return Ok(Done::before(None));
    }
    let appended = step.append(round, event).await?;
    step.commit().await?;
    Ok(Done::now(Some(appended)))
}

/// Seconds after the rules' close in which requests that arrived before it are still answered: the
/// longest time that a request may take. Intake closes after them.
pub const IN_FLIGHT: u64 = 30;

/// Seconds after which an open round that took something in has an intake entry.
const HOUR: u64 = 3600;

/// Journals, for every open round, what has come, if something has and the last intake entry is an
/// hour old. Several processes may do this at once: who comes second finds nothing due.
///
/// # Errors
///
/// [`RoundsError`] of database, disk and keys.
pub async fn record_due_intake(office: &Office) -> Result<Vec<(String, Appended)>, RoundsError> {
    let history = office.history().await?;
    let open = history.journal().rounds().filter(|round| round.state == State::Open);
    let open: Vec<String> = open.map(|round| round.id.clone()).collect();
    let mut recorded = Vec::new();
    for round in open {
        if is_due(office, &history, &round)
            && let Some(appended) = record_if_due(office, &round).await?
        {
            recorded.push((round, appended));
        }
    }
    Ok(recorded)
}

async fn record_if_due(office: &Office, round: &str) -> Result<Option<Appended>, RoundsError> {
    let mut step = office.begin().await?;
    if step.round(round)?.state != State::Open || !is_due(office, &step.history, round) {
        return Ok(None);
    }
    let event = step.intake(round, IntakePhase::Hour).await?;
    let known = step.round(round)?.intake;
    if matches!(event, Event::Intake { size, .. } if size == known) {
        return Ok(None);
    }
    let appended = step.append(round, event).await?;
    step.commit().await?;
    Ok(Some(appended))
}

fn is_due(office: &Office, history: &History, round: &str) -> bool {
    let last = history.last(round, 1, |event| matches!(event, Event::Intake { .. }));
    last.is_none_or(|last| office.now() >= last.at.saturating_add(HOUR))
}

/// Closes intake: no revision after this.
///
/// # Errors
///
/// [`RoundsError::TooEarly`] before the rules' time and [`IN_FLIGHT`], [`RoundsError::OutOfOrder`].
pub async fn close(office: &Office, round: &str) -> Result<Done<Appended>, RoundsError> {
    let mut step = office.begin().await?;
    if let Some(done) = step.before_in(round, 1, is(IntakePhase::Close)) {
        return Ok(done);
    }
    step.expect(round, "close", &[State::Open])?;
    let until = step.rules(round).await?.timeline.close.saturating_add(IN_FLIGHT);
    refuse_before(&step, "close", until)?;
    step.lock(Lock::Round(round)).await?;
    let records = records(&step.revisions(round).await?)?;
    step.put_file(round, 1, "intake.csv", &Intake::write(&records)).await?;
    let event = step.intake(round, IntakePhase::Close).await?;
    step.finish(round, event).await
}

fn is(wanted: IntakePhase) -> impl Fn(&Event) -> bool {
    move |event| matches!(event, Event::Intake { phase, .. } if *phase == wanted)
}

fn refuse_before(step: &Step<'_>, what: &'static str, from: u64) -> Result<(), RoundsError> {
    let now = step.now()?;
    if now < from { Err(RoundsError::TooEarly { step: what, from, now }) } else { Ok(()) }
}

impl Step<'_> {
    /// The intake entry of all records so far.
    pub(super) async fn intake(
        &mut self,
        round: &str,
        phase: IntakePhase,
    ) -> Result<Event, RoundsError> {
        let records = records(&self.revisions(round).await?)?;
        let size = records.len() as u64;
        let root = paiwei_protocol::merkle::root(records.iter().map(ToString::to_string));
        Ok(Event::Intake { phase, size, root })
    }
}

/// The records of `intake.csv`, from the revisions in their order of arrival.
fn records(revisions: &[RevisionRow]) -> Result<Vec<IntakeRecord>, RoundsError> {
    revisions.iter().map(record).collect()
}

fn record(row: &RevisionRow) -> Result<IntakeRecord, RoundsError> {
    let (_, receipt) = Receipt::read("a stored receipt", row.receipt.as_bytes())?;
    let damaged = |_| RoundsError::UnknownCode { round: String::new(), code: row.code.clone() };
    let code = Code::parse_strict(&row.code).map_err(damaged)?;
    Ok(IntakeRecord { code, revision: row.revision, receipt: receipt.hash() })
}
