//! An upload read by its mapping and tried against the round: what the dry run shows, what its reports
//! list, and what is imported.

use axum::response::Response;
use serde_json::json;

use super::{
    InUpload, Opened, Read, gone,
    lines::{Line, lines},
    open, to_columns,
};
use crate::{
    http::{App, Problem, pages::Shell},
    import::{Mapping, Registration},
    rounds,
    spreadsheet::Table,
};

/// A file that was read and tried.
pub(super) struct Tried {
    pub(super) opened: Opened,
    pub(super) table: Table,
    pub(super) mapping: Mapping,
    /// The hash of what was tried: file and mapping.
    pub(super) mark: String,
    pub(super) rows: u64,
    pub(super) lines: Vec<Line>,
    /// The registrations, where no row is wrong by itself, and how many the round doesn't have.
    pub(super) registrations: Option<(Vec<Registration>, u64)>,
}

/// Opens an upload, reads it by its mapping and tries the import; where it was forgotten, or no mapping
/// fits, the answer that leads to the step which is to be done first.
pub(super) async fn tried(
    app: &App,
    at: &InUpload,
    shell: &Shell,
    who: &str,
) -> Result<Result<Tried, Response>, Problem> {
    let Some(opened) = open(app, at).await? else { return Ok(Err(gone(at))) };
    let Some(mapping) = opened.upload.mapping.clone() else { return Ok(Err(to_columns(at))) };
    let read = opened.read(mapping.clone(), app.office().now()).await?;
    let Some(Read { table, reading, mark }) = read else { return Ok(Err(to_columns(at))) };
    let (rows, findings) = (reading.rows, reading.findings.clone());
    let (mut refusals, mut registrations) = (Vec::new(), None);
    if let Ok(read) = reading.into_registrations() {
        // It tells of applications, as an import's refusal does.
        let detail = json!({ "upload": opened.upload.id, "mark": mark, "rows": rows });
        app.staff().record(who, "import-trial", &at.round, &detail).await?;
        let trial = rounds::import_trial(app.office(), &at.round, &read).await?;
        refusals = trial.refusals;
        registrations = Some((read, trial.new));
    }
    let lines = lines(&findings, &refusals, shell.spoken());
    Ok(Ok(Tried { opened, table, mapping, mark, rows, lines, registrations }))
}
