//! Two persons: one proposes a step, another decides on it.
//!
//! A decision is claimed before the step is carried out, so that of two who decide at once one wins
//! and the other is told. A claim that a crash left behind is taken over by whoever decides two minutes
//! later: carrying a step out twice is the same as once.

use serde_json::{Map, Value, json};

use super::{Signed, Staff, StaffError, Step, claim::waiting, hands, trail};
use crate::{
    entropy,
    rounds::RoundsError,
    store::{Lock, ProposalRow},
};

pub(super) const WAITING: &str = "waiting";
pub(super) const CARRYING_OUT: &str = "carrying-out";

/// A step that was proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its id.
    pub id: String,
    /// Its round; empty for a round that it announces.
    pub round: String,
    /// The step.
    pub step: Step,
    /// Who proposed it.
    pub proposed_by: String,
    /// When (Unix seconds).
    pub proposed_at: u64,
    /// What became of it; none while it waits.
    pub ended: Option<Ended>,
}

/// What became of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// `done`, `refused` or `withdrawn`.
    pub state: String,
    /// Who decided.
    pub by: String,
    /// When (Unix seconds).
    pub at: u64,
    /// What the step came to.
    pub outcome: Value,
}

impl Proposal {
    pub(super) fn of(row: &ProposalRow) -> Result<Self, StaffError> {
        let input: Map<String, Value> = serde_json::from_str(&row.input).unwrap_or_default();
        let waits = row.state == WAITING || row.state == CARRYING_OUT;
        let ended = (!waits).then(|| Ended {
            state: row.state.clone(),
            by: row.decided_by.clone(),
            at: row.decided_at,
            outcome: serde_json::from_str(&row.outcome).unwrap_or_default(),
        });
        Ok(Self {
            id: row.id.clone(),
            round: row.round.clone(),
            step: Step::read(&row.step, &input)?,
            proposed_by: row.proposed_by.clone(),
            proposed_at: row.proposed_at,
            ended,
        })
    }
}

impl Staff {
    /// Proposes a step. The same, proposed again while it waits, is the same proposal.
    ///
    /// # Errors
    ///
    /// [`StaffError::NotAllowed`]; [`StaffError::Input`] for what could never be carried out at the
    /// counter; [`StaffError::Waiting`] while this step waits with other input or by somebody else.
    pub async fn propose(
        &self,
        signed: &Signed,
        round: &str,
        step: &Step,
    ) -> Result<Proposal, StaffError> {
        step.allow(&signed.account.roles)?;
        step.check()?;
        let (by, now) = (&signed.account.name, self.office.now());
        let (word, input) = step.parts();
        let input = Value::Object(input).to_string();
        let mut write = self.office.store.begin_write(Lock::Journal).await?;
        if !matches!(step, Step::Announce { .. }) && write.round(round).await?.is_none() {
            return Err(RoundsError::UnknownRound(round.to_owned()).into());
        }
        for state in [WAITING, CARRYING_OUT] {
            for row in write.proposals(round, state).await? {
                let before = Proposal::of(&row)?;
                if row.step != word || !before.step.excludes(step) {
                    continue;
                }
                if before.step == *step && before.proposed_by == *by {
                    return Ok(before);
                }
                return Err(StaffError::Waiting { step: word, by: row.proposed_by, id: row.id });
            }
        }
        let id = hex::encode(entropy::bytes::<16>(&*self.office.entropy)?);
        let row = ProposalRow {
            id: id.clone(),
            round: round.to_owned(),
            step: word.clone(),
            input,
            proposed_by: by.clone(),
            proposed_at: now,
            state: WAITING.to_owned(),
            decided_by: String::new(),
            decided_at: 0,
            claim: String::new(),
            outcome: String::new(),
        };
        write.insert_proposal(&row).await?;
        let mut detail = json!({ "proposal": id, "step": word });
        trail::name_family(&mut detail, step);
        trail::record(&mut write, now, by, "propose", round, &detail).await?;
        write.commit().await?;
        Proposal::of(&row)
    }

