//! Sessions of staff, by the hashes of their tokens.

use super::{
    Read, StoreError, Write,
    statement::{execute, row},
    transaction::stored,
};

/// A session.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SessionRow {
    /// SHA-256 of its token.
    pub token: Vec<u8>,
    /// Its account.
    pub account: String,
    /// When it began (Unix seconds).
    #[sqlx(try_from = "i64")]
    pub made_at: u64,
    /// When it was last used (Unix seconds), to the minute.
    #[sqlx(try_from = "i64")]
    pub seen_at: u64,
}

impl Read {
    /// A session by the hash of its token.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn session(&mut self, token: &[u8; 32]) -> Result<Option<SessionRow>, StoreError> {
        Ok(row!(
            self,
            "select token, account, made_at, seen_at from sessions where token = $1",
            token.to_vec()
        )?)
    }
}

impl Write {
    /// Keeps a session, or when it was last used.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn put_session(&mut self, row: &SessionRow) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into sessions (token, account, made_at, seen_at) values ($1, $2, $3, $4) \
             on conflict (token) do update set seen_at = excluded.seen_at",
            &row.token,
            &row.account,
            stored(row.made_at),
            stored(row.seen_at)
        )?;
        Ok(())
    }

    /// Notes when a session was last used, if it still is one.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn touch_session(&mut self, token: &[u8], at: u64) -> Result<(), StoreError> {
        execute!(
            self,
            "update sessions set seen_at = $1 where token = $2",
            stored(at),
            token.to_vec()
        )?;
        Ok(())
    }

    /// Ends a session.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn end_session(&mut self, token: &[u8; 32]) -> Result<(), StoreError> {
        execute!(self, "delete from sessions where token = $1", token.to_vec())?;
        Ok(())
    }

    /// Ends all sessions of an account.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn end_sessions(&mut self, account: &str) -> Result<(), StoreError> {
        execute!(self, "delete from sessions where account = $1", account)?;
        Ok(())
    }

    /// Forgets sessions that began before `made` or were last used before `seen`.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn sweep_sessions(&mut self, made: u64, seen: u64) -> Result<u64, StoreError> {
        Ok(execute!(
            self,
            "delete from sessions where made_at < $1 or seen_at < $2",
            stored(made),
            stored(seen)
        )?)
    }
}
