//! Accounts of staff.

use super::{
    Read, StoreError, Write,
    statement::{execute, row, rows},
    transaction::stored,
};

/// An account.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct AccountRow {
    /// Its name.
    pub name: String,
    /// Its roles, joined by `+`.
    pub roles: String,
    /// Its password: an argon2id string.
    pub password: String,
    /// Its TOTP secret, sealed; no bytes without one.
    pub totp: Vec<u8>,
    /// The last time step of which a code was taken.
    #[sqlx(try_from = "i64")]
    pub totp_step: u64,
    /// 1 while nobody may sign in with it.
    pub locked: i64,
    /// When it was made (Unix seconds).
    #[sqlx(try_from = "i64")]
    pub made_at: u64,
    /// Who gave it its roles or its password last; `-` for the command line.
    pub granted_by: String,
}

impl Read {
    /// An account by its name.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn account(&mut self, name: &str) -> Result<Option<AccountRow>, StoreError> {
        Ok(row!(
            self,
            "select name, roles, password, totp, totp_step, locked, made_at, granted_by \
             from accounts where name = $1",
            name
        )?)
    }

    /// All accounts by name.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn accounts(&mut self) -> Result<Vec<AccountRow>, StoreError> {
        Ok(rows!(
            self,
            "select name, roles, password, totp, totp_step, locked, made_at, granted_by \
             from accounts order by name"
        )?)
    }
}

impl Write {
    /// Keeps an account in place of the one of its name.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn put_account(&mut self, row: &AccountRow) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into accounts (name, roles, password, totp, totp_step, locked, made_at, \
             granted_by) values ($1, $2, $3, $4, $5, $6, $7, $8) \
             on conflict (name) do update set roles = excluded.roles, \
             password = excluded.password, totp = excluded.totp, \
             totp_step = excluded.totp_step, locked = excluded.locked, \
             granted_by = excluded.granted_by",
            &row.name,
            &row.roles,
            &row.password,
            &row.totp,
            stored(row.totp_step),
            row.locked,
            stored(row.made_at),
            &row.granted_by
        )?;
        Ok(())
    }
}
