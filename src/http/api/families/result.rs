//! A published result by its code.

use axum::{Json, extract::State};
use paiwei_protocol::results::ResultLine;
use serde::Serialize;
use utoipa::ToSchema;

use super::InApplication;
use crate::{
    http::{App, InPath, Problem, access::Everyone, kind},
    rounds,
};

/// A line of the published result in force.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ResultView {
    /// Its code.
    #[schema(example = "009W-QGAQ-RTES-Z")]
    code: String,
    /// The attempt in force.
    attempt: u32,
    /// The place; none for a child that has none.
    place: Option<PlaceView>,
    /// The numbers, 32 hex digits each: one, or one for each choice.
    numbers: Vec<String>,
    /// Their ranks, from 1.
    ranks: Vec<u32>,
}

/// A place.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlaceView {
    /// Id of the program.
    program: String,
    /// Id of the pool.
    pool: String,
    /// Which choice it was, from 1.
    choice: u32,
}

impl ResultView {
    pub(super) fn of(attempt: u32, line: &ResultLine) -> Self {
        let place = line.placement.as_ref().map(|placement| PlaceView {
            program: placement.program.clone(),
            pool: placement.pool.clone(),
            choice: placement.choice,
        });
        Self {
            code: line.code.to_string(),
            attempt,
            place,
            numbers: line.numbers.iter().map(ToString::to_string).collect(),
            ranks: line.ranks.clone(),
        }
    }
}

/// Look up a result
///
/// What anybody finds in `results.csv` of the published round.
#[utoipa::path(
    get,
    path = "/api/v1/rounds/{round}/results/{code}",
    tag = "public",
    params(InApplication),
    responses((status = 200, description = "The line", body = ResultView)),
)]
pub(crate) async fn by_code(
    _: Everyone,
    State(app): State<App>,
    InPath(application): InPath<InApplication>,
) -> Result<Json<ResultView>, Problem> {
    let code = application.code()?;
    if !rounds::has_result(app.office(), &application.round).await? {
        return Err(Problem::of(kind::NO_RESULT));
    }
    let found = rounds::result_line(app.office(), &application.round, code).await?;
    let (attempt, line) = found.ok_or_else(|| Problem::of(kind::NO_LINE))?;
    Ok(Json(ResultView::of(attempt, &line)))
}
