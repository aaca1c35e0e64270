//! Entries that wait for observers' confirmations.

use super::{Read, StoreError, Write};

/// An entry that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingRow {
    /// Its type, as entries name it.
    pub kind: String,
    /// Its bytes, without confirmations.
    pub entry: Vec<u8>,
    /// The confirmations that have come.
    pub confirmations: Vec<String>,
}

impl Read {
    /// What waits in an attempt, by type.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn pending(
        &mut self,
        round: &str,
        attempt: u32,
    ) -> Result<Vec<PendingRow>, StoreError> {
        let query = sqlx::query_as(
            "select kind, entry from pending where round = $1 and attempt = $2 order by kind",
        );
        let rows: Vec<(String, Vec<u8>)> =
            query.bind(round).bind(attempt).fetch_all(self.connection()).await?;
        let mut all = Vec::new();
        for (kind, entry) in rows {
            let confirmations = self.confirmations(round, attempt, &kind).await?;
            all.push(PendingRow { kind, entry, confirmations });
        }
        Ok(all)
    }

    async fn confirmations(
        &mut self,
        round: &str,
        attempt: u32,
        kind: &str,
    ) -> Result<Vec<String>, StoreError> {
        let query = sqlx::query_scalar(
            "select note from confirmations where round = $1 and attempt = $2 and kind = $3 \
             order by note",
        );
        let query = query.bind(round).bind(attempt).bind(kind);
        Ok(query.fetch_all(self.connection()).await?)
    }
}

impl Write {
    /// Keeps an entry that waits, in place of one of the same type with its confirmations.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn put_pending(
        &mut self,
        round: &str,
        attempt: u32,
        kind: &str,
        entry: &[u8],
    ) -> Result<(), StoreError> {
        self.delete_pending(round, attempt, kind).await?;
        sqlx::query("insert into pending (round, attempt, kind, entry) values ($1, $2, $3, $4)")
            .bind(round)
            .bind(attempt)
            .bind(kind)
            .bind(entry)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Forgets an entry that waits, and its confirmations.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn delete_pending(
        &mut self,
        round: &str,
        attempt: u32,
        kind: &str,
    ) -> Result<(), StoreError> {
        sqlx::query("delete from pending where round = $1 and attempt = $2 and kind = $3")
            .bind(round)
            .bind(attempt)
            .bind(kind)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Forgets all that waits in an attempt.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn clear_pending(&mut self, round: &str, attempt: u32) -> Result<(), StoreError> {
        sqlx::query("delete from pending where round = $1 and attempt = $2")
            .bind(round)
            .bind(attempt)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Keeps a confirmation of an entry that waits.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn insert_confirmation(
        &mut self,
        round: &str,
        attempt: u32,
        kind: &str,
        note: &str,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "insert into confirmations (round, attempt, kind, note) values ($1, $2, $3, $4) \
             on conflict do nothing",
        )
        .bind(round)
        .bind(attempt)
        .bind(kind)
        .bind(note)
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
