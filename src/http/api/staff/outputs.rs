//! Files for the office and its observers.

use std::io::{Cursor, Write as _};

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use serde_json::json;
use zip::{ZipWriter, result::ZipResult, write::SimpleFileOptions};

use crate::{
    http::{
        App, InPath, Problem,
        access::{Operator, Staff, Supervisor},
        api::families::InRound,
        off_thread,
    },
    rounds,
    slips::admitted_workbook,
};

/// The media type of .xlsx files.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The observers' memory stick
///
/// The round as it stands, in the form of a published folder, and what waits for confirmations: what
/// `paiwei-audit observer` reads.
#[utoipa::path(
    get,
    path = "/api/v1/staff/rounds/{round}/stick.zip",
    tag = "staff",
    params(InRound),
    responses((status = 200, description = "The files", content_type = "application/zip")),
)]
pub(crate) async fn stick(
    _: Staff<Operator>,
    State(app): State<App>,
    InPath(InRound { round }): InPath<InRound>,
) -> Result<Response, Problem> {
    let (files, _) = rounds::stick(app.office(), &round).await?;
    let bytes = off_thread(move || zipped(&files)).await?.map_err(Problem::internal)?;
    attachment("application/zip", &format!("{round}-stick.zip"), bytes)
}

/// Files as a .zip archive.
pub(crate) fn zipped(files: &paiwei_protocol::verify::Folder) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        zip.start_file(path.as_str(), SimpleFileOptions::default())?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Who was admitted, with names
///
/// For the schools. Every export stands in the trail.
#[utoipa::path(
    get,
    path = "/api/v1/staff/rounds/{round}/admitted.xlsx",
    tag = "staff",
    params(InRound),
    responses((status = 200, description = "The workbook", content_type = XLSX)),
)]
pub(crate) async fn admitted(
    staff: Staff<Supervisor>,
    State(app): State<App>,
    InPath(InRound { round }): InPath<InRound>,
) -> Result<Response, Problem> {
    let rules = rounds::rules(app.office(), &round).await?;
    let admitted = rounds::admitted(app.office(), &round).await?;
    let detail = json!({ "children": admitted.len() });
    app.staff().record(staff.name(), "export-admitted", &round, &detail).await?;
    let written = off_thread(move || admitted_workbook(&rules, &admitted)).await?;
    let bytes = written.map_err(Problem::internal)?;
    attachment(XLSX, &format!("{round}-admitted.xlsx"), bytes)
}

/// A file to be saved under a name.
pub(crate) fn attachment(
    kind: &'static str,
    name: &str,
    bytes: Vec<u8>,
) -> Result<Response, Problem> {
    let disposition = format!("attachment; filename=\"{name}\"");
    let disposition = HeaderValue::from_str(&disposition).map_err(Problem::internal)?;
    let kind = HeaderValue::from_static(kind);
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, bytes).into_response())
}
