//! `check`: one family's light check (PROTOCOL.md, section 17), in plain words.

use std::{
    io::{self, Read},
    path::Path,
};

use paiwei_protocol::{
    answer::AnswerReceipt,
    draw,
    light::LightUnit,
    note::Note,
    receipt::MAX_RECEIPT,
    rules::Rules,
    verify::{Child, LightReport, LightStep, Verdict, light_check},
};
use serde_json::{Value, json};

use super::{
    Answer, Failure, Page, answered,
    child::{self, Story},
    gather, published, words,
};
use crate::{
    args, disk,
    folder::Gathered,
    pins,
    texts::{Message, Texts},
    when,
};

pub(super) fn run(args: &args::Check, texts: &Texts) -> Result<Answer, Failure> {
    let trust = pins::pinned(&args.pins, &args.dir)?;
    let receipt = receipt(&args.receipt)?;
    let gathered = gather(&args.dir, texts)?;
    let name = args.receipt.display().to_string();
    if AnswerReceipt::is_meant(&receipt) {
        return Ok(answered::answer(&gathered.files, trust.as_ref(), (&name, &receipt), texts));
    }
    let report = light_check(&gathered.files, trust.as_ref(), &name, &receipt);
    let mut page = Page::default();
    let mut json = json!({
        "exit": report.exit(),
        "pinned": report.pinned,
        "steps": report.steps.iter().map(step_value).collect::<Vec<_>>(),
    });
    if report.rules.as_ref().is_some_and(|rules| rules.rehearsal) {
        page.text(texts, "summary-rehearsal");
    }
    for step in &report.steps {
        step_lines(step, texts, &mut page);
    }
    if let Some(at) = cosigned(&gathered, report.rules.as_ref()) {
        page.say(texts, &Message::new("summary-witnessed").with("when", when::local(at)));
        json["witnessed_at"] = at.into();
    }
    page.line("");
    child_lines(&report, texts, &mut page, &mut json);
    page.text(texts, verdict(&report));
    Ok(Answer { text: page.into_text(), json, status: report.exit() })
}

/// The receipt's bytes: of a file, or of standard input.
fn receipt(path: &Path) -> Result<Vec<u8>, Failure> {
    // One byte more than a receipt has: the check then says that it is too large.
    let limit = 1 + MAX_RECEIPT as u64;
    if path.as_os_str() != "-" {
        return Ok(disk::read(path, limit)?);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn step_lines(step: &LightStep, texts: &Texts, page: &mut Page) {
    let number = step.number;
    let title = texts.text(&format!("light-{number}"));
    let open =
        if step.verdict == Verdict::NotRun { texts.text("check-not-run") } else { String::new() };
    page.line(format!("{} L{number} {title}{open}", words::mark(step.verdict)));
    for finding in &step.findings {
        page.finding(finding);
    }
}

fn step_value(step: &LightStep) -> Value {
    json!({
        "id": format!("L{}", step.number),
        "verdict": words::verdict(step.verdict),
        "findings": step.findings,
    })
}

/// The child's way through the pools, and how to recompute its numbers.
fn child_lines(report: &LightReport, texts: &Texts, page: &mut Page, json: &mut Value) {
    let (Some(child), Some(rules)) = (&report.child, &report.rules) else { return };
    let members: Vec<_> = child.members.iter().map(|m| (m.index, &m.line)).collect();
    let Ok(unit) = LightUnit::of(rules, &members, &child.key) else { return };
    let story = Story {
        rules,
        codes: child.members.iter().map(|member| member.line.code).collect(),
        index: child.members[0].index,
        choices: unit.explain(&child.cutoffs, &child.result.ranks),
        numbers: &child.result.numbers,
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

/// The newest cosignature by an observer of the rules.
fn cosigned(gathered: &Gathered, rules: Option<&Rules>) -> Option<u64> {
    let bytes = gathered.files.get("journal/checkpoint")?;
    let note = Note::parse("journal/checkpoint", bytes).ok()?;
    let keys = rules?.witnesses().filter_map(|observer| observer.cosign_key.parse().ok());
    keys.filter_map(|key| note.cosigned(&key).ok().flatten()).max()
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
