//! The first step: the file.

use askama::Template;
use axum::{
    body::Bytes,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use paiwei_protocol::{journal::State as RoundState, rules::Rules};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

use super::{InUpload, place};
use crate::{
    http::{
        App, InParts, InPath, InQuery, Part, Problem,
        access::{Operator, Staff},
        api::families::InRound,
        off_thread,
        pages::{Page, Shell, assets::Asset, filled::Wrong, office::Desk},
    },
    import::{self, Mapping},
    language::Speak as _,
    rounds::{self, MOST_UPLOADS, UPLOAD_KEPT, Upload},
    spreadsheet::{self, Limits},
};

/// Longest name of a file that is kept.
const MAX_NAME: usize = 120;

/// Where a file is uploaded.
#[derive(Template)]
#[template(path = "office/import.html")]
pub(crate) struct UploadPage {
    pub(crate) shell: Shell,
    pub(crate) desk: Desk,
    pub(crate) id: String,
    pub(crate) rules: Arc<Rules>,
    /// Families may apply now, so that an import is possible.
    pub(crate) open: bool,
    /// Files that are still kept.
    pub(crate) uploads: Vec<Upload>,
    /// A file was asked for that isn't kept any more.
    pub(crate) gone: bool,
    pub(crate) wrong: Vec<Wrong>,
}

impl UploadPage {
    /// Hours for which a file is kept.
    pub(crate) fn hours(&self) -> u64 {
        UPLOAD_KEPT / 3600
    }

    /// Files that an account keeps at once.
    pub(crate) fn most(&self) -> usize {
        MOST_UPLOADS
    }

    /// What is wrong with a field.
    pub(crate) fn error(&self, field: impl AsRef<str>) -> Option<&str> {
        let found = self.wrong.iter().find(|wrong| wrong.field == field.as_ref());
        found.map(|wrong| wrong.why.as_str())
    }

    /// The step at which an upload stands.
    pub(crate) fn step(&self, upload: &Upload) -> &'static str {
        match (&upload.imported_at, &upload.mapping) {
            (Some(_), _) => "done",
            (None, Some(_)) => "check",
            (None, None) => "columns",
        }
    }
}

/// Why somebody came.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    gone: String,
}

/// Where a file is uploaded.
pub(crate) async fn form(
    staff: Staff<Operator>,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    InQuery(Asked { gone }): InQuery<Asked>,
) -> Result<Page<UploadPage>, Problem> {
    Ok(Page(page(&staff, &app, shell, round, !gone.is_empty(), Vec::new()).await?))
}

async fn page(
    staff: &Staff<Operator>,
    app: &App,
    shell: Shell,
    round: String,
    gone: bool,
    wrong: Vec<Wrong>,
) -> Result<UploadPage, Problem> {
    let found = rounds::overview(app.office(), &round).await?;
    Ok(UploadPage {
        open: found.round.state == RoundState::Open,
        uploads: rounds::uploads(app.office(), &round).await?,
        desk: Desk::of(app, staff).await?,
        rules: found.rules,
        id: round,
        shell,
        gone,
        wrong,
    })
}

/// What was uploaded.
struct Sent {
    name: String,
    file: Bytes,
    mapping: Bytes,
}

