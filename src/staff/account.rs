//! Accounts.

use paiwei_protocol::digest::Digest;
use serde_json::json;

use super::{Change, Role, Roles, Signed, Staff, StaffError, trail};
use crate::store::{AccountRow, Lock, Read, Write};

/// Who acts where the command line does: nobody signs in there.
pub const COMMAND_LINE: &str = "-";

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its name.
    pub name: String,
    /// Its roles.
    pub roles: Roles,
    /// Nobody may sign in with it.
    pub locked: bool,
    /// A second factor is on.
    pub second_factor: bool,
    /// When it was made (Unix seconds).
    pub made_at: u64,
}

impl Account {
    pub(super) fn of(row: &AccountRow) -> Result<Self, StaffError> {
        Ok(Self {
            name: row.name.clone(),
            roles: row.roles.parse()?,
            locked: row.locked != 0,
            second_factor: !row.totp.is_empty(),
            made_at: row.made_at,
        })
    }
}

impl Staff {
    /// All accounts by name.
    ///
    /// # Errors
    ///
    /// [`StaffError::Rounds`].
    pub async fn accounts(&self) -> Result<Vec<Account>, StaffError> {
        let rows = self.office.store.begin_read().await?.accounts().await?;
        rows.iter().map(Account::of).collect()
    }

    /// Makes an account.
    ///
    /// # Errors
    ///
    /// [`StaffError::Name`], [`StaffError::Taken`], [`StaffError::Password`].
    pub async fn add(
        &self,
        by: &str,
        name: &str,
        roles: &Roles,
        password: &str,
    ) -> Result<Account, StaffError> {
        check_name(name)?;
        let password = self.hashed(password).await?;
        let mut write = self.office.store.begin_write(Lock::Journal).await?;
        if write.account(name).await?.is_some() {
            return Err(StaffError::Taken(name.to_owned()));
        }
        let row = AccountRow {
            name: name.to_owned(),
            roles: roles.to_string(),
            password,
            totp: Vec::new(),
            totp_step: 0,
            locked: 0,
            made_at: self.office.now(),
            granted_by: by.to_owned(),
        };
        let detail = json!({ "account": name, "roles": row.roles });
        self.keep(write, &row, by, "add-account", &detail, false).await
    }

    /// Changes what is given of an account, all of it or nothing.
    ///
    /// # Errors
    ///
    /// [`StaffError::NoAccount`], [`StaffError::LastSupervisor`], [`StaffError::Password`].
    pub async fn change(
        &self,
        by: &str,
        name: &str,
        change: &Change<'_>,
    ) -> Result<Account, StaffError> {
        let password = match change.password {
            Some(password) => Some(self.hashed(password).await?),
            None => None,
        };
        let (mut write, mut row) = self.begin(name).await?;
        if change.leaves() {
            refuse_last(&mut write, name).await?;
        }
        let grants = password.is_some() || change.roles.is_some();
        let sign_out = password.is_some() || change.locked == Some(true);
        if let Some(roles) = change.roles {
            row.roles = roles.to_string();
        }
        if let Some(password) = password {
            (row.password, row.totp) = (password, Vec::new());
        }
        // Who changes an own account doesn't come from another hand by that.
        if grants && by != name {
            by.clone_into(&mut row.granted_by);
        }
        if let Some(locked) = change.locked {
            row.locked = locked.into();
        }
        for (act, detail) in change.acts(name) {
            trail::record(&mut write, self.office.now(), by, act, "", &detail).await?;
        }
        kept(write, &row, sign_out).await
    }

    /// Changes one's own password, knowing the old one, and ends all sessions of the account.
    ///
    /// # Errors
    ///
    /// [`StaffError::SignIn`], [`StaffError::Wait`], [`StaffError::Password`].
    pub async fn change_password(
        &self,
        signed: &Signed,
        old: &str,
        new: &str,
    ) -> Result<Account, StaffError> {
        let name = &signed.account.name;
        let known = self.check_password(name, old).await?;
        self.attempts().succeeded(name);
        let password = self.hashed(new).await?;
        let (write, row) = self.begin(name).await?;
        // Locked or reset meanwhile: what was known no longer holds.
        if row != known {
            return Err(StaffError::SignIn);
        }
        let row = AccountRow { password, ..row };
        self.keep(write, &row, name, "change-password", &json!({}), true).await
    }

    /// Begins to change an account.
    pub(super) async fn begin(&self, name: &str) -> Result<(Write, AccountRow), StaffError> {
        let mut write = self.office.store.begin_write(Lock::Journal).await?;
        let row = write.account(name).await?;
        Ok((write, row.ok_or_else(|| StaffError::NoAccount(name.to_owned()))?))
    }

    /// Keeps an account, records it, and commits.
    pub(super) async fn keep(
        &self,
        mut write: Write,
        row: &AccountRow,
        by: &str,
        act: &str,
        detail: &serde_json::Value,
        sign_out: bool,
    ) -> Result<Account, StaffError> {
        trail::record(&mut write, self.office.now(), by, act, "", detail).await?;
        kept(write, row, sign_out).await
    }
}

/// Keeps an account, ends its sessions where it is to be signed out, and commits.
async fn kept(mut write: Write, row: &AccountRow, sign_out: bool) -> Result<Account, StaffError> {
    write.put_account(row).await?;
    if sign_out {
        write.end_sessions(&row.name).await?;
    }
    write.commit().await?;
    Account::of(row)
}

/// Refuses what would leave nobody to look after accounts.
async fn refuse_last(read: &mut Read, name: &str) -> Result<(), StaffError> {
    let mut supervisors = 0;
    let mut is_one = false;
    for row in read.accounts().await? {
        let account = Account::of(&row)?;
        if account.roles.has(Role::Supervisor) && !account.locked {
            supervisors += 1;
            is_one |= account.name == name;
        }
    }
    if is_one && supervisors == 1 {
        return Err(StaffError::LastSupervisor(name.to_owned()));
    }
    Ok(())
}

fn check_name(name: &str) -> Result<(), StaffError> {
    let first = name.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
    let plain =
        |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'_' | b'-');
    if first && name.len() <= 32 && name.bytes().all(plain) {
        return Ok(());
    }
    Err(StaffError::Name(name.to_owned()))
}

/// The hash that a token is kept by.
pub(super) fn token_hash(token: &[u8; 32]) -> [u8; 32] {
    Digest::of(token).0
}
