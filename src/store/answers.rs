//! Answers to places, with their receipts.

use super::{
    Read, StoreError, Write,
    statement::{execute, rows, scalar},
    transaction::{loaded, stored},
};

/// An answer that was taken.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct AnsweredRow {
    /// Its place in the attempt's `answers.csv`, from 0.
    #[sqlx(try_from = "i64")]
    pub position: u64,
    /// Code of the application.
    pub code: String,
    /// The how-manieth of this code, from 1.
    #[sqlx(try_from = "i64")]
    pub number: u64,
    /// The receipt: a signed note.
    pub receipt: String,
}

impl Read {
    /// The answers of an attempt, in order of arrival.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn answers(
        &mut self,
        round: &str,
        attempt: u32,
    ) -> Result<Vec<AnsweredRow>, StoreError> {
        Ok(rows!(
            self,
            "select position, code, number, receipt from answers \
             where round = $1 and attempt = $2 order by position",
            round,
            i64::from(attempt)
        )?)
    }

    /// The answers of one application in an attempt, the first first.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn answers_of(
        &mut self,
        round: &str,
        attempt: u32,
        code: &str,
    ) -> Result<Vec<AnsweredRow>, StoreError> {
        Ok(rows!(
            self,
            "select position, code, number, receipt from answers \
             where round = $1 and attempt = $2 and code = $3 order by number",
            round,
            i64::from(attempt),
            code
        )?)
    }

    /// How many answers there are to an attempt: the place of the next.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn answered(&mut self, round: &str, attempt: u32) -> Result<u64, StoreError> {
        let count: Option<i64> = scalar!(
            self,
            "select count(*) from answers where round = $1 and attempt = $2",
            round,
            i64::from(attempt)
        )?;
        loaded(count.unwrap_or(0), "answers")
    }
}

impl Write {
    /// Keeps an answer.
    ///
    /// # Errors
    ///
    /// [`StoreError`], also where its place or number is taken.
    pub async fn insert_answer(
        &mut self,
        round: &str,
        attempt: u32,
        row: &AnsweredRow,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into answers (round, attempt, position, code, number, receipt) \
             values ($1, $2, $3, $4, $5, $6)",
            round,
            i64::from(attempt),
            stored(row.position),
            &row.code,
            stored(row.number),
            &row.receipt
        )?;
        Ok(())
    }
}
