//! A review on its way: what it checks, stores and records, in one transaction.

use std::collections::BTreeMap;

use paiwei_protocol::{
    changes::Field,
    ident::Code,
    journal::State,
    roll::{Line, MAX_NUMBER},
    rules::Rules,
};
use serde_json::Value;

use super::{Decision, Reviewed, Verdict};
use crate::{
    rounds::{
        Application, Decided, Office, RoundsError,
        lines::{Newest, decisions, lines, newest, set, undecided},
        office::round_row,
        step::Step,
    },
    store::{CorrectionRow, DecisionRow, Lock},
    vault::RoundVault,
};

/// A review on its way, with the round locked.
pub(super) struct ReviewDesk<'a> {
    step: Step<'a>,
    round: &'a str,
    rules: Rules,
    vault: RoundVault,
    pub(super) newest: BTreeMap<Code, Newest>,
    decisions: BTreeMap<String, DecisionRow>,
}

impl<'a> ReviewDesk<'a> {
    pub(super) async fn open(office: &'a Office, round: &'a str) -> Result<Self, RoundsError> {
        let mut step = office.begin().await?;
        step.refuse_ceremony("review")?;
        step.expect(round, "review", &[State::Open, State::Closed, State::Posted])?;
        step.lock(Lock::Round(round)).await?;
        let row = round_row(&mut step, round).await?;
        let (rules, vault) = (Rules::read(&row.rules)?, office.round_vault(round, &row)?);
        let newest = newest(&mut step, round).await?;
        let decisions = decisions(&mut step, round).await?;
        Ok(Self { step, round, rules, vault, newest, decisions })
    }

    /// An application as reviewers see it.
    pub(super) fn application(&self, code: Code) -> Option<Application> {
        let one = self.newest.get(&code)?;
        let decided = self.decisions.get(&code.to_string()).map(|row| Decided {
            status: row.status.clone(),
            categories: set(&row.categories),
            points: row.points,
            at: row.decided_at,
        });
        Some(Application { request: one.request.clone(), points: one.points, decided })
    }

    /// Whether a decision is what stands already.
    pub(super) fn stands(&self, decision: &Decision) -> bool {
        let (status, categories, points) = decision.verdict.parts();
        self.decisions.get(&decision.code.to_string()).is_some_and(|old| {
            old.status == status && old.categories == categories && old.points == points
        })
    }

    pub(super) fn check(&self, decision: &Decision) -> Result<(), RoundsError> {
        let code = decision.code.to_string();
        let Some(one) = self.newest.get(&decision.code) else {
            return Err(RoundsError::UnknownCode { round: self.round.to_owned(), code });
        };
        let wrong = |why: String| Err(RoundsError::Decision { code: code.clone(), why });
        if one.request.withdrawn {
            return wrong("the family withdrew it; there is nothing to decide".to_owned());
        }
        let Verdict::Accept { categories, points } = &decision.verdict else { return Ok(()) };
        if let Some(unknown) = categories.iter().find(|id| !self.rules.has_category(id)) {
            return wrong(format!("the rules have no category {unknown}; write one of theirs"));
        }
        if points.is_some_and(|points| points > MAX_NUMBER) {
            return wrong(format!("at most {MAX_NUMBER} points can be granted"));
        }
        Ok(())
    }

    /// Stores decisions; what they come to once it is [committed](Self::commit).
    pub(super) async fn decide(
        &mut self,
        decided: &[Decision],
        reason: Option<&str>,
    ) -> Result<Reviewed, RoundsError> {
        let before = lines(&self.newest, &self.decisions);
        let mut changed = 0;
        for decision in decided {
            changed += usize::from(self.put(decision).await?);
        }
        if self.step.round(self.round)?.state == State::Posted {
            let after = lines(&self.newest, &self.decisions);
            self.correct(&before, &after, reason).await?;
        }
        Ok(Reviewed { changed, undecided: self.undecided().len() })
    }

    /// Codes that await review.
    pub(super) fn undecided(&self) -> Vec<Code> {
        undecided(&self.newest, &self.decisions)
    }

    /// Adds to the trail what the account `by` does here.
    pub(super) async fn record(
        &mut self,
        by: &str,
        act: &str,
        detail: &Value,
    ) -> Result<(), RoundsError> {
        self.step.trace(by, act, self.round, detail).await
    }

    /// Makes decisions and their trace durable, or nothing.
    pub(super) async fn commit(self) -> Result<(), RoundsError> {
        self.step.commit().await
    }

    /// Stores a decision; whether it is new or other than before.
    async fn put(&mut self, decision: &Decision) -> Result<bool, RoundsError> {
        let code = decision.code.to_string();
        if self.stands(decision) {
            return Ok(false);
        }
        let (status, categories, points) = decision.verdict.parts();
        let entropy = &*self.step.office.entropy;
        let why = self.vault.seal("decisions", &code, decision.why.as_bytes(), entropy)?;
        let decided_at = self.step.now()?;
        let row = DecisionRow { code: code.clone(), status, categories, points, why, decided_at };
        self.step.put_decision(self.round, &row).await?;
        self.decisions.insert(code, row);
        Ok(true)
    }

    /// Keeps the reason for every field of the roll that changed.
    async fn correct(
        &mut self,
        before: &[Line],
        after: &[Line],
        reason: Option<&str>,
    ) -> Result<(), RoundsError> {
        for (old, new) in before.iter().zip(after).filter(|(old, new)| old != new) {
            let reason = reason.filter(|id| self.rules.reason(id).is_some());
            let Some(reason) = reason else {
                let reasons = self.rules.reasons.iter().map(|reason| reason.id.clone());
                return Err(RoundsError::ReasonMissing(reasons.collect()));
            };
            for field in Field::ALL.into_iter().filter(|f| f.text(old) != f.text(new)) {
                let (code, field) = (new.code.to_string(), field.as_str().to_owned());
                let row = CorrectionRow { code, field, reason: reason.to_owned() };
                self.step.put_correction(self.round, &row).await?;
            }
        }
        Ok(())
    }
}
