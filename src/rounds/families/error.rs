//! Why a family's request was refused.

use std::fmt::Display;

use crate::{
    language::{Message, Speak, Told},
    rounds::RoundsError,
};

/// Something in a request that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldRefusal {
    /// Where, as a JSON pointer into what was sent: `/revisions/0/request`.
    pub pointer: String,
    /// What is wrong and what to do.
    pub message: Message,
}

impl FieldRefusal {
    pub(super) fn new(pointer: impl Into<String>, message: impl Into<Message>) -> Self {
        Self { pointer: pointer.into(), message: message.into() }
    }

    /// A refusal of the protocol's own modules, told in their English after a Chinese sentence.
    pub(super) fn of(pointer: impl Into<String>, id: &str, error: &impl Display) -> Self {
        Self::new(pointer, Told::new(id).with("why", error))
    }
}

/// Why nothing was taken. No variant tells one family about another, but for
/// [`Entered`](Self::Entered) and [`HoldsPlace`](Self::HoldsPlace), which a family must be told; the
/// service lets an address meet them only so often.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message().en)]
pub enum FamilyError {
    /// What was sent is wrong.
    #[error("{}", first(.0))]
    Fields(Vec<FieldRefusal>),
    /// The round doesn't take this now.
    NotNow {
        /// The round's state, as the journal names it.
        state: &'static str,
    },
    /// It came after the rules' close.
    TooLate {
        /// The rules' close.
        close: u64,
        /// When it had arrived.
        arrived: u64,
    },
    /// Another revision is due.
    Revision {
        /// The application.
        code: String,
        /// The revision that is due.
        expected: u64,
    },
    /// Neither this application's key nor its secret, or no such application.
    NotYours,
    /// A code that was not reserved here.
    NotReserved {
        /// The code.
        code: String,
    },
    /// Linked children are missing.
    LinkedLeft {
        /// The application.
        code: String,
        /// The other one.
        member: String,
    },
    /// Another answer is due, or none.
    Answer {
        /// The number that is due.
        expected: u64,
    },
    /// One of the children has a live application. Which one isn't said: whoever tries numbers of
    /// documents would learn it.
    Entered,
    /// One of the children holds a place of an earlier round; which child and which round isn't said,
    /// for the same reason.
    HoldsPlace,
    /// The database is busy or was lost on the way: it is not known whether this was taken.
    Again,
    /// Anything else.
    #[error(transparent)]
    Rounds(#[from] RoundsError),
}

impl From<crate::store::StoreError> for FamilyError {
    fn from(error: crate::store::StoreError) -> Self {
        Self::Rounds(error.into())
    }
}

impl Speak for FamilyError {
    fn message(&self) -> Message {
        let told = match self {
            Self::NotNow { .. } => Told::new("families-not-now"),
            Self::TooLate { .. } => Told::new("families-too-late"),
            Self::Revision { code, expected } => {
                Told::new("families-revision").with("code", code).with("expected", expected)
            }
            Self::NotYours => Told::new("families-not-yours"),
            Self::NotReserved { code } => Told::new("families-not-reserved").with("code", code),
            Self::LinkedLeft { code, member } => {
                Told::new("families-linked-left").with("code", code).with("member", member)
            }
            Self::Answer { expected } => Told::new("families-answer").with("expected", expected),
            Self::Entered => Told::new("families-entered"),
            Self::HoldsPlace => Told::new("families-holds-place"),
            Self::Again => Told::new("families-again"),
            Self::Fields(fields) => {
                let first = fields.first().map(|field| field.message.clone());
                return first.unwrap_or_else(|| Message::new("", ""));
            }
            // The layers above say it in the reader's words.
            Self::Rounds(error) => return Message::new(error.to_string(), error.to_string()),
        };
        told.into()
    }
}

fn first(fields: &[FieldRefusal]) -> String {
    fields.first().map_or_else(String::new, |field| format!("{}: {}", field.pointer, field.message))
}
