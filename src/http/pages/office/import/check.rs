//! The fourth step: the dry run, and the import.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use paiwei_protocol::{journal::State as RoundState, rules::Rules};
use serde::Deserialize;
use serde_json::json;

use super::{
    InUpload,
    lines::{Line, wrong_rows},
    trial::{Tried, tried},
};
use crate::{
    http::{
        App, InForm, InPath, InQuery, Problem,
        access::{Operator, Staff},
        pages::{Page, Shell, assets::Asset, office::Desk, paging::Paging},
    },
    import::Registration,
    rounds::{self, RoundsError},
};

/// Lines of a page.
const PAGE: usize = 200;

/// What a dry run came to.
#[derive(Template)]
#[template(path = "office/import-check.html")]
pub(crate) struct CheckPage {
    pub(crate) shell: Shell,
    pub(crate) desk: Desk,
    pub(crate) id: String,
    pub(crate) rules: Arc<Rules>,
    pub(crate) upload: String,
    /// Name of the file.
    pub(crate) name: String,
    /// Families may apply now, so that an import is possible.
    pub(crate) open: bool,
    /// What was tried, as the form brings it back: what is imported is what was shown.
    pub(crate) mark: String,
    /// Something else was shown before, and nothing was imported.
    pub(crate) changed: bool,
    /// Rows that were read.
    pub(crate) rows: u64,
    /// Children that the round doesn't have yet; none while rows are wrong.
    pub(crate) new: Option<u64>,
    /// Lines that forbid the import.
    pub(crate) errors: usize,
    /// Rows that have errors.
    pub(crate) wrong_rows: usize,
    /// Lines for people to weigh.
    pub(crate) notes: usize,
    /// The lines of this page.
    pub(crate) lines: Vec<Line>,
    pub(crate) paging: Paging,
}

impl CheckPage {
    /// Nothing forbids the import.
    pub(crate) fn is_fine(&self) -> bool {
        self.errors == 0 && self.rows > 0
    }

    /// Children that the round has already.
    pub(crate) fn known(&self) -> u64 {
        self.new.map_or(0, |new| self.rows.saturating_sub(new))
    }
}

/// The page of the report that is asked for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    page: Option<usize>,
}

/// The dry run.
pub(crate) async fn check(
    staff: Staff<Operator>,
    State(app): State<App>,
    shell: Shell,
    InPath(at): InPath<InUpload>,
    InQuery(Asked { page: asked }): InQuery<Asked>,
) -> Result<Response, Problem> {
    match tried(&app, &at, &shell, staff.name()).await? {
        Ok(tried) => Ok(Page(page(&staff, &app, shell, at, tried, asked).await?).into_response()),
        Err(elsewhere) => Ok(elsewhere),
    }
}

async fn page(
    staff: &Staff<Operator>,
    app: &App,
    shell: Shell,
    at: InUpload,
    tried: Tried,
    asked: Option<usize>,
) -> Result<CheckPage, Problem> {
    let found = rounds::overview(app.office(), &at.round).await?;
    let errors = tried.lines.iter().filter(|line| line.error).count();
    let address = format!("{}?page=", at.at("check"));
    let (lines, paging) = Paging::of(&tried.lines, asked, PAGE, address);
    Ok(CheckPage {
        desk: Desk::of(app, staff).await?,
        open: found.round.state == RoundState::Open,
        mark: tried.mark,
        changed: false,
        rows: tried.rows,
        new: tried.registrations.as_ref().map(|(_, new)| *new),
        wrong_rows: wrong_rows(&tried.lines),
        notes: tried.lines.len() - errors,
        id: at.round,
        upload: at.upload,
        name: tried.opened.upload.name,
        rules: tried.opened.rules,
        lines: lines.to_vec(),
        shell,
        errors,
        paging,
    })
}

/// Which trial is to be imported.
#[derive(Deserialize)]
pub(crate) struct Import {
    #[serde(default)]
    mark: String,
}

/// Imports what was tried. Where anything is wrong nothing is imported, and the dry run says what;
/// where file or mapping aren't those of the trial that was shown, it is shown again first.
pub(crate) async fn import(
    staff: Staff<Operator>,
    State(app): State<App>,
    shell: Shell,
    InPath(at): InPath<InUpload>,
    InForm(Import { mark }): InForm<Import>,
) -> Result<Response, Problem> {
    let tried = match tried(&app, &at, &shell, staff.name()).await? {
        Ok(tried) => tried,
        Err(elsewhere) => return Ok(elsewhere),
    };
    if tried.mark != mark {
        let page = page(&staff, &app, shell, at, tried, None).await?;
        let page = Page(CheckPage { changed: true, ..page });
        return Ok((StatusCode::CONFLICT, page).into_response());
    }
    let back = Redirect::to(&at.at("check")).into_response();
    let Some((registrations, _)) = tried.registrations.filter(|(all, _)| !all.is_empty()) else {
        return Ok(back);
    };
    // Before it is tried: a refusal tells of applications too.
    let detail = json!({ "upload": at.upload, "mark": mark, "rows": tried.rows });
    app.staff().record(staff.name(), "import", &at.round, &detail).await?;
    let done = imported(&app, &at, &registrations).await?;
    Ok(if done { Redirect::to(&at.at("done")).into_response() } else { back })
}

/// Imports, and notes what came of it; not where the round refuses.
async fn imported(
    app: &App,
    at: &InUpload,
    registrations: &[Registration],
) -> Result<bool, Problem> {
    let imported = match rounds::import(app.office(), &at.round, registrations).await {
        Ok(done) => done.answer,
        Err(RoundsError::Import(_)) => return Ok(false),
        Err(error) => return Err(error.into()),
    };
    let repeated = imported.children.iter().filter(|child| child.repeated).count() as u64;
    let children = imported.children.len() as u64;
    rounds::note_import(app.office(), &at.round, &at.upload, children, repeated).await?;
    Ok(true)
}
