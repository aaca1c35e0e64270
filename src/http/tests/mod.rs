//! The ways of a request, with handlers of the tests' own: budgets, bodies, keys, people.

mod bodies;
mod keys;
mod people;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Json,
    body::{Body, to_bytes},
    extract::State,
    http::{Request, Response, StatusCode, header},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use super::{
    App, Limits, Options, Problem, Sent,
    access::{AnyRole, Everyone, Staff, Supervisor},
    guarded::guarded,
    map::Map,
    router::finished,
};
use crate::{
    clock::FixedClock,
    entropy::SeededEntropy,
    rounds::{self, Init},
    staff::{COMMAND_LINE, Role, Roles, SignIn},
};

#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Order {
    name: String,
    lines: Vec<u32>,
}

/// How often [`count`] worked, by the name of the order.
static WORKED: Mutex<BTreeMap<String, u32>> = Mutex::new(BTreeMap::new());

/// Counts the calls of a name, after so many milliseconds.
#[utoipa::path(post, path = "/count", responses((status = 200, body = u32)))]
async fn count(_: Everyone, Sent(order): Sent<Order>) -> Result<Json<u32>, Problem> {
    tokio::time::sleep(Duration::from_millis(u64::from(order.lines[0]))).await;
    assert!(order.name != "panic", "as asked");
    let mut worked = WORKED.lock().unwrap();
    let times = worked.entry(order.name).or_default();
    *times += 1;
    Ok(Json(*times))
}

#[utoipa::path(put, path = "/echo", responses((status = 200, body = Order)))]
async fn echo(_: Everyone, Sent(order): Sent<Order>) -> Json<Order> {
    Json(order)
}

#[utoipa::path(get, path = "/staff", responses((status = 200, body = String)))]
async fn anybody(who: Staff<AnyRole>) -> String {
    who.name().to_owned()
}

#[utoipa::path(delete, path = "/staff", responses((status = 200, body = String)))]
async fn supervisors(who: Staff<Supervisor>, State(_app): State<App>) -> String {
    who.name().to_owned()
}

/// The password of everybody.
const PASSWORD: &str = "correct horse battery";

struct World {
    _place: tempfile::TempDir,
    clock: Arc<FixedClock>,
    app: App,
    router: axum::Router,
}

impl World {
    async fn new(limits: Limits) -> Self {
        let place = tempfile::tempdir().unwrap();
        let (folder, recovery) = (place.path().join("data"), place.path().join("recovery.key"));
        let clock = Arc::new(FixedClock::at(1_800_000_000));
        let entropy = Arc::new(SeededEntropy::labelled("http"));
        let origin = "office.example/journal";
        let init = Init { folder: &folder, origin, database: None, recovery: &recovery };
        let opened = rounds::init(&init, clock.clone(), entropy).await.unwrap().answer;
        let options = Options { limits, ..Options::default() };
        let app = App::new(Arc::new(opened.office), options);
        let map = Map::new(&app)
            .with(guarded!(count))
            .with(guarded!(echo).repeatable())
            .with(guarded!(anybody))
            .with(guarded!(supervisors).repeatable());
        let router = finished(map, &app);
        Self { _place: place, clock, app, router }
    }

    /// The bearer token of somebody with these roles.
    async fn token(&self, name: &str, roles: &[Role]) -> String {
        let roles = Roles::of(roles.iter().copied()).unwrap();
        self.app.staff().add(COMMAND_LINE, name, &roles, PASSWORD).await.unwrap();
        let (name, password) = (name.to_owned(), PASSWORD.to_owned());
        let asked = SignIn { name, password, code: None };
        self.app.staff().sign_in(&asked).await.unwrap().token.to_string()
    }

    async fn usual() -> Self {
        Self::new(Limits::default()).await
    }

    async fn ask(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap()
    }

    async fn count(&self, key: &str, body: &Value) -> (StatusCode, Value, bool) {
        let request = sent("POST", "/count", &body.to_string(), &[("idempotency-key", key)]);
        let response = self.ask(request).await;
        let replayed = response.headers().contains_key("idempotency-replayed");
        let status = response.status();
        (status, json_of(response).await, replayed)
    }
}

fn sent(method: &str, path: &str, body: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    request = request.header(header::CONTENT_TYPE, "application/json");
    request = request.header(header::ACCEPT_LANGUAGE, "en");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::from(body.to_owned())).unwrap()
}

async fn json_of(response: Response<Body>) -> Value {
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

async fn refused(world: &World, request: Request<Body>) -> (u16, String, Value) {
    let response = world.ask(request).await;
    let status = response.status().as_u16();
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
    let problem = json_of(response).await;
    assert_eq!(problem["status"], status);
    let kind = problem["type"].as_str().unwrap().trim_start_matches("/problems/").to_owned();
    (status, kind, problem)
}
