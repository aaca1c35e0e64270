//! Key files: the office's Ed25519 keys, each in a file that only its owner may read.
//!
//! Journal and receipts key lie in the data folder, the recovery key never: it is written where the
//! operator says, printed, and taken away. What the data folder keeps of it is its public half, in
//! the journal's first entry.

mod error;
mod file;
mod recipient;

pub use error::KeysError;
pub use file::SecretKey;
pub use recipient::{Recipient, seal_for};

use paiwei_protocol::journal::KeyRole;

/// What an office key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Checkpoints of the journal.
    Journal,
    /// Receipts.
    Receipts,
    /// Rotations of the two.
    Recovery,
}

impl Role {
    /// The role's word in key files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Journal => "journal",
            Self::Receipts => "receipts",
            Self::Recovery => "recovery",
        }
    }

    /// The name that a key of this role signs under (PROTOCOL.md, section 8.2).
    #[must_use]
    pub fn key_name(self, origin: &str) -> String {
        match self {
            Self::Journal => origin.to_owned(),
            Self::Receipts | Self::Recovery => format!("{origin}/{}", self.as_str()),
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Self> {
        [Self::Journal, Self::Receipts, Self::Recovery].into_iter().find(|r| r.as_str() == word)
    }
}

impl From<KeyRole> for Role {
    fn from(role: KeyRole) -> Self {
        match role {
            KeyRole::Journal => Self::Journal,
            KeyRole::Receipts => Self::Receipts,
        }
    }
}
