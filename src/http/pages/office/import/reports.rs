//! The dry run's report as files: the whole table with a column of problems, and the list of them.

use axum::{extract::State, response::Response};
use serde_json::json;

use super::{
    InUpload,
    lines::Line,
    trial::{Tried, tried},
};
use crate::{
    http::{
        App, InPath, Problem,
        access::{Operator, Staff},
        api::staff::outputs::{XLSX, attachment},
        off_thread,
        pages::Shell,
    },
    import::{Remark, annotated_workbook},
};

/// The table as it was uploaded, each row at its place, with what is wrong with it in the last column.
pub(crate) async fn workbook(
    staff: Staff<Operator>,
    State(app): State<App>,
    shell: Shell,
    InPath(at): InPath<InUpload>,
) -> Result<Response, Problem> {
    let tried = match exported(&app, &at, &shell, staff.name()).await? {
        Ok(tried) => tried,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let remark = |line: &Line| Remark {
        row: line.row,
        column: line.column.clone(),
        error: line.error,
        text: said(line, &shell),
    };
    let remarks: Vec<Remark> = tried.lines.iter().map(remark).collect();
    let heading = shell.t("import-problems-column");
    let written = off_thread(move || {
        annotated_workbook(&tried.table, tried.mapping.header_row, &remarks, &heading)
    });
    let bytes = written.await?.map_err(Problem::internal)?;
    attachment(XLSX, &format!("{}-check.xlsx", at.round), bytes)
}

/// What a report lists. It leaves the office's desk with what children handed in, so the trail says
/// who took it.
async fn exported(
    app: &App,
    at: &InUpload,
    shell: &Shell,
    who: &str,
) -> Result<Result<Tried, Response>, Problem> {
    let tried = tried(app, at, shell, who).await?;
    if let Ok(tried) = &tried {
        let detail = json!({ "upload": at.upload, "mark": tried.mark, "lines": tried.lines.len() });
        app.staff().record(who, "export-check", &at.round, &detail).await?;
    }
    Ok(tried)
}

/// A line as the column of problems says it.
fn said(line: &Line, shell: &Shell) -> String {
    let place = if line.column.is_empty() { String::new() } else { format!("{}: ", line.column) };
    let remedy = if line.remedy.is_empty() { "" } else { shell.sentence_gap() };
    format!("{place}{}{remedy}{}", line.what, line.remedy)
}

/// The list of problems for a spreadsheet program.
pub(crate) async fn csv(
    staff: Staff<Operator>,
    State(app): State<App>,
    shell: Shell,
    InPath(at): InPath<InUpload>,
) -> Result<Response, Problem> {
    let tried = match exported(&app, &at, &shell, staff.name()).await? {
        Ok(tried) => tried,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let bytes = listed(&tried.lines, &shell).map_err(Problem::internal)?;
    attachment("text/csv; charset=utf-8", &format!("{}-check.csv", at.round), bytes)
}

/// With a byte order mark, by which spreadsheet programs know UTF-8.
fn listed(lines: &[Line], shell: &Shell) -> Result<Vec<u8>, csv::Error> {
    let mut out = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let ids = ["row", "registration", "column", "kind", "what", "remedy"];
    out.write_record(ids.map(|id| shell.t(format!("import-report-{id}"))))?;
    for line in lines {
        let kind = shell.t(if line.error { "import-error" } else { "import-note" });
        let (row, number, column) =
            (line.row.to_string(), inert(&line.registration), inert(&line.column));
        out.write_record([&row, &number, &column, &kind, &inert(&line.what), &line.remedy])?;
    }
    out.into_inner().map_err(|error| error.into_error().into())
}

/// A text that no spreadsheet program takes for a formula.
fn inert(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula { format!("'{text}") } else { text.to_owned() }
}

impl Shell {
    /// What stands between what is wrong and what to do.
    fn sentence_gap(&self) -> &'static str {
        match self.spoken() {
            crate::language::Language::Zh => "；",
            crate::language::Language::En => "; ",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn the_list_opens_as_text() {
        let shell = Shell::new(Language::Zh, "/", 0);
        let line = Line {
            row: 7,
            registration: "=1+1".to_owned(),
            column: "性别".to_owned(),
            error: true,
            what: "错, 了".to_owned(),
            remedy: "改".to_owned(),
        };
        let text = String::from_utf8(listed(&[line], &shell).unwrap()).unwrap();
        assert!(text.starts_with('\u{feff}'));
        assert!(text.contains("\n7,'=1+1,性别,") && text.contains("\"错, 了\""), "{text}");
    }
}
