//! The office's journal as static files (C2SP tlog-tiles; PROTOCOL.md, section 4.3).

use axum::{extract::State, http::HeaderMap, response::Response};

use super::published::answer;
use crate::http::{App, InPath, Problem, access::Everyone};

/// The newest signed checkpoint, with all cosignatures that came.
#[utoipa::path(
    get,
    path = "/journal/checkpoint",
    tag = "journal",
    responses(
        (status = 200, description = "A signed note", body = String, content_type = "text/plain"),
        (status = 206, description = "The range of it", content_type = "text/plain"),
        (status = 304, description = "The client has it already"),
    )
)]
pub(in crate::http) async fn checkpoint(
    _: Everyone,
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer(&app, None, "checkpoint", &headers).await
}

/// An entry: canonical JSON.
#[utoipa::path(
    get,
    path = "/journal/entries/{index}",
    tag = "journal",
    params(("index" = u64, Path, description = "Its index, from 0")),
    responses(
        (status = 200, description = "The entry", body = Object, content_type = "application/json"),
        (status = 206, description = "The range of it", content_type = "application/json"),
        (status = 304, description = "The client has it already"),
    )
)]
pub(in crate::http) async fn entry(
    _: Everyone,
    State(app): State<App>,
    InPath(index): InPath<u64>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer(&app, None, &format!("entries/{index}"), &headers).await
}

/// A tile of hashes, or a bundle of entries.
#[utoipa::path(
    get,
    path = "/journal/tile/{*path}",
    tag = "journal",
    params(("path" = String, Path, description = "Its path, such as `0/000` or `entries/000.p/7`")),
    responses(
        (status = 200, description = "The tile", content_type = "application/octet-stream"),
        (status = 206, description = "The range of it", content_type = "application/octet-stream"),
        (status = 304, description = "The client has it already"),
    )
)]
pub(in crate::http) async fn tile(
    _: Everyone,
    State(app): State<App>,
    InPath(path): InPath<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer(&app, None, &format!("tile/{path}"), &headers).await
}
