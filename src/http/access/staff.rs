//! People of the office who signed in: by a session's token, as a bearer token or in a cookie.
//!
//! A browser sends cookies along whoever asks it to. So a change by cookie must come from the
//! service's own pages, as `Sec-Fetch-Site` or `Origin` say.

use std::marker::PhantomData;

use axum::http::{HeaderMap, HeaderValue, Method, header, request::Parts};

use super::{Access, Who, argument, origin::is_own_page};
use crate::{
    http::{App, Problem, kind},
    staff::{Role, Signed, StaffError},
};

/// The cookie of a session. Its prefix makes browsers take it only over TLS, for this host alone.
pub const COOKIE: &str = "__Host-paiwei";

/// The header that gives a browser a session's token for so many seconds, or takes it away.
///
/// # Errors
///
/// An internal problem where the token is no text of a header.
pub fn cookie(token: &str, seconds: u64) -> Result<HeaderValue, Problem> {
    let text =
        format!("{COOKIE}={token}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age={seconds}");
    HeaderValue::from_str(&text).map_err(Problem::internal)
}

/// A duty that a handler may ask for: a role, or any.
pub trait Duty: Clone + Send + Sync + 'static {
    /// The role; none: whichever.
    const ROLE: Option<Role>;
}

macro_rules! duties {
    ($($(#[$doc:meta])* $name:ident = $role:expr;)+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy)]
            pub struct $name;

            impl Duty for $name {
                const ROLE: Option<Role> = $role;
            }
        )+
    };
}

duties! {
    /// An operator's.
    Operator = Some(Role::Operator);
    /// A reviewer's.
    Reviewer = Some(Role::Reviewer);
    /// A supervisor's.
    Supervisor = Some(Role::Supervisor);
    /// That of anybody who is signed in.
    AnyRole = None;
}

/// Somebody of the office who is signed in and has the role of `D`.
#[derive(Debug, Clone)]
pub struct Staff<D> {
    /// Who is signed in.
    pub signed: Signed,
    duty: PhantomData<D>,
}

impl<D: Duty> Staff<D> {
    /// The account's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.signed.account.name
    }
}

impl<D: Duty> Access for Staff<D> {
    const WHO: Who = Who::Staff(D::ROLE);

    async fn authenticate(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let token = Token::of(&parts.headers).ok_or_else(refused)?;
        if token.by_cookie && is_change(&parts.method) && !is_own_page(parts, app.options()) {
            return Err(Problem::of(kind::CROSS_SITE));
        }
        let signed = app.staff().session(token.text).await.map_err(|error| match error {
            StaffError::Session => refused(),
            other => other.into(),
        })?;
        match D::ROLE {
            Some(role) if !signed.account.roles.has(role) => {
                let detail = paiwei_audit::texts::Message::new("problem-role-need");
                Err(Problem::told(kind::ROLE, &detail.with("role", role.as_str())))
            }
            _ => Ok(Self { signed, duty: PhantomData }),
        }
    }

    fn scope(&self) -> String {
        format!("staff {}", self.name())
    }
}

argument!(Staff<D>, D: Duty);

fn refused() -> Problem {
    Problem::of(kind::SIGN_IN).header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
}

/// A session's token, and the way it came.
#[derive(Debug, PartialEq, Eq)]
struct Token<'a> {
    text: &'a str,
    by_cookie: bool,
}

impl<'a> Token<'a> {
    fn of(headers: &'a HeaderMap) -> Option<Self> {
        if let Some(value) = headers.get(header::AUTHORIZATION) {
            let (scheme, text) = value.to_str().ok()?.split_once(' ')?;
            return scheme
                .eq_ignore_ascii_case("Bearer")
                .then_some(Self { text, by_cookie: false });
        }
        let values = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let pairs = values.flat_map(|value| value.split(';'));
        let mut named =
            pairs.filter_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='));
        named.next().map(|text| Self { text, by_cookie: true })
    }
}

fn is_change(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn parts(headers: &[(&'static str, &'static str)]) -> Parts {
        let mut request = Request::builder().method(Method::POST).uri("/x");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(()).unwrap().into_parts().0
    }

    fn by_cookie(headers: &[(&'static str, &'static str)]) -> Option<(String, bool)> {
        let parts = parts(headers);
        Token::of(&parts.headers).map(|token| (token.text.to_owned(), token.by_cookie))
    }

    #[test]
    fn tokens_come_as_bearer_or_in_the_cookie() {
        assert_eq!(by_cookie(&[("authorization", "bearer t")]), Some(("t".to_owned(), false)));
        let cookies = [("cookie", "a=b; __Host-paiwei=t; c=d")];
        assert_eq!(by_cookie(&cookies), Some(("t".to_owned(), true)));
        assert_eq!(by_cookie(&[("cookie", "x__Host-paiwei=t; __Host-paiweix=t")]), None);
        // A header of another scheme isn't passed over for a cookie.
        let both = [("authorization", "Paiwei 1:2:3"), ("cookie", "__Host-paiwei=t")];
        assert_eq!(by_cookie(&both), None);
    }
}
