//! The second step: which column holds what.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use paiwei_protocol::rules::Rules;
use serde::Deserialize;

use super::{
    InUpload, Opened,
    flaws::wrong,
    form::{BatchPicks, Pick, choice_picks, mapping_of, picks, with_known},
    gone, open,
};
use crate::{
    http::{
        App, InForm, InPath, InQuery, Problem,
        access::{Operator, Staff},
        off_thread,
        pages::{Page, Shell, assets::Asset, filled::Wrong, office::Desk},
    },
    import::{self, Heading, Mapping},
    rounds,
    spreadsheet::{self, Limits, Table},
};

/// The form of the columns.
#[derive(Template)]
#[template(path = "office/import-columns.html")]
pub(crate) struct ColumnsPage {
    pub(crate) shell: Shell,
    pub(crate) desk: Desk,
    pub(crate) id: String,
    pub(crate) rules: Arc<Rules>,
    pub(crate) upload: String,
    /// Name of the file.
    pub(crate) name: String,
    /// Sheets of the workbook.
    pub(crate) sheets: Vec<String>,
    /// Rows below the headings.
    pub(crate) rows: usize,
    pub(crate) columns: Vec<Heading>,
    pub(crate) mapping: Mapping,
    pub(crate) wrong: Vec<Wrong>,
}

impl ColumnsPage {
    /// The columns to pick, but for claims and choices.
    pub(crate) fn picks(&self) -> Vec<Pick> {
        picks(&self.mapping, &self.rules, &self.shell)
    }

    /// The columns of choices to pick.
    pub(crate) fn batches(&self) -> Vec<BatchPicks> {
        choice_picks(&self.mapping, &self.rules, &self.shell)
    }

    /// Whether a column holds claims.
    pub(crate) fn claims(&self, heading: impl AsRef<str>) -> bool {
        self.mapping.claims.iter().any(|claim| claim.column == heading.as_ref())
    }

    /// What stands between several claims of one cell.
    pub(crate) fn between_claims(&self) -> &str {
        let separator = self.mapping.claims.first().and_then(|claim| claim.separator.as_deref());
        separator.unwrap_or_default()
    }

    /// Whether a sheet is the one that is read.
    pub(crate) fn is_sheet(
        &self,
        at: impl std::borrow::Borrow<usize>,
        name: impl AsRef<str>,
    ) -> bool {
        match &self.mapping.sheet {
            Some(sheet) => sheet == name.as_ref(),
            None => *at.borrow() == 0,
        }
    }

    /// The sheet that is read, as the form carries it on.
    pub(crate) fn sheet(&self) -> &str {
        self.mapping.sheet.as_deref().unwrap_or_default()
    }

    /// Whether a heading, or a value, is what was picked.
    pub(crate) fn is(&self, chosen: impl AsRef<str>, value: impl AsRef<str>) -> bool {
        chosen.as_ref() == value.as_ref()
    }

    /// What is wrong with a field.
    pub(crate) fn error(&self, field: impl AsRef<str>) -> Option<&str> {
        let found = self.wrong.iter().find(|wrong| wrong.field == field.as_ref());
        found.map(|wrong| wrong.why.as_str())
    }
}

/// Another sheet, or another row of headings.
#[derive(Deserialize)]
pub(crate) struct Asked {
    sheet: Option<String>,
    header: Option<u64>,
}

/// The form, filled in with what was said before, or with what the headings suggest.
pub(crate) async fn columns(
    staff: Staff<Operator>,
    State(app): State<App>,
    shell: Shell,
    InPath(at): InPath<InUpload>,
    InQuery(asked): InQuery<Asked>,
) -> Result<Response, Problem> {
    let Some(opened) = open(&app, &at).await? else { return Ok(gone(&at)) };
    let chosen = asked.sheet.is_some() || asked.header.is_some();
    let known = opened.upload.mapping.clone().filter(|_| !chosen);
    let sheet = match &known {
        Some(mapping) => mapping.sheet.clone(),
        None => asked.sheet.filter(|sheet| !sheet.is_empty()),
    };
    let (sheet, table) = match opened.table(sheet.clone()).await? {
        Ok(table) => (sheet, table),
        // The sheet of another file: the first one is shown instead.
        Err(_) => match opened.table(None).await? {
            Ok(table) => (None, table),
            Err(error) => return Err(crate::http::api::families::field("/file", &error)),
        },
    };
    let mapping = match known {
        Some(mapping) => Mapping { sheet, ..mapping },
        None => {
            let used = rounds::used_mapping(app.office(), &at.round).await?;
            suggested(&table, &opened.rules, sheet, asked.header, used.as_ref())
        }
    };
    let wrong = match &opened.upload.mapping {
        Some(_) if !chosen => wrong(&table, &mapping, &opened.rules, &shell),
        _ => Vec::new(),
    };
    let page = page(&staff, &app, shell, at, opened, &table, mapping, wrong).await?;
    Ok(Page(page).into_response())
}

/// What the headings suggest, and what was used before.
fn suggested(
    table: &Table,
    rules: &Rules,
    sheet: Option<String>,
    header: Option<u64>,
    used: Option<&Mapping>,
) -> Mapping {
    let header_row = header.unwrap_or_else(|| import::header_row(table));
    let columns = import::headings(table, header_row);
    let suggested = Mapping { sheet, header_row, ..import::suggest(&columns, rules) };
    match used {
        Some(used) => with_known(suggested, used, &columns),
        None => suggested,
    }
}

#[expect(clippy::too_many_arguments, reason = "a page of many parts, made in two places")]
async fn page(
    staff: &Staff<Operator>,
    app: &App,
    shell: Shell,
    at: InUpload,
    opened: Opened,
    table: &Table,
    mapping: Mapping,
    wrong: Vec<Wrong>,
) -> Result<ColumnsPage, Problem> {
    let file = opened.file.clone();
    let sheets = off_thread(move || spreadsheet::sheets(&file, &Limits::default())).await?;
    Ok(ColumnsPage {
        desk: Desk::of(app, staff).await?,
        id: at.round,
        rules: opened.rules,
        upload: at.upload,
        name: opened.upload.name,
        sheets: sheets.unwrap_or_default(),
        rows: table.rows.iter().filter(|row| row.number > mapping.header_row).count(),
        columns: import::headings(table, mapping.header_row),
        shell,
        mapping,
        wrong,
    })
}

/// Takes the form.
pub(crate) async fn send(
    staff: Staff<Operator>,
    State(app): State<App>,
    shell: Shell,
    InPath(at): InPath<InUpload>,
    InForm(filled): InForm<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let Some(opened) = open(&app, &at).await? else { return Ok(gone(&at)) };
    let used = rounds::used_mapping(app.office(), &at.round).await?;
    let before = opened.upload.mapping.clone().or(used).unwrap_or_default();
    let mapping = mapping_of(&filled, &opened.rules, &before);
    let table = opened.table(mapping.sheet.clone()).await?;
    let table = table.map_err(|error| crate::http::api::families::field("/file", &error))?;
    let wrong = wrong(&table, &mapping, &opened.rules, &shell);
    if !wrong.is_empty() {
        let page = page(&staff, &app, shell, at, opened, &table, mapping, wrong).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response());
    }
    rounds::set_mapping(app.office(), &at.round, &at.upload, &mapping).await?;
    let unclear = import::unclear(&table, &mapping, &opened.rules).unwrap_or_default();
    let next = if unclear.is_empty() { "check" } else { "values" };
    Ok(Redirect::to(&at.at(next)).into_response())
}
