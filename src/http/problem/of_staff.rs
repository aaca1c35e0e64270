//! What staff is refused, as problems: the kind is the error's own word.

use super::{Kind, Problem};
use crate::{language::Speak as _, staff::StaffError};

impl From<StaffError> for Problem {
    fn from(error: StaffError) -> Self {
        let (told, kind) = (error.message(), Kind::of_staff(error.code()));
        match error {
            StaffError::Rounds(error) => error.into(),
            StaffError::Family(error) => error.into(),
            StaffError::Trail(_) | StaffError::Hashing(_) => Self::internal(error),
            StaffError::Wait { seconds } => Self::spoken(kind, told).retry_after(seconds),
            StaffError::Role(_) | StaffError::Name(_) | StaffError::Password => {
                Self::of(kind).at("", told)
            }
            StaffError::Input { .. } => Self::of(kind).at("/input", told),
            StaffError::SignIn
            | StaffError::Session
            | StaffError::Taken(_)
            | StaffError::NoAccount(_)
            | StaffError::LastSupervisor(_)
            | StaffError::TotpOn
            | StaffError::TotpOff
            | StaffError::NotAllowed { .. }
            | StaffError::Waiting { .. }
            | StaffError::NoProposal
            | StaffError::SamePerson(_)
            | StaffError::SameHand(_)
            | StaffError::NotProposer(_)
            | StaffError::CarryingOut(_)
            | StaffError::Decided { .. } => Self::spoken(kind, told),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::kind;

    #[test]
    fn every_word_that_is_told_is_a_kind() {
        let text = || "x".to_owned();
        for (error, kind) in [
            (StaffError::SignIn, kind::SIGN_IN_REFUSED),
            (StaffError::Wait { seconds: 1 }, kind::WAIT),
            (StaffError::Session, kind::SIGN_IN),
            (StaffError::Role(text()), kind::FIELDS),
            (StaffError::Name(text()), kind::FIELDS),
            (StaffError::Password, kind::FIELDS),
            (StaffError::Input { step: text(), why: text() }, kind::FIELDS),
            (StaffError::Taken(text()), kind::NAME_TAKEN),
            (StaffError::NoAccount(text()), kind::NOT_FOUND),
            (StaffError::NoProposal, kind::NOT_FOUND),
            (StaffError::LastSupervisor(text()), kind::LAST_SUPERVISOR),
            (StaffError::TotpOn, kind::SECOND_FACTOR),
            (StaffError::TotpOff, kind::SECOND_FACTOR),
            (StaffError::NotAllowed { step: "x", needed: text() }, kind::ROLE),
            (StaffError::Waiting { step: text(), by: text(), id: text() }, kind::PROPOSAL_WAITING),
            (StaffError::SamePerson(text()), kind::SAME_PERSON),
            (StaffError::SameHand(text()), kind::SAME_PERSON),
            (StaffError::NotProposer(text()), kind::SAME_PERSON),
            (StaffError::CarryingOut(text()), kind::CARRYING_OUT),
            (StaffError::Decided { by: text(), state: text() }, kind::DECIDED),
            (StaffError::Trail(7), kind::INTERNAL),
            (StaffError::Hashing(text()), kind::INTERNAL),
        ] {
            assert_eq!(Problem::from(error).kind(), kind);
        }
    }
}
