//! The trail: who did what. Rows are only ever added.

use super::{
    Read, StoreError, Write,
    statement::{execute, rows, scalar},
    transaction::{loaded, stored},
};

/// A row of the trail.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct TrailRow {
    /// Its number, from 0.
    #[sqlx(try_from = "i64")]
    pub position: u64,
    /// When (Unix seconds).
    #[sqlx(try_from = "i64")]
    pub at: u64,
    /// Who: an account, or `-` for the command line.
    pub account: String,
    /// What.
    pub act: String,
    /// The round it was about; empty for none.
    pub round: String,
    /// JSON: with what, and what it came to.
    pub detail: String,
    /// SHA-256 of the row before's and this row's text.
    pub chain: Vec<u8>,
}

impl Read {
    /// Rows from number `from` on, at most `most`, in their order.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn trail(&mut self, from: u64, most: u32) -> Result<Vec<TrailRow>, StoreError> {
        Ok(rows!(
            self,
            "select position, at, account, act, round, detail, chain from trail \
             where position >= $1 order by position limit $2",
            stored(from),
            stored(most.into())
        )?)
    }

    /// The rows of a round with this act whose detail is `like` a pattern, in their order.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn trail_of(
        &mut self,
        round: &str,
        act: &str,
        pattern: &str,
    ) -> Result<Vec<TrailRow>, StoreError> {
        Ok(rows!(
            self,
            "select position, at, account, act, round, detail, chain from trail \
             where round = $1 and act = $2 and detail like $3 order by position",
            round,
            act,
            pattern
        )?)
    }

    /// The number of the next row.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn trail_size(&mut self) -> Result<u64, StoreError> {
        let size: Option<i64> = scalar!(self, "select trail from office where id = 1")?;
        loaded(size.unwrap_or(0), "office")
    }
}

impl Write {
    /// Adds a row. The journal must be locked: its row counts the trail's too.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn insert_trail(&mut self, row: &TrailRow) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into trail (position, at, account, act, round, detail, chain) \
             values ($1, $2, $3, $4, $5, $6, $7)",
            stored(row.position),
            stored(row.at),
            &row.account,
            &row.act,
            &row.round,
            &row.detail,
            &row.chain
        )?;
        execute!(self, "update office set trail = $1 where id = 1", stored(row.position + 1))?;
        Ok(())
    }
}
