//! The entry of an attempt that waits for observers' confirmations.

use super::{
    Read, StoreError, Write,
    statement::{execute, scalar, scalars},
};

/// An entry that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingRow {
    /// Its bytes, without confirmations.
    pub entry: Vec<u8>,
    /// The confirmations that have come.
    pub confirmations: Vec<String>,
}

impl Read {
    /// What waits in an attempt.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn pending(
        &mut self,
        round: &str,
        attempt: u32,
    ) -> Result<Option<PendingRow>, StoreError> {
        let entry = scalar!(
            self,
            "select entry from pending where round = $1 and attempt = $2",
            round,
            i64::from(attempt)
        )?;
        let Some(entry) = entry else { return Ok(None) };
        let notes = scalars!(
            self,
            "select note from confirmations where round = $1 and attempt = $2 order by note",
            round,
            i64::from(attempt)
        )?;
        Ok(Some(PendingRow { entry, confirmations: notes }))
    }
}

impl Write {
    /// Keeps an entry that waits, in place of the one before with its confirmations.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn put_pending(
        &mut self,
        round: &str,
        attempt: u32,
        entry: &[u8],
    ) -> Result<(), StoreError> {
        self.clear_pending(round, attempt).await?;
        execute!(
            self,
            "insert into pending (round, attempt, entry) values ($1, $2, $3)",
            round,
            i64::from(attempt),
            entry
        )?;
        Ok(())
    }

    /// Forgets what waits in an attempt, and its confirmations.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn clear_pending(&mut self, round: &str, attempt: u32) -> Result<(), StoreError> {
        execute!(
            self,
            "delete from pending where round = $1 and attempt = $2",
            round,
            i64::from(attempt)
        )?;
        Ok(())
    }

    /// Keeps a confirmation of the entry that waits.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn insert_confirmation(
        &mut self,
        round: &str,
        attempt: u32,
        note: &str,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into confirmations (round, attempt, note) values ($1, $2, $3) \
             on conflict do nothing",
            round,
            i64::from(attempt),
            note
        )?;
        Ok(())
    }
}
