//! What staff is refused, as problems.

use super::{Kind, Problem, kind};
use crate::{language::Speak as _, staff::StaffError};

impl From<StaffError> for Problem {
    fn from(error: StaffError) -> Self {
        let told = error.message();
        let kind = match error {
            StaffError::Rounds(error) => return error.into(),
            StaffError::Family(error) => return error.into(),
            StaffError::Trail(_) | StaffError::Hashing(_) => return Self::internal(error),
            StaffError::Wait { seconds } => {
                return Self::spoken(kind::WAIT, told).retry_after(seconds);
            }
            StaffError::Session => kind::SIGN_IN,
            StaffError::Role(_) | StaffError::Name(_) | StaffError::Password => {
                return Self::of(kind::FIELDS).at("", told);
            }
            StaffError::Input { .. } => return Self::of(kind::FIELDS).at("/input", told),
            StaffError::NoAccount(_) | StaffError::NoProposal => kind::NOT_FOUND,
            StaffError::NotAllowed { .. } => kind::ROLE,
            other => of_conflict(&other),
        };
        Self::spoken(kind, told)
    }
}

fn of_conflict(error: &StaffError) -> Kind {
    match error {
        StaffError::SignIn => kind::SIGN_IN_REFUSED,
        StaffError::Taken(_) => kind::NAME_TAKEN,
        StaffError::LastSupervisor(_) => kind::LAST_SUPERVISOR,
        StaffError::TotpOn | StaffError::TotpOff => kind::SECOND_FACTOR,
        StaffError::SamePerson(_) | StaffError::NotProposer(_) => kind::SAME_PERSON,
        StaffError::Waiting { .. } => kind::PROPOSAL_WAITING,
        StaffError::CarryingOut(_) => kind::CARRYING_OUT,
        _ => kind::DECIDED,
    }
}
