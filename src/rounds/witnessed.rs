//! Steps that observers witness: the posting, the freeze, the order.

use std::ops::RangeInclusive;

use paiwei_protocol::{
    journal::{Event, State, evidence::deadline},
    note::Note,
    rules::Rules,
};

use super::{Appended, Done, Given, Office, RoundsError, status, step::Step};

const ANY_TIME: RangeInclusive<u64> = 0..=u64::MAX;

/// What taking cosignatures came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cosigned {
    /// Cosignatures that were not known before.
    pub new: usize,
}

/// Takes cosigned checkpoints of the journal, of whatever size: the newest go into what is
/// published next.
///
/// # Errors
///
/// [`RoundsError::File`] for a file that is no checkpoint of this journal, or that no observer of
/// any round has cosigned.
pub async fn cosigned(office: &Office, given: &[Given<'_>]) -> Result<Cosigned, RoundsError> {
    let mut step = office.begin().await?;
    let rounds = step.history.journal().rounds();
    let observers: Vec<_> =
        rounds.flat_map(|round| round.announced.observers.iter().cloned()).collect();
    let new = step.take_cosignatures(&observers, given).await?;
    step.commit().await?;
    Ok(Cosigned { new })
}

/// Journals that a quorum of witnesses cosigned the posting: the objection time runs from here.
///
/// # Errors
///
/// [`RoundsError::Waiting`] below the quorum, the cosignatures given are kept;
/// [`RoundsError::File`], [`RoundsError::OutOfOrder`].
pub async fn posting_witnessed(
    office: &Office,
    round: &str,
    given: &[Given<'_>],
) -> Result<Done<Appended>, RoundsError> {
    let step = office.begin().await?;
    let done = |event: &Event| matches!(event, Event::PostingWitnessed { .. });
    if let Some(done) = step.before_in(round, 1, done) {
        return Ok(done);
    }
    step.expect(round, "posting-witnessed", &[State::Posted])?;
    let covers = step.round(round)?.posted.map_or(0, |(index, _)| index);
    let wrap = |checkpoint| Event::PostingWitnessed { checkpoint };
    step.witness(round, "the posting", covers, ANY_TIME, given, wrap).await
}

/// Journals that a quorum of witnesses cosigned the frozen roll, after the objection time.
///
/// # Errors
///
/// As [`posting_witnessed`].
pub async fn freeze_witnessed(
    office: &Office,
    round: &str,
    given: &[Given<'_>],
) -> Result<Done<Appended>, RoundsError> {
    let mut step = office.begin().await?;
    if let Some(done) =
        step.before(round, |event| matches!(event, Event::FreezeWitnessed { .. }))?
    {
        return Ok(done);
    }
    step.expect(round, "freeze-witnessed", &[State::Frozen])?;
    let rules = step.rules(round).await?;
    let from = step.objections_end(round, &rules)?;
    let covers = step.round(round)?.current().frozen.map_or(0, |(index, _)| index);
    let wrap = |checkpoint| Event::FreezeWitnessed { checkpoint };
    step.witness(round, "the frozen roll", covers, from..=u64::MAX, given, wrap).await
}

/// Journals that a quorum of witnesses cosigned the order; with drand, by time(R) − lead.
///
/// # Errors
///
/// As [`posting_witnessed`]. Cosignatures that came too late don't count: when no quorum can come
/// any more, the witnesses say so in their notes *not-cosigned*, and the order is set again.
pub async fn witness(
    office: &Office,
    round: &str,
    given: &[Given<'_>],
) -> Result<Done<Appended>, RoundsError> {
    let mut step = office.begin().await?;
    if let Some(done) = step.before(round, |event| matches!(event, Event::OrderWitnessed { .. }))? {
        return Ok(done);
    }
    step.expect(round, "witness", &[State::Ordered])?;
    let rules = step.rules(round).await?;
    let (covers, drand) = step.round(round)?.current().order.unwrap_or((0, None));
    let latest = match drand {
        Some(drand) => deadline(&rules, drand)?.1,
        None => u64::MAX,
    };
    let wrap = |checkpoint| Event::OrderWitnessed { checkpoint };
    step.witness(round, "the order", covers, 0..=latest, given, wrap).await
}

impl Step<'_> {
    /// Takes cosignatures in and journals the witnessed checkpoint; below the quorum they are kept.
    async fn witness(
        mut self,
        round: &str,
        what: &'static str,
        covers: u64,
        times: RangeInclusive<u64>,
        given: &[Given<'_>],
        wrap: impl FnOnce(Note) -> Event,
    ) -> Result<Done<Appended>, RoundsError> {
        let observers = self.round(round)?.announced.observers.clone();
        self.take_cosignatures(&observers, given).await?;
        match self.witnessed(round, what, covers, times).await {
            Ok(checkpoint) => self.finish(round, wrap(checkpoint)).await,
            Err(waiting) => {
                self.commit().await?;
                Err(waiting)
            }
        }
    }

    /// When the objection time ends: 0 where the rules have none (PROTOCOL.md, section 11.3).
    pub(super) fn objections_end(&self, round: &str, rules: &Rules) -> Result<u64, RoundsError> {
        let state = self.round(round)?.state;
        let end = super::posting::objections_end(&self.history, round, rules)?;
        end.ok_or_else(|| RoundsError::OutOfOrder {
            round: round.to_owned(),
            step: "freeze",
            state,
            next: vec![super::Task::PostingWitnessed],
        })
    }

    /// Refuses to open seeds before the freeze was witnessed, where there is an objection time.
    pub(super) async fn refuse_unwitnessed(&mut self, round: &str) -> Result<(), RoundsError> {
        let objection = self.rules(round).await?.posting.objection;
        let witnessed = |event: &Event| matches!(event, Event::FreezeWitnessed { .. });
        if objection == 0 || self.before(round, witnessed)?.is_some() {
            return Ok(());
        }
        let found = self.round(round)?;
        Err(RoundsError::OutOfOrder {
            round: round.to_owned(),
            step: "open-seed",
            state: found.state,
            next: status::next(&self.history, found),
        })
    }
}
