//! Who carries a proposal out: a claim before, and its end after.
//!
//! A claim is random, and only who holds it ends it: one that took too long and was taken over by
//! another changes nothing any more, whatever its step came to.

use serde_json::{Value, json};

use super::{
    Proposal, Signed, Staff, StaffError,
    proposal::{CARRYING_OUT, WAITING},
    trail,
};
use crate::{
    entropy,
    store::{Lock, ProposalRow, Write},
    words::refused,
};

/// Seconds after which a claim that led to nothing may be taken over, by whoever decides next. Within
/// them its step may still be running, for the same person too.
pub const CLAIM: u64 = 120;

impl Staff {
    /// Claims a decision: of several who decide at once, one.
    pub(super) async fn claim(&self, signed: &Signed, id: &str) -> Result<ProposalRow, StaffError> {
        let claim = hex::encode(entropy::bytes::<16>(&*self.office.entropy)?);
        let mut write = self.office.store.begin_write(Lock::Journal).await?;
        let row = write.proposal(id).await?.ok_or(StaffError::NoProposal)?;
        self.second_person(signed, &row)?;
        let now = self.office.now();
        let left_behind = row.state == CARRYING_OUT && now >= row.decided_at + CLAIM;
        if row.state != WAITING && !left_behind {
            return Err(decided(row));
        }
        let claimed = ProposalRow {
            state: CARRYING_OUT.to_owned(),
            decided_by: signed.account.name.clone(),
            decided_at: now,
            claim,
            ..row.clone()
        };
        write.move_proposal(&claimed, &row).await?;
        record(&mut write, &claimed, &claimed, "claim", json!({})).await?;
        write.commit().await?;
        Ok(claimed)
    }

    /// Gives a claim back: the step was not possible. One that was taken over is its taker's.
    pub(super) async fn release(
        &self,
        claimed: &ProposalRow,
        why: &StaffError,
    ) -> Result<(), StaffError> {
        let mut write = self.office.store.begin_write(Lock::Journal).await?;
        if !write.move_proposal(&waiting(claimed), claimed).await? {
            return Ok(());
        }
        let by = ProposalRow { decided_at: self.office.now(), ..claimed.clone() };
        let why = match why {
            StaffError::Rounds(error) => refused::code(error),
            other => other.code(),
        };
        record(&mut write, claimed, &by, "release", json!({ "why": why })).await?;
        Ok(write.commit().await?)
    }

    /// Ends a proposal that is as `before`.
    pub(super) async fn end(
        &self,
        row: ProposalRow,
        before: &ProposalRow,
        act: &str,
    ) -> Result<Proposal, StaffError> {
        let mut write = self.office.store.begin_write(Lock::Journal).await?;
        if !write.move_proposal(&row, before).await? {
            let there = write.proposal(&row.id).await?.ok_or(StaffError::NoProposal)?;
            return Err(decided(there));
        }
        record(&mut write, before, &row, act, json!({})).await?;
        write.commit().await?;
        Proposal::of(&row)
    }
}

/// The proposal as it waits.
pub(super) fn waiting(row: &ProposalRow) -> ProposalRow {
    ProposalRow {
        state: WAITING.to_owned(),
        decided_by: String::new(),
        decided_at: 0,
        claim: String::new(),
        ..row.clone()
    }
}

/// Records what was done about a proposal, by whom `by` says and when.
async fn record(
    write: &mut Write,
    row: &ProposalRow,
    by: &ProposalRow,
    act: &str,
    mut detail: Value,
) -> Result<(), StaffError> {
    detail["proposal"] = json!(row.id);
    detail["step"] = json!(row.step);
    detail["proposed_by"] = json!(row.proposed_by);
    trail::name_family(&mut detail, &Proposal::of(row)?.step);
    trail::record(write, by.decided_at, &by.decided_by, act, &row.round, &detail).await
}

fn decided(row: ProposalRow) -> StaffError {
    match row.state.as_str() {
        CARRYING_OUT => StaffError::CarryingOut(row.decided_by),
        _ => StaffError::Decided { by: row.decided_by, state: row.state },
    }
}
