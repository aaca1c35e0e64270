//! The office's people: who they are, what they may do, and what they did.
//!
//! An account has roles; a handler asks for one by its type. What can't be undone is proposed by one
//! person and decided on by another, each signed in with a session of its own ([`Proposal`]). All of
//! it stands in the [trail](trail), which is only ever added to.

mod account;
mod attempts;
mod carry_out;
mod change;
mod claim;
mod error;
mod hands;
mod password;
mod proposal;
mod role;
mod session;
mod step;
mod totp;
pub mod trail;

use std::{
    collections::BTreeSet,
    path::PathBuf,
    sync::{Arc, Mutex},
};

use tokio::sync::Semaphore;

pub use account::{Account, COMMAND_LINE};
pub use change::Change;
pub use claim::CLAIM;
pub use error::StaffError;
pub use password::{MAX_PASSWORD, MIN_PASSWORD};
pub use proposal::{Ended, Proposal};
pub use role::{Role, Roles};
pub use session::{ABSOLUTE, IDLE, Session, SignIn, Signed};
pub use step::Step;
pub use totp::Enrolment;
pub use trail::TrailEntry;

use crate::rounds::Office;

/// Passwords that are hashed at once: each takes 19 MiB.
const HASHES_AT_ONCE: usize = 4;

/// The staff of an office. Clones are the same.
#[derive(Debug, Clone)]
pub struct Staff {
    office: Arc<Office>,
    published: PathBuf,
    attempts: Arc<Mutex<attempts::Attempts>>,
    noting: Arc<Mutex<BTreeSet<[u8; 32]>>>,
    hashing: Arc<Semaphore>,
}

impl Staff {
    /// The staff of an office whose published rounds go into the folder `published`.
    #[must_use]
    pub fn new(office: Arc<Office>, published: PathBuf) -> Self {
        let hashing = Arc::new(Semaphore::new(HASHES_AT_ONCE));
        Self { office, published, attempts: Arc::default(), noting: Arc::default(), hashing }
    }

    /// The office.
    #[must_use]
    pub fn office(&self) -> &Office {
        &self.office
    }
}
