//! Files of a round that its entries name by their hashes.

use super::{Read, StoreError, Write, transaction::loaded_u32};

impl Read {
    /// A file of an attempt.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn file(
        &mut self,
        round: &str,
        attempt: u32,
        name: &str,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let query = sqlx::query_scalar(
            "select content from files where round = $1 and attempt = $2 and name = $3",
        );
        let query = query.bind(round).bind(i64::from(attempt)).bind(name);
        Ok(query.fetch_optional(self.connection()).await?)
    }

    /// All files of a round: attempt, name and content.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn files(&mut self, round: &str) -> Result<Vec<(u32, String, Vec<u8>)>, StoreError> {
        let query = sqlx::query_as(
            "select attempt, name, content from files where round = $1 order by attempt, name",
        );
        let rows: Vec<(i64, String, Vec<u8>)> =
            query.bind(round).fetch_all(self.connection()).await?;
        rows.into_iter()
            .map(|(attempt, name, content)| Ok((loaded_u32(attempt, "files")?, name, content)))
            .collect()
    }
}

impl Write {
    /// Keeps a file of an attempt, in place of what was there.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn put_file(
        &mut self,
        round: &str,
        attempt: u32,
        name: &str,
        content: &[u8],
    ) -> Result<(), StoreError> {
        sqlx::query(
            "insert into files (round, attempt, name, content) values ($1, $2, $3, $4) \
             on conflict (round, attempt, name) do update set content = excluded.content",
        )
        .bind(round)
        .bind(i64::from(attempt))
        .bind(name)
        .bind(content)
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
