//! For whoever watches over the service.

use axum::{Json, extract::State};
use paiwei_audit::texts::Message;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    folder::FolderError,
    http::{App, Problem, access::Everyone, kind},
    rounds::{self, RoundsError},
    words,
};

/// Seconds that the clocks of service and database may differ.
const CLOCKS: u64 = 2;

/// The service is well.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct Well {
    /// Always true; else the answer is a problem.
    well: bool,
}

/// The process is alive.
#[utoipa::path(
    get,
    path = "/healthz",
    tag = "health",
    responses((status = 200, description = "It is alive", body = Well))
)]
pub(in crate::http) async fn healthz(_: Everyone) -> Json<Well> {
    Json(Well { well: true })
}

/// The service can work: the database answers, holds all that was signed, and its clock is ours.
#[utoipa::path(
    get,
    path = "/readyz",
    tag = "health",
    responses((status = 200, description = "It can work", body = Well))
)]
pub(in crate::http) async fn readyz(
    _: Everyone,
    State(app): State<App>,
) -> Result<Json<Well>, Problem> {
    let health = rounds::health(app.office()).await.map_err(|error| not_ready(&error))?;
    if health.clock_difference > CLOCKS {
        let why = Message::new("not-ready-clock").with("seconds", health.clock_difference);
        return Err(problem(&why));
    }
    Ok(Json(Well { well: true }))
}

fn not_ready(error: &RoundsError) -> Problem {
    let why = match error {
        RoundsError::Folder(FolderError::Forked { .. }) => "not-ready-head",
        RoundsError::Folder(_) => "not-ready-folder",
        _ => "not-ready-database",
    };
    problem(&Message::new(why)).because(error)
}

fn problem(why: &Message) -> Problem {
    let told =
        words::both(|texts| texts.say(&kind::NOT_READY.detail().with("why", texts.say(why))));
    Problem::spoken(kind::NOT_READY, told).retry_after(5)
}
