//! Problems as they go over the wire.

use axum::{
    body::Body as Bytes,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Kind, Problem};
use crate::{language::Language, words};

/// The media type of problems.
pub(crate) const MEDIA_TYPE: &str = "application/problem+json";

/// A problem (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct Body {
    /// Which problem: its page, relative to the service.
    #[serde(rename = "type")]
    #[schema(format = "uri-reference", example = "/problems/out-of-order")]
    kind: String,
    /// The problem's name in the client's language.
    title: String,
    /// The status of the answer.
    #[schema(example = 409, minimum = 400, maximum = 599)]
    status: u16,
    /// What is wrong here, and what to do.
    detail: String,
    /// Id of the request, for questions to the office.
    request: String,
    /// What is wrong with which field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldFault>,
}

/// What is wrong with a field.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FieldFault {
    /// JSON pointer (RFC 6901) to the field in the body that was sent.
    pointer: String,
    /// What is wrong with it, and what to do.
    detail: String,
}

/// The answer as it goes out: a problem that a handler returned is written in `language`, and what
/// a library refused without words becomes one.
pub(crate) fn written(mut response: Response, language: Language, request: &str) -> Response {
    match response.extensions_mut().remove::<Problem>() {
        Some(problem) => write(response, &problem, language, request),
        None if is_bare(&response) => {
            let kind = Kind::of_status(response.status());
            write(response, &Problem::of(kind), language, request)
        }
        None => response,
    }
}

/// An answer of an error's status that says in words of its own what is wrong: a page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Worded;

/// An error that says nothing, or says it in a library's words.
fn is_bare(response: &Response) -> bool {
    let status = response.status();
    let own = |value: &HeaderValue| value.as_bytes() == MEDIA_TYPE.as_bytes();
    response.extensions().get::<Worded>().is_none()
        && (status.is_client_error() || status.is_server_error())
        && !response.headers().get(header::CONTENT_TYPE).is_some_and(own)
}

fn write(mut response: Response, problem: &Problem, language: Language, request: &str) -> Response {
    let parts = &problem.0;
    problem.log(request);
    let fault = |(pointer, why): &(String, crate::language::Message)| FieldFault {
        pointer: pointer.clone(),
        detail: why.text(language).to_owned(),
    };
    let body = Body {
        kind: format!("/problems/{}", parts.kind.id()),
        title: words::said(&parts.kind.title()).text(language).to_owned(),
        status: parts.kind.status().as_u16(),
        detail: parts.detail.text(language).to_owned(),
        request: request.to_owned(),
        errors: parts.errors.iter().map(fault).collect(),
    };
    let Ok(bytes) = serde_json::to_vec(&body) else {
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        return response;
    };
    *response.status_mut() = parts.kind.status();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(tag(language)));
    headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
    *response.body_mut() = Bytes::from(bytes);
    response
}

fn tag(language: Language) -> &'static str {
    match language {
        Language::Zh => "zh-CN",
        Language::En => "en",
    }
}
