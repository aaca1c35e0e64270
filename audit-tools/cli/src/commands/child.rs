//! A child's way through the pools, in words: its key against each cutoff.

use paiwei_protocol::{
    assign::RankKey,
    draw::Number,
    ident::Code,
    light::{ExplainedChoice, ExplainedPool, Verdict},
    results::{Cutoff, Cutoffs},
    rules::{Numbers, OrderKey, Rules},
};
use serde_json::{Value, json};

use super::{Page, words};
use crate::texts::{Message, Texts, count};

/// What is told of a child, or of children linked to one.
pub(super) struct Story<'a> {
    pub(super) rules: &'a Rules,
    pub(super) codes: Vec<Code>,
    /// Index of the unit.
    pub(super) index: u32,
    pub(super) choices: Vec<ExplainedChoice<'a>>,
    pub(super) numbers: &'a [Number],
    /// How many units each number was drawn among; empty if that isn't known.
    pub(super) of: Vec<u64>,
    pub(super) cutoffs: &'a Cutoffs,
}

/// The story in words.
pub(super) fn lines(story: &Story<'_>, texts: &Texts, page: &mut Page) {
    let codes: Vec<String> = story.codes.iter().map(ToString::to_string).collect();
    let id = if codes.len() > 1 { "child-linked" } else { "child-single" };
    let said = Message::new(id).with("codes", codes.join(" "));
    page.say(texts, &said.with("index", story.index).with("size", codes.len()));
    if story.choices.is_empty() {
        page.text(texts, "child-no-choices");
    }
    for choice in &story.choices {
        choice_lines(story, choice, texts, page);
    }
    page.line("");
    page.say(texts, &place(story, texts));
}

fn choice_lines(story: &Story<'_>, choice: &ExplainedChoice<'_>, texts: &Texts, page: &mut Page) {
    let said = Message::new("child-choice").with("choice", choice.choice);
    let said = said.with("band", choice.band + 1).with("program", choice.program);
    page.line("");
    page.say(texts, &said.with("title", program_title(story.rules, choice.program, texts)));
    let rank = choice.rank.map_or_else(|| "-".to_owned(), |rank| count(rank.into()));
    let (id, of) = match story.of.get(slot(story.rules, choice)) {
        Some(of) => ("child-number-of", count(*of)),
        None => ("child-number", String::new()),
    };
    let said = Message::new(id).with("number", choice.number);
    page.say(texts, &said.with("rank", rank).with("of", of));
    for pool in &choice.pools {
        pool_lines(story, choice, pool, texts, page);
    }
}

/// Position of a choice's number among the unit's.
fn slot(rules: &Rules, choice: &ExplainedChoice<'_>) -> usize {
    match rules.numbers {
        Numbers::PerChild => 0,
        Numbers::PerProgram => choice.choice as usize - 1,
    }
}

fn pool_lines(
    story: &Story<'_>,
    choice: &ExplainedChoice<'_>,
    pool: &ExplainedPool<'_>,
    texts: &Texts,
    page: &mut Page,
) {
    let line = story.cutoffs.lines.iter();
    let mut line = line.filter(|l| l.program == choice.program && l.pool == pool.pool);
    if let Some(line) = line.next() {
        let seats = line.seats.map_or_else(|| texts.text("pool-no-limit"), count);
        let said = Message::new("pool-head").with("pool", pool.pool).with("seats", seats);
        let said = said.with("applied", count(line.applied));
        page.say(texts, &said.with("admitted", count(line.admitted)));
    }
    page.say(texts, &pool_verdict(pool));
    if let (Some(key), Cutoff::At(last)) = (&pool.key, &pool.cutoff) {
        page.say(texts, &Message::new("pool-own").with("key", key_words(key, pool.order, texts)));
        page.say(texts, &Message::new("pool-last").with("key", key_words(last, pool.order, texts)));
    }
}

