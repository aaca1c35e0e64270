//! Why a demonstration stopped.

use std::{io, path::PathBuf};

use paiwei_audit::{folder::FolderError, observer::ObserverError};
use paiwei_protocol::trust::TrustError;

use crate::{
    device::{ClientError, DeviceError},
    entropy::EntropyError,
    rounds::RoundsError,
    samples::SampleError,
    slips::SlipError,
    staff::StaffError,
};

/// Why a demonstration stopped. But for the first two and the disk, each is a fault of this program.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The folder holds something else.
    #[error("{0} is not empty and was not made by a demonstration; name another folder")]
    NotEmpty(PathBuf),
    /// The folder holds an earlier demonstration.
    #[error("{0} holds an earlier demonstration; add --force to replace it")]
    MadeBefore(PathBuf),
    /// A file can't be written or read.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The office's program refused.
    #[error(transparent)]
    Rounds(#[from] RoundsError),
    /// The notary's program refused.
    #[error(transparent)]
    Notary(#[from] ObserverError),
    /// A sample could not be written.
    #[error(transparent)]
    Sample(#[from] SampleError),
    /// Slips or codes could not be written.
    #[error(transparent)]
    Slips(#[from] SlipError),
    /// The sample registrations were refused.
    #[error("the sample registrations were refused: {0}")]
    Registrations(String),
    /// A published file could not be read back.
    #[error("{0}")]
    Published(String),
    /// The verification of a published round disagrees.
    #[error("{round}: the verification disagrees: {}", .findings.join("; "))]
    Verification {
        /// The round.
        round: String,
        /// What was found.
        findings: Vec<String>,
    },
    /// The trust file.
    #[error(transparent)]
    Trust(#[from] TrustError),
    /// A published folder could not be read back.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The service refused, or could not be reached.
    #[error("the service: {0}")]
    Service(String),
    /// A family's device.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// A family's device could not sign.
    #[error(transparent)]
    Device(#[from] DeviceError),
    /// The service could not be reached.
    #[error("the service could not be reached: {0:?}")]
    Unreached(#[from] reqwest::Error),
    /// Accounts of the office.
    #[error(transparent)]
    Staff(Box<StaffError>),
    /// No random bytes.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// A part of the work broke off.
    #[error("a part of the demonstration broke off: {0}")]
    BrokeOff(#[from] tokio::task::JoinError),
}

impl From<StaffError> for DemoError {
    fn from(error: StaffError) -> Self {
        Self::Staff(Box::new(error))
    }
}

impl DemoError {
    /// An error of the operating system at `path`.
    pub(super) fn at(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }

    /// A published file that can't be read back.
    pub(super) fn published(error: &impl ToString) -> Self {
        Self::Published(error.to_string())
    }
}
