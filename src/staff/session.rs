//! Signing in and out.

use std::{
    collections::BTreeSet,
    sync::{MutexGuard, PoisonError},
};

use paiwei_protocol::digest::parse_hex;
use serde_json::json;
use zeroize::Zeroizing;

use super::{Account, Staff, StaffError, account::token_hash, attempts::Attempts, trail};
use crate::{
    entropy,
    store::{AccountRow, Lock, SessionRow},
};

/// Seconds after which an unused session ends.
pub const IDLE: u64 = 30 * 60;
/// Seconds after which every session ends.
pub const ABSOLUTE: u64 = 12 * 3600;
/// Seconds within which a use of a session isn't noted again.
const NOTED: u64 = 60;

/// What somebody signs in with.
#[derive(Clone, PartialEq, Eq)]
pub struct SignIn {
    /// Name of the account.
    pub name: String,
    /// Password.
    pub password: String,
    /// Code of the second factor, where there is one.
    pub code: Option<String>,
}

/// A new session.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its token, 64 hex digits: shown this once.
    pub token: Zeroizing<String>,
    /// Who signed in.
    pub signed: Signed,
}

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The account.
    pub account: Account,
    /// The hash of the session's token.
    token: [u8; 32],
}

impl Staff {
    /// Signs in.
    ///
    /// # Errors
    ///
    /// [`StaffError::SignIn`] whatever is wrong; [`StaffError::Wait`] after too many attempts.
    pub async fn sign_in(&self, asked: &SignIn) -> Result<Session, StaffError> {
        let row = self.check_password(&asked.name, &asked.password).await?;
        let now = self.office.now();
        let step = self.check_code(&row, asked.code.as_deref(), now)?;
        let token = Zeroizing::new(entropy::bytes::<32>(&*self.office.entropy)?);
        let mut write = self.office.store.begin_write(Lock::Journal).await?;
        // Locked, changed, or the code used elsewhere meanwhile.
        let again = write.account(&row.name).await?.filter(|again| *again == row);
        let mut row = again.ok_or(StaffError::SignIn)?;
        if let Some(step) = step {
            row.totp_step = step;
            write.put_account(&row).await?;
        }
        let hash = token_hash(&token);
        let session = SessionRow {
            token: hash.to_vec(),
            account: row.name.clone(),
            made_at: now,
            seen_at: now,
        };
        write.put_session(&session).await?;
        trail::record(&mut write, now, &row.name, "sign-in", "", &json!({})).await?;
        write.commit().await?;
        self.attempts().succeeded(&row.name);
        let signed = Signed { account: Account::of(&row)?, token: hash };
        Ok(Session { token: Zeroizing::new(hex::encode(&token[..])), signed })
    }

    /// Who is signed in with a token.
    ///
    /// # Errors
    ///
    /// [`StaffError::Session`] for a token of no session, or of one that has ended.
    pub async fn session(&self, token: &str) -> Result<Signed, StaffError> {
        let token = token_hash(&parse_hex(token).ok_or(StaffError::Session)?);
        let now = self.office.now();
        let mut read = self.office.store.begin_read().await?;
        let row = read.session(&token).await?.ok_or(StaffError::Session)?;
        let over = now >= row.made_at + ABSOLUTE || now >= row.seen_at + IDLE;
        let account = read.account(&row.account).await?.ok_or(StaffError::Session)?;
        drop(read);
        if over || account.locked != 0 {
            return Err(StaffError::Session);
        }
        if now >= row.seen_at + NOTED && self.noting().insert(token) {
            // Nobody waits for this: it may stand behind a long step.
            let staff = self.clone();
            tokio::spawn(async move { staff.note_use(token, now).await });
        }
        Ok(Signed { account: Account::of(&account)?, token })
    }

    /// Ends a session.
    ///
    /// # Errors
    ///
    /// [`StaffError::Rounds`].
    pub async fn sign_out(&self, signed: &Signed) -> Result<(), StaffError> {
        let mut write = self.office.store.begin_write(Lock::Journal).await?;
        write.end_session(&signed.token).await?;
        let (name, now) = (&signed.account.name, self.office.now());
        trail::record(&mut write, now, name, "sign-out", "", &json!({})).await?;
        Ok(write.commit().await?)
    }

    /// Forgets sessions that have ended. Due every hour.
    ///
    /// # Errors
    ///
    /// [`StaffError::Rounds`].
    pub async fn sweep(&self) -> Result<(), StaffError> {
        let now = self.office.now();
        let mut write = self.office.store.begin_write(Lock::Journal).await?;
        write.sweep_sessions(now.saturating_sub(ABSOLUTE), now.saturating_sub(IDLE)).await?;
        Ok(write.commit().await?)
    }

    /// The account of a name and its password. The attempt counts as failed until
    /// [`Attempts::succeeded`] is told otherwise.
    pub(super) async fn check_password(
        &self,
        name: &str,
        password: &str,
    ) -> Result<AccountRow, StaffError> {
        let seconds = self.attempts().begin(name, self.office.now());
        if seconds > 0 {
            return Err(StaffError::Wait { seconds });
        }
        let row = self.office.store.begin_read().await?.account(name).await?;
        let row = row.filter(|row| row.locked == 0);
        let kept = row.as_ref().map(|row| row.password.as_str());
        let fits = self.fits(password, kept).await?;
        row.filter(|_| fits).ok_or(StaffError::SignIn)
    }

    /// The attempts with passwords.
    pub(super) fn attempts(&self) -> MutexGuard<'_, Attempts> {
        self.attempts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The sessions whose use is being noted: one writer each, however many requests come meanwhile.
    fn noting(&self) -> MutexGuard<'_, BTreeSet<[u8; 32]>> {
        self.noting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn note_use(&self, token: [u8; 32], now: u64) {
        let noted = async {
            let mut write = self.office.store.begin_write(Lock::Journal).await?;
            write.touch_session(&token, now).await?;
            write.commit().await
        };
        if let Err(error) = noted.await {
            tracing::warn!(%error, "the use of a session could not be noted");
        }
        self.noting().remove(&token);
    }
}
