//! What every request and answer passes, whatever its address: an id, a place among those at once,
//! the reading of its headers; problems written out, security headers, a line in the log.
//!
//! The log says what was asked for by the route's pattern, never by its address: codes and addresses
//! of clients are people's data.

use std::{any::Any, sync::Arc, time::Instant};

use axum::{
    body::HttpBody as _,
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{App, Problem, app::Place, kind, pages, problem};
use crate::{entropy, language::Language, rounds::Office};

/// The request's id, in answers and in the log.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What is known of a request from its headers.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked {
    /// Its id.
    pub(super) id: String,
    /// Its language.
    pub(super) language: Language,
    /// Where a person's browser is, which is answered with pages; none for programs.
    pub(super) page: Option<String>,
}

/// The outermost layer of the router.
pub(super) async fn envelope(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let asked = Asked {
        id: id(app.office()),
        language: problem::of_request(request.headers()),
        page: page(&request),
    };
    let (method, route) = (request.method().clone(), route(&request));
    request.extensions_mut().insert(asked.clone());
    let unread = !request.body().is_end_stream();
    let response = match let_in(&app, request.headers()) {
        Ok(place) => {
            request.extensions_mut().insert(Arc::clone(&place));
            let response = next.run(request).await;
            drop(place);
            response
        }
        Err(problem) => problem.unread(unread).into_response(),
    };
    let response = match &asked.page {
        Some(path) => pages::told(response, asked.language, path, app.office().now(), &asked.id),
        None => response,
    };
    let mut response = problem::written(response, asked.language, &asked.id);
    secure(response.headers_mut(), app.options().secure);
    if let Ok(id) = HeaderValue::from_str(&asked.id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    let (status, ms) = (response.status().as_u16(), begun.elapsed().as_millis());
    tracing::info!(request = asked.id, %method, route, status, ms, "answered");
    response
}

/// The path of a request that a person's browser makes for itself.
fn page(request: &Request) -> Option<String> {
    let accept = request.headers().get(header::ACCEPT)?.to_str().ok()?;
    let path = request.uri().path();
    let wanted = accept.contains("text/html") && !path.starts_with("/api/");
    wanted.then(|| path.to_owned())
}

/// 64 random bits: enough to find a line in the log.
fn id(office: &Office) -> String {
    entropy::bytes::<8>(office.entropy()).map_or_else(|_| "-".to_owned(), hex::encode)
}

fn route(request: &Request) -> String {
    let matched = request.extensions().get::<MatchedPath>();
    matched.map_or_else(|| "-".to_owned(), |path| path.as_str().to_owned())
}

fn let_in(app: &App, headers: &HeaderMap) -> Result<Place, Problem> {
    let limits = app.limits();
    let bytes: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if headers.len() > limits.header_fields || bytes > limits.header_bytes {
        return Err(Problem::of(kind::HEADER_FIELDS));
    }
    app.place()
}

/// What browsers are told on everything. A page that needs more says so itself.
fn secure(headers: &mut HeaderMap, by_tls: bool) {
    let own = "accelerometer=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()";
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("permissions-policy"), own),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if by_tls {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
}

/// The answer of a handler that panicked: the fault is logged, the service goes on.
#[allow(clippy::needless_pass_by_value, reason = "the layer gives it away")]
pub(super) fn panicked(fault: Box<dyn Any + Send + 'static>) -> Response {
    let said = fault.downcast_ref::<String>().map(String::as_str);
    let said = said.or_else(|| fault.downcast_ref::<&str>().copied());
    Problem::internal(said.unwrap_or("a handler panicked")).into_response()
}
