//! What every request passes before its handler: its address's budget, who it is, its body.
//!
//! A request that changes something is worked on to its end, whether or not its client waits: what
//! was begun is finished and its answer kept.

use axum::body::HttpBody as _;
use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    http::request::Parts,
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::{
    sync::OwnedSemaphorePermit,
    time::{Instant, timeout_at},
};

use super::{
    App, Arrived, Kind, Problem,
    access::Access,
    app::Place,
    arriving::{self, Bounds},
    client, kind,
    limits::Class,
    repeats,
    shares::Share,
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
    _place: Option<Room>,
}

/// A place among what is held in memory at once.
enum Room {
    Upload(#[expect(dead_code, reason = "held, not read")] OwnedSemaphorePermit),
    Document(#[expect(dead_code, reason = "held, not read")] Share),
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
    let (limits, class) = (app.limits(), gate.class);
    let bounds = Bounds { most: class.body(limits), deadline, pace: class.pace(limits) };
    let body = arriving::body(&parts.headers, body, bounds).await?;
    parts.extensions.insert(Arrived(app.office().now()));
    let whole = Request::from_parts(parts, Body::from(body.clone()));
    Ok(Received { whole, body, scope, _place: place })
}

/// Who asks, if the address's budget allows it, and the place of an upload.
async fn admitted<A: Access>(gate: &Gate, parts: &mut Parts) -> Result<(A, Option<Room>), Problem> {
    let app = &gate.app;
    let address = client::address(parts, app.proxies());
    app.budgets().take(gate.class, address)?;
    let who = A::authenticate(parts, app).await?;
    let place = match gate.class {
        Class::Upload => Some(Room::Upload(app.upload_place()?)),
        Class::Document => Some(Room::Document(app.document_place(address)?)),
        Class::Read | Class::Write | Class::Step | Class::SignIn => None,
    };
    Ok((who, place))
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
