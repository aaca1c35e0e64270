//! Why a published table of results was refused.

use crate::{encoding::csv::CsvError, place::Place};

/// A refusal of `results.csv`, `cutoffs.csv` or `waitlist.csv` (PROTOCOL.md, Results).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ResultsError {
    /// Not a table of this header.
    #[error(transparent)]
    Csv(#[from] CsvError),
    /// A field that is not what the protocol has there.
    #[error("{place}: expected {expected}, found {found:?}; take the file as it was published")]
    Field {
        /// File, line and field.
        place: Place,
        /// What belongs there.
        expected: String,
        /// What is there.
        found: String,
    },
    /// A record is missing at the end.
    #[error("{place}: the file ends before the record of {expected}; it may be cut off")]
    Missing {
        /// The line that is missing.
        place: Place,
        /// The pool whose record belongs there.
        expected: String,
    },
}

impl ResultsError {
    /// Where the table is wrong.
    #[must_use]
    pub fn place(&self) -> &Place {
        match self {
            Self::Csv(error) => error.place(),
            Self::Field { place, .. } | Self::Missing { place, .. } => place,
        }
    }
}

/// A line that is being read.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) file: &'a str,
    pub(super) line: u64,
}

impl At<'_> {
    /// The refusal of a field of this line.
    pub(super) fn refusal(
        self,
        field: &str,
        expected: impl Into<String>,
        found: &str,
    ) -> ResultsError {
        let place = Place::line(self.file, self.line).field(field);
        ResultsError::Field { place, expected: expected.into(), found: found.to_owned() }
    }
}
