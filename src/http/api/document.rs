//! The description of the interface, for programs and for people.

use std::sync::Arc;

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};
use utoipa_swagger_ui::{Config, serve};

use crate::http::{App, InPath, Problem, access::Everyone, kind};

/// Where the description is.
const DOCUMENT: &str = "/api/v1/openapi.json";
/// What the page that shows it needs: its own scripts and styles, and the description.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
                      img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

/// This document.
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    tag = "interface",
    responses((status = 200, description = "OpenAPI 3.1", body = Object))
)]
pub(in crate::http) async fn openapi(_: Everyone, State(app): State<App>) -> Response {
    let document = app.document().get().cloned().unwrap_or_default();
    ([(header::CONTENT_TYPE, "application/json")], document).into_response()
}

/// A page that shows this document.
#[utoipa::path(
    get,
    path = "/api/v1/docs/",
    tag = "interface",
    responses((status = 200, description = "A page", content_type = "text/html"))
)]
pub(in crate::http) async fn docs(_: Everyone) -> Result<Response, Problem> {
    shown("")
}

/// A file of the page that shows this document.
#[utoipa::path(
    get,
    path = "/api/v1/docs/{*file}",
    tag = "interface",
    params(("file" = String, Path, description = "Its name")),
    responses((status = 200, description = "The file", content(
        ("text/html"), ("text/css"), ("text/javascript"), ("image/png"), ("application/json"),
        ("application/octet-stream"),
    )))
)]
pub(in crate::http) async fn docs_file(
    _: Everyone,
    InPath(file): InPath<String>,
) -> Result<Response, Problem> {
    shown(&file)
}

fn shown(file: &str) -> Result<Response, Problem> {
    let found = serve(file, Arc::new(Config::from(DOCUMENT))).map_err(Problem::internal)?;
    let file = found.ok_or_else(|| Problem::of(kind::NOT_FOUND))?;
    let headers = [
        (header::CONTENT_TYPE, file.content_type),
        (header::CONTENT_SECURITY_POLICY, POLICY.into()),
    ];
    Ok((headers, file.bytes.into_owned()).into_response())
}
