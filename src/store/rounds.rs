//! Rounds and the office's seeds.

use super::{Read, StoreError, Write, transaction::stored};

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
        let query =
            sqlx::query_as("select rules, data_key, tag_key, received from rounds where id = $1");
        Ok(query.bind(id).fetch_optional(self.connection()).await?)
    }

    /// The office's sealed seed of an attempt.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn seed(&mut self, round: &str, attempt: u32) -> Result<Option<Vec<u8>>, StoreError> {
        let query = sqlx::query_scalar("select seed from seeds where round = $1 and attempt = $2");
        Ok(query.bind(round).bind(i64::from(attempt)).fetch_optional(self.connection()).await?)
    }
}

impl Write {
    /// A new round.
    ///
    /// # Errors
    ///
    /// [`StoreError`], also where the round is there already.
    pub async fn insert_round(&mut self, id: &str, row: &RoundRow) -> Result<(), StoreError> {
        sqlx::query(
            "insert into rounds (id, rules, data_key, tag_key, received, writes) \
             values ($1, $2, $3, $4, $5, 0)",
        )
        .bind(id)
        .bind(&row.rules)
        .bind(&row.data_key)
        .bind(&row.tag_key)
        .bind(stored(row.received))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Sets the number of receipts given so far.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn set_received(&mut self, round: &str, received: u64) -> Result<(), StoreError> {
        sqlx::query("update rounds set received = $1 where id = $2")
            .bind(stored(received))
            .bind(round)
            .execute(self.connection())
            .await?;
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
        sqlx::query("insert into seeds (round, attempt, seed) values ($1, $2, $3)")
            .bind(round)
            .bind(i64::from(attempt))
            .bind(seed)
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
