//! Importing registrations in a browser: a file, which column holds what, what texts mean, a dry run,
//! and the import. Between the steps the file is kept sealed by the office, under an id.

mod check;
mod columns;
mod done;
mod flaws;
mod form;
mod handouts;
mod lines;
mod reports;
mod trial;
mod upload;
mod values;

use std::sync::Arc;

use axum::response::{IntoResponse as _, Redirect, Response};
use paiwei_protocol::{digest::Digest, rules::Rules};
use serde::Deserialize;
use zeroize::Zeroizing;

#[cfg(test)]
pub(crate) use self::{
    check::CheckPage, columns::ColumnsPage, done::DonePage, lines::Line, upload::UploadPage,
    values::ValuesPage,
};
pub(in crate::http) use self::{
    check::{check as import_check, import as import_do},
    columns::{columns as import_columns, send as import_columns_send},
    done::done as import_done,
    handouts::{codes as codes_xlsx, handouts as handouts_zip},
    reports::{csv as import_report_csv, workbook as import_report_xlsx},
    upload::{forget as import_forget, form as import_form, send as import_send},
    values::{send as import_values_send, values as import_values},
};
use crate::{
    http::{App, Problem, off_thread},
    import::{self, Mapping, Reading},
    rounds::{self, Upload},
    spreadsheet::{self, Limits, SpreadsheetError, Table},
};

/// Round and upload of an address.
#[derive(Debug, Clone, Deserialize)]
pub(in crate::http) struct InUpload {
    round: String,
    upload: String,
}

impl InUpload {
    /// The address of one of its steps.
    fn at(&self, step: &str) -> String {
        place(&self.round, &self.upload, step)
    }
}

fn place(round: &str, upload: &str, step: &str) -> String {
    format!("/office/rounds/{round}/import/{upload}/{step}")
}

/// An upload that is still kept.
struct Opened {
    rules: Arc<Rules>,
    upload: Upload,
    file: Arc<Zeroizing<Vec<u8>>>,
}

/// Opens an upload; none where it was forgotten.
async fn open(app: &App, asked: &InUpload) -> Result<Option<Opened>, Problem> {
    let rules = Arc::new(rounds::rules(app.office(), &asked.round).await?);
    let Some(upload) = rounds::upload(app.office(), &asked.round, &asked.upload).await? else {
        return Ok(None);
    };
    let file = rounds::upload_file(app.office(), &asked.round, &asked.upload).await?;
    Ok(file.map(|file| Opened { rules, upload, file: Arc::new(file) }))
}

/// Sends whoever comes too late to where a file is uploaded.
fn gone(asked: &InUpload) -> Response {
    Redirect::to(&format!("/office/rounds/{}/import?gone=yes", asked.round)).into_response()
}

/// Leads to where columns are said: nothing can be read before.
fn to_columns(asked: &InUpload) -> Response {
    Redirect::to(&asked.at("columns")).into_response()
}

impl Opened {
    /// The table of a sheet. A long one isn't read on a thread that answers others.
    async fn table(
        &self,
        sheet: Option<String>,
    ) -> Result<Result<Table, SpreadsheetError>, Problem> {
        let file = self.file.clone();
        off_thread(move || spreadsheet::read(&file, sheet.as_deref(), &Limits::default())).await
    }

    /// The table, and what it says by a mapping; none where the mapping doesn't fit.
    async fn read(&self, mapping: Mapping, now: u64) -> Result<Option<Read>, Problem> {
        let (file, rules) = (self.file.clone(), self.rules.clone());
        let today = crate::clock::china_date(now);
        off_thread(move || {
            let sheet = mapping.sheet.as_deref();
            let table = spreadsheet::read(&file, sheet, &Limits::default()).ok()?;
            let reading = import::read(&table, &mapping, &rules, today).ok()?;
            Some(Read { table, reading, mark: mark(&file, &mapping) })
        })
        .await
    }
}

/// A file that was read.
struct Read {
    table: Table,
    reading: Reading,
    /// The hash of what was read: file and mapping.
    mark: String,
}

/// The hash of a file and the mapping that it is read by: what was tried is what is imported.
fn mark(file: &[u8], mapping: &Mapping) -> String {
    Digest::of_parts(&[Digest::of(file).as_bytes(), mapping.to_json().as_bytes()]).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_file_or_mapping_has_another_mark() {
        let mapping = Mapping::default();
        let other = Mapping { header_row: mapping.header_row + 1, ..mapping.clone() };
        assert_eq!(mark(b"a", &mapping), mark(b"a", &mapping.clone()));
        assert_ne!(mark(b"a", &mapping), mark(b"b", &mapping));
        assert_ne!(mark(b"a", &mapping), mark(b"a", &other));
    }
}
