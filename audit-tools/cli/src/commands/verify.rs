//! `verify`: the numbered checks of PROTOCOL.md, section 16, and whom the verdict relies on.

use std::path::Path;

use paiwei_protocol::{
    receipt::MAX_RECEIPT,
    trust::Trust,
    verify::{self as protocol, CHECKS, Check, Report, Verdict},
};
use serde_json::{Value, json};

use super::{Answer, Failure, Page, gather, remarks, summary, words};
use crate::{
    args,
    disk::{self, DiskError},
    findings,
    folder::Gathered,
    pins,
    progress::Checking,
    receipts::mended,
    texts::{Message, Texts},
};

pub(super) fn run(args: &args::Verify, texts: &Texts) -> Result<Answer, Failure> {
    let trust = pins::pinned(&args.pins, &args.dir)?;
    let receipts = args.receipts.as_deref().map(receipts).transpose()?.unwrap_or_default();
    let gathered = gather(&args.dir, texts)?;
    let report = judge(&gathered, trust.as_ref(), &receipts, texts);
    let mut page = Page::default();
    summary::heading(report.summary.as_ref(), texts, &mut page);
    for check in &report.checks {
        check_lines(check, texts, &mut page);
    }
    page.line("");
    if let Some(said) = &report.summary {
        summary::lines(said, texts, &mut page);
        summary::program(gathered.files.get("PROTOCOL.md").map(Vec::as_slice), texts, &mut page);
    }
    remarks::lines(&report.remarks, texts, &mut page);
    verdict(&report, texts, &mut page);
    Ok(Answer { text: page.into_text(), json: value(&report), status: report.exit() })
}

/// The protocol's report, and what only a reader of folders sees: links and strange names fail
/// V01, which no other check needs.
fn judge(
    gathered: &Gathered,
    trust: Option<&Trust>,
    receipts: &[(String, Vec<u8>)],
    texts: &Texts,
) -> Report {
    let bar = Checking::new(texts, CHECKS as u64);
    let mut report = protocol::verify(&gathered.files, trust, receipts, &mut |p| bar.at(p));
    drop(bar);
    for odd in &gathered.oddities {
        let listed = &mut report.checks[0];
        listed.verdict = Verdict::Failed;
        listed.findings.push(format!("{}: {}", odd.path, odd.kind.finding()));
    }
    report
}

/// All receipts of a folder, by name.
fn receipts(dir: &Path) -> Result<Vec<(String, Vec<u8>)>, DiskError> {
    let read = |name: String| {
        // One byte more than a receipt has: the check then says that it is too large.
        let bytes = disk::read(&dir.join(&name), 1 + MAX_RECEIPT as u64)?;
        Ok((name, mended(&bytes)))
    };
    disk::names(dir)?.into_iter().map(read).collect()
}

fn check_lines(check: &Check, texts: &Texts, page: &mut Page) {
    let title = texts.text(&format!("check-{}", check.id));
    let ending = match check.verdict {
        Verdict::Passed | Verdict::Failed => String::new(),
        Verdict::NotRun => texts.text("check-not-run"),
        Verdict::DoesNotApply => texts.text("check-does-not-apply"),
    };
    page.line(format!("{} {} {title}{ending}", words::mark(check.verdict), check.id));
    for finding in &check.findings {
        page.finding(&findings::told(finding, texts));
    }
}

fn verdict(report: &Report, texts: &Texts, page: &mut Page) {
    let id = match report.exit() {
        0 => "verdict-good",
        1 => "verdict-bad",
        _ if only_unpinned(report) => "verdict-unpinned",
        _ => "verdict-open",
    };
    let mut said = Message::new(id);
    if let Some(check) = report.deciding() {
        let title = texts.text(&format!("check-{}", check.id));
        said = said.with("check", check.id).with("title", title);
    }
    let key = report.summary.as_ref().map_or("", |summary| summary.recovery.as_str());
    page.say(texts, &said.with("key", key));
}

/// Nothing is left open but whose keys these are.
fn only_unpinned(report: &Report) -> bool {
    let open = report.checks.iter().filter(|check| check.verdict == Verdict::NotRun);
    let open: Vec<u8> = open.map(|check| check.id.0).collect();
    matches!(open[..], [4] | [4, 9])
}

fn value(report: &Report) -> Value {
    let check = |check: &Check| {
        json!({
            "id": check.id.to_string(),
            "verdict": words::verdict(check.verdict),
            "findings": check.findings,
        })
    };
    json!({
        "exit": report.exit(),
        "check": report.deciding().map(|check| check.id.to_string()),
        "checks": report.checks.iter().map(check).collect::<Vec<_>>(),
        "remarks": remarks::value(&report.remarks),
        "summary": report.summary.as_ref().map(summary::value),
    })
}
