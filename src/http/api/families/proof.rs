//! The family's proof file (PROTOCOL.md, section 17).

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use paiwei_protocol::verify::MakeError;

use super::InApplication;
use crate::http::{App, InPath, Problem, access::Everyone, kind, proofs};

/// Download a family's proof file
///
/// Everything that the light check needs, linked children together: give it and the receipt to the
/// verifier's page (`/verify`) or to `paiwei-audit check`. It holds published lines only.
#[utoipa::path(
    get,
    path = "/api/v1/rounds/{round}/proofs/{code}",
    tag = "public",
    params(InApplication),
    responses((status = 200, description = "The file", content_type = "application/gzip")),
)]
pub(crate) async fn by_code(
    _: Everyone,
    State(app): State<App>,
    InPath(application): InPath<InApplication>,
) -> Result<Response, Problem> {
    let code = application.code()?;
    let maker = proofs::maker(&app, &application.round).await?;
    let proof = maker.of(code).map_err(|error| match error {
        MakeError::NoLine { .. } => Problem::of(kind::NO_LINE),
        other => Problem::internal(other),
    })?;
    let name = format!("attachment; filename=\"{code}.proof\"");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/gzip")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(Problem::internal)?),
    ];
    Ok((headers, proof.write()).into_response())
}
