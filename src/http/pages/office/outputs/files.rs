//! The lists as workbooks.

use axum::{extract::State, response::Response};
use paiwei_protocol::rules::Rules;
use serde_json::json;

use crate::{
    http::{
        App, InPath, Problem,
        access::{AnyRole, Operator, Staff},
        api::{
            families::InRound,
            staff::outputs::{XLSX, attachment},
        },
        kind, off_thread,
    },
    rounds::{self, SeatBook},
    slips::{SlipError, ledger_workbook, posting_workbook, seats_workbook, waiting_workbook},
};

/// Every code's result: what the public's ledger says, for spreadsheet programs.
pub(crate) async fn ledger(
    _: Staff<AnyRole>,
    State(app): State<App>,
    InPath(InRound { round }): InPath<InRound>,
) -> Result<Response, Problem> {
    let tables = rounds::tables(app.office(), &round).await?;
    let tables = tables.ok_or_else(|| Problem::of(kind::NOT_FOUND))?;
    let write = move || ledger_workbook(&tables.rules, &tables.roll, &tables.results);
    workbook(&round, "ledger", write).await
}

/// Seats, program by program and pool by pool.
pub(crate) async fn seats(
    _: Staff<AnyRole>,
    State(app): State<App>,
    InPath(InRound { round }): InPath<InRound>,
) -> Result<Response, Problem> {
    of_result(&app, &round, "seats", seats_workbook).await
}

/// The waiting lists.
pub(crate) async fn waiting(
    _: Staff<AnyRole>,
    State(app): State<App>,
    InPath(InRound { round }): InPath<InRound>,
) -> Result<Response, Problem> {
    of_result(&app, &round, "waiting-lists", waiting_workbook).await
}

async fn of_result(
    app: &App,
    round: &str,
    name: &str,
    write: fn(&Rules, &SeatBook) -> Result<Vec<u8>, SlipError>,
) -> Result<Response, Problem> {
    let rules = rounds::rules(app.office(), round).await?;
    let book = rounds::seat_book(app.office(), round).await?;
    let book = book.ok_or_else(|| Problem::of(kind::NOT_FOUND))?;
    workbook(round, name, move || write(&rules, &book)).await
}

/// The list with masked names, where local rules want one. Every export stands in the trail.
pub(crate) async fn posting(
    staff: Staff<Operator>,
    State(app): State<App>,
    InPath(InRound { round }): InPath<InRound>,
) -> Result<Response, Problem> {
    let rules = rounds::rules(app.office(), &round).await?;
    let list = rounds::posting_list(app.office(), &round).await?;
    let list = list.ok_or_else(|| Problem::of(kind::NOT_FOUND))?;
    let detail = json!({ "children": list.len() });
    app.staff().record(staff.name(), "export-posting-list", &round, &detail).await?;
    workbook(&round, "posting-list", move || posting_workbook(&rules, &list)).await
}

async fn workbook(
    round: &str,
    name: &str,
    write: impl FnOnce() -> Result<Vec<u8>, SlipError> + Send + 'static,
) -> Result<Response, Problem> {
    let bytes = off_thread(write).await?.map_err(Problem::internal)?;
    attachment(XLSX, &format!("{round}-{name}.xlsx"), bytes)
}
