//! Problems as RFC 9457 has them: what is wrong, where, and what to do, in the client's language.
//!
//! A handler returns a [`Problem`]; the [`envelope`](super::envelope) writes it out when it knows
//! who asked. What went wrong inside is logged under the request's id, never sent.

mod asked;
pub mod kind;
mod of_families;
mod of_rounds;
mod of_staff;
mod written;

use std::fmt::Display;

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use paiwei_audit::texts::Message;

pub use self::kind::Kind;
pub(crate) use self::{
    asked::of_request,
    written::{Body, FieldFault, MEDIA_TYPE, Worded, written},
};
use crate::{language, words};

/// Why a request was refused.
#[derive(Debug, Clone)]
pub struct Problem(Box<Parts>);

#[derive(Debug, Clone)]
struct Parts {
    kind: Kind,
    detail: language::Message,
    errors: Vec<(String, language::Message)>,
    headers: HeaderMap,
    cause: Option<String>,
}

impl Problem {
    /// A problem whose detail needs no values: the text `problem-<id>-detail`.
    #[must_use]
    pub fn of(kind: Kind) -> Self {
        Self::told(kind, &kind.detail())
    }

    /// A problem with this detail.
    #[must_use]
    pub fn told(kind: Kind, detail: &Message) -> Self {
        Self::spoken(kind, words::said(detail))
    }

    /// A problem whose detail is there in both languages.
    #[must_use]
    pub fn spoken(kind: Kind, detail: language::Message) -> Self {
        let (errors, headers) = (Vec::new(), HeaderMap::new());
        Self(Box::new(Parts { kind, detail, errors, headers, cause: None }))
    }

    /// A fault of the service. The cause is logged; the client is told the request's id.
    #[must_use]
    pub fn internal(cause: impl Display) -> Self {
        let mut problem = Self::of(kind::INTERNAL);
        problem.0.cause = Some(cause.to_string());
        problem
    }

    /// Logs this cause with the problem.
    #[must_use]
    pub fn because(mut self, cause: impl Display) -> Self {
        self.0.cause = Some(cause.to_string());
        self
    }

    /// Says what is wrong with one field of the body: its JSON pointer (RFC 6901), and why.
    #[must_use]
    pub fn at(mut self, pointer: impl Into<String>, why: language::Message) -> Self {
        self.0.errors.push((pointer.into(), why));
        self
    }

    /// When asking again is of use, in seconds.
    #[must_use]
    pub fn retry_after(self, seconds: u64) -> Self {
        self.header(header::RETRY_AFTER, HeaderValue::from(seconds))
    }

    /// A header of the answer.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.insert(name, value);
        self
    }

    /// If a body was sent that nobody read, the connection ends, and the client must know: it would
    /// send its next request into it otherwise.
    #[must_use]
    pub fn unread(self, unread: bool) -> Self {
        if unread {
            self.header(header::CONNECTION, HeaderValue::from_static("close"))
        } else {
            self
        }
    }

    /// Logs what went wrong inside, which the client isn't told.
    pub(crate) fn log(&self, request: &str) {
        if let Some(cause) = &self.0.cause {
            tracing::error!(request, kind = self.0.kind.id(), cause, "a request failed");
        }
    }

    /// What is wrong here, and what to do.
    pub(crate) fn detail(&self) -> &language::Message {
        &self.0.detail
    }

    /// What is wrong with fields.
    pub(crate) fn errors(&self) -> impl Iterator<Item = &language::Message> {
        self.0.errors.iter().map(|(_, why)| why)
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.0.kind
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.0.kind.status(), self.0.headers.clone()).into_response();
        response.extensions_mut().insert(self);
        response
    }
}
