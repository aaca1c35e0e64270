//! What handlers read from requests, refused as problems that name place and reason.

use axum::{
    body::Bytes,
    extract::{
        FromRequest, FromRequestParts, Request,
        rejection::{FormRejection, PathRejection, QueryRejection},
    },
    http::{header, request::Parts},
};
use paiwei_audit::texts::Message;
use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};

use super::{App, Problem, distinct::Distinct, kind};
use crate::language;

/// The parameters of the address.
#[derive(Debug, Clone, FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Problem))]
pub struct InPath<T>(pub T);

/// The query of the address.
#[derive(Debug, Clone, FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(Problem))]
pub struct InQuery<T>(pub T);

/// The fields of a browser's form.
#[derive(Debug, Clone, FromRequest)]
#[from_request(via(axum::Form), rejection(Problem))]
pub struct InForm<T>(pub T);

/// When the request had been read whole, in Unix seconds by the office's clock: the moment that
/// counts for deadlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrived(pub u64);

impl FromRequestParts<App> for Arrived {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let arrived = parts.extensions.get().copied();
        arrived.ok_or_else(|| Problem::internal("a handler was reached past the router"))
    }
}

/// The JSON body.
#[derive(Debug, Clone)]
pub struct Sent<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        if !kind.and_then(|kind| kind.to_str().ok()).is_some_and(is_json) {
            return Err(Problem::of(kind::MEDIA_TYPE));
        }
        let body = Bytes::from_request(request, app).await.map_err(Problem::internal)?;
        read(&body).map(Self)
    }
}

fn is_json(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json")
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    // serde takes the fields of a struct as a list too; no interface says so.
    if body.trim_ascii_start().first() == Some(&b'[') {
        return Err(Problem::of(kind::FIELDS).at("", Message::new("field-object").into()));
    }
    let _: Distinct = placed(body)?;
    placed(body)
}

/// A value of the whole body; what is refused, with its place.
fn placed<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let pointer = pointer(error.path());
        refused(error.inner(), pointer)
    })?;
    json.end().map_err(|error| refused(&error, String::new()))?;
    Ok(value)
}

fn refused(error: &serde_json::Error, pointer: String) -> Problem {
    let why = error.to_string();
    // serde_json ends its sentences with the place, which is told apart here.
    let why = why.rsplit_once(" at line ").map_or(why.as_str(), |(why, _)| why);
    if error.is_data() {
        let said = language::Message::new(why, why);
        return Problem::of(kind::FIELDS).at(pointer, said);
    }
    let detail = kind::MALFORMED_JSON
        .detail()
        .with("line", error.line())
        .with("column", error.column())
        .with("why", why);
    Problem::told(kind::MALFORMED_JSON, &detail)
}

/// The place of an error as a JSON pointer (RFC 6901).
fn pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        let name = match segment {
            Segment::Seq { index } => index.to_string(),
            Segment::Map { key } => key.replace('~', "~0").replace('/', "~1"),
            Segment::Enum { variant } => variant.clone(),
            Segment::Unknown => break,
        };
        pointer.push('/');
        pointer.push_str(&name);
    }
    pointer
}

impl From<PathRejection> for Problem {
    fn from(rejection: PathRejection) -> Self {
        unreadable(&rejection.body_text())
    }
}

impl From<QueryRejection> for Problem {
    fn from(rejection: QueryRejection) -> Self {
        unreadable(&rejection.body_text())
    }
}

impl From<FormRejection> for Problem {
    fn from(rejection: FormRejection) -> Self {
        unreadable(&rejection.body_text())
    }
}

fn unreadable(why: &str) -> Problem {
    let detail = Message::new("problem-bad-request-why").with("why", why);
    Problem::told(kind::BAD_REQUEST, &detail)
}
