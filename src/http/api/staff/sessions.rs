//! Signing in and out.

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::AccountView;
use crate::{
    http::{
        App, Problem, Sent,
        access::{AnyRole, Everyone, NoOtherPage, Staff, cookie},
    },
    staff::{ABSOLUTE, SignIn},
};

/// What somebody signs in with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SigningIn {
    /// Name of the account.
    #[schema(example = "li")]
    name: String,
    /// Password.
    password: String,
    /// Code of the second factor, where there is one.
    #[schema(pattern = "^[0-9]{6}$")]
    code: Option<String>,
}

/// A session.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionView {
    /// The token of `Authorization: Bearer`. Browsers have it as a cookie.
    token: String,
    /// Who signed in.
    account: AccountView,
}

/// Sign in
#[utoipa::path(
    post,
    path = "/api/v1/staff/sessions",
    tag = "staff",
    request_body = SigningIn,
    responses(
        (status = 200, description = "A session", body = SessionView),
        (status = 401, description = "Refused", content_type = "application/problem+json"),
        (
            status = 403,
            description = "Sent by another site's page",
            content_type = "application/problem+json",
        ),
    ),
)]
pub(crate) async fn sign_in(
    _: Everyone,
    _: NoOtherPage,
    State(app): State<App>,
    Sent(SigningIn { name, password, code }): Sent<SigningIn>,
) -> Result<Response, Problem> {
    let session = app.staff().sign_in(&SignIn { name, password, code }).await?;
    let token = session.token.to_string();
    let cookie = cookie(&token, ABSOLUTE)?;
    let view = SessionView { token, account: session.signed.account.into() };
    Ok(([(header::SET_COOKIE, cookie)], Json(view)).into_response())
}

/// Sign out
#[utoipa::path(
    delete,
    path = "/api/v1/staff/sessions/own",
    tag = "staff",
    responses((status = 204, description = "Signed out")),
)]
pub(crate) async fn sign_out(
    staff: Staff<AnyRole>,
    State(app): State<App>,
) -> Result<Response, Problem> {
    app.staff().sign_out(&staff.signed).await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie("", 0)?)]).into_response())
}
