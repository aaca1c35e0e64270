//! Answers that are kept for requests sent again.
//!
//! A row is made by whoever comes first, and that insertion is what the others wait for: there is
//! nothing else to lock.

use super::{
    Read, Store, StoreError, Write,
    statement::{execute, row},
    transaction::{loaded, loaded_32, stored},
};

/// The row of a request's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// A keyed hash of the request.
    pub request: [u8; 32],
    /// The answer; none while the request is under way.
    pub answer: Option<AnswerRow>,
    /// When the row was claimed, in Unix seconds.
    pub at: u64,
}

/// An answer that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRow {
    /// Its status.
    pub status: u16,
    /// Its media type.
    pub kind: String,
    /// Its body, sealed.
    pub body: Vec<u8>,
}

type KeyColumns = (Vec<u8>, i64, String, Vec<u8>, i64);

impl Store {
    /// Begins to write by making the row of a key, under way since `now`; whether there was none.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn begin_key(
        &self,
        scope: &str,
        key: &str,
        request: &[u8; 32],
        now: u64,
    ) -> Result<(Write, bool), StoreError> {
        let mut write = self.begin_unlocked().await?;
        let made = execute!(
            write,
            "insert into idempotency (scope, key, request, status, kind, body, at) \
             values ($1, $2, $3, 0, '', $4, $5) on conflict do nothing",
            scope,
            key,
            request.to_vec(),
            Vec::<u8>::new(),
            stored(now)
        )?;
        Ok((write, made == 1))
    }

    /// Keeps the answer of a key that was claimed at `at`, unless somebody has taken it over since.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn keep_answer(
        &self,
        scope: &str,
        key: &str,
        at: u64,
        answer: &AnswerRow,
    ) -> Result<(), StoreError> {
        let mut write = self.begin_unlocked().await?;
        execute!(
            write,
            "update idempotency set status = $1, kind = $2, body = $3 \
             where scope = $4 and key = $5 and status = 0 and at = $6",
            i64::from(answer.status),
            &answer.kind,
            &answer.body,
            scope,
            key,
            stored(at)
        )?;
        write.commit().await
    }

    /// Forgets a key that was claimed at `at` and has no answer.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn release_key(&self, scope: &str, key: &str, at: u64) -> Result<(), StoreError> {
        let mut write = self.begin_unlocked().await?;
        execute!(
            write,
            "delete from idempotency where scope = $1 and key = $2 and status = 0 and at = $3",
            scope,
            key,
            stored(at)
        )?;
        write.commit().await
    }

    /// Forgets what is older than `before`; how many keys that were.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn sweep_keys(&self, before: u64) -> Result<u64, StoreError> {
        let mut write = self.begin_unlocked().await?;
        let swept = execute!(write, "delete from idempotency where at < $1", stored(before))?;
        write.commit().await?;
        Ok(swept)
    }
}

impl Read {
    /// The row of a key.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn key(&mut self, scope: &str, key: &str) -> Result<Option<KeyRow>, StoreError> {
        let columns: Option<KeyColumns> = row!(
            self,
            "select request, status, kind, body, at from idempotency \
             where scope = $1 and key = $2",
            scope,
            key
        )?;
        columns.map(key_row).transpose()
    }
}

impl Write {
    /// Claims a key anew: under way since `now`, with this request.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn claim_key(
        &mut self,
        scope: &str,
        key: &str,
        request: &[u8; 32],
        now: u64,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "update idempotency set request = $1, status = 0, kind = '', body = $2, at = $3 \
             where scope = $4 and key = $5",
            request.to_vec(),
            Vec::<u8>::new(),
            stored(now),
            scope,
            key
        )?;
        Ok(())
    }

    /// Locks a key's row.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn lock_key(&mut self, scope: &str, key: &str) -> Result<(), StoreError> {
        let text = "update idempotency set at = at where scope = $1 and key = $2";
        execute!(self, text, scope, key)?;
        Ok(())
    }
}

fn key_row(columns: KeyColumns) -> Result<KeyRow, StoreError> {
    let (request, status, kind, body, at) = columns;
    let status = u16::try_from(loaded(status, "idempotency")?);
    let answer = match status {
        Ok(0) => None,
        Ok(status) => Some(AnswerRow { status, kind, body }),
        Err(_) => {
            return Err(StoreError::Damaged { table: "idempotency", what: "a status".into() });
        }
    };
    let (request, at) = (loaded_32(request, "idempotency")?, loaded(at, "idempotency")?);
    Ok(KeyRow { request, answer, at })
}
