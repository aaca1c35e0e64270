//! Objections, and the office's replies.

use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::{
    http::{
        App, InPath, Problem, Sent,
        access::{Reviewer, Staff},
        api::families::{InApplication, InRound, object::ObjectionView},
    },
    rounds,
};

/// The objections of a round
#[utoipa::path(
    get,
    path = "/api/v1/staff/rounds/{round}/objections",
    tag = "review",
    params(InRound),
    responses((status = 200, description = "By code", body = Vec<ObjectionView>)),
)]
pub(crate) async fn list(
    _: Staff<Reviewer>,
    State(app): State<App>,
    InPath(InRound { round }): InPath<InRound>,
) -> Result<Json<Vec<ObjectionView>>, Problem> {
    let all = rounds::objections(app.office(), &round, None).await?;
    Ok(Json(all.into_iter().map(ObjectionView::from).collect()))
}

/// The objection of an address.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct InObjection {
    /// Id of the round.
    #[param(pattern = "^[A-Za-z][A-Za-z0-9._-]{0,31}$")]
    round: String,
    /// The application's code.
    #[param(example = "009W-QGAQ-RTES-Z")]
    code: String,
    /// The application's how-manieth objection, from 1.
    #[param(minimum = 1)]
    number: u32,
}

/// A reply to an objection.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reply {
    /// The objection is upheld. What changes in the roll is a decision of its own.
    upheld: bool,
    /// What the office says.
    #[schema(min_length = 1, max_length = 2000)]
    reply: String,
}

/// Reply to an objection
#[utoipa::path(
    post,
    path = "/api/v1/staff/rounds/{round}/objections/{code}/{number}",
    tag = "review",
    request_body = Reply,
    params(InObjection),
    responses((status = 200, description = "The objection", body = ObjectionView)),
)]
pub(crate) async fn reply(
    staff: Staff<Reviewer>,
    State(app): State<App>,
    InPath(InObjection { round, code, number }): InPath<InObjection>,
    Sent(Reply { upheld, reply }): Sent<Reply>,
) -> Result<Json<ObjectionView>, Problem> {
    let application = InApplication { round, code };
    let (round, code, number) = (&application.round, application.code()?, u64::from(number));
    let by = staff.name();
    let replied = rounds::reply(app.office(), round, code, number, upheld, &reply, by).await?;
    Ok(Json(replied.answer.into()))
}
