//! Why a JSON file is refused.

use crate::place::Place;

/// A JSON file, or a member of it, that is refused (PROTOCOL.md, Encodings).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JsonError {
    /// More bytes than this kind of file may have.
    #[error("{place}: larger than {limit} bytes; leave out what does not belong there")]
    TooLarge {
        /// The file.
        place: Place,
        /// Most bytes.
        limit: usize,
    },
    /// Not JSON, or not UTF-8.
    #[error("{place}: not JSON ({detail}); write the file again with a JSON writer")]
    Syntax {
        /// Where reading stopped.
        place: Place,
        /// What the reader met there.
        detail: String,
    },
    /// JSON, in another spelling than RFC 8785's.
    #[error(
        "{place}: byte {offset} differs from the canonical form (RFC 8785: members sorted, none \
         twice, no spaces, no line feed at the end); write the file in canonical form"
    )]
    NotCanonical {
        /// The file.
        place: Place,
        /// The first byte that differs, counted from 0.
        offset: usize,
    },
    /// A number that is no integer from 0 to 2^53 - 1.
    #[error("{place}: not an integer from 0 to 9007199254740991; write one")]
    Number {
        /// The number.
        place: Place,
    },
    /// A member name beyond ASCII.
    #[error("{place}: member name {name:?} is not ASCII; remove it")]
    Name {
        /// The object.
        place: Place,
        /// The name.
        name: String,
    },
    /// A string that is not in Unicode normalisation form C.
    #[error("{place}: text is not in Unicode normalisation form C; normalise it")]
    NotNfc {
        /// The string.
        place: Place,
    },
    /// Too many arrays and objects inside each other.
    #[error("{place}: nested more than 8 deep; nothing of the protocol is")]
    TooDeep {
        /// The array or object that is one too many.
        place: Place,
    },
    /// A member that must be there is not.
    #[error("{place}: member is missing; add it")]
    Missing {
        /// Where it should be.
        place: Place,
    },
    /// A member that the format does not know.
    #[error("{place}: unknown member; remove it, or use the program of the newer format")]
    Unknown {
        /// The member.
        place: Place,
    },
    /// A value of another type or form than the format demands.
    #[error("{place}: expected {expected}; write that")]
    Expected {
        /// The value.
        place: Place,
        /// What belongs there, e.g. `"a text"`.
        expected: String,
    },
}

impl JsonError {
    /// Where the file is wrong.
    #[must_use]
    pub fn place(&self) -> &Place {
        match self {
            Self::TooLarge { place, .. }
            | Self::Syntax { place, .. }
            | Self::NotCanonical { place, .. }
            | Self::Number { place }
            | Self::Name { place, .. }
            | Self::NotNfc { place }
            | Self::TooDeep { place }
            | Self::Missing { place }
            | Self::Unknown { place }
            | Self::Expected { place, .. } => place,
        }
    }
}
