//! What the use cases refuse, as problems.

use paiwei_audit::texts::{Message, Texts};

use super::{Kind, Problem, kind};
use crate::{
    rounds::{RoundsError, Task},
    words::{
        self,
        refused::{self, Voice},
    },
};

/// When asking again is of use, in seconds, where the service is at fault for the moment.
const SOON: u64 = 2;

impl From<RoundsError> for Problem {
    fn from(error: RoundsError) -> Self {
        let kind = match error.is_overtaken() {
            true => kind::DATABASE_BUSY,
            false => Kind::of_refusal(refused::code(&error)),
        };
        if kind == kind::INTERNAL {
            return Self::internal(error);
        }
        let told = |texts: &Texts| {
            refused::told(&error, texts, Voice::Service, |next, _| possible(next, texts))
        };
        let problem = Self::spoken(kind, words::both(told));
        match &error {
            RoundsError::Import(refusals) => refusals.iter().fold(problem, |problem, refusal| {
                let told = words::both(|texts| refused::row(refusal, texts));
                problem.at("/file", told)
            }),
            _ if kind.status().is_server_error() => problem.because(&error).retry_after(SOON),
            _ => problem,
        }
    }
}

/// What can be done instead, in the words of the interface.
fn possible(next: &[Task], texts: &Texts) -> String {
    if next.is_empty() {
        return texts.text("next-nothing");
    }
    let words: Vec<&str> = next.iter().map(|task| task.as_str()).collect();
    words.join(&texts.say(&Message::new("next-or")))
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use paiwei_protocol::journal::State;

    use super::*;

    #[test]
    fn refusals_name_no_commands_and_faults_tell_nothing() {
        let refused = RoundsError::OutOfOrder {
            round: "r".to_owned(),
            step: "post",
            state: State::Open,
            next: vec![Task::Close],
        };
        let problem = Problem::from(refused);
        assert_eq!(problem.kind().status(), StatusCode::CONFLICT);
        let en = &problem.0.detail.en;
        assert!(en.contains("close") && !en.contains("paiwei round"), "{en}");
        let unknown = Problem::from(RoundsError::UnknownRound("r".to_owned()));
        assert!(!unknown.0.detail.en.contains("paiwei"), "{}", unknown.0.detail.en);

        let fault = Problem::from(RoundsError::Replay { index: 7, why: "secret".to_owned() });
        assert_eq!(fault.kind(), kind::INTERNAL);
        assert!(!fault.0.detail.en.contains("secret"));
        assert!(fault.0.cause.is_some_and(|cause| cause.contains("secret")));
    }
}
