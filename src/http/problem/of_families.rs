//! What families are refused, as problems.

use super::{Problem, kind};
use crate::{
    language::Speak as _,
    rounds::{FamilyError, FieldRefusal},
};

/// When to send the same again, in seconds, after no answer came in time.
const SOON: u64 = 2;

impl From<FamilyError> for Problem {
    fn from(error: FamilyError) -> Self {
        let told = error.message();
        let kind = match error {
            FamilyError::Rounds(error) => return error.into(),
            FamilyError::Fields(fields) => return of_fields(fields),
            FamilyError::Again => return Self::spoken(kind::AGAIN, told).retry_after(SOON),
            FamilyError::NotNow { .. } => kind::NOT_NOW,
            FamilyError::TooLate { .. } => kind::TOO_LATE,
            FamilyError::Revision { .. } => kind::REVISION,
            FamilyError::NotYours => kind::SIGNATURE,
            FamilyError::NotReserved { .. } => kind::NOT_RESERVED,
            FamilyError::LinkedLeft { .. } => kind::LINKED_LEFT,
            FamilyError::Answer { .. } => kind::ANSWER,
            FamilyError::Entered => kind::ENTERED,
            FamilyError::HoldsPlace => kind::HOLDS_PLACE,
        };
        Self::spoken(kind, told)
    }
}

fn of_fields(fields: Vec<FieldRefusal>) -> Problem {
    let problem = Problem::of(kind::FIELDS);
    fields.into_iter().fold(problem, |problem, field| problem.at(field.pointer, field.message))
}
