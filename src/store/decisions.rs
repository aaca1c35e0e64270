//! What review decided, and the reasons for what it changed after the posting.

use super::{
    Read, StoreError, Write,
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
        let query = sqlx::query_as(
            "select code, status, categories, points, why, decided_at \
             from decisions where round = $1 order by code",
        );
        let rows: Vec<DecisionColumns> = query.bind(round).fetch_all(self.connection()).await?;
        rows.into_iter().map(decision).collect()
    }

    /// The reasons of a round by code and field.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn corrections(&mut self, round: &str) -> Result<Vec<CorrectionRow>, StoreError> {
        let query = sqlx::query_as(
            "select code, field, reason from corrections where round = $1 order by code, field",
        );
        Ok(query.bind(round).fetch_all(self.connection()).await?)
    }
}

impl Write {
    /// Keeps a decision in place of the one before.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn put_decision(&mut self, round: &str, row: &DecisionRow) -> Result<(), StoreError> {
        sqlx::query(
            "insert into decisions (round, code, status, categories, points, why, decided_at) \
             values ($1, $2, $3, $4, $5, $6, $7) \
             on conflict (round, code) do update set status = excluded.status, \
             categories = excluded.categories, points = excluded.points, why = excluded.why, \
             decided_at = excluded.decided_at",
        )
        .bind(round)
        .bind(&row.code)
        .bind(&row.status)
        .bind(&row.categories)
        .bind(row.points.map(i64::from))
        .bind(&row.why)
        .bind(stored(row.decided_at))
        .execute(self.connection())
        .await?;
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
        sqlx::query(
            "insert into corrections (round, code, field, reason) values ($1, $2, $3, $4) \
             on conflict (round, code, field) do update set reason = excluded.reason",
        )
        .bind(round)
        .bind(&row.code)
        .bind(&row.field)
        .bind(&row.reason)
        .execute(self.connection())
        .await?;
        Ok(())
    }
}

fn decision(columns: DecisionColumns) -> Result<DecisionRow, StoreError> {
    let (code, status, categories, points, why, decided_at) = columns;
    let points = points.map(|points| loaded_u32(points, "decisions")).transpose()?;
    let decided_at = loaded(decided_at, "decisions")?;
    Ok(DecisionRow { code, status, categories, points, why, decided_at })
}
