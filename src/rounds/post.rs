//! Posting the reviewed roll for objections, and freezing it.

use std::collections::BTreeMap;

use paiwei_protocol::{
    changes::{self, Change},
    digest::Digest,
    journal::{Event, State},
    roll::{Combination, Roll, rare_combinations as rare_in},
    rules::Rules,
};

use super::{
    Appended, Done, Office, RoundsError,
    lines::{decisions, lines, newest, roll, table, undecided},
    step::Step,
};
use crate::store::Lock;

/// Posts the roll as reviewed.
///
/// # Errors
///
/// [`RoundsError::OutOfOrder`] unless intake is closed, [`RoundsError::Undecided`] while
/// applications await review.
pub async fn post(office: &Office, round: &str) -> Result<Done<Appended>, RoundsError> {
    let mut step = office.begin().await?;
    if let Some(done) = step.before_in(round, 1, |event| matches!(event, Event::RollPosted(_))) {
        return Ok(done);
    }
    step.refuse_ceremony("post")?;
    step.expect(round, "post", &[State::Closed])?;
    let rules = step.rules(round).await?;
    let (posted, bytes) = step.reviewed_roll(round, "posted.csv", &rules).await?;
    step.put_file(round, 1, "posted.csv", &bytes).await?;
    step.finish(round, Event::RollPosted(table(&posted, &bytes))).await
}

/// Combinations of categories, points and links that fewer than five children of the reviewed roll
/// hold: what to look at before it is posted, as such a line may be found without a name.
///
/// # Errors
///
/// As [`post`], before anything is posted.
pub async fn rare_combinations(
    office: &Office,
    round: &str,
) -> Result<Vec<Combination>, RoundsError> {
    let mut step = office.begin().await?;
    step.expect(round, "post", &[State::Closed])?;
    let rules = step.rules(round).await?;
    let (reviewed, _) = step.reviewed_roll(round, "posted.csv", &rules).await?;
    Ok(rare_in(&reviewed.lines))
}

/// Freezes the roll: nothing changes it any more. What differs from the posting goes into
/// `changes.csv` with the reasons that review gave.
///
/// # Errors
///
/// [`RoundsError::OutOfOrder`] unless the roll is posted, [`RoundsError::TooEarly`] within the
/// objection time, [`RoundsError::Step`] while a holder has not committed to its seed.
pub async fn freeze(office: &Office, round: &str) -> Result<Done<Appended>, RoundsError> {
    let mut step = office.begin().await?;
    if let Some(done) = step.before(round, |event| matches!(event, Event::RollFrozen { .. }))? {
        return Ok(done);
    }
    step.refuse_ceremony("freeze")?;
    step.expect(round, "freeze", &[State::Posted])?;
    let rules = step.rules(round).await?;
    let (from, now) = (step.objections_end(round, &rules)?, step.now()?);
    if now < from {
        return Err(RoundsError::TooEarly { step: "freeze", from, now });
    }
    let (frozen, bytes) = step.reviewed_roll(round, "roll.csv", &rules).await?;
    let changes = step.changes(round, &rules, &frozen).await?;
    let attempt = step.round(round)?.current().number;
    step.put_file(round, attempt, "roll.csv", &bytes).await?;
    step.put_file(round, attempt, "changes.csv", &changes).await?;
    let (roll, changes) = (table(&frozen, &bytes), Digest::of(&changes));
    step.finish(round, Event::RollFrozen { roll, changes }).await
}

impl Step<'_> {
    /// The roll as review left it, and its bytes.
    async fn reviewed_roll(
        &mut self,
        round: &str,
        file: &str,
        rules: &Rules,
    ) -> Result<(Roll, Vec<u8>), RoundsError> {
        self.lock(Lock::Round(round)).await?;
        let newest = newest(self, round).await?;
        let decisions = decisions(self, round).await?;
        let open = undecided(&newest, &decisions);
        if let Some(first) = open.first() {
            return Err(RoundsError::Undecided { count: open.len(), first: first.to_string() });
        }
        roll(file, &lines(&newest, &decisions), rules)
    }

    /// `changes.csv`: what differs from the posting, and why.
    async fn changes(
        &mut self,
        round: &str,
        rules: &Rules,
        frozen: &Roll,
    ) -> Result<Vec<u8>, RoundsError> {
        let posted = self.file(round, 1, "posted.csv").await?.unwrap_or_default();
        let posted = Roll::read("posted.csv", &posted, rules)?;
        let differences = changes::differences("roll.csv", &posted, frozen)?;
        let mut reasons: BTreeMap<(String, String), String> = BTreeMap::new();
        for row in self.corrections(round).await? {
            reasons.insert((row.code, row.field), row.reason);
        }
        let mut all = Vec::new();
        for difference in differences {
            let key = (difference.code.to_string(), difference.field.as_str().to_owned());
            let Some(reason) = reasons.remove(&key) else {
                let ids = rules.reasons.iter().map(|reason| reason.id.clone());
                return Err(RoundsError::ReasonMissing(ids.collect()));
            };
            all.push(Change { difference, reason });
        }
        Ok(changes::write(&all))
    }
}
