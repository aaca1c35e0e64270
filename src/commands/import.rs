//! Registrations from the office's platform, and an application withdrawn on paper.

use std::{ffi::OsStr, path::Path};

use paiwei_audit::texts::{Message, count};
use paiwei_protocol::{ident::Code, rules::Rules};
use serde_json::{Map, Value, json};

use super::{Answer, Failure, args_round::ImportArgs, desk::Desk, files, outputs, tasks, words};
use crate::{
    clock::china_date,
    import::{self, Finding, Mapping, Reading, Registration, report_text, report_workbook},
    rounds::{self, Task},
    slips::SlipError,
    spreadsheet::{self, Limits},
};

pub(super) async fn run(desk: &Desk<'_>, args: &ImportArgs) -> Result<Answer, Failure> {
    let rules = rounds::rules(&desk.office, desk.round).await?;
    let reading = read(args, &rules, desk.office.now())?;
    let report = report_text(&reading, words::spoken(desk.console.language()));
    if let Some(file) = &args.report {
        write_report(file, &reading, &report, desk)?;
    }
    let findings = findings(&reading, desk);
    let rows = reading.rows;
    let registrations = match reading.into_registrations() {
        Ok(registrations) => registrations,
        Err(reading) => {
            let errors = reading.errors();
            return Err(Failure::Rows { errors, report, findings });
        }
    };
    if args.dry_run {
        let json = json!({
            "round": desk.round, "step": "import", "dry_run": true, "rows": rows,
            "findings": findings,
        });
        let text = format!("{report}{}\n", desk.console.texts().text("import-dry-run"));
        return Ok(Answer { text, json });
    }
    desk.agree(Task::Import).await?;
    let done = rounds::import(&desk.office, desk.round, &registrations).await?;
    let out = args.out.clone().unwrap_or_else(|| format!("{}-receipts", desk.round).into());
    let written = outputs::write(&out, &rules, &registrations, &done.answer)?;
    let message = Message::new("import-written")
        .with("children", count(registrations.len() as u64))
        .with("files", count(written as u64))
        .with("path", out.display());
    let lines = vec![report.trim_end().to_owned(), desk.console.texts().say(&message)];
    let more = Map::from_iter([
        ("rows".to_owned(), json!(rows)),
        ("findings".to_owned(), findings),
        ("out".to_owned(), json!(out.display().to_string())),
        ("codes".to_owned(), codes(&registrations, &done.answer)),
    ]);
    desk.done(tasks::id(Task::Import), done.answer.appended, done.repeated, more, lines).await
}

fn read(args: &ImportArgs, rules: &Rules, now: u64) -> Result<Reading, Failure> {
    let mapping = Mapping::read(&files::read(&args.mapping)?)?;
    let bytes = files::read(&args.file)?;
    let table = spreadsheet::read(&bytes, mapping.sheet.as_deref(), &Limits::default());
    let table = table.map_err(|error| Failure::Spreadsheet { path: args.file.clone(), error })?;
    Ok(import::read(&table, &mapping, rules, china_date(now))?)
}

/// The report: a workbook where the name ends in .xlsx, else text.
fn write_report(
    file: &Path,
    reading: &Reading,
    text: &str,
    desk: &Desk<'_>,
) -> Result<(), Failure> {
    let workbook = file.extension().and_then(OsStr::to_str) == Some("xlsx");
    let bytes = if workbook {
        let language = words::spoken(desk.console.language());
        report_workbook(reading, language).map_err(SlipError::from)?
    } else {
        text.as_bytes().to_vec()
    };
    files::write_private(file, &bytes)
}

fn findings(reading: &Reading, desk: &Desk<'_>) -> Value {
    let language = words::spoken(desk.console.language());
    let finding = |finding: &Finding| {
        let (what, remedy) = finding.problem.explained();
        json!({
            "row": finding.row,
            "registration": finding.registration,
            "column": finding.column,
            "error": finding.problem.is_error(),
            "what": what.text(language),
            "remedy": remedy.text(language),
        })
    };
    reading.findings.iter().map(finding).collect()
}

fn codes(registrations: &[Registration], imported: &rounds::Imported) -> Value {
    let row = |(registration, child): (&Registration, &rounds::ImportedChild)| json!({ "registration": registration.number, "code": child.code.to_string() });
    registrations.iter().zip(&imported.children).map(row).collect()
}

/// Withdraws an application, and writes the receipts of all who are concerned.
pub(super) async fn withdraw(
    desk: &Desk<'_>,
    code: Code,
    receipt: Option<&Path>,
) -> Result<Answer, Failure> {
    desk.agree_to("withdraw")?;
    let done = rounds::withdraw(&desk.office, desk.round, code).await?;
    let receipts: Vec<String> =
        done.answer.iter().map(|received| received.receipt.to_string()).collect();
    if let Some(file) = receipt {
        files::write_private(file, receipts.join("\n").as_bytes())?;
    }
    let more = Map::from_iter([("receipts".to_owned(), json!(receipts))]);
    desk.done("withdraw", None, done.repeated, more, receipts).await
}
