//! Why changes, or the rolls they lie between, are refused.

use crate::{encoding::csv::CsvError, ident::Code, place::Place};

/// Changes, or a frozen roll, that are refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChangesError {
    /// Not a table of this header.
    #[error(transparent)]
    Csv(#[from] CsvError),
    /// A posted code that the frozen roll does not have.
    #[error("{place}: code {code} of the posting is missing; no line leaves the roll, put it back")]
    CodeMissing {
        /// The frozen roll.
        place: Place,
        /// The code.
        code: Code,
    },
    /// A frozen code that was not posted.
    #[error("{place}: code {code} was not posted; no line joins after the posting, remove it")]
    CodeAdded {
        /// The line of the frozen roll.
        place: Place,
        /// The code.
        code: Code,
    },
    /// A field that nobody may change after the posting.
    #[error("{place}: differs from the posting, which this field may not; put back {posted}")]
    Fixed {
        /// The field of the frozen roll.
        place: Place,
        /// As posted.
        posted: String,
    },
    /// A record other than the difference that comes next.
    #[error("{place}: expected {expected}; list exactly the differences, in order")]
    Unlike {
        /// The line.
        place: Place,
        /// The next difference, or that there is none.
        expected: String,
    },
    /// A reason that the rules do not have.
    #[error("{place}: the rules have no reason {reason:?}; use one of theirs")]
    UnknownReason {
        /// The field.
        place: Place,
        /// The reason.
        reason: String,
    },
}

impl ChangesError {
    /// Where the file is wrong.
    #[must_use]
    pub fn place(&self) -> &Place {
        match self {
            Self::Csv(error) => error.place(),
            Self::CodeMissing { place, .. }
            | Self::CodeAdded { place, .. }
            | Self::Fixed { place, .. }
            | Self::Unlike { place, .. }
            | Self::UnknownReason { place, .. } => place,
        }
    }
}
