//! `check` of an answer receipt (PROTOCOL.md, section 6.11), in plain words.

use paiwei_protocol::{
    answer::{AnswerReceipt, Said},
    trust::Trust,
    verify::{AnswerReport, Folder, LightStep, Verdict, answer_check},
};
use serde_json::{Value, json};

use super::{Answer, Page, words};
use crate::{
    findings,
    texts::{Message, Texts},
};

pub(super) fn answer(
    files: &Folder,
    trust: Option<&Trust>,
    (name, receipt): (&str, &[u8]),
    texts: &Texts,
) -> Answer {
    let report = answer_check(files, trust, name, receipt);
    let mut page = Page::default();
    if report.rules.as_ref().is_some_and(|rules| rules.rehearsal) {
        page.text(texts, "summary-rehearsal");
    }
    for step in &report.steps {
        step_lines(step, texts, &mut page);
    }
    page.line("");
    if let Some(receipt) = &report.receipt {
        answer_lines(receipt, report.entered, texts, &mut page);
    }
    page.text(texts, verdict(&report));
    Answer { text: page.into_text(), json: value(&report), status: report.exit() }
}

fn step_lines(step: &LightStep, texts: &Texts, page: &mut Page) {
    let number = step.number;
    let title = texts.text(&format!("answer-step-{number}"));
    let open =
        if step.verdict == Verdict::NotRun { texts.text("check-not-run") } else { String::new() };
    page.line(format!("{} A{number} {title}{open}", words::mark(step.verdict)));
    for finding in &step.findings {
        page.finding(&findings::told(finding, texts));
    }
}

/// What was answered, by whom, and whether it is entered.
fn answer_lines(receipt: &AnswerReceipt, entered: u64, texts: &Texts, page: &mut Page) {
    let said = match receipt.answer.said {
        Said::Accept => Message::new("answer-accept"),
        Said::Decline => Message::new("answer-decline"),
    };
    let answer = &receipt.answer;
    page.say(texts, &said.with("code", answer.code).with("attempt", answer.attempt));
    if !signed(receipt) {
        page.text(texts, "answer-by-office");
    }
    if receipt.index < entered {
        page.say(texts, &Message::new("answer-entered").with("index", receipt.index));
    } else {
        page.text(texts, "answer-to-be-entered");
    }
}

fn signed(receipt: &AnswerReceipt) -> bool {
    receipt.family.is_some_and(|family| family.signature.is_some())
}

/// The last word.
fn verdict(report: &AnswerReport) -> &'static str {
    match (report.exit(), report.steps.iter().any(|step| step.verdict == Verdict::NotRun)) {
        (0, _) => "answer-good",
        (1, _) => "light-bad",
        (_, true) => "light-open",
        (_, false) => "answer-unpinned",
    }
}

fn value(report: &AnswerReport) -> Value {
    let step = |step: &LightStep| {
        json!({
            "id": format!("A{}", step.number),
            "verdict": words::verdict(step.verdict),
            "findings": step.findings,
        })
    };
    let answer = report.receipt.as_ref().map(|receipt| {
        json!({
            "code": receipt.answer.code.to_string(),
            "attempt": receipt.answer.attempt,
            "number": receipt.answer.number,
            "answer": receipt.answer.said.as_str(),
            "by_family": signed(receipt),
            "index": receipt.index,
            "entered": receipt.index < report.entered,
        })
    });
    json!({
        "exit": report.exit(),
        "pinned": report.pinned,
        "steps": report.steps.iter().map(step).collect::<Vec<_>>(),
        "answer": answer,
    })
}
