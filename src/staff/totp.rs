//! The second factor: six digits of RFC 6238, SHA-1, 30 seconds, one step of tolerance either way, and
//! none is taken twice.

use totp_rs::{Algorithm, Builder, Secret, Totp};
use zeroize::Zeroizing;

use super::{Account, Signed, Staff, StaffError};
use crate::{entropy, store::AccountRow};

/// First byte of a sealed secret: being set up, or on.
const PENDING: u8 = b'p';
const ON: u8 = b'c';

/// Whether it is being set up or on, and its secret.
type Factor = (u8, Zeroizing<Vec<u8>>);

/// A second factor that is being set up.
#[derive(Debug, Clone)]
pub struct Enrolment {
    /// The secret in base 32, to type in.
    pub secret: Zeroizing<String>,
    /// The address that apps read from a QR code.
    pub url: Zeroizing<String>,
}

impl Staff {
    /// Begins to set a second factor up: it is on once a code of it was given. The password shows
    /// that it isn't a stolen session that does so.
    ///
    /// # Errors
    ///
    /// [`StaffError::SignIn`], [`StaffError::Wait`], [`StaffError::TotpOn`].
    pub async fn enrol(&self, signed: &Signed, password: &str) -> Result<Enrolment, StaffError> {
        let name = &signed.account.name;
        let known = self.check_password(name, password).await?;
        self.attempts().succeeded(name);
        let (write, row) = self.begin(name).await?;
        // Locked or reset meanwhile: what was known no longer holds.
        if row != known {
            return Err(StaffError::SignIn);
        }
        if self.second_factor(&row)?.is_some_and(|(state, _)| state == ON) {
            return Err(StaffError::TotpOn);
        }
        let secret = Zeroizing::new(entropy::bytes::<20>(&*self.office.entropy)?);
        let sealed = self.sealed(name, PENDING, &secret[..])?;
        let totp = totp(&secret[..], Some(name))?;
        let url = totp.to_url().map_err(|error| StaffError::Hashing(error.to_string()))?;
        let shown = Secret::new(Box::new(*secret)).to_base32();
        let row = AccountRow { totp: sealed, totp_step: 0, ..row };
        self.keep(write, &row, name, "enrol-second-factor", &serde_json::json!({}), false).await?;
        Ok(Enrolment { secret: Zeroizing::new(shown), url: Zeroizing::new(url) })
    }

    /// Turns the second factor on that is being set up, by a code of it.
    ///
    /// # Errors
    ///
    /// [`StaffError::TotpOff`], [`StaffError::SignIn`] for a wrong code.
    pub async fn confirm_enrolment(
        &self,
        signed: &Signed,
        code: &str,
    ) -> Result<Account, StaffError> {
        let name = &signed.account.name;
        let (write, row) = self.begin(name).await?;
        let Some((PENDING, secret)) = self.second_factor(&row)? else {
            return Err(StaffError::TotpOff);
        };
        let step = taken(&secret, code, self.office.now(), row.totp_step)?;
        let sealed = self.sealed(name, ON, &secret)?;
        let row = AccountRow { totp: sealed, totp_step: step, ..row };
        self.keep(write, &row, name, "second-factor-on", &serde_json::json!({}), false).await
    }

    /// The step of a code that an account's second factor takes; `None` where it has none.
    pub(super) fn check_code(
        &self,
        row: &AccountRow,
        code: Option<&str>,
        now: u64,
    ) -> Result<Option<u64>, StaffError> {
        let Some((ON, secret)) = self.second_factor(row)? else { return Ok(None) };
        let code = code.ok_or(StaffError::SignIn)?;
        taken(&secret, code, now, row.totp_step).map(Some)
    }

    /// Whether a second factor is set up or on, and its secret.
    fn second_factor(&self, row: &AccountRow) -> Result<Option<Factor>, StaffError> {
        if row.totp.is_empty() {
            return Ok(None);
        }
        let opened = self.office.vault.open_row("accounts", &row.name, &row.totp);
        let opened = opened.map_err(crate::rounds::RoundsError::from)?;
        let split = opened.split_first().map(|(state, secret)| (*state, secret.to_vec()));
        Ok(split.map(|(state, secret)| (state, Zeroizing::new(secret))))
    }

    fn sealed(&self, name: &str, state: u8, secret: &[u8]) -> Result<Vec<u8>, StaffError> {
        let plain = Zeroizing::new([&[state], secret].concat());
        let entropy = &*self.office.entropy;
        let sealed = self.office.vault.seal_row("accounts", name, &plain, entropy);
        Ok(sealed.map_err(crate::rounds::RoundsError::from)?)
    }
}

/// The step of a code that fits now and comes after the last one that was taken.
fn taken(secret: &[u8], code: &str, now: u64, last: u64) -> Result<u64, StaffError> {
    let step = totp(secret, None)?.check(code.trim(), now);
    step.filter(|step| *step > last).ok_or(StaffError::SignIn)
}

fn totp(secret: &[u8], name: Option<&str>) -> Result<Totp, StaffError> {
    let builder = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(30)
        .with_secret(Secret::new(secret.into()))
        .with_account_name(name.unwrap_or("staff"))
        .with_issuer(Some("paiwei"));
    builder.build().map_err(|error| StaffError::Hashing(error.to_string()))
}
