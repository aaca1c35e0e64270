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
    language::{Message, Speak},
};

/// Why something secret could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The key file is not there.
    #[error(
        "the key file {0} is missing; put it back from its safe copy: without it the identities \
         cannot be read"
    )]
    Missing(PathBuf),
    /// There is a key file already.
    #[error("{0} exists already and is not overwritten: identities may hang on it")]
    Exists(PathBuf),
    /// Other users of the machine may read the key file.
    #[error("others may read the key file {path} (mode {mode:o}); run: chmod 600 {path}")]
    Permissions {
        /// Path of the key file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The file is not a key file.
    #[error("{0} is not a key file, or it is damaged; put it back from its safe copy")]
    Form(PathBuf),
    /// The round's key was wrapped by another key file.
    #[error(
        "round {round} was sealed with the key file {expected}, this one is {found}; use the right \
         one"
    )]
    WrongKeyFile {
        /// Id of the round.
        round: String,
        /// Id of the key file which the round needs.
        expected: String,
        /// Id of the key file at hand.
        found: String,
    },
    /// What is stored is not what was sealed for this place.
    #[error(
        "the sealed data of {0} is damaged, or was moved there from elsewhere; restore the \
         database from a backup"
    )]
    Altered(String),
    /// Reading or writing the key file failed.
    #[error("{path}: {source}")]
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
        let zh = match self {
            Self::Missing(path) => format!(
                "找不到密钥文件 {}；请从安全备份中恢复，没有它无法读取身份信息",
                path.display()
            ),
            Self::Exists(path) => {
                format!("{} 已存在，不会覆盖：已有身份信息可能依赖它", path.display())
            }
            Self::Permissions { path, mode } => format!(
                "其他用户可以读取密钥文件 {path}（权限 {mode:o}）；请执行：chmod 600 {path}",
                path = path.display()
            ),
            Self::Form(path) => {
                format!("{} 不是密钥文件或已损坏；请从安全备份中恢复", path.display())
            }
            Self::WrongKeyFile { round, expected, found } => format!(
                "轮次 {round} 由密钥文件 {expected} 加密，当前密钥文件为 {found}；请换用正确的密钥文件"
            ),
            Self::Altered(place) => {
                format!("{place} 的加密数据已损坏或被移动；请从备份恢复数据库")
            }
            Self::Io { path, source } => format!("{}：{source}", path.display()),
            Self::Entropy(_) => "操作系统无法提供随机数；请重启计算机后再继续".to_owned(),
        };
        Message::new(zh, self.to_string())
    }
}
