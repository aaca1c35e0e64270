//! The trail: who did what. Rows are only ever added.

use paiwei_protocol::digest::Digest;

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

impl TrailRow {
    /// The row as it is exported, but for its chain: fields by tabs, which no field holds.
    #[must_use]
    pub fn text(&self) -> String {
        let Self { position, at, account, act, round, detail, .. } = self;
        format!("{position}\t{at}\t{account}\t{act}\t{round}\t{detail}\n")
    }

    /// The hash that it ends in: over the one before and the row as it is exported.
    #[must_use]
    pub fn chained(&self, before: &[u8]) -> Vec<u8> {
        Digest::of_parts(&[before, self.text().as_bytes()]).0.to_vec()
    }
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
    /// Adds what an account did to the end of the trail. The journal must be locked.
    ///
    /// # Errors
    ///
    /// [`StoreError::Damaged`] where the last row isn't there.
    pub async fn record(
        &mut self,
        at: u64,
        account: &str,
        act: &str,
        round: &str,
        detail: &str,
    ) -> Result<(), StoreError> {
        let position = self.trail_size().await?;
        let before = self.last_chain(position).await?;
        let mut row = TrailRow {
            position,
            at,
            account: account.to_owned(),
            act: act.to_owned(),
            round: round.to_owned(),
            detail: detail.to_owned(),
            chain: Vec::new(),
        };
        row.chain = row.chained(&before);
        self.insert_trail(&row).await
    }

    async fn last_chain(&mut self, position: u64) -> Result<Vec<u8>, StoreError> {
        let Some(last) = position.checked_sub(1) else { return Ok(Vec::new()) };
        let row = self.trail(last, 1).await?.into_iter().next();
        let missing = || StoreError::Damaged { table: "trail", what: format!("no row {last}") };
        row.map(|row| row.chain).ok_or_else(missing)
    }

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
