//! One's own account.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::AccountView;
use crate::http::{
    App, Problem, Sent,
    access::{AnyRole, Staff},
};

/// Who am I
#[utoipa::path(
    get,
    path = "/api/v1/staff/account",
    tag = "staff",
    responses((status = 200, description = "The account", body = AccountView)),
)]
pub(crate) async fn account(staff: Staff<AnyRole>) -> Result<Json<AccountView>, Problem> {
    Ok(Json(staff.signed.account.into()))
}

/// The old and the new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Passwords {
    /// The old one.
    old: String,
    /// The new one.
    #[schema(min_length = 12, max_length = 256)]
    new: String,
}

/// Change one's password
///
/// Ends all sessions of the account.
#[utoipa::path(
    put,
    path = "/api/v1/staff/account/password",
    tag = "staff",
    request_body = Passwords,
    responses((status = 200, description = "The account", body = AccountView)),
)]
pub(crate) async fn password(
    staff: Staff<AnyRole>,
    State(app): State<App>,
    Sent(Passwords { old, new }): Sent<Passwords>,
) -> Result<Json<AccountView>, Problem> {
    Ok(Json(app.staff().change_password(&staff.signed, &old, &new).await?.into()))
}

/// A second factor that is being set up.
#[derive(Serialize, ToSchema)]
pub(crate) struct EnrolmentView {
    /// The secret in base 32.
    secret: String,
    /// The same for an app that reads a QR code.
    url: String,
}

/// One's password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwnPassword {
    /// The password: a session alone doesn't set a second factor up.
    password: String,
}

/// Begin to set a second factor up
///
/// Asked again before it is confirmed, it begins anew with another secret.
#[utoipa::path(
    post,
    path = "/api/v1/staff/account/second-factor",
    tag = "staff",
    request_body = OwnPassword,
    responses((status = 200, description = "What the device needs", body = EnrolmentView)),
)]
pub(crate) async fn enrol(
    staff: Staff<AnyRole>,
    State(app): State<App>,
    Sent(OwnPassword { password }): Sent<OwnPassword>,
) -> Result<Json<EnrolmentView>, Problem> {
    let enrolment = app.staff().enrol(&staff.signed, &password).await?;
    let (secret, url) = (enrolment.secret.to_string(), enrolment.url.to_string());
    Ok(Json(EnrolmentView { secret, url }))
}

/// A code of the second factor.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CodeOfFactor {
    /// Six digits.
    #[schema(pattern = "^[0-9]{6}$")]
    code: String,
}

/// Turn the second factor on, by a code of it
#[utoipa::path(
    put,
    path = "/api/v1/staff/account/second-factor",
    tag = "staff",
    request_body = CodeOfFactor,
    responses((status = 200, description = "The account", body = AccountView)),
)]
pub(crate) async fn confirm(
    staff: Staff<AnyRole>,
    State(app): State<App>,
    Sent(CodeOfFactor { code }): Sent<CodeOfFactor>,
) -> Result<Json<AccountView>, Problem> {
    Ok(Json(app.staff().confirm_enrolment(&staff.signed, &code).await?.into()))
}
