//! What every request passes before its handler: its address's budget, who it is, its body.
//!
//! A request that changes something is worked on to its end, whether or not its client waits: what
//! was begun is finished and its answer kept.

use axum::body::HttpBody as _;
use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    http::{HeaderMap, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use tokio::{
    sync::OwnedSemaphorePermit,
    time::{Instant, timeout_at},
};

use super::{
    App, Arrived, Kind, Problem, access::Access, app::Place, client, kind, limits::Class, repeats,
};

/// What a route asks of its requests.
#[derive(Debug, Clone)]
pub(super) struct Gate {
    pub(super) app: App,
    pub(super) class: Class,
    /// It changes something.
    pub(super) changes: bool,
    /// It needs an idempotency key.
    pub(super) keyed: bool,
}

/// Lets a request in, or says why not.
pub(super) async fn admit<A: Access>(
    State(gate): State<Gate>,
    request: Request,
    next: Next,
) -> Response {
    let deadline = Instant::now() + gate.class.time(gate.app.limits());
    match received::<A>(&gate, request, deadline).await {
        Ok(request) if gate.changes => finished(gate, request, next, deadline).await,
        Ok(request) => match timeout_at(deadline, next.run(request.whole)).await {
            Ok(response) => response,
            Err(_) => unfinished(),
        },
        Err(problem) => problem.into_response(),
    }
}

/// A request that may go on, with its body.
struct Received {
    whole: Request,
    body: Bytes,
    scope: String,
    /// Held while an upload is worked on.
    _place: Option<OwnedSemaphorePermit>,
}

async fn received<A: Access>(
    gate: &Gate,
    request: Request,
    deadline: Instant,
) -> Result<Received, Problem> {
    let app = &gate.app;
    let (mut parts, body) = request.into_parts();
    let admitted = admitted::<A>(gate, &mut parts).await;
    let (who, place) = admitted.map_err(|problem| problem.unread(!body.is_end_stream()))?;
    let scope = who.scope();
    parts.extensions.insert(who);
    let body = bytes(&parts.headers, body, gate.class.body(app.limits()), deadline).await?;
    parts.extensions.insert(Arrived(app.office().now()));
    let whole = Request::from_parts(parts, Body::from(body.clone()));
    Ok(Received { whole, body, scope, _place: place })
}

/// Who asks, if the address's budget allows it, and the place of an upload.
async fn admitted<A: Access>(
    gate: &Gate,
    parts: &mut Parts,
) -> Result<(A, Option<OwnedSemaphorePermit>), Problem> {
    let app = &gate.app;
    app.budgets().take(gate.class, client::address(parts, app.proxies()))?;
    let who = A::authenticate(parts, app).await?;
    let place = match gate.class {
        Class::Upload => Some(app.upload_place()?),
        Class::Document => Some(app.document_place()?),
        Class::Read | Class::Write | Class::SignIn => None,
    };
    Ok((who, place))
}

/// The body, if it is small enough and comes in time.
async fn bytes(
    headers: &HeaderMap,
    body: Body,
    most: usize,
    deadline: Instant,
) -> Result<Bytes, Problem> {
    let too_large = || {
        let detail = kind::TOO_LARGE.detail().with("limit", most);
        Problem::told(kind::TOO_LARGE, &detail).unread(true)
    };
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if length.and_then(|length| length.parse().ok()).is_some_and(|length: u64| length > most as u64)
    {
        return Err(too_large());
    }
    let read = Limited::new(body, most).collect();
    match timeout_at(deadline, read).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large()),
        Ok(Err(error)) => {
            let detail = paiwei_audit::texts::Message::new("problem-bad-request-why");
            Err(Problem::told(kind::BAD_REQUEST, &detail.with("why", error)))
        }
        Err(_) => Err(Problem::of(kind::TOO_SLOW).unread(true)),
    }
}

/// The answer of a request that is worked on to its end.
async fn finished(gate: Gate, request: Received, next: Next, deadline: Instant) -> Response {
    let held = request.whole.extensions().get::<Place>().cloned();
    let work = tokio::spawn(async move {
        let _held = held;
        let Received { whole, body, scope, _place } = request;
        if gate.keyed {
            repeats::once(&gate.app, &scope, whole, &body, next).await
        } else {
            next.run(whole).await
        }
    });
    match timeout_at(deadline, work).await {
        Ok(Ok(response)) => response,
        Ok(Err(fault)) => Problem::internal(fault).into_response(),
        Err(_) => unfinished(),
    }
}

fn unfinished() -> Response {
    Problem::of(kind::UNFINISHED).retry_after(5).into_response()
}

/// The answer at an address that isn't one: it costs its asker as much as another.
pub(super) async fn nowhere(State(app): State<App>, request: Request) -> Problem {
    refused(&app, request, kind::NOT_FOUND)
}

/// The answer to a method that the address doesn't take.
pub(super) async fn other_method(State(app): State<App>, request: Request) -> Problem {
    refused(&app, request, kind::METHOD)
}

fn refused(app: &App, request: Request, kind: Kind) -> Problem {
    let (parts, body) = request.into_parts();
    let spent = app.budgets().take(Class::Read, client::address(&parts, app.proxies()));
    let problem = spent.err().unwrap_or_else(|| Problem::of(kind));
    problem.unread(!body.is_end_stream())
}
