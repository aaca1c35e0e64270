//! The office's people.

use paiwei_protocol::ident::Code;

use super::DemoError;
use crate::entropy::{self, SeededEntropy};

/// A name and a password, as the demonstration prints them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInAs {
    /// Name of the account.
    pub name: &'static str,
    /// Its role.
    pub role: &'static str,
    /// Its password.
    pub password: String,
}

/// Who works at the office, in the order in which the demonstration prints them.
pub const PEOPLE: [(&str, &str); 4] =
    [("li", "operator"), ("wang", "operator"), ("zhao", "reviewer"), ("sun", "supervisor")];

/// The office's people with passwords of their own.
pub(super) fn hired(entropy: &SeededEntropy) -> Result<Vec<SignInAs>, DemoError> {
    let hire = |(name, role): (&'static str, &'static str)| {
        let bits = u64::from_be_bytes(entropy::bytes(entropy)?);
        Ok(SignInAs { name, role, password: Code::from_bits(bits).to_string() })
    };
    PEOPLE.into_iter().map(hire).collect()
}
