//! Signing in and out, in a browser.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;

use super::{HOME, SIGN_IN};
use crate::{
    http::{
        App, InForm, InQuery, Problem,
        access::{AnyRole, Everyone, OwnPage, Staff, cookie},
        pages::{Page, Shell, assets::Asset},
    },
    language::Speak as _,
    staff::{ABSOLUTE, SignIn, StaffError},
};

/// Where the office's people sign in.
#[derive(Template)]
#[template(path = "office/sign-in.html")]
pub(crate) struct SignInPage {
    pub(crate) shell: Shell,
    /// Where to go then.
    pub(crate) from: String,
    /// The name that was typed.
    pub(crate) name: String,
    /// What was wrong.
    pub(crate) wrong: Option<String>,
}

/// Where to go after signing in.
#[derive(Deserialize)]
pub(crate) struct From {
    #[serde(default)]
    from: String,
}

/// What was typed.
#[derive(Deserialize)]
pub(crate) struct Typed {
    name: String,
    password: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    from: String,
}

/// Where the office's people sign in.
pub(crate) async fn form(
    _: Everyone,
    shell: Shell,
    InQuery(From { from }): InQuery<From>,
) -> Page<SignInPage> {
    Page(SignInPage { shell, from: own(&from), name: String::new(), wrong: None })
}

/// Signs in, and goes on to the page that was asked for. Only the form of this service may: another
/// site's page could sign a browser in to an account that isn't its user's.
pub(crate) async fn send(
    _: Everyone,
    _: OwnPage,
    State(app): State<App>,
    shell: Shell,
    InForm(typed): InForm<Typed>,
) -> Result<Response, Problem> {
    let code = Some(typed.code.trim().to_owned()).filter(|code| !code.is_empty());
    let asked = SignIn { name: typed.name.trim().to_owned(), password: typed.password, code };
    match app.staff().sign_in(&asked).await {
        Ok(session) => {
            let cookie = cookie(&session.token, ABSOLUTE)?;
            Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&own(&typed.from))).into_response())
        }
        Err(error @ (StaffError::SignIn | StaffError::Wait { .. })) => {
            let wrong = Some(shell.pick(&error.message()).to_owned());
            let status = Problem::from(error).kind().status();
            let page = SignInPage { shell, from: own(&typed.from), name: asked.name, wrong };
            Ok((status, Page(page)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Signs out.
pub(crate) async fn sign_out(
    staff: Staff<AnyRole>,
    State(app): State<App>,
) -> Result<Response, Problem> {
    app.staff().sign_out(&staff.signed).await?;
    let gone: HeaderValue = cookie("", 0)?;
    Ok(([(header::SET_COOKIE, gone)], Redirect::to(SIGN_IN)).into_response())
}

/// An address among the office's pages; any other becomes the first of them. A link from outside
/// leads nowhere else.
fn own(from: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/-._~?=&%".contains(&b);
    let inside = from == HOME || from.strip_prefix(HOME).is_some_and(|rest| rest.starts_with('/'));
    let away = from.contains("//") || from.starts_with("/office/sign-");
    if inside && !away && from.bytes().all(plain) { from.to_owned() } else { HOME.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_away_by_signing_in() {
        assert_eq!(own("/office/rounds/a-2027?page=2"), "/office/rounds/a-2027?page=2");
        for away in [
            "",
            "/",
            "//x.example",
            "/officer",
            "/office//x",
            "https://x.example",
            "/office\r\nX: y",
        ] {
            assert_eq!(own(away), HOME, "{away}");
        }
        assert_eq!(own("/office/sign-in"), HOME);
    }
}
