//! How far each pool admitted, in words.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use paiwei_protocol::{
    assign::{PoolRow, Pools},
    results::{Cutoff, CutoffLine},
    rules::Titles,
};
use serde::Deserialize;

use super::{
    Page, Shell,
    assets::Asset,
    outcome::{Frame, outcome},
    paging::Paging,
    telling::Telling,
};
use crate::{
    http::{App, InPath, InQuery, Problem, access::Everyone, api::families::InRound},
    rounds::Tables,
};

/// Pools of a page.
const POOLS: usize = 100;

/// How far each pool admitted.
#[derive(Template)]
#[template(path = "public/cutoffs.html")]
pub(crate) struct CutoffsPage {
    pub(crate) shell: Shell,
    pub(crate) round: String,
    pub(crate) titles: Titles,
    pub(crate) rehearsal: bool,
    pub(crate) pools: Vec<PoolOutcome>,
    pub(crate) paging: Paging,
}

/// What came of a pool.
pub(crate) struct PoolOutcome {
    /// Titles of its program, with the id.
    pub(crate) program: String,
    /// `<program>/<pool>`, as files name it.
    pub(crate) name: String,
    pub(crate) line: CutoffLine,
    /// How far it admitted, in words.
    pub(crate) last: String,
    /// How many wait.
    pub(crate) waiting: usize,
}

/// What a query picks.
#[derive(Deserialize)]
pub(crate) struct Asked {
    page: Option<usize>,
}

/// The cutoffs of a round.
pub(crate) async fn cutoffs(
    _: Everyone,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    InQuery(Asked { page }): InQuery<Asked>,
) -> Result<Response, Problem> {
    let (tables, frame) = match outcome(&app, shell, round).await? {
        Ok(found) => found,
        Err(none) => return Ok(none),
    };
    let Frame { shell, round, titles, rehearsal } = frame;
    let numbers: Vec<usize> = (0..tables.cutoffs.lines.len()).collect();
    let address = format!("/rounds/{round}/cutoffs?page=");
    let (shown, paging) = Paging::of(&numbers, page, POOLS, address);
    let pools = Pools::of(&tables.rules);
    let telling = Telling { shell: &shell, rules: &tables.rules };
    let told = |number: &usize| told(&tables, *number, &pools.rows()[*number], telling);
    let pools = shown.iter().map(told).collect();
    Ok(Page(CutoffsPage { shell, round, titles, rehearsal, pools, paging }).into_response())
}

fn told(tables: &Tables, number: usize, row: &PoolRow<'_>, telling: Telling<'_>) -> PoolOutcome {
    let line = tables.cutoffs.lines[number].clone();
    let last = match (&line.cutoff, tables.last(number, &row.pool.order)) {
        (Cutoff::At(_), Some(last)) => telling.standing(&last, row.pool),
        (Cutoff::Closed, _) => telling.shell.t("cutoff-closed"),
        _ => telling.shell.t("cutoff-open"),
    };
    PoolOutcome {
        program: telling.program(&row.program.id),
        name: row.name(),
        waiting: tables.waiting_at(number).len(),
        line,
        last,
    }
}
