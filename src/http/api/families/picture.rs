//! The newest receipt as a picture.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};

use super::InApplication;
use crate::{
    http::{
        App, Problem,
        access::Family,
        kind,
        pages::{Shell, receipt_picture},
    },
    rounds,
};

const SVG: HeaderValue = HeaderValue::from_static("image/svg+xml");

/// The newest receipt as a picture
///
/// Code, QR code, round and time, to keep among photographs. It never holds the key.
#[utoipa::path(
    get,
    path = "/api/v1/rounds/{round}/applications/{code}/receipt.svg",
    tag = "families",
    params(InApplication),
    responses((status = 200, description = "The picture", content_type = "image/svg+xml")),
)]
pub(crate) async fn newest(
    family: Family,
    State(app): State<App>,
    shell: Shell,
) -> Result<Response, Problem> {
    let rules = rounds::rules(app.office(), &family.round).await?;
    let own = rounds::own_application(app.office(), &family.round, family.code).await?;
    let note = own.receipts.last().ok_or_else(|| Problem::of(kind::NOT_FOUND))?.to_string();
    let picture = receipt_picture(&shell, &rules, &note).svg();
    let picture =
        picture.ok_or_else(|| Problem::internal("a receipt is too long for a QR code"))?;
    Ok(([(header::CONTENT_TYPE, SVG)], picture).into_response())
}