    /// Carries a proposed step out, as its second person. `typed`: what this person read from the
    /// dice, where the step is blind.
    ///
    /// # Errors
    ///
    /// [`StaffError::SamePerson`], [`StaffError::SameHand`], [`StaffError::Decided`],
    /// [`StaffError::CarryingOut`]; what the step itself refuses, and the proposal goes on waiting. Where the two typed differently it
    /// ends: both type again.
    pub async fn accept(
        &self,
        signed: &Signed,
        id: &str,
        typed: Option<&str>,
    ) -> Result<Proposal, StaffError> {
        let proposed_by = self.proposed(id).await?.proposed_by;
        let accounts = self.office.store.begin_read().await?.accounts().await?;
        if proposed_by != signed.account.name {
            hands::apart(&accounts, &proposed_by, &signed.account.name)?;
        }
        let row = self.claim(signed, id).await?;
        let step = Proposal::of(&row)?.step;
        let outcome = match (step.is_blind(), typed) {
            (true, None) => Err(typed_missing(&row.step)),
            _ => self.carry_out(&row.round, &step, typed).await,
        };
        match outcome {
            Ok(outcome) => {
                let ended = self.ended(&row, signed, "done", &outcome);
                self.end(ended, &row, "carry-out").await
            }
            Err(StaffError::Rounds(RoundsError::TypedDifferently { number, .. })) => {
                let outcome = json!({ "typed_differently": number });
                let ended = self.ended(&row, signed, "refused", &outcome);
                self.end(ended, &row, "typed-differently").await
            }
            Err(error) => {
                self.release(&row, &error).await?;
                Err(error)
            }
        }
    }

    /// Refuses a proposed step, as its second person.
    ///
    /// # Errors
    ///
    /// As [`Staff::accept`].
    pub async fn refuse(
        &self,
        signed: &Signed,
        id: &str,
        why: &str,
    ) -> Result<Proposal, StaffError> {
        let row = self.proposed(id).await?;
        self.second_person(signed, &row)?;
        let ended = self.ended(&row, signed, "refused", &json!({ "why": why }));
        self.end(ended, &waiting(&row), "refuse").await
    }

    /// Takes a proposal back, as who made it.
    ///
    /// # Errors
    ///
    /// [`StaffError::NotProposer`], [`StaffError::Decided`].
    pub async fn withdraw(&self, signed: &Signed, id: &str) -> Result<Proposal, StaffError> {
        let row = self.proposed(id).await?;
        if row.proposed_by != signed.account.name {
            return Err(StaffError::NotProposer(row.proposed_by));
        }
        let ended = self.ended(&row, signed, "withdrawn", &json!({}));
        self.end(ended, &waiting(&row), "withdraw").await
    }

    /// A proposal by its id.
    ///
    /// # Errors
    ///
    /// [`StaffError::NoProposal`].
    pub async fn proposal(&self, id: &str) -> Result<Proposal, StaffError> {
        Proposal::of(&self.proposed(id).await?)
    }

    /// The proposals that wait, the oldest first.
    ///
    /// # Errors
    ///
    /// [`StaffError::Rounds`].
    pub async fn waiting(&self) -> Result<Vec<Proposal>, StaffError> {
        let mut read = self.office.store.begin_read().await?;
        let mut rows = read.all_proposals(WAITING).await?;
        rows.extend(read.all_proposals(CARRYING_OUT).await?);
        rows.iter().map(Proposal::of).collect()
    }

    async fn proposed(&self, id: &str) -> Result<ProposalRow, StaffError> {
        let row = self.office.store.begin_read().await?.proposal(id).await?;
        row.ok_or(StaffError::NoProposal)
    }

    pub(super) fn second_person(
        &self,
        signed: &Signed,
        row: &ProposalRow,
    ) -> Result<(), StaffError> {
        Proposal::of(row)?.step.allow(&signed.account.roles)?;
        if row.proposed_by == signed.account.name {
            return Err(StaffError::SamePerson(row.proposed_by.clone()));
        }
        Ok(())
    }

    fn ended(&self, row: &ProposalRow, by: &Signed, state: &str, outcome: &Value) -> ProposalRow {
        ProposalRow {
            state: state.to_owned(),
            decided_by: by.account.name.clone(),
            decided_at: self.office.now(),
            outcome: outcome.to_string(),
            ..row.clone()
        }
    }
}

fn typed_missing(step: &str) -> StaffError {
    let why = "type what you read from the dice, too".to_owned();
    StaffError::Input { step: step.to_owned(), why }
}
