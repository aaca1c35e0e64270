//! Reserving codes.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::InRound;
use crate::{
    http::{App, InPath, Problem, Sent, access::Everyone, hex::Hex},
    rounds,
};

/// How many codes a family needs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    /// One for each child who applies.
    #[schema(minimum = 1, maximum = 16)]
    count: u8,
}

/// Reserved codes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Codes {
    codes: Vec<ReservedCode>,
}

/// A reserved code.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReservedCode {
    /// The code.
    #[schema(example = "009W-QGAQ-RTES-Z")]
    code: String,
    /// What the code's first revision must bring along.
    token: Hex<16>,
}

/// Reserve codes for the children of a family
///
/// Nothing is kept of it. Codes are used by the first revision, which brings the token along.
#[utoipa::path(
    post,
    path = "/api/v1/rounds/{round}/codes",
    tag = "families",
    request_body = Wanted,
    params(InRound),
    responses((status = 200, description = "The codes", body = Codes)),
)]
pub(crate) async fn reserve(
    _: Everyone,
    State(app): State<App>,
    InPath(InRound { round }): InPath<InRound>,
    Sent(Wanted { count }): Sent<Wanted>,
) -> Result<Json<Codes>, Problem> {
    if !(1..=rounds::MOST_CODES).contains(&usize::from(count)) {
        return Err(super::out_of_range("/count", 1, rounds::MOST_CODES));
    }
    let reserved = rounds::reserve(app.office(), &round, count.into()).await?;
    let codes = reserved
        .iter()
        .map(|one| ReservedCode { code: one.code.to_string(), token: Hex(one.token) });
    Ok(Json(Codes { codes: codes.collect() }))
}
