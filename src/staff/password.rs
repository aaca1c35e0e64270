//! Passwords: argon2id with the parameters that OWASP recommends (19 MiB, 2 passes, 1 lane).

use argon2::{
    Argon2, PasswordHasher as _, PasswordVerifier as _, password_hash::phc::PasswordHash,
};
use zeroize::Zeroizing;

use super::{Staff, StaffError};
use crate::entropy;

/// Shortest password, in characters.
pub const MIN_PASSWORD: usize = 12;
/// Longest password, in characters.
pub const MAX_PASSWORD: usize = 256;

impl Staff {
    /// The argon2id string of a new password.
    pub(super) async fn hashed(&self, password: &str) -> Result<String, StaffError> {
        if !(MIN_PASSWORD..=MAX_PASSWORD).contains(&password.chars().count()) {
            return Err(StaffError::Password);
        }
        let salt = entropy::bytes::<16>(&*self.office.entropy)?;
        let password = Zeroizing::new(password.to_owned());
        self.hash(move || {
            let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
            hash.map(|hash| hash.to_string()).unwrap_or_default()
        })
        .await
    }

    /// Whether a password is the one of this string; takes as long where there is no string.
    pub(super) async fn fits(
        &self,
        password: &str,
        kept: Option<&str>,
    ) -> Result<bool, StaffError> {
        if password.chars().count() > MAX_PASSWORD {
            return Ok(false);
        }
        let password = Zeroizing::new(password.to_owned());
        let known = kept.is_some();
        let kept = kept.unwrap_or(NOBODY).to_owned();
        let fits = self.hash(move || {
            let hash = PasswordHash::new(&kept);
            let fits = |hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok();
            hash.is_ok_and(fits)
        });
        Ok(fits.await? && known)
    }

    /// Hashes on a thread that may be busy, a few at once.
    async fn hash<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, StaffError> {
        let failed = |error: &dyn std::fmt::Display| StaffError::Hashing(error.to_string());
        let _turn = self.hashing.acquire().await.map_err(|error| failed(&error))?;
        tokio::task::spawn_blocking(work).await.map_err(|error| failed(&error))
    }
}

/// What is hashed against where there is no such account, so that nobody learns it from the time.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$\
                      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
