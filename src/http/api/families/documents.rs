//! Documents that prove what a family claims.

use axum::{Json, body::Bytes, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::InApplication;
use crate::{
    http::{App, InPath, InQuery, Problem, access::Family},
    rounds::{self, ClaimDocument},
};

/// What a document proves.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Proves {
    /// Id of a category of the rules.
    category: String,
}

/// A document, without its content.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DocumentView {
    /// Its id.
    id: String,
    /// Id of the category that it proves.
    category: String,
    /// `jpeg`, `png` or `pdf`.
    kind: &'static str,
    /// Bytes.
    bytes: u64,
    /// When it came (Unix seconds).
    added_at: u64,
}

impl From<ClaimDocument> for DocumentView {
    fn from(document: ClaimDocument) -> Self {
        let ClaimDocument { id, category, kind, bytes, added_at, .. } = document;
        Self { id, category, kind: kind.as_str(), bytes, added_at }
    }
}

/// Send in a document that proves a claim
///
/// The body is the file itself: JPEG, PNG or PDF by its first bytes, 5 MB at most, eight an application.
/// Reviewers alone see it. The same file once more is kept once.
/// An address sends in so many an hour, and a round has room for so much.
#[utoipa::path(
    post,
    path = "/api/v1/rounds/{round}/applications/{code}/documents",
    tag = "families",
    params(InApplication, Proves),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, description = "The document", body = DocumentView)),
)]
pub(crate) async fn add(
    family: Family,
    State(app): State<App>,
    InQuery(Proves { category }): InQuery<Proves>,
    content: Bytes,
) -> Result<Json<DocumentView>, Problem> {
    let (round, code) = (&family.round, family.code);
    let (office, room) = (app.office(), app.limits().documents_room);
    let added = rounds::add_document(office, round, code, &category, &content, room).await?;
    Ok(Json(added.answer.into()))
}

/// Round, code and document of an address.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct InDocument {
    /// Id of the round.
    #[param(pattern = "^[A-Za-z][A-Za-z0-9._-]{0,31}$")]
    #[allow(dead_code, reason = "the family's access has read it")]
    round: String,
    /// The application's code.
    #[param(example = "009W-QGAQ-RTES-Z")]
    #[allow(dead_code, reason = "the family's access has read it")]
    code: String,
    /// Id of the document.
    id: String,
}

/// Remove a document that was sent in
///
/// While applications are taken.
#[utoipa::path(
    delete,
    path = "/api/v1/rounds/{round}/applications/{code}/documents/{id}",
    tag = "families",
    params(InDocument),
    responses((status = 204, description = "It isn't there any more")),
)]
pub(crate) async fn remove(
    family: Family,
    State(app): State<App>,
    InPath(InDocument { id, .. }): InPath<InDocument>,
) -> Result<StatusCode, Problem> {
    rounds::remove_document(app.office(), &family.round, family.code, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
