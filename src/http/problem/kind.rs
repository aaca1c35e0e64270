//! The types of problems: each has an address, a status, and a page in two languages.

use axum::http::StatusCode;
use paiwei_audit::texts::Message;

/// A type of problem. Its address is `/problems/<id>`; its texts in `locales/*/problems.ftl` are
/// `problem-<id>` (title) and `problem-<id>-about` (what it means and what to do).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    id: &'static str,
    status: u16,
}

macro_rules! kinds {
    ($list:ident, $about:literal: $($(#[$doc:meta])* $name:ident = $id:literal $status:literal;)+) => {
        $($(#[$doc])* pub const $name: Kind = Kind { id: $id, status: $status };)+
        #[doc = $about]
        pub(super) const $list: &[Kind] = &[$($name),+];
    };
}

/// Somebody else held what a step needs for too long.
pub(super) const DATABASE_BUSY: Kind = Kind { id: "database-busy", status: 503 };

kinds! { OF_REQUESTS, "What can be wrong with any request.":
    /// An address or header that can't be read.
    BAD_REQUEST = "bad-request" 400;
    /// A code that is mistyped.
    CODE = "code" 400;
    /// A body that isn't JSON.
    MALFORMED_JSON = "malformed-json" 400;
    /// A changing request without an idempotency key.
    KEY_MISSING = "key-missing" 400;
    /// Nobody is signed in.
    SIGN_IN = "sign-in" 401;
    /// A family's look-up that isn't signed by its key.
    SIGNATURE = "signature" 401;
    /// A family's secret that isn't this application's.
    SECRET = "secret" 401;
    /// Signed in without the role.
    ROLE = "role" 403;
    /// A change that another site's page asked for.
    CROSS_SITE = "cross-site" 403;
    /// Nothing is there.
    NOT_FOUND = "not-found" 404;
    /// No result is in force.
    NO_RESULT = "no-result" 404;
    /// A code that the result doesn't have.
    NO_LINE = "no-line" 404;
    /// Another method than the address has.
    METHOD = "method" 405;
    /// A request that took too long to come in.
    TOO_SLOW = "too-slow" 408;
    /// The first request of this key isn't finished.
    UNDER_WAY = "under-way" 409;
    /// A body beyond the limit.
    TOO_LARGE = "too-large" 413;
    /// A body of another media type.
    MEDIA_TYPE = "media-type" 415;
    /// A range beyond the file's end.
    RANGE = "range" 416;
    /// Fields that can't be as they are.
    FIELDS = "fields" 422;
    /// The key was used with another request.
    KEY_USED = "key-used" 422;
    /// Requests faster than the budget.
    TOO_MANY = "too-many" 429;
    /// Too many or too long header fields.
    HEADER_FIELDS = "header-fields" 431;
    /// A fault of the service.
    INTERNAL = "internal" 500;
    /// More requests at once than the service takes.
    BUSY = "busy" 503;
    /// Not finished in time; it goes on.
    UNFINISHED = "unfinished" 503;
    /// The service can't work now.
    NOT_READY = "not-ready" 503;
}

kinds! { OF_FAMILIES, "What can be wrong with what a family asks for.":
    /// The round doesn't take this now.
    NOT_NOW = "not-now" 409;
    /// It came after the close.
    TOO_LATE = "too-late" 409;
    /// Another revision is due.
    REVISION = "revision" 409;
    /// The code wasn't reserved here.
    NOT_RESERVED = "not-reserved" 409;
    /// A linked child's revision is missing.
    LINKED_LEFT = "linked-left" 409;
    /// Another answer is due, or none.
    ANSWER = "answer" 409;
    /// The child has an application.
    ENTERED = "entered" 409;
    /// The child holds a place.
    HOLDS_PLACE = "holds-place" 409;
    /// Not known whether it was taken.
    AGAIN = "again" 503;
}

kinds! { OF_STAFF, "What can be wrong with what staff asks for.":
    /// Name, password or code is wrong.
    SIGN_IN_REFUSED = "sign-in-refused" 401;
    /// Too many attempts.
    WAIT = "wait" 429;
    /// Another account has the name.
    NAME_TAKEN = "name-taken" 409;
    /// Nobody could look after accounts any more.
    LAST_SUPERVISOR = "last-supervisor" 409;
    /// The second factor is on, or isn't.
    SECOND_FACTOR = "second-factor" 409;
    /// Another person must do it.
    SAME_PERSON = "same-person" 403;
    /// The step waits with other input.
    PROPOSAL_WAITING = "proposal-waiting" 409;
    /// Somebody is carrying it out.
    CARRYING_OUT = "carrying-out" 409;
    /// It was decided on.
    DECIDED = "decided" 409;
}

/// Refusals of the use cases that a client is told: the words of `words::refused`, with a status.
/// What isn't here is a fault of the service or its machine, and told as [`INTERNAL`].
pub(super) const OF_ROUNDS: &[Kind] = &[
    Kind { id: "unknown-round", status: 404 },
    Kind { id: "unknown-code", status: 404 },
    Kind { id: "out-of-order", status: 409 },
    Kind { id: "differs", status: 409 },
    Kind { id: "too-early", status: 409 },
    Kind { id: "handed-over", status: 409 },
    Kind { id: "ceremony", status: 409 },
    Kind { id: "waiting", status: 409 },
    Kind { id: "undecided", status: 409 },
    Kind { id: "nothing-pending", status: 409 },
    Kind { id: "step", status: 409 },
    Kind { id: "given-file", status: 422 },
    Kind { id: "import", status: 422 },
    Kind { id: "decision", status: 422 },
    Kind { id: "reason-missing", status: 422 },
    Kind { id: "typed-differently", status: 422 },
    Kind { id: "handover", status: 422 },
    Kind { id: "evidence", status: 422 },
    Kind { id: "rules", status: 422 },
    Kind { id: "note", status: 422 },
    Kind { id: "roll", status: 422 },
    Kind { id: "form", status: 422 },
    Kind { id: "second-check", status: 500 },
    Kind { id: "clock", status: 503 },
    DATABASE_BUSY,
    Kind { id: "database-lost", status: 503 },
    Kind { id: "database-in-doubt", status: 503 },
];

impl Kind {
    /// The kind of a refusal's word; [`INTERNAL`] where clients aren't told more.
    pub(super) fn of_refusal(code: &str) -> Self {
        OF_ROUNDS.iter().find(|kind| kind.id == code).copied().unwrap_or(INTERNAL)
    }

    /// The kind of the word that staff is refused with; [`INTERNAL`] for what isn't told.
    pub(super) fn of_staff(code: &str) -> Self {
        let mut told = OF_REQUESTS.iter().chain(OF_STAFF);
        told.find(|kind| kind.id == code).copied().unwrap_or(INTERNAL)
    }

    /// What a bare status means.
    pub(super) fn of_status(status: StatusCode) -> Self {
        let fits = |kind: &&Self| kind.status == status.as_u16();
        OF_REQUESTS.iter().find(fits).copied().unwrap_or(INTERNAL)
    }

    /// Every kind.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        OF_REQUESTS.iter().chain(OF_FAMILIES).chain(OF_STAFF).chain(OF_ROUNDS).copied()
    }

    /// The last part of its address.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.id
    }

    /// Its status.
    #[must_use]
    pub fn status(self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The message `problem-<id>-detail`, for its values to be added.
    #[must_use]
    pub fn detail(self) -> Message {
        Message::new(&format!("problem-{}-detail", self.id))
    }

    /// Its title.
    pub(crate) fn title(self) -> Message {
        Message::new(&format!("problem-{}", self.id))
    }

    /// What it means, and what to do.
    pub(crate) fn about(self) -> Message {
        Message::new(&format!("problem-{}-about", self.id))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use paiwei_audit::texts::Language;

    use super::*;
    use crate::words::texts;

    #[test]
    fn every_kind_has_its_own_address_and_texts() {
        let ids: BTreeSet<_> = Kind::all().map(Kind::id).collect();
        assert_eq!(ids.len(), Kind::all().count());
        for texts in [Language::Zh, Language::En].map(texts) {
            for id in &ids {
                assert!(texts.has(&format!("problem-{id}")), "{id}");
                assert!(texts.has(&format!("problem-{id}-about")), "{id}");
            }
            for kind in OF_REQUESTS {
                assert!(texts.has(&format!("problem-{}-detail", kind.id)), "{}", kind.id);
            }
        }
    }

    #[test]
    fn unknown_words_and_states_are_faults_of_the_service() {
        assert_eq!(Kind::of_refusal("vault"), INTERNAL);
        assert_eq!(Kind::of_refusal("out-of-order").status(), StatusCode::CONFLICT);
        assert_eq!(Kind::of_status(StatusCode::IM_A_TEAPOT), INTERNAL);
        assert_eq!(Kind::of_status(StatusCode::NOT_FOUND), NOT_FOUND);
    }
}
