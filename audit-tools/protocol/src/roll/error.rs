//! Why a roll is refused.

use crate::{
    bundle::BundleError, choices::ChoicesError, encoding::csv::CsvError, ident::CodeError,
    place::Place,
};

/// A roll that is refused (PROTOCOL.md, section 7); the first thing wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RollError {
    /// Not a table of this header.
    #[error(transparent)]
    Csv(#[from] CsvError),
    /// A code that is none.
    #[error("{place}: {error}")]
    Code {
        /// The field.
        place: Place,
        /// What is wrong.
        error: CodeError,
    },
    /// A field that is not of its form.
    #[error("{place}: expected {expected}; write that")]
    Field {
        /// The field.
        place: Place,
        /// What belongs there.
        expected: &'static str,
    },
    /// Codes that do not ascend.
    #[error("{place}: the code is not above the one of the line before; sort, keep each once")]
    Order {
        /// The field.
        place: Place,
    },
    /// A field that only lines with status `entered` fill.
    #[error("{place}: only entered lines have this field; empty it or change the status")]
    NotEntered {
        /// The field.
        place: Place,
    },
    /// A category that the rules do not have.
    #[error("{place}: the rules have no category {id:?}; remove it")]
    UnknownCategory {
        /// The field.
        place: Place,
        /// The category.
        id: String,
    },
    /// Choices that are malformed or that the form does not allow.
    #[error("{place}: {error}")]
    Choices {
        /// The field.
        place: Place,
        /// What is wrong.
        error: ChoicesError,
    },
    /// A bundle that is malformed.
    #[error("{place}: {error}")]
    Bundle {
        /// The field.
        place: Place,
        /// What is wrong.
        error: BundleError,
    },
    /// A bundle that the rules or the other lines do not bear out.
    #[error("{place}: {problem}; {remedy}")]
    Linked {
        /// The field.
        place: Place,
        /// What is wrong.
        problem: String,
        /// What to do.
        remedy: &'static str,
    },
}

impl RollError {
    /// Where the roll is wrong.
    #[must_use]
    pub fn place(&self) -> &Place {
        match self {
            Self::Csv(error) => error.place(),
            Self::Code { place, .. }
            | Self::Field { place, .. }
            | Self::Order { place }
            | Self::NotEntered { place }
            | Self::UnknownCategory { place, .. }
            | Self::Choices { place, .. }
            | Self::Bundle { place, .. }
            | Self::Linked { place, .. } => place,
        }
    }
}
