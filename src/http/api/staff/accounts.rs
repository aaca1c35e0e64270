//! Accounts, and the trail of what they did.

use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{AccountView, InAccount};
use crate::{
    http::{
        App, InPath, InQuery, Problem, Sent,
        access::{Staff, Supervisor},
        query::UpTo,
    },
    staff::{Change, Role, Roles, StaffError},
};

/// A new account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAccount {
    /// Its name.
    #[schema(pattern = "^[a-z][a-z0-9._-]{0,31}$")]
    name: String,
    /// Its roles.
    #[schema(min_items = 1, max_items = 3)]
    roles: Vec<String>,
    /// Its first password.
    #[schema(min_length = 12, max_length = 256)]
    password: String,
}

/// Roles of an account, or whether it is locked, or its new password: what is given is changed, all of it or nothing.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangedAccount {
    /// Other roles.
    #[schema(min_items = 1, max_items = 3)]
    roles: Option<Vec<String>>,
    /// Lock or unlock it. Locking ends its sessions.
    locked: Option<bool>,
    /// Another password; takes the second factor away and ends the account's sessions.
    #[schema(min_length = 12, max_length = 256)]
    password: Option<String>,
}

fn roles(words: &[String]) -> Result<Roles, StaffError> {
    Roles::of(words.iter().map(|word| word.parse::<Role>()).collect::<Result<Vec<_>, _>>()?)
}

/// The accounts
#[utoipa::path(
    get,
    path = "/api/v1/staff/accounts",
    tag = "staff",
    responses((status = 200, description = "All accounts", body = Vec<AccountView>)),
)]
pub(crate) async fn list(
    _: Staff<Supervisor>,
    State(app): State<App>,
) -> Result<Json<Vec<AccountView>>, Problem> {
    let accounts = app.staff().accounts().await?;
    Ok(Json(accounts.into_iter().map(AccountView::from).collect()))
}

/// Make an account
#[utoipa::path(
    post,
    path = "/api/v1/staff/accounts",
    tag = "staff",
    request_body = NewAccount,
    responses((status = 200, description = "The account", body = AccountView)),
)]
pub(crate) async fn add(
    staff: Staff<Supervisor>,
    State(app): State<App>,
    Sent(new): Sent<NewAccount>,
) -> Result<Json<AccountView>, Problem> {
    let roles = roles(&new.roles)?;
    let added = app.staff().add(staff.name(), &new.name, &roles, &new.password).await?;
    Ok(Json(added.into()))
}

/// Change an account
#[utoipa::path(
    patch,
    path = "/api/v1/staff/accounts/{name}",
    tag = "staff",
    request_body = ChangedAccount,
    params(InAccount),
    responses((status = 200, description = "The account", body = AccountView)),
)]
pub(crate) async fn change(
    staff: Staff<Supervisor>,
    State(app): State<App>,
    InPath(InAccount { name }): InPath<InAccount>,
    Sent(changed): Sent<ChangedAccount>,
) -> Result<Json<AccountView>, Problem> {
    let roles = changed.roles.as_deref().map(roles).transpose()?;
    let password = changed.password.as_deref();
    let change = Change { roles: roles.as_ref(), locked: changed.locked, password };
    if change.is_empty() {
        let nothing = crate::language::Told::new("field-account-nothing");
        return Err(Problem::of(crate::http::kind::FIELDS).at("", nothing.into()));
    }
    Ok(Json(app.staff().change(staff.name(), &name, &change).await?.into()))
}

/// From where the trail is read.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Range {
    /// Number of the first row.
    #[serde(default)]
    #[param(value_type = u64, default = 0, maximum = 4294967295u64)]
    from: u32,
    /// Rows at most.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 100)]
    most: Option<UpTo<1000>>,
}

/// A row of the trail.
#[derive(Serialize, ToSchema)]
pub(crate) struct TrailView {
    /// Its number, from 0.
    position: u64,
    /// When (Unix seconds).
    at: u64,
    /// Who; `-` on the command line.
    account: String,
    /// What.
    act: String,
    /// The round it was about; empty for none.
    round: String,
    /// With what, as JSON.
    detail: String,
}

/// Read the trail
#[utoipa::path(
    get,
    path = "/api/v1/staff/trail",
    tag = "staff",
    params(Range),
    responses((status = 200, description = "Rows", body = Vec<TrailView>)),
)]
pub(crate) async fn trail(
    _: Staff<Supervisor>,
    State(app): State<App>,
    InQuery(Range { from, most }): InQuery<Range>,
) -> Result<Json<Vec<TrailView>>, Problem> {
    let rows = app.staff().trail(from.into(), most.map_or(100, |most| most.0)).await?;
    let view = |row: crate::staff::TrailEntry| TrailView {
        position: row.position,
        at: row.at,
        account: row.account,
        act: row.act,
        round: row.round,
        detail: row.detail,
    };
    Ok(Json(rows.into_iter().map(view).collect()))
}

/// Export the trail
///
/// Tab-separated, after every row was held against the one before: `chain` is SHA-256 of the row
/// before's chain and of the row without its own, its line feed included.
#[utoipa::path(
    get,
    path = "/api/v1/staff/trail.tsv",
    tag = "staff",
    responses((status = 200, description = "All rows", content_type = "text/tab-separated-values")),
)]
pub(crate) async fn export(
    staff: Staff<Supervisor>,
    State(app): State<App>,
) -> Result<Response, Problem> {
    let text = app.staff().export_trail().await?;
    app.staff().record(staff.name(), "export-trail", "", &serde_json::json!({})).await?;
    let headers = [(header::CONTENT_TYPE, "text/tab-separated-values; charset=utf-8")];
    Ok((headers, text).into_response())
}
