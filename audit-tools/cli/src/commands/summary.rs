//! What a verdict is about, and whom it relies on (PROTOCOL.md, section 18).

use paiwei_protocol::{
    digest::Digest,
    verify::{AttemptSummary, Fate, ObserverSummary, Summary},
};
use serde_json::{Value, json};

use super::{Page, hash, words};
use crate::{
    findings,
    texts::{Message, Texts, count},
    when,
};

/// What leads the report: REHEARSAL, and which round it is.
pub(super) fn heading(summary: Option<&Summary>, texts: &Texts, page: &mut Page) {
    let Some(summary) = summary else {
        page.text(texts, "summary-unknown");
        page.line("");
        return;
    };
    if summary.rehearsal {
        page.text(texts, "summary-rehearsal");
    }
    let said = Message::new("summary-round").with("title", words::title(&summary.titles, texts));
    page.say(texts, &said.with("round", &summary.round).with("origin", &summary.origin));
    page.line("");
}

/// Whom it relies on, attempts, counts and remarks.
pub(super) fn lines(summary: &Summary, texts: &Texts, page: &mut Page) {
    let state = texts.text(&format!("state-{}", summary.state));
    page.say(texts, &Message::new("summary-state").with("state", state));
    for attempt in &summary.attempts {
        page.say(texts, &attempt_line(attempt, texts));
    }
    let lines = Message::new("summary-lines").with("lines", count(summary.lines));
    let lines = lines.with("entered", count(summary.entered));
    page.say(texts, &lines.with("without", count(summary.without_family_key)));
    for note in &summary.notes {
        page.line(format!("  ! {}", findings::told(note, texts)));
    }
    if let Some(at) = summary.witnessed_at {
        page.say(texts, &Message::new("summary-witnessed").with("when", when::local(at)));
    }
    let office = if summary.recovery_pinned { "summary-office-pinned" } else { "summary-office" };
    page.text(texts, "summary-relies");
    page.say(texts, &Message::new(office).with("key", &summary.recovery));
    for observer in &summary.observers {
        page.line(observer_line(observer, texts));
    }
    page.text(texts, "summary-colludes");
    page.text(texts, "summary-invented");
}

/// Whether the round names the text that this program judges by.
pub(super) fn program(published: Option<&[u8]>, texts: &Texts, page: &mut Page) {
    if published.is_some_and(|bytes| Digest::of(bytes) != hash::protocol()) {
        page.text(texts, "summary-other-protocol");
    }
}

fn attempt_line(attempt: &AttemptSummary, texts: &Texts) -> Message {
    let fate = texts.text(&format!("fate-{}", fate(attempt.fate)));
    let draw = attempt.draw.map_or_else(|| "-".to_owned(), |draw| draw.to_string());
    let said = Message::new("summary-attempt").with("number", attempt.number);
    said.with("fate", fate).with("draw", draw)
}

fn observer_line(observer: &ObserverSummary, texts: &Texts) -> String {
    let duties = [
        (observer.seed, "duty-seed"),
        (observer.witness, "duty-witness"),
        (observer.confirm, "duty-confirm"),
    ];
    let duties: Vec<_> =
        duties.iter().filter(|(has, _)| *has).map(|(_, id)| texts.text(id)).collect();
    let pinned = if observer.pinned { "observer-pinned" } else { "observer-unpinned" };
    let said = Message::new("summary-observer").with("id", &observer.id);
    let said = said.with("title", words::title(&observer.titles, texts));
    let said = said.with("key", &observer.key_name).with("pinned", texts.text(pinned));
    texts.say(&said.with("duties", duties.join(&texts.text("list-comma"))))
}

fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::InForce => "in-force",
        Fate::Annulled => "annulled",
        Fate::Void => "void",
        Fate::Running => "running",
    }
}

/// The summary for programs.
pub(super) fn value(summary: &Summary) -> Value {
    let attempt = |attempt: &AttemptSummary| {
        json!({
            "number": attempt.number,
            "fate": fate(attempt.fate),
            "draw": attempt.draw.map(|draw| draw.to_string()),
        })
    };
    let observer = |observer: &ObserverSummary| {
        json!({
            "id": observer.id,
            "titles": { "en": observer.titles.en, "zh": observer.titles.zh },
            "key": observer.key_name,
            "pinned": observer.pinned,
            "seed": observer.seed,
            "witness": observer.witness,
            "confirm": observer.confirm,
        })
    };
    json!({
        "origin": summary.origin,
        "rehearsal": summary.rehearsal,
        "round": summary.round,
        "titles": { "en": summary.titles.en, "zh": summary.titles.zh },
        "state": summary.state.to_string(),
        "recovery": summary.recovery,
        "recovery_pinned": summary.recovery_pinned,
        "observers": summary.observers.iter().map(observer).collect::<Vec<_>>(),
        "attempts": summary.attempts.iter().map(attempt).collect::<Vec<_>>(),
        "in_force": summary.in_force,
        "lines": summary.lines,
        "entered": summary.entered,
        "without_family_key": summary.without_family_key,
        "witnessed_at": summary.witnessed_at,
        "notes": summary.notes,
    })
}
