//! What goes back to imported families, as the command line writes it: codes, slips, receipts.

use std::{collections::BTreeSet, sync::Arc};

use axum::{extract::State, response::Response};
use paiwei_protocol::{receipt::Receipt, rules::Rules};
use serde::Deserialize;
use serde_json::json;

use super::{InUpload, gone, open};
use crate::{
    http::{
        App, InPath, InQuery, Problem,
        access::{Operator, Staff},
        api::{
            families::InRound,
            staff::outputs::{XLSX, attachment, zipped},
        },
        off_thread,
    },
    rounds::{self, ImportedFamily},
    slips::{CodeRow, Handout, SlipError, codes_workbook, handouts as files_of},
};

/// Whose: those of an upload, or of all imports.
#[derive(Deserialize)]
pub(crate) struct Asked {
    upload: Option<String>,
}

/// A file that is given out. Every one stands in the trail.
struct Given {
    /// What the trail calls it.
    act: &'static str,
    media: &'static str,
    /// What its name ends in, behind the round's id.
    name: &'static str,
    write: fn(&Rules, &[ImportedFamily]) -> Result<Vec<u8>, Problem>,
}

const CODES: Given =
    Given { act: "export-codes", media: XLSX, name: "codes.xlsx", write: codes_book };
const HANDOUTS: Given =
    Given { act: "export-slips", media: "application/zip", name: "handouts.zip", write: archive };

/// The workbook of codes, for the office's platform.
pub(crate) async fn codes(
    staff: Staff<Operator>,
    State(app): State<App>,
    InPath(InRound { round }): InPath<InRound>,
    InQuery(asked): InQuery<Asked>,
) -> Result<Response, Problem> {
    given(&app, &staff, round, asked, CODES).await
}

/// Codes, slips and receipts in one archive.
pub(crate) async fn handouts(
    staff: Staff<Operator>,
    State(app): State<App>,
    InPath(InRound { round }): InPath<InRound>,
    InQuery(asked): InQuery<Asked>,
) -> Result<Response, Problem> {
    given(&app, &staff, round, asked, HANDOUTS).await
}

async fn given(
    app: &App,
    staff: &Staff<Operator>,
    round: String,
    Asked { upload }: Asked,
    Given { act, media, name, write }: Given,
) -> Result<Response, Problem> {
    let Some((rules, families)) = families(app, &round, upload).await? else {
        return Ok(gone(&InUpload { round, upload: String::new() }));
    };
    let detail = json!({ "children": families.len() });
    app.staff().record(staff.name(), act, &round, &detail).await?;
    let bytes = off_thread(move || write(&rules, &families)).await??;
    attachment(media, &format!("{round}-{name}"), bytes)
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

fn codes_book(rules: &Rules, families: &[ImportedFamily]) -> Result<Vec<u8>, Problem> {
    let rows = families.iter().map(code_row).collect::<Result<Vec<_>, SlipError>>();
    let written = rows.and_then(|rows| codes_workbook(&rows, rules.rehearsal));
    written.map_err(Problem::internal)
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
