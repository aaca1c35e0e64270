//! Codes are reserved first: a family signs its code into the request and the identity file.

use paiwei_protocol::{ident::Code, journal::State};

use super::FamilyError;
use crate::{
    entropy,
    rounds::{Office, office::round_row},
    vault::RoundVault,
};

/// Most codes that are reserved at once: the largest bundle.
pub const MOST_CODES: usize = 16;

/// A reserved code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reserved {
    /// The code.
    pub code: Code,
    /// What its first revision must bring along: nobody else can use the code.
    pub token: [u8; 16],
}

/// Reserves codes. Nothing is stored: the token shows, under the round's key, that the code came
/// from here, so that reserving a million codes costs the office nothing.
///
/// # Errors
///
/// [`FamilyError::NotNow`] unless applications are taken.
pub async fn reserve(
    office: &Office,
    round: &str,
    count: usize,
) -> Result<Vec<Reserved>, FamilyError> {
    let (mut read, history) = office.read().await?;
    let state = history.round(round)?.state;
    if state != State::Open {
        return Err(FamilyError::NotNow { state: state.as_str() });
    }
    let vault = office.round_vault(round, &round_row(&mut read, round).await?)?;
    let one = |_| {
        let bits = u64::from_be_bytes(
            entropy::bytes(&*office.entropy).map_err(crate::rounds::RoundsError::from)?,
        );
        let code = Code::from_bits(bits);
        Ok(Reserved { code, token: token(&vault, code) })
    };
    (0..count.clamp(1, MOST_CODES)).map(one).collect()
}

/// The token of a code.
pub(super) fn token(vault: &RoundVault, code: Code) -> [u8; 16] {
    let hash = vault.index("applications", "reservation", &code.to_string());
    let mut token = [0; 16];
    token.copy_from_slice(&hash[..16]);
    token
}
