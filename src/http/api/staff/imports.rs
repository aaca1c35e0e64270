//! Importing registrations from the office's platform.

use axum::{Json, extract::State};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::{
    clock::china_date,
    http::{
        App, InPath, Problem, Sent,
        access::{Operator, Staff},
        api::families::{InRound, field},
        kind, off_thread,
    },
    import::{self, Finding, Mapping, Reading},
    language::Told,
    rounds::{self, Imported},
    spreadsheet::{self, Limits},
};

/// Errors that a refusal names one by one.
const NAMED: usize = 200;

/// A spreadsheet and how it is read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Importing {
    /// The file (.xlsx, .csv in UTF-8 or GB18030), in base 64.
    #[schema(content_encoding = "base64")]
    file: String,
    /// The mapping: which column holds what (examples/README.md).
    #[schema(value_type = Object)]
    mapping: Map<String, Value>,
    /// Only look: import nothing.
    #[serde(default)]
    dry_run: bool,
}

/// What an import came to.
#[derive(Serialize, ToSchema)]
pub(crate) struct ImportView {
    /// Rows that were read.
    rows: u64,
    /// What was found in them.
    findings: Vec<FindingView>,
    /// Nothing was imported: it was a dry run.
    dry_run: bool,
    /// The children, in the order of their rows; none after a dry run.
    children: Vec<ImportedView>,
}

/// Something found in a row.
#[derive(Serialize, ToSchema)]
pub(crate) struct FindingView {
    /// Row of the spreadsheet.
    row: u64,
    /// Heading of the column; empty where the whole row is meant.
    column: String,
    /// It forbids the import.
    error: bool,
    /// What was found, in Chinese and English.
    what: [String; 2],
    /// What to do, in Chinese and English.
    remedy: [String; 2],
}

/// An imported child.
#[derive(Serialize, ToSchema)]
pub(crate) struct ImportedView {
    /// Row of the spreadsheet.
    row: u64,
    /// The platform's registration number.
    registration: String,
    /// The code.
    code: String,
    /// The receipt.
    receipt: String,
    /// It had been imported before, with the same content.
    repeated: bool,
}

/// Import registrations
///
/// A file goes in whole or not at all. Imported again with the same content, nothing changes and the
/// same receipts are given.
#[utoipa::path(
    post,
    path = "/api/v1/staff/rounds/{round}/imports",
    tag = "staff",
    request_body = Importing,
    params(InRound),
    responses((status = 200, description = "What it came to", body = ImportView)),
)]
pub(crate) async fn import(
    staff: Staff<Operator>,
    State(app): State<App>,
    InPath(InRound { round }): InPath<InRound>,
    Sent(asked): Sent<Importing>,
) -> Result<Json<ImportView>, Problem> {
    let rules = rounds::rules(app.office(), &round).await?;
    let (now, dry_run) = (app.office().now(), asked.dry_run);
    // A long table is not read on a thread that answers others.
    let reading = off_thread(move || read(&asked, &rules, now)).await??;
    let rows = reading.rows;
    let findings: Vec<FindingView> = reading.findings.iter().map(FindingView::from).collect();
    if dry_run {
        return Ok(Json(ImportView { rows, findings, dry_run, children: Vec::new() }));
    }
    let registrations = reading.into_registrations().map_err(|reading| refused(&reading))?;
    // Before it is tried: a refusal tells of applications too.
    app.staff().record(staff.name(), "import", &round, &json!({ "rows": rows })).await?;
    let imported = rounds::import(app.office(), &round, &registrations).await?.answer;
    let children = children(imported);
    Ok(Json(ImportView { rows, findings, dry_run, children }))
}

fn read(
    asked: &Importing,
    rules: &paiwei_protocol::rules::Rules,
    now: u64,
) -> Result<Reading, Problem> {
    let bytes = STANDARD.decode(&asked.file).map_err(|error| field("/file", &error))?;
    let mapping = Value::Object(asked.mapping.clone()).to_string();
    let mapping = Mapping::read(mapping.as_bytes()).map_err(|error| field("/mapping", &error))?;
    let table = spreadsheet::read(&bytes, mapping.sheet.as_deref(), &Limits::default());
    let table = table.map_err(|error| field("/file", &error))?;
    let reading = import::read(&table, &mapping, rules, china_date(now));
    reading.map_err(|error| field("/mapping", &error))
}

/// The refusal of a table with errors, which it names by row.
fn refused(reading: &Reading) -> Problem {
    let errors = reading.findings.iter().filter(|finding| finding.problem.is_error());
    let count = reading.errors();
    let problem = Problem::told(kind::FIELDS, &Told::new("import-nothing").with("count", count));
    errors.take(NAMED).fold(problem, |problem, finding| problem.at("/file", finding.told().into()))
}

fn children(imported: Imported) -> Vec<ImportedView> {
    let view = |child: rounds::ImportedChild| ImportedView {
        row: child.row,
        registration: child.number,
        code: child.code.to_string(),
        receipt: child.receipt.to_string(),
        repeated: child.repeated,
    };
    imported.children.into_iter().map(view).collect()
}

impl From<&Finding> for FindingView {
    fn from(finding: &Finding) -> Self {
        let (what, remedy) = finding.problem.explained();
        Self {
            row: finding.row,
            column: finding.column.clone(),
            error: finding.problem.is_error(),
            what: [what.zh, what.en],
            remedy: [remedy.zh, remedy.en],
        }
    }
}
