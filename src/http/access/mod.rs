//! Who may call a handler: the type of its first argument.

mod everyone;
mod family;
mod origin;
mod staff;

use std::future::Future;

use axum::http::request::Parts;

pub use self::{
    everyone::Everyone,
    family::Family,
    origin::{NoOtherPage, OwnPage},
    staff::{AnyRole, COOKIE, Duty, Operator, Reviewer, Staff, Supervisor, cookie},
};
use super::{App, Problem};
use crate::staff::Role;

/// Who may call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Anybody.
    Everyone,
    /// The family of the application in the address.
    Family,
    /// Somebody of the office with this role; without one, with any.
    Staff(Option<Role>),
}

impl Who {
    /// The word of the OpenAPI document's `x-access`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Family => "family",
            Self::Staff(None) => "staff",
            Self::Staff(Some(role)) => role.as_str(),
        }
    }

    /// The ways to show it, as the OpenAPI document names its security schemes.
    pub(super) fn schemes(self) -> &'static [&'static str] {
        match self {
            Self::Everyone => &[],
            Self::Family => &["family-signature", "family-secret"],
            Self::Staff(_) => &["staff-token", "staff-cookie"],
        }
    }
}

/// Somebody who may call. [`admission`](super::admission) asks before the body is read; the
/// handler then finds the answer among its arguments.
pub trait Access: Clone + Send + Sync + 'static {
    /// Who.
    const WHO: Who;

    /// Finds out who calls.
    ///
    /// # Errors
    ///
    /// A [`Problem`] of status 401 or 403.
    fn authenticate(
        parts: &mut Parts,
        app: &App,
    ) -> impl Future<Output = Result<Self, Problem>> + Send;

    /// Tells callers apart, for idempotency keys: two never share one.
    fn scope(&self) -> String;
}

/// What [`admission`](super::admission) found out.
fn admitted<A: Access>(parts: &Parts) -> Result<A, Problem> {
    let found = parts.extensions.get::<A>().cloned();
    found.ok_or_else(|| Problem::internal("a handler was reached past the router"))
}

/// The argument of handlers that this access is.
macro_rules! argument {
    ($access:ty $(, $marker:ident: $bound:path)?) => {
        impl$(<$marker: $bound>)? axum::extract::FromRequestParts<$crate::http::App> for $access {
            type Rejection = $crate::http::Problem;

            async fn from_request_parts(
                parts: &mut axum::http::request::Parts,
                _: &$crate::http::App,
            ) -> Result<Self, $crate::http::Problem> {
                $crate::http::access::admitted(parts)
            }
        }
    };
}
use argument;
