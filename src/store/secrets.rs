//! Sign-in secrets of families whose revisions the office makes, as hashes.

use super::{
    Read, StoreError, Write,
    statement::{execute, scalar},
    transaction::{loaded_32, stored},
};

impl Read {
    /// SHA-256 of the secret of an application; none for a family that has a key, or nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn secret(
        &mut self,
        round: &str,
        code: &str,
    ) -> Result<Option<[u8; 32]>, StoreError> {
        let hash: Option<Vec<u8>> =
            scalar!(self, "select hash from secrets where round = $1 and code = $2", round, code)?;
        hash.map(|hash| loaded_32(hash, "secrets")).transpose()
    }
}

impl Write {
    /// Keeps the hash of an application's secret in place of the one before.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn put_secret(
        &mut self,
        round: &str,
        code: &str,
        hash: &[u8; 32],
        at: u64,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into secrets (round, code, hash, made_at) values ($1, $2, $3, $4) \
             on conflict (round, code) do update \
             set hash = excluded.hash, made_at = excluded.made_at",
            round,
            code,
            hash.to_vec(),
            stored(at)
        )?;
        Ok(())
    }

    /// Forgets the secret of an application.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn clear_secret(&mut self, round: &str, code: &str) -> Result<(), StoreError> {
        execute!(self, "delete from secrets where round = $1 and code = $2", round, code)?;
        Ok(())
    }
}
