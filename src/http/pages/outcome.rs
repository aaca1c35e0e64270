//! What the pages of an outcome have in common. Nothing is on them but what the published files say:
//! `cutoffs.csv`, `waitlist.csv`, `results.csv` and `roll.csv`.

use std::sync::Arc;

use askama::Template;
use axum::response::{IntoResponse as _, Response};
use paiwei_protocol::rules::Titles;

use super::{Page, Shell, assets::Asset};
use crate::{
    http::{App, Problem, kind},
    rounds::{self, Tables},
};

/// What the pages of an outcome have in common.
pub(crate) struct Frame {
    pub(crate) shell: Shell,
    pub(crate) round: String,
    pub(crate) titles: Titles,
    pub(crate) rehearsal: bool,
}

/// There is no result yet.
#[derive(Template)]
#[template(path = "public/not-yet.html")]
pub(crate) struct NotYet {
    pub(crate) shell: Shell,
    pub(crate) round: String,
    pub(crate) titles: Titles,
    pub(crate) rehearsal: bool,
}

/// The tables of the result in force with what its pages share; or the page that says there is none.
pub(super) async fn outcome(
    app: &App,
    shell: Shell,
    round: String,
) -> Result<Result<(Arc<Tables>, Frame), Response>, Problem> {
    let rules = rounds::rules(app.office(), &round).await?;
    let (titles, rehearsal) = (rules.titles, rules.rehearsal);
    Ok(match rounds::tables(app.office(), &round).await? {
        Some(tables) => Ok((tables, Frame { shell, round, titles, rehearsal })),
        None => {
            let page = Page(NotYet { shell, round, titles, rehearsal });
            Err((kind::NOT_FOUND.status(), page).into_response())
        }
    })
}
