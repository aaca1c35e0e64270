//! What an observer is shown before it signs.

use super::{Page, words};
use crate::{
    clock,
    observer::{HeadReview, OrderLine, PendingReview, RoundLine},
    texts::{Message, Texts},
    when,
};

/// What a witness is about to cosign, in words.
pub(super) fn head(review: &HeadReview, texts: &Texts) -> String {
    let mut page = Page::default();
    let head = Message::new("review-head").with("origin", &review.origin);
    page.say(texts, &head.with("size", review.size).with("root", review.root));
    match review.known {
        Some(known) => page.say(texts, &Message::new("review-known").with("known", known)),
        None => page.say(texts, &Message::new("review-new").with("key", &review.recovery)),
    }
    page.text(texts, "review-entries");
    for entry in &review.entries {
        let round = entry.round.as_ref().map_or_else(String::new, |(id, attempt)| {
            texts.say(&Message::new("review-round-of").with("round", id).with("attempt", attempt))
        });
        let kind = texts.text(&format!("entry-{}", entry.kind));
        page.line(format!("  {:>4}  {}  {kind}{round}", entry.index, when::local(entry.at)));
    }
    for round in &review.rounds {
        round_lines(round, texts, &mut page);
    }
    for finding in &review.findings {
        let said = Message::new("review-finding").with("index", finding.index);
        page.say(texts, &said.with("why", &finding.error));
    }
    page.into_text()
}

fn round_lines(round: &RoundLine, texts: &Texts, page: &mut Page) {
    let state = texts.text(&format!("state-{}", round.state));
    let said = Message::new("review-round").with("round", &round.id).with("state", state);
    page.say(texts, &said.with("attempt", round.attempt));
    let Some(OrderLine { drand, due, latest, .. }) = &round.order else { return };
    match (drand, due) {
        (Some(drand), Some(due)) => {
            let latest = latest.map_or_else(|| texts.text("review-no-rules"), when::local);
            let said = Message::new("review-order").with("drand", drand.round);
            page.say(texts, &said.with("due", when::local(*due)).with("latest", latest));
            page.say(texts, &Message::new("review-now").with("now", when::local(clock::now())));
        }
        _ => page.text(texts, "review-order-dice"),
    }
}

/// What a confirmer is about to confirm, in words.
pub(super) fn pending(review: &PendingReview, texts: &Texts) -> String {
    let mut page = Page::default();
    let kind = texts.text(&format!("entry-{}", review.kind));
    let said = Message::new("review-pending").with("kind", kind).with("round", &review.round);
    page.say(texts, &said.with("attempt", review.attempt));
    if let Some(reason) = &review.reason {
        page.say(texts, &Message::new("review-reason").with("reason", reason));
    }
    if !review.dice.is_empty() {
        page.say(texts, &Message::new("review-dice").with("count", review.dice.len()));
        words::dice(&review.dice).iter().for_each(|row| page.line(row));
    }
    page.say(texts, &Message::new("review-hash").with("hash", review.hash));
    page.into_text()
}
