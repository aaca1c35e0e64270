//! Steps that wait for a second person.

use super::{
    Read, StoreError, Write,
    statement::{execute, row, rows},
    transaction::stored,
};

/// A proposed step.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ProposalRow {
    /// Its id: 32 hex digits.
    pub id: String,
    /// Its round; empty for a step of the office.
    pub round: String,
    /// The step's word.
    pub step: String,
    /// Its input as JSON.
    pub input: String,
    /// Who proposed it.
    pub proposed_by: String,
    /// When (Unix seconds).
    #[sqlx(try_from = "i64")]
    pub proposed_at: u64,
    /// `waiting`, `carrying-out`, `done`, `refused` or `withdrawn`.
    pub state: String,
    /// Who decided; empty while it waits.
    pub decided_by: String,
    /// When (Unix seconds); 0 while it waits.
    #[sqlx(try_from = "i64")]
    pub decided_at: u64,
    /// The claim by which it is or was carried out, 32 hex digits; empty for none.
    pub claim: String,
    /// What it came to, as JSON; empty while it waits.
    pub outcome: String,
}

impl Read {
    /// A proposal by its id.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn proposal(&mut self, id: &str) -> Result<Option<ProposalRow>, StoreError> {
        Ok(row!(
            self,
            "select id, round, step, input, proposed_by, proposed_at, state, decided_by, \
             decided_at, claim, outcome from proposals where id = $1",
            id
        )?)
    }

    /// The proposals of a round in a state, the oldest first.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn proposals(
        &mut self,
        round: &str,
        state: &str,
    ) -> Result<Vec<ProposalRow>, StoreError> {
        Ok(rows!(
            self,
            "select id, round, step, input, proposed_by, proposed_at, state, decided_by, \
             decided_at, claim, outcome from proposals where round = $1 and state = $2 \
             order by proposed_at, id",
            round,
            state
        )?)
    }

    /// All proposals in a state, the oldest first.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn all_proposals(&mut self, state: &str) -> Result<Vec<ProposalRow>, StoreError> {
        Ok(rows!(
            self,
            "select id, round, step, input, proposed_by, proposed_at, state, decided_by, \
             decided_at, claim, outcome from proposals where state = $1 order by proposed_at, id",
            state
        )?)
    }
}

impl Write {
    /// Keeps a new proposal.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn insert_proposal(&mut self, row: &ProposalRow) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into proposals (id, round, step, input, proposed_by, proposed_at, state, \
             decided_by, decided_at, claim, outcome) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            &row.id,
            &row.round,
            &row.step,
            &row.input,
            &row.proposed_by,
            stored(row.proposed_at),
            &row.state,
            &row.decided_by,
            stored(row.decided_at),
            &row.claim,
            &row.outcome
        )?;
        Ok(())
    }

    /// Moves a proposal on from the state and claim that it had; whether it still had them.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn move_proposal(
        &mut self,
        row: &ProposalRow,
        from: &ProposalRow,
    ) -> Result<bool, StoreError> {
        let moved = execute!(
            self,
            "update proposals set state = $1, decided_by = $2, decided_at = $3, claim = $4, \
             outcome = $5 where id = $6 and state = $7 and claim = $8",
            &row.state,
            &row.decided_by,
            stored(row.decided_at),
            &row.claim,
            &row.outcome,
            &row.id,
            &from.state,
            &from.claim
        )?;
        Ok(moved == 1)
    }
}
