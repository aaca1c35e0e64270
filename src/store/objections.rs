//! Objections to the posted roll, and what was answered.

use super::{
    Read, StoreError, Write,
    statement::{execute, rows},
    transaction::stored,
};

/// An objection.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ObjectionRow {
    /// Code of the application.
    pub code: String,
    /// Number among the application's, from 1.
    #[sqlx(try_from = "i64")]
    pub number: u64,
    /// What the family says, sealed.
    pub text: Vec<u8>,
    /// When it came (Unix seconds).
    #[sqlx(try_from = "i64")]
    pub filed_at: u64,
    /// `open`, `upheld` or `dismissed`.
    pub state: String,
    /// What the office replied, sealed; no bytes while it is open.
    pub reply: Vec<u8>,
    /// When it replied; 0 while it is open.
    #[sqlx(try_from = "i64")]
    pub replied_at: u64,
}

impl Read {
    /// The objections of a round, by code and number.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn objections(&mut self, round: &str) -> Result<Vec<ObjectionRow>, StoreError> {
        Ok(rows!(
            self,
            "select code, number, text, filed_at, state, reply, replied_at \
             from objections where round = $1 order by code, number",
            round
        )?)
    }

    /// The objections of an application, by number.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn objections_of(
        &mut self,
        round: &str,
        code: &str,
    ) -> Result<Vec<ObjectionRow>, StoreError> {
        Ok(rows!(
            self,
            "select code, number, text, filed_at, state, reply, replied_at \
             from objections where round = $1 and code = $2 order by number",
            round,
            code
        )?)
    }
}

impl Write {
    /// Files an objection.
    ///
    /// # Errors
    ///
    /// [`StoreError`], also where the number is taken.
    pub async fn insert_objection(
        &mut self,
        round: &str,
        row: &ObjectionRow,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into objections (round, code, number, text, filed_at, state, reply, replied_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            round,
            &row.code,
            stored(row.number),
            &row.text,
            stored(row.filed_at),
            &row.state,
            &row.reply,
            stored(row.replied_at)
        )?;
        Ok(())
    }

    /// Keeps the reply to an objection.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn put_reply(&mut self, round: &str, row: &ObjectionRow) -> Result<(), StoreError> {
        execute!(
            self,
            "update objections set state = $1, reply = $2, replied_at = $3 \
             where round = $4 and code = $5 and number = $6",
            &row.state,
            &row.reply,
            stored(row.replied_at),
            round,
            &row.code,
            stored(row.number)
        )?;
        Ok(())
    }
}
