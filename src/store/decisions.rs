//! What review decided, and the reasons for what it changed after the posting.

use super::{
    Read, StoreError, Write,
    statement::{execute, row, rows},
    transaction::{loaded, loaded_u32, stored},
};

/// The last decision about an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRow {
    /// Code.
    pub code: String,
    /// Status that it gives, as rolls name it.
    pub status: String,
    /// Categories granted, joined by `+`.
    pub categories: String,
    /// Points granted.
    pub points: Option<u32>,
    /// The note on why, sealed.
    pub why: Vec<u8>,
    /// When (Unix seconds).
    pub decided_at: u64,
}

/// The reason for a field that was changed after the posting.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct CorrectionRow {
    /// Code.
    pub code: String,
    /// Column of the roll.
    pub field: String,
    /// Id of a reason of the rules.
    pub reason: String,
}

type DecisionColumns = (String, String, String, Option<i64>, Vec<u8>, i64);

impl Read {
    /// The decisions of a round by code.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn decisions(&mut self, round: &str) -> Result<Vec<DecisionRow>, StoreError> {
        let rows: Vec<DecisionColumns> = rows!(
            self,
            "select code, status, categories, points, why, decided_at \
             from decisions where round = $1 order by code",
            round
        )?;
        rows.into_iter().map(decision).collect()
    }

    /// The decision on an application.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn decision(
        &mut self,
        round: &str,
        code: &str,
    ) -> Result<Option<DecisionRow>, StoreError> {
        let columns: Option<DecisionColumns> = row!(
            self,
            "select code, status, categories, points, why, decided_at \
             from decisions where round = $1 and code = $2",
            round,
            code
        )?;
        columns.map(decision).transpose()
    }

    /// The reasons of a round by code and field.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn corrections(&mut self, round: &str) -> Result<Vec<CorrectionRow>, StoreError> {
        Ok(rows!(
            self,
            "select code, field, reason from corrections where round = $1 order by code, field",
            round
        )?)
    }
}

impl Write {
    /// Keeps a decision in place of the one before.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn put_decision(&mut self, round: &str, row: &DecisionRow) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into decisions (round, code, status, categories, points, why, decided_at) \
             values ($1, $2, $3, $4, $5, $6, $7) \
             on conflict (round, code) do update set status = excluded.status, \
             categories = excluded.categories, points = excluded.points, why = excluded.why, \
             decided_at = excluded.decided_at",
            round,
            &row.code,
            &row.status,
            &row.categories,
            row.points.map(i64::from),
            &row.why,
            stored(row.decided_at)
        )?;
        Ok(())
    }

    /// Forgets the decision on an application: what was decided on has changed.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn clear_decision(&mut self, round: &str, code: &str) -> Result<(), StoreError> {
        execute!(self, "delete from decisions where round = $1 and code = $2", round, code)?;
        Ok(())
    }

    /// Keeps the reason for a changed field in place of the one before.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn put_correction(
        &mut self,
        round: &str,
        row: &CorrectionRow,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into corrections (round, code, field, reason) values ($1, $2, $3, $4) \
             on conflict (round, code, field) do update set reason = excluded.reason",
            round,
            &row.code,
            &row.field,
            &row.reason
        )?;
        Ok(())
    }
}

fn decision(columns: DecisionColumns) -> Result<DecisionRow, StoreError> {
    let (code, status, categories, points, why, decided_at) = columns;
    let points = points.map(|points| loaded_u32(points, "decisions")).transpose()?;
    let decided_at = loaded(decided_at, "decisions")?;
    Ok(DecisionRow { code, status, categories, points, why, decided_at })
}
