//! The fourth step: the dry run, and the import.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use paiwei_protocol::{journal::State as RoundState, rules::Rules};
use serde::Deserialize;
use serde_json::json;

use super::{
    InUpload, Opened, gone,
    lines::{Line, lines, wrong_rows},
    open,
};
use crate::{
    http::{
        App, InPath, InQuery, Problem,
        access::{Operator, Staff},
        pages::{Page, Shell, assets::Asset, office::Desk},
    },
    import::{Mapping, Registration},
    rounds::{self, RoundsError},
    spreadsheet::Table,
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
    /// This page, from 1, and how many there are.
    pub(crate) page: usize,
    pub(crate) pages: usize,
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
    #[serde(default = "first")]
    page: usize,
}

fn first() -> usize {
    1
}

/// A file that was read and tried.
pub(super) struct Tried {
    pub(super) table: Table,
    pub(super) mapping: Mapping,
    pub(super) rows: u64,
    pub(super) lines: Vec<Line>,
    /// The registrations, where no row is wrong by itself, and how many the round doesn't have.
    pub(super) registrations: Option<(Vec<Registration>, u64)>,
}

/// Reads a file by its mapping and tries the import; none where there is no mapping that fits.
pub(super) async fn tried(
    app: &App,
    round: &str,
    opened: &Opened,
    shell: &Shell,
    who: &str,
) -> Result<Option<Tried>, Problem> {
    let Some(mapping) = opened.upload.mapping.clone() else { return Ok(None) };
    let Some((table, reading)) = opened.read(mapping.clone(), app.office().now()).await? else {
        return Ok(None);
    };
    let (rows, findings) = (reading.rows, reading.findings.clone());
    let (mut refusals, mut registrations) = (Vec::new(), None);
    if let Ok(read) = reading.into_registrations() {
        // It tells of applications, as an import's refusal does.
        let detail = json!({ "upload": opened.upload.id, "rows": rows });
        app.staff().record(who, "import-trial", round, &detail).await?;
        let trial = rounds::import_trial(app.office(), round, &read).await?;
        refusals = trial.refusals;
        registrations = Some((read, trial.new));
    }
    let lines = lines(&findings, &refusals, shell.spoken());
    Ok(Some(Tried { table, mapping, rows, lines, registrations }))
}

/// The dry run.
pub(crate) async fn check(
    staff: Staff<Operator>,
    State(app): State<App>,
    shell: Shell,
    InPath(at): InPath<InUpload>,
    InQuery(Asked { page }): InQuery<Asked>,
) -> Result<Response, Problem> {
    let Some(opened) = open(&app, &at).await? else { return Ok(gone(&at)) };
    let Some(tried) = tried(&app, &at.round, &opened, &shell, staff.name()).await? else {
        return Ok(Redirect::to(&at.at("columns")).into_response());
    };
    let found = rounds::overview(app.office(), &at.round).await?;
    let errors = tried.lines.iter().filter(|line| line.error).count();
    let pages = tried.lines.len().div_ceil(PAGE).max(1);
    let page = page.clamp(1, pages);
    let lines = tried.lines.iter().skip((page - 1) * PAGE).take(PAGE).cloned().collect();
    Ok(Page(CheckPage {
        desk: Desk::of(&app, &staff).await?,
        open: found.round.state == RoundState::Open,
        rows: tried.rows,
        new: tried.registrations.as_ref().map(|(_, new)| *new),
        wrong_rows: wrong_rows(&tried.lines),
        notes: tried.lines.len() - errors,
        id: at.round,
        upload: at.upload,
        name: opened.upload.name,
        rules: opened.rules,
        shell,
        errors,
        lines,
        page,
        pages,
    })
    .into_response())
}

/// Imports. Where anything is wrong nothing is imported, and the dry run says what.
pub(crate) async fn import(
    staff: Staff<Operator>,
    State(app): State<App>,
    shell: Shell,
    InPath(at): InPath<InUpload>,
) -> Result<Response, Problem> {
    let Some(opened) = open(&app, &at).await? else { return Ok(gone(&at)) };
    let back = Redirect::to(&at.at("check"));
    let Some(tried) = tried(&app, &at.round, &opened, &shell, staff.name()).await? else {
        return Ok(back.into_response());
    };
    let Some((registrations, _)) = tried.registrations.filter(|(all, _)| !all.is_empty()) else {
        return Ok(back.into_response());
    };
    // Before it is tried: a refusal tells of applications too.
    let detail = json!({ "rows": tried.rows });
    app.staff().record(staff.name(), "import", &at.round, &detail).await?;
    let imported = match rounds::import(app.office(), &at.round, &registrations).await {
        Ok(done) => done.answer,
        Err(RoundsError::Import(_)) => return Ok(back.into_response()),
        Err(error) => return Err(error.into()),
    };
    let repeated = imported.children.iter().filter(|child| child.repeated).count() as u64;
    let children = imported.children.len() as u64;
    rounds::note_import(app.office(), &at.round, &at.upload, children, repeated).await?;
    Ok(Redirect::to(&at.at("done")).into_response())
}
