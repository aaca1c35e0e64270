//! Encryption of families' data at rest.
//!
//! Each round has a [`RoundVault`]: a random 32-byte data key which the database holds only wrapped
//! by the [`KeyFile`], and the key file never lies in the database. So a stolen database says
//! nothing, and deleting a round's wrapped key erases the round's identities for good.
//!
//! The cipher is XChaCha20-Poly1305 with random 24-byte nonces. What is sealed is bound to round,
//! table and row, so that a ciphertext moved elsewhere does not open.

mod key_file;
mod round;
mod sealing;

use std::{io, path::PathBuf};

pub use key_file::KeyFile;
pub use round::RoundVault;

use crate::{
    entropy::EntropyError,
    language::{Message, Speak, Told},
};

/// Why something secret could not be read or written.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message().en)]
pub enum VaultError {
    /// The key file is not there.
    Missing(PathBuf),
    /// There is a key file already.
    Exists(PathBuf),
    /// Other users of the machine may read the key file.
    Permissions {
        /// Path of the key file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The file is not a key file.
    Form(PathBuf),
    /// The round's key was wrapped by another key file.
    WrongKeyFile {
        /// Id of the round.
        round: String,
        /// Id of the key file which the round needs.
        expected: String,
        /// Id of the key file at hand.
        found: String,
    },
    /// What is stored is not what was sealed for this place.
    Altered(String),
    /// Reading or writing the key file failed.
    Io {
        /// Path of the key file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// No random bytes.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
}

impl Speak for VaultError {
    fn message(&self) -> Message {
        let told = match self {
            Self::Missing(path) => Told::new("vault-missing").with("path", path.display()),
            Self::Exists(path) => Told::new("vault-exists").with("path", path.display()),
            Self::Permissions { path, mode } => Told::new("vault-permissions")
                .with("path", path.display())
                .with("mode", format!("{mode:o}")),
            Self::Form(path) => Told::new("vault-form").with("path", path.display()),
            Self::WrongKeyFile { round, expected, found } => Told::new("vault-wrong-key-file")
                .with("round", round)
                .with("expected", expected)
                .with("found", found),
            Self::Altered(place) => Told::new("vault-altered").with("place", place),
            Self::Io { path, source } => {
                Told::new("vault-io").with("path", path.display()).with("source", source)
            }
            Self::Entropy(_) => Told::new("vault-entropy"),
        };
        told.into()
    }
}
