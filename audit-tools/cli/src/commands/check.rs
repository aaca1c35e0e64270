//! `check`: one family's light check (PROTOCOL.md, section 17), in plain words.

use std::{
    io::{self, Read},
    path::Path,
};

use paiwei_protocol::{
    answer::AnswerReceipt,
    draw,
    light::LightUnit,
    proof::MAX_PROOF,
    receipt::MAX_RECEIPT,
    verify::{Child, LightReport, LightStep, Verdict, check_proof, light_check},
};
use serde_json::{Value, json};

use super::{
    Answer, Failure, Page, answered,
    child::{self, Story},
    gather, published, remarks, words,
};
use crate::{
    args, disk, findings, pins,
    receipts::mended,
    texts::{Message, Texts},
    when,
};

pub(super) fn run(args: &args::Check, texts: &Texts) -> Result<Answer, Failure> {
    let trust = pins::pinned(&args.pins, &args.from)?;
    let receipts: Vec<_> =
        args.receipts.iter().map(|path| receipt(path)).collect::<Result<_, _>>()?;
    if let [(name, bytes)] = &receipts[..]
        && AnswerReceipt::is_meant(bytes)
    {
        let files = gather(&args.from, texts)?.files;
        return Ok(answered::answer(&files, trust.as_ref(), (name, bytes), texts));
    }
    let report = if args.from.is_dir() {
        light_check(&gather(&args.from, texts)?.files, trust.as_ref(), &receipts)
    } else {
        let packed = disk::read(&args.from, 1 + MAX_PROOF as u64)?;
        check_proof(&args.from.display().to_string(), &packed, trust.as_ref(), &receipts)
    };
    let mut page = Page::default();
    let mut json = json!({
        "exit": report.exit(),
        "step": report.deciding().map(|step| format!("L{}", step.number)),
        "pinned": report.pinned,
        "steps": report.steps.iter().map(step_value).collect::<Vec<_>>(),
    });
    if report.rules.as_ref().is_some_and(|rules| rules.rehearsal) {
        page.text(texts, "summary-rehearsal");
    }
    for step in &report.steps {
        step_lines(step, texts, &mut page);
    }
    time_line("summary-witnessed", report.witnessed_at, texts, &mut page);
    time_line("light-in-force", report.in_force_at, texts, &mut page);
    json["witnessed_at"] = report.witnessed_at.into();
    json["in_force_at"] = report.in_force_at.into();
    page.line("");
    json["remarks"] = remarks::value(&report.remarks);
    let place = child_lines(&report, texts, &mut page, &mut json).unwrap_or_default();
    remarks::lines(&report.remarks, texts, &mut page);
    page.say(texts, &Message::new(verdict(&report)).with("place", place));
    Ok(Answer { text: page.into_text(), json, status: report.exit() })
}

/// A receipt's name and bytes: of a file, or of standard input.
fn receipt(path: &Path) -> Result<(String, Vec<u8>), Failure> {
    // One byte more than a receipt has: the check then says that it is too large.
    let limit = 1 + MAX_RECEIPT as u64;
    let name = path.display().to_string();
    if path.as_os_str() != "-" {
        return Ok((name, mended(&disk::read(path, limit)?)));
    }
    let mut bytes = Vec::new();
    io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    Ok((name, mended(&bytes)))
}

fn time_line(id: &str, at: Option<u64>, texts: &Texts, page: &mut Page) {
    if let Some(at) = at {
        page.say(texts, &Message::new(id).with("when", when::local(at)));
    }
}

fn step_lines(step: &LightStep, texts: &Texts, page: &mut Page) {
    let number = step.number;
    let title = texts.text(&format!("light-{number}"));
    let open =
        if step.verdict == Verdict::NotRun { texts.text("check-not-run") } else { String::new() };
    page.line(format!("{} L{number} {title}{open}", words::mark(step.verdict)));
    for finding in &step.findings {
        page.finding(&findings::told(finding, texts));
    }
}

fn step_value(step: &LightStep) -> Value {
    json!({
        "id": format!("L{}", step.number),
        "verdict": words::verdict(step.verdict),
        "findings": step.findings,
    })
}

/// The child's way through the pools, and how to recompute its numbers; its place in words.
fn child_lines(
    report: &LightReport,
    texts: &Texts,
    page: &mut Page,
    json: &mut Value,
) -> Option<String> {
    let (child, rules) = (report.child.as_ref()?, report.rules.as_ref()?);
    let members: Vec<_> = child.members.iter().map(|m| (m.index, &m.line)).collect();
    let unit = LightUnit::of(rules, &members, &child.key).ok()?;
    let story = Story {
        rules,
        codes: child.members.iter().map(|member| member.line.code).collect(),
        index: child.members[0].index,
        choices: unit.explain(&child.cutoffs, &child.members[0].result.ranks),
        numbers: &child.members[0].result.numbers,
        of: Vec::new(),
        cutoffs: &child.cutoffs,
    };
    child::lines(&story, texts, page);
    page.line("");
    page.text(texts, "check-shell");
    let shell = shell(child, story.index);
    for line in &shell {
        page.line(format!("  {line}"));
    }
    page.line("");
    json["child"] = child::value(&story);
    json["shell"] = shell.into();
    Some(child::place_words(&story, texts))
}

/// The line that gives the draw key, and one for each number.
fn shell(child: &Child, index: u32) -> Vec<String> {
    let mut lines = vec![format!("sha256sum {}", published::path(child.attempt, "draw.txt"))];
    for lane in &child.lanes {
        let [_, number] = draw::shell_lines(&child.key, *lane, index.into());
        lines.push(number);
    }
    lines
}

/// The last word.
fn verdict(report: &LightReport) -> &'static str {
    let all = |verdicts: &[Verdict]| report.steps.iter().all(|s| verdicts.contains(&s.verdict));
    if report.exit() == 1 {
        "light-bad"
    } else if !all(&[Verdict::Passed, Verdict::DoesNotApply]) {
        "light-open"
    } else if report.pinned {
        "light-good"
    } else {
        "light-unpinned"
    }
}
