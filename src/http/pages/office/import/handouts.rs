//! What goes back to imported families, as the command line writes it: codes, slips, receipts.

use std::{collections::BTreeSet, sync::Arc};

use axum::{extract::State, response::Response};
use paiwei_protocol::{receipt::Receipt, rules::Rules};
use serde::Deserialize;
use serde_json::json;

use super::{InUpload, gone, off_thread, open};
use crate::{
    http::{
        App, InPath, InQuery, Problem,
        access::{Operator, Staff},
        api::{
            families::InRound,
            staff::outputs::{XLSX, attachment, zipped},
        },
    },
    rounds::{self, ImportedFamily},
    slips::{CodeRow, Handout, SlipError, codes_workbook, handouts as files_of},
};

/// Whose: those of an upload, or of all imports.
#[derive(Deserialize)]
pub(crate) struct Asked {
    upload: Option<String>,
}

/// The workbook of codes, for the office's platform. Every export stands in the trail.
pub(crate) async fn codes(
    staff: Staff<Operator>,
    State(app): State<App>,
    InPath(InRound { round }): InPath<InRound>,
    InQuery(Asked { upload }): InQuery<Asked>,
) -> Result<Response, Problem> {
    let Some((rules, families)) = families(&app, &round, upload).await? else {
        return Ok(gone(&InUpload { round, upload: String::new() }));
    };
    recorded(&app, &staff, "export-codes", &round, families.len()).await?;
    let written = off_thread(move || {
        let rows = families.iter().map(code_row).collect::<Result<Vec<_>, SlipError>>()?;
        codes_workbook(&rows, rules.rehearsal)
    });
    let bytes = written.await?.map_err(Problem::internal)?;
    attachment(XLSX, &format!("{round}-codes.xlsx"), bytes)
}

/// Codes, slips and receipts in one archive. Every export stands in the trail.
pub(crate) async fn handouts(
    staff: Staff<Operator>,
    State(app): State<App>,
    InPath(InRound { round }): InPath<InRound>,
    InQuery(Asked { upload }): InQuery<Asked>,
) -> Result<Response, Problem> {
    let Some((rules, families)) = families(&app, &round, upload).await? else {
        return Ok(gone(&InUpload { round, upload: String::new() }));
    };
    recorded(&app, &staff, "export-slips", &round, families.len()).await?;
    let bytes = off_thread(move || archive(&rules, &families)).await??;
    attachment("application/zip", &format!("{round}-handouts.zip"), bytes)
}

async fn recorded(
    app: &App,
    staff: &Staff<Operator>,
    act: &str,
    round: &str,
    children: usize,
) -> Result<(), Problem> {
    let detail = json!({ "children": children });
    Ok(app.staff().record(staff.name(), act, round, &detail).await?)
}

/// The imported families; none where their upload was forgotten.
async fn families(
    app: &App,
    round: &str,
    upload: Option<String>,
) -> Result<Option<(Arc<Rules>, Vec<ImportedFamily>)>, Problem> {
    let numbers = match upload {
        None => None,
        Some(upload) => match numbers(app, round, upload).await? {
            None => return Ok(None),
            numbers => numbers,
        },
    };
    let rules = Arc::new(rounds::rules(app.office(), round).await?);
    let families = rounds::imported_families(app.office(), round, numbers.as_ref()).await?;
    Ok(Some((rules, families)))
}

/// The platform's registration numbers of an upload.
async fn numbers(
    app: &App,
    round: &str,
    upload: String,
) -> Result<Option<BTreeSet<String>>, Problem> {
    let at = InUpload { round: round.to_owned(), upload };
    let Some(opened) = open(app, &at).await? else { return Ok(None) };
    let Some(mapping) = opened.upload.mapping.clone() else { return Ok(None) };
    let Some(read) = opened.read(mapping, app.office().now()).await? else { return Ok(None) };
    let read = read.reading.into_registrations().ok();
    Ok(read.map(|read| read.into_iter().map(|one| one.number).collect()))
}

fn code_row(family: &ImportedFamily) -> Result<CodeRow, SlipError> {
    let receipt = Receipt::parse("receipt", family.receipt.text.as_bytes()).map_err(|error| {
        SlipError::Receipt { registration: family.number.clone(), source: Box::new(error.into()) }
    })?;
    Ok(CodeRow {
        registration: family.number.clone(),
        name: family.name.clone(),
        code: family.code,
        receipt: receipt.hash(),
    })
}

fn archive(rules: &Rules, families: &[ImportedFamily]) -> Result<Vec<u8>, Problem> {
    let handout = |family: &ImportedFamily| Handout {
        registration: family.number.clone(),
        name: family.name.clone(),
        code: family.code,
        receipt: family.receipt.clone(),
    };
    let families: Vec<Handout> = families.iter().map(handout).collect();
    let files = files_of(rules, &families).map_err(Problem::internal)?;
    zipped(&files.into_iter().collect()).map_err(Problem::internal)
}
