//! Why something that staff asked for was refused.

use super::{MAX_PASSWORD, MIN_PASSWORD};
use crate::{
    entropy::EntropyError,
    language::{Message, Speak, Told},
    rounds::{FamilyError, RoundsError},
    store::StoreError,
};

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message().en)]
pub enum StaffError {
    /// Name, password and code don't fit together. Which of them isn't said.
    SignIn,
    /// Too many attempts with this name.
    Wait {
        /// Seconds.
        seconds: u64,
    },
    /// No session, or one that has ended.
    Session,
    /// No role.
    Role(String),
    /// No account's name.
    Name(String),
    /// There is an account of this name.
    Taken(String),
    /// No such account.
    NoAccount(String),
    /// A password that is too short or too long.
    Password,
    /// Nobody could look after accounts any more.
    LastSupervisor(String),
    /// TOTP is on.
    TotpOn,
    /// TOTP is not being set up.
    TotpOff,
    /// The account's role doesn't allow the step.
    NotAllowed {
        /// The step.
        step: &'static str,
        /// Roles that may.
        needed: String,
    },
    /// Another such step waits.
    Waiting {
        /// The step.
        step: String,
        /// Who proposed it.
        by: String,
        /// Its id.
        id: String,
    },
    /// No such proposal.
    NoProposal,
    /// The same person.
    SamePerson(String),
    /// Both accounts come from one hand.
    SameHand(String),
    /// Not who proposed it.
    NotProposer(String),
    /// Somebody is carrying it out.
    CarryingOut(String),
    /// It was decided on.
    Decided {
        /// Who decided.
        by: String,
        /// What became of it.
        state: String,
    },
    /// The input isn't that of the step.
    Input {
        /// The step.
        step: String,
        /// What is wrong.
        why: String,
    },
    /// The trail was tampered with.
    Trail(u64),
    /// A password could not be hashed.
    Hashing(String),
    /// What the step itself refuses.
    #[error(transparent)]
    Rounds(#[from] RoundsError),
    /// What replacing a key refuses.
    #[error(transparent)]
    Family(#[from] FamilyError),
}

impl From<StoreError> for StaffError {
    fn from(error: StoreError) -> Self {
        Self::Rounds(error.into())
    }
}

impl From<EntropyError> for StaffError {
    fn from(error: EntropyError) -> Self {
        Self::Rounds(error.into())
    }
}

impl StaffError {
    /// A stable word for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::SignIn => "sign-in-refused",
            Self::Wait { .. } => "wait",
            Self::Session => "sign-in",
            Self::Role(_) | Self::Name(_) | Self::Password | Self::Input { .. } => "fields",
            Self::Taken(_) => "name-taken",
            Self::NoAccount(_) | Self::NoProposal => "not-found",
            Self::LastSupervisor(_) => "last-supervisor",
            Self::TotpOn | Self::TotpOff => "second-factor",
            Self::NotAllowed { .. } => "role",
            Self::Waiting { .. } => "proposal-waiting",
            Self::SamePerson(_) | Self::SameHand(_) | Self::NotProposer(_) => "same-person",
            Self::CarryingOut(_) => "carrying-out",
            Self::Decided { .. } => "decided",
            Self::Trail(_) => "trail",
            Self::Hashing(_) => "hashing",
            Self::Rounds(_) | Self::Family(_) => "refused",
        }
    }
}

impl Speak for StaffError {
    fn message(&self) -> Message {
        let told = match self {
            Self::SignIn => Told::new("staff-sign-in"),
            Self::Wait { seconds } => Told::new("staff-wait").with("seconds", seconds),
            Self::Session => Told::new("staff-session"),
            Self::Role(role) => Told::new("staff-role").with("role", role),
            Self::Name(name) => Told::new("staff-name").with("name", name),
            Self::Taken(name) => Told::new("staff-taken").with("name", name),
            Self::NoAccount(name) => Told::new("staff-no-account").with("name", name),
            Self::Password => {
                Told::new("staff-password").with("least", MIN_PASSWORD).with("most", MAX_PASSWORD)
            }
            Self::LastSupervisor(name) => Told::new("staff-last-supervisor").with("name", name),
            Self::TotpOn => Told::new("staff-totp-on"),
            Self::TotpOff => Told::new("staff-totp-off"),
            Self::NotAllowed { step, needed } => {
                Told::new("staff-not-allowed").with("step", step).with("needed", needed)
            }
            Self::Waiting { step, by, .. } => {
                Told::new("staff-waiting").with("step", step).with("by", by)
            }
            Self::NoProposal => Told::new("staff-no-proposal"),
            Self::SamePerson(by) => Told::new("staff-same-person").with("by", by),
            Self::SameHand(by) => Told::new("staff-same-hand").with("by", by),
            Self::NotProposer(by) => Told::new("staff-not-proposer").with("by", by),
            Self::CarryingOut(by) => Told::new("staff-carrying-out").with("by", by),
            Self::Decided { by, state } => {
                Told::new("staff-decided").with("by", by).with("state", state)
            }
            Self::Input { step, why } => {
                Told::new("staff-input").with("step", step).with("why", why)
            }
            Self::Trail(row) => Told::new("staff-trail").with("row", row),
            Self::Hashing(why) => Told::new("staff-hashing").with("why", why),
            Self::Family(error) => return error.message(),
            // The layers above say it in the reader's words.
            Self::Rounds(error) => return Message::new(error.to_string(), error.to_string()),
        };
        told.into()
    }
}