/// Takes a file. Where the mapping that was used before fits it, the dry run comes next.
pub(crate) async fn send(
    staff: Staff<Operator>,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    parts: InParts,
) -> Result<Response, Problem> {
    let rules = rounds::rules(app.office(), &round).await?;
    let sent = match received(parts, &shell) {
        Ok(sent) => Arc::new(sent),
        Err(wrong) => return refused(page(&staff, &app, shell, round, false, vec![wrong]).await?),
    };
    let given = match given_mapping(&sent, &shell) {
        Ok(given) => given,
        Err(wrong) => return refused(page(&staff, &app, shell, round, false, vec![wrong]).await?),
    };
    let known = rounds::used_mapping(app.office(), &round).await?;
    let mapping = given.clone().or(known);
    let (file, tried) = (sent.clone(), mapping.clone());
    let fits = match off_thread(move || fits(&file.file, tried.as_ref(), &rules)).await? {
        Ok(fits) => fits,
        Err(error) => {
            let wrong =
                Wrong { field: "file".to_owned(), why: shell.pick(&error.message()).into() };
            return refused(page(&staff, &app, shell, round, false, vec![wrong]).await?);
        }
    };
    let id = kept(&app, &staff, &round, &sent).await?;
    // A mapping that somebody handed in is kept even if it doesn't fit: what doesn't is shown.
    let kept = mapping.filter(|_| fits || given.is_some());
    if let Some(mapping) = &kept {
        rounds::set_mapping(app.office(), &round, &id, mapping).await?;
    }
    let step = if fits { "check" } else { "columns" };
    Ok(Redirect::to(&place(&round, &id, step)).into_response())
}

/// Keeps a file; its id. What makes room for it is forgotten as if somebody had asked for that.
async fn kept(
    app: &App,
    staff: &Staff<Operator>,
    round: &str,
    sent: &Sent,
) -> Result<String, Problem> {
    let (name, file) = (&sent.name, &sent.file);
    let kept = rounds::keep_upload(app.office(), round, staff.name(), name, file).await?;
    for (id, round) in kept.forgotten {
        let detail = json!({ "upload": id, "for": kept.id });
        app.staff().record(staff.name(), "forget-upload", &round, &detail).await?;
    }
    Ok(kept.id)
}

/// Whether a file can be read by a mapping; why it can't be read at all.
fn fits(
    file: &[u8],
    mapping: Option<&Mapping>,
    rules: &Rules,
) -> Result<bool, spreadsheet::SpreadsheetError> {
    let limits = Limits::default();
    let first = spreadsheet::read(file, None, &limits)?;
    let Some(mapping) = mapping else { return Ok(false) };
    let table = match &mapping.sheet {
        None => first,
        Some(sheet) => match spreadsheet::read(file, Some(sheet), &limits) {
            Ok(table) => table,
            Err(_) => return Ok(false),
        },
    };
    Ok(import::fits(&table, mapping, rules).is_ok())
}

fn given_mapping(sent: &Sent, shell: &Shell) -> Result<Option<Mapping>, Wrong> {
    if sent.mapping.is_empty() {
        return Ok(None);
    }
    Mapping::read(&sent.mapping).map(Some).map_err(|error| Wrong {
        field: "mapping".to_owned(),
        why: shell.pick(&error.message()).to_owned(),
    })
}

/// The parts of the form.
fn received(mut parts: InParts, shell: &Shell) -> Result<Sent, Wrong> {
    let (Part { file: name, content: file, .. }, mapping) =
        (parts.take("file"), parts.take("mapping").content);
    if file.is_empty() {
        return Err(Wrong { field: "file".to_owned(), why: shell.t("import-file-missing") });
    }
    Ok(Sent { name: plain(&name), file, mapping })
}

/// A file's name as it is shown.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(MAX_NAME).collect()
}

fn refused(page: UploadPage) -> Result<Response, Problem> {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}

/// Forgets a file before its time, which stands in the trail.
pub(crate) async fn forget(
    staff: Staff<Operator>,
    State(app): State<App>,
    InPath(asked): InPath<InUpload>,
) -> Result<Redirect, Problem> {
    if rounds::upload(app.office(), &asked.round, &asked.upload).await?.is_some() {
        let detail = json!({ "upload": asked.upload });
        app.staff().record(staff.name(), "forget-upload", &asked.round, &detail).await?;
        rounds::forget_upload(app.office(), &asked.round, &asked.upload).await?;
    }
    Ok(Redirect::to(&format!("/office/rounds/{}/import", asked.round)))
}
