//! The waiting lists of a round, pool by pool.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use paiwei_protocol::{
    assign::{PoolRow, Pools},
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
use crate::http::{App, InPath, InQuery, Problem, access::Everyone, api::families::InRound, kind};

/// Pools of a page.
const POOLS: usize = 100;
/// Units of a waiting list on a page.
const WAITING: usize = 400;

/// Waiting lists, or one of them.
#[derive(Template)]
#[template(path = "public/waiting.html")]
pub(crate) struct WaitingPage {
    pub(crate) shell: Shell,
    pub(crate) round: String,
    pub(crate) titles: Titles,
    pub(crate) rehearsal: bool,
    /// The pools that somebody waits for: title, name, and how many.
    pub(crate) pools: Vec<(String, String, usize)>,
    /// The list that was asked for.
    pub(crate) list: Option<WaitingList>,
    pub(crate) paging: Paging,
}

/// A part of a waiting list.
pub(crate) struct WaitingList {
    pub(crate) program: String,
    pub(crate) name: String,
    /// Position and code.
    pub(crate) lines: Vec<(u32, String)>,
}

/// What a query picks.
#[derive(Deserialize)]
pub(crate) struct Asked {
    page: Option<usize>,
    pool: Option<String>,
}

/// The waiting lists of a round, or one of them.
pub(crate) async fn waiting(
    _: Everyone,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    InQuery(Asked { page, pool }): InQuery<Asked>,
) -> Result<Response, Problem> {
    let (tables, frame) = match outcome(&app, shell, round).await? {
        Ok(found) => found,
        Err(none) => return Ok(none),
    };
    let Frame { shell, round, titles, rehearsal } = frame;
    let rows = Pools::of(&tables.rules);
    let telling = Telling { shell: &shell, rules: &tables.rules };
    let waited = |(number, row): (usize, &PoolRow<'_>)| {
        let waiting = tables.waiting_at(number).len();
        (waiting > 0).then(|| (telling.program(&row.program.id), row.name(), waiting))
    };
    let all: Vec<_> = rows.rows().iter().enumerate().filter_map(waited).collect();
    let asked = pool.filter(|name| !name.is_empty());
    let (pools, list, paging) = match asked {
        None => {
            let address = format!("/rounds/{round}/waiting?page=");
            let (pools, paging) = Paging::of(&all, page, POOLS, address);
            (pools.to_vec(), None, paging)
        }
        Some(name) => {
            let number = rows.rows().iter().position(|row| row.name() == name);
            let Some(number) = number else {
                return Ok(Problem::of(kind::NOT_FOUND).into_response());
            };
            let address = format!("/rounds/{round}/waiting?pool={name}&page=");
            let (lines, paging) = Paging::of(tables.waiting_at(number), page, WAITING, address);
            let lines = lines.iter().map(|line| (line.position, line.code.to_string())).collect();
            let program = telling.program(&rows.rows()[number].program.id);
            (Vec::new(), Some(WaitingList { program, name, lines }), paging)
        }
    };
    let page = WaitingPage { shell, round, titles, rehearsal, pools, list, paging };
    Ok(Page(page).into_response())
}
