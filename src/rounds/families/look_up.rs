//! How a family shows that an application is its own.

use paiwei_protocol::{ed25519, ident::Code, receipt::Receipt};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::FamilyError;
use crate::rounds::{Office, RoundsError};

/// Seconds by which the time of a signed look-up may differ from the office's clock.
pub const LOOK_UP_WINDOW: u64 = 300;

/// What a family shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credential {
    /// A signature of its key over [`look_up_text`].
    Key {
        /// The public key.
        key: [u8; 32],
        /// The time that it signed (Unix seconds).
        time: u64,
        /// The signature.
        signature: [u8; 64],
    },
    /// The secret that it was shown once.
    Secret(String),
}

/// The text that a family's key signs to look at what is its own.
#[must_use]
pub fn look_up_text(origin: &str, round: &str, code: Code, time: u64) -> String {
    format!("paiwei look-up v1\n{origin}\n{round}\n{code}\n{time}\n")
}

/// Symbols of a code, the check symbol among them.
const SYMBOLS: usize = 13;

/// SHA-256 of a secret as it is typed: three codes, in any spelling that codes may be typed in.
pub(super) fn secret_hash(secret: &str) -> [u8; 32] {
    let symbols: Vec<char> = secret.chars().filter(|c| c.is_alphanumeric()).collect();
    let meant = |symbols: &[char]| {
        let typed: String = symbols.iter().collect();
        // What is no code is nobody's secret, whatever it hashes to.
        Code::normalise(&typed).map_or(typed, |code| code.to_string().replace('-', ""))
    };
    let codes: String = symbols.chunks(SYMBOLS).map(meant).collect();
    Sha256::digest(codes.as_bytes()).into()
}

/// Checks that `credential` is that of the application's family, as its newest revision has it.
///
/// # Errors
///
/// [`FamilyError::NotYours`], also where there is no such application: nobody learns which.
pub async fn sign_in(
    office: &Office,
    round: &str,
    code: Code,
    credential: &Credential,
) -> Result<(), FamilyError> {
    let (mut read, history) = office.read().await?;
    history.round(round)?;
    let text = code.to_string();
    let row = read.newest_revision(round, &text).await?.ok_or(FamilyError::NotYours)?;
    let (_, receipt) =
        Receipt::read("a stored receipt", row.receipt.as_bytes()).map_err(RoundsError::from)?;
    let own = match credential {
        Credential::Key { key, time, signature } => {
            let fresh = office.now().abs_diff(*time) <= LOOK_UP_WINDOW;
            let origin = history.journal().origin();
            let signed = look_up_text(origin, round, code, *time);
            fresh
                && receipt.family.is_some_and(|family| family.key == *key)
                && ed25519::verify(key, signed.as_bytes(), signature).is_ok()
        }
        Credential::Secret(secret) => {
            let kept = read.secret(round, &text).await?.filter(|_| receipt.family.is_none());
            kept.is_some_and(|kept| bool::from(kept.ct_eq(&secret_hash(secret))))
        }
    };
    if own { Ok(()) } else { Err(FamilyError::NotYours) }
}