fn pool_verdict(pool: &ExplainedPool<'_>) -> Message {
    match (pool.verdict, &pool.cutoff, &pool.key) {
        (Verdict::NotEligible, _, _) | (_, _, None) => Message::new("pool-not-eligible"),
        (Verdict::Missed, Cutoff::At(last), Some(own)) => missed(own, last, pool.order),
        (Verdict::Missed, _, _) => Message::new("pool-closed"),
        (Verdict::Placed, Cutoff::Open, _) => Message::new("pool-placed-open"),
        (Verdict::Placed, _, _) => Message::new("pool-placed"),
        (Verdict::NotNeeded, _, _) => Message::new("pool-not-needed"),
    }
}

/// Which part of the key decided.
fn missed(own: &RankKey, last: &RankKey, order: &[OrderKey]) -> Message {
    Message::new(match own.differs_in(last, order) {
        Some(OrderKey::Band) => "pool-missed-band",
        Some(OrderKey::Tier) => "pool-missed-tier",
        Some(OrderKey::Points) => "pool-missed-points",
        None => "pool-missed-number",
    })
}

/// A key as people read it: `band 1 · tier 2 · 0f3a…`; bands and tiers counted from 1.
fn key_words(key: &RankKey, order: &[OrderKey], texts: &Texts) -> String {
    let parts = key.parts(order).into_iter().map(|(part, value)| {
        let from_one = count(u64::from(value) + 1);
        texts.say(&match part {
            OrderKey::Band => Message::new("key-band").with("value", from_one),
            OrderKey::Tier => Message::new("key-tier").with("value", from_one),
            OrderKey::Points => Message::new("key-points").with("value", value),
        })
    });
    let number = texts.say(&Message::new("key-number").with("value", key.number()));
    parts.chain([number]).collect::<Vec<_>>().join(" · ")
}

fn placed<'s>(story: &'s Story<'_>) -> Option<(&'s str, &'s str, u32)> {
    story.choices.iter().find_map(|choice| {
        let pool = choice.pools.iter().find(|pool| pool.verdict == Verdict::Placed)?;
        Some((choice.program, pool.pool, choice.choice))
    })
}

fn place(story: &Story<'_>, texts: &Texts) -> Message {
    place_in(story, texts, "child-placed", "child-unplaced")
}

/// The place for the last sentence.
pub(super) fn place_words(story: &Story<'_>, texts: &Texts) -> String {
    texts.say(&place_in(story, texts, "light-place", "light-no-place"))
}

fn place_in(story: &Story<'_>, texts: &Texts, some: &'static str, none: &'static str) -> Message {
    match placed(story) {
        Some((program, pool, choice)) => Message::new(some)
            .with("program", program)
            .with("title", program_title(story.rules, program, texts))
            .with("pool", pool)
            .with("choice", choice),
        None => Message::new(none),
    }
}

fn program_title(rules: &Rules, id: &str, texts: &Texts) -> String {
    let program = rules.program(id);
    program.map_or_else(String::new, |(_, p)| words::title(&p.titles, texts).to_owned())
}

/// The story for programs.
pub(super) fn value(story: &Story<'_>) -> Value {
    let pool = |pool: &ExplainedPool<'_>| {
        json!({
            "pool": pool.pool,
            "key": pool.key.map(|key| key.to_text(pool.order)),
            "cutoff": pool.cutoff.to_text(pool.order),
            "verdict": verdict(pool.verdict),
        })
    };
    let choice = |choice: &ExplainedChoice<'_>| {
        json!({
            "choice": choice.choice,
            "band": choice.band,
            "program": choice.program,
            "number": choice.number.to_string(),
            "rank": choice.rank,
            "of": story.of.get(slot(story.rules, choice)),
            "pools": choice.pools.iter().map(pool).collect::<Vec<_>>(),
        })
    };
    let place = placed(story).map(
        |(program, pool, choice)| json!({ "program": program, "pool": pool, "choice": choice }),
    );
    json!({
        "codes": story.codes.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "status": "entered",
        "index": story.index,
        "numbers": story.numbers.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "choices": story.choices.iter().map(choice).collect::<Vec<_>>(),
        "place": place,
    })
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NotEligible => "not eligible",
        Verdict::Missed => "missed",
        Verdict::Placed => "placed",
        Verdict::NotNeeded => "not needed",
    }
}
