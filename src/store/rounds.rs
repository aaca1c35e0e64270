//! Rounds and the office's seeds.

use super::{
    Read, StoreError, Write,
    statement::{execute, row, scalar},
    transaction::stored,
};

/// What a round has besides its entries.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct RoundRow {
    /// `rules.json`.
    pub rules: Vec<u8>,
    /// The data key, wrapped by the key file.
    pub data_key: Vec<u8>,
    /// The tag key, sealed by the data key.
    pub tag_key: Vec<u8>,
    /// Receipts given so far.
    #[sqlx(try_from = "i64")]
    pub received: u64,
}

impl Read {
    /// A round by its id.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn round(&mut self, id: &str) -> Result<Option<RoundRow>, StoreError> {
        Ok(row!(self, "select rules, data_key, tag_key, received from rounds where id = $1", id)?)
    }

    /// The office's sealed seed of an attempt.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn seed(&mut self, round: &str, attempt: u32) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(scalar!(
            self,
            "select seed from seeds where round = $1 and attempt = $2",
            round,
            i64::from(attempt)
        )?)
    }
}

impl Write {
    /// A new round.
    ///
    /// # Errors
    ///
    /// [`StoreError`], also where the round is there already.
    pub async fn insert_round(&mut self, id: &str, row: &RoundRow) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into rounds (id, rules, data_key, tag_key, received, writes) \
             values ($1, $2, $3, $4, $5, 0)",
            id,
            &row.rules,
            &row.data_key,
            &row.tag_key,
            stored(row.received)
        )?;
        Ok(())
    }

    /// Sets the number of receipts given so far.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn set_received(&mut self, round: &str, received: u64) -> Result<(), StoreError> {
        execute!(self, "update rounds set received = $1 where id = $2", stored(received), round)?;
        Ok(())
    }

    /// Keeps the office's sealed seed of an attempt.
    ///
    /// # Errors
    ///
    /// [`StoreError`], also where the attempt has one.
    pub async fn insert_seed(
        &mut self,
        round: &str,
        attempt: u32,
        seed: &[u8],
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into seeds (round, attempt, seed) values ($1, $2, $3)",
            round,
            i64::from(attempt),
            seed
        )?;
        Ok(())
    }
}
