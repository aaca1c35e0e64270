//! Objecting while the roll is posted.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::InApplication;
use crate::{
    http::{App, Problem, Sent, access::Family, hex::Hex},
    rounds::{self, Objection, ObjectionState},
};

/// An objection.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Objecting {
    /// The family's how-manieth, from 1.
    #[schema(minimum = 1)]
    number: u64,
    /// What the family says.
    #[schema(min_length = 1, max_length = 2000)]
    text: String,
    /// The key's signature over the objection's text (docs/CLIENTS.md); none for a family without a
    /// key.
    signature: Option<Hex<64>>,
}

/// An objection, and what became of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ObjectionView {
    /// The application's code.
    code: String,
    /// The application's how-manieth, from 1.
    number: u64,
    /// What the family says.
    text: String,
    /// When it came (Unix seconds).
    filed_at: u64,
    /// `open`, `upheld` or `dismissed`.
    state: &'static str,
    /// What the office replied.
    reply: Option<String>,
    /// When (Unix seconds).
    replied_at: Option<u64>,
}

impl From<Objection> for ObjectionView {
    fn from(objection: Objection) -> Self {
        let Objection { code, number, text, filed_at, state, .. } = objection;
        let (state, reply, replied_at) = match state {
            ObjectionState::Open => ("open", None, None),
            ObjectionState::Replied { upheld: true, reply, at } => {
                ("upheld", Some(reply), Some(at))
            }
            ObjectionState::Replied { reply, at, .. } => ("dismissed", Some(reply), Some(at)),
        };
        Self { code: code.to_string(), number, text, filed_at, state, reply, replied_at }
    }
}

/// Object to the posted roll
///
/// Sent again, an objection is filed once: its number and its text tell.
#[utoipa::path(
    post,
    path = "/api/v1/rounds/{round}/applications/{code}/objections",
    tag = "families",
    request_body = Objecting,
    params(InApplication),
    responses((status = 200, description = "The objection", body = ObjectionView)),
)]
pub(crate) async fn object(
    family: Family,
    State(app): State<App>,
    Sent(Objecting { number, text, signature }): Sent<Objecting>,
) -> Result<Json<ObjectionView>, Problem> {
    let signature = signature.map(|signature| signature.0);
    let (round, code) = (&family.round, family.code);
    let filed = rounds::object(app.office(), round, code, number, &text, signature).await?;
    Ok(Json(filed.answer.into()))
}
