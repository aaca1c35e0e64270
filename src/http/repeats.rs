//! Idempotency keys: a request that is sent again gets the answer of the first.

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use paiwei_protocol::digest::Digest;

use super::{App, Problem, envelope::Asked, kind, problem};
use crate::rounds::{self, Answer, Claimed};

/// Says that an answer is that of an earlier request.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// When to ask for the answer of a request that is under way, in seconds.
const UNDER_WAY_FOR: u64 = 1;

/// Works on a request unless one with its key was worked on.
pub(super) async fn once(
    app: &App,
    scope: &str,
    request: Request,
    body: &Bytes,
    next: Next,
) -> Response {
    tried(app, scope, request, body, next).await.unwrap_or_else(IntoResponse::into_response)
}

async fn tried(
    app: &App,
    scope: &str,
    request: Request,
    body: &Bytes,
    next: Next,
) -> Result<Response, Problem> {
    let key = key(&request)?;
    match rounds::claim_answer(app.office(), scope, &key, digest(&request, body)).await? {
        Claimed::New(claim) => {
            let asked = request.extensions().get::<Asked>().cloned().unwrap_or_default();
            let response = problem::written(next.run(request).await, asked.language, &asked.id);
            let (response, answer) = taken(response).await?;
            let kept = match response.status().is_server_error() {
                true => rounds::release_answer(app.office(), &claim).await,
                false => rounds::keep_answer(app.office(), &claim, &answer).await,
            };
            // What was done is done, and its client is told so, whether or not it could ask again.
            if let Err(error) = kept {
                tracing::error!(request = asked.id, %error, "an answer could not be kept");
            }
            Ok(response)
        }
        Claimed::Answered(answer) => Ok(replayed(answer)),
        Claimed::UnderWay => Err(Problem::of(kind::UNDER_WAY).retry_after(UNDER_WAY_FOR)),
        Claimed::Other => Err(Problem::of(kind::KEY_USED)),
    }
}

fn key(request: &Request) -> Result<String, Problem> {
    let key = request.headers().get("idempotency-key").and_then(|value| value.to_str().ok());
    let fits =
        |key: &&str| (1..=64).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic());
    let key = key.filter(fits).ok_or_else(|| Problem::of(kind::KEY_MISSING))?;
    Ok(key.to_owned())
}

/// What tells one request from another: all that a handler reads.
fn digest(request: &Request, body: &Bytes) -> Digest {
    let kind = request.headers().get(header::CONTENT_TYPE).map_or(&[][..], HeaderValue::as_bytes);
    let uri = request.extensions().get::<axum::extract::OriginalUri>();
    let uri = uri.map_or_else(|| request.uri().to_string(), |uri| uri.0.to_string());
    let head = format!("{}\n{uri}\n", request.method());
    Digest::of_parts(&[head.as_bytes(), kind, b"\n", body])
}

/// A response, and what is kept of it.
async fn taken(response: Response) -> Result<(Response, Answer), Problem> {
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.map_err(Problem::internal)?;
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let answer = Answer {
        status: parts.status.as_u16(),
        kind: kind.unwrap_or_default().to_owned(),
        body: body.to_vec(),
    };
    Ok((Response::from_parts(parts, Body::from(body)), answer))
}

fn replayed(answer: Answer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let mut response = (status, answer.body).into_response();
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    if let Ok(kind) = HeaderValue::from_str(&answer.kind)
        && !answer.kind.is_empty()
    {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    response
}
