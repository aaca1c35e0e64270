//! Files of a round that its entries name by their hashes.

use super::{
    Read, StoreError, Write,
    statement::{execute, rows, scalar},
    transaction::loaded_u32,
};

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
        Ok(scalar!(
            self,
            "select content from files where round = $1 and attempt = $2 and name = $3",
            round,
            i64::from(attempt),
            name
        )?)
    }

    /// All files of a round: attempt, name and content.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn files(&mut self, round: &str) -> Result<Vec<(u32, String, Vec<u8>)>, StoreError> {
        let rows: Vec<(i64, String, Vec<u8>)> = rows!(
            self,
            "select attempt, name, content from files where round = $1 order by attempt, name",
            round
        )?;
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
        execute!(
            self,
            "insert into files (round, attempt, name, content) values ($1, $2, $3, $4) \
             on conflict (round, attempt, name) do update set content = excluded.content",
            round,
            i64::from(attempt),
            name,
            content
        )?;
        Ok(())
    }
}
