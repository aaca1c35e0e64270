//! What one field sets: a member that stands in the rules already.

use std::collections::BTreeSet;

use paiwei_protocol::encoding::json::MAX_INTEGER;
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization as _;

use super::{Fault, Fields, ids, pointer, whole};
use crate::drafts::moments;

pub(super) fn set(
    rules: &mut Value,
    name: &str,
    values: &[String],
    all: &Fields,
) -> Result<(), Fault> {
    let text = text(values);
    match name {
        "bundles.most" => return whole::bundles(rules, &text),
        "randomness.sources" => return whole::sources(rules, &text, all),
        "randomness.fallback" => return whole::fallback(rules, &text, all),
        "vacancies.type" => return whole::vacancies(rules, &text),
        "timeline.answers" => return whole::answers(rules, &text),
        _ => {}
    }
    let pointer = pointer(name);
    let (member, within) = member_and_list(&pointer);
    let programs = ids(rules, "programs");
    let Some(place) = place(rules, &pointer) else { return Ok(()) };
    *place = match (member, within) {
        (_, "dates") => json!(moments::read(&text).ok_or(Fault::Moment)?),
        (_, "tiers") => json!(chosen(values)),
        ("order", _) => json!(words(&chosen(values), &["band", "tier", "points"])?),
        ("programs", _) => json!(kept_in_order(place, &chosen(values), &programs)),
        ("open" | "close", _) => json!(moments::read(&text).ok_or(Fault::Moment)?),
        ("reveal" | "objection" | "lead", _) => json!(span(name, &text, all)?),
        ("most", _) => json!(small(&text)?),
        ("plan" | "seats", _) if text.is_empty() => Value::Null,
        ("plan" | "seats", _) => json!(number(&text)?),
        ("follows", _) if text.is_empty() => Value::Null,
        ("seed" | "witness" | "confirm", _) => json!(text == "yes"),
        ("stage", _) => json!(word(&text, &["compulsory", "senior"])?),
        ("numbers", _) => json!(word(&text, &["per-child", "per-program"])?),
        ("names", _) => json!(word(&text, &["none", "masked"])?),
        ("ownership", _) => json!(word(&text, &["public", "private"])?),
        (member, _) if TEXTS.contains(&member) => json!(text),
        _ => return Ok(()),
    };
    Ok(())
}

/// Members that hold a text. The origin isn't among them: it is the office's.
const TEXTS: &[&str] = &[
    "basis",
    "cohort",
    "cosign_key",
    "en",
    "follows",
    "id",
    "jurisdiction",
    "note_key",
    "round",
    "school",
    "zh",
];

/// The last member of a pointer, and the one before it.
fn member_and_list(pointer: &str) -> (&str, &str) {
    let mut parts = pointer.rsplit('/');
    (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
}

/// What stands at a pointer already: fields add nothing.
fn place<'a>(rules: &'a mut Value, pointer: &str) -> Option<&'a mut Value> {
    rules.pointer_mut(pointer)
}

/// The text of a field, in normalisation form C, on one line.
fn text(values: &[String]) -> String {
    let last = values.last().map_or("", String::as_str);
    last.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
}

/// What was chosen among several: empty values are none.
fn chosen(values: &[String]) -> Vec<String> {
    values.iter().filter(|value| !value.is_empty()).cloned().collect()
}

fn words<'a>(chosen: &'a [String], known: &[&str]) -> Result<&'a [String], Fault> {
    let all_known = chosen.iter().all(|word| known.contains(&word.as_str()));
    if all_known { Ok(chosen) } else { Err(Fault::Word) }
}

pub(super) fn word<'a>(text: &'a str, known: &[&str]) -> Result<&'a str, Fault> {
    if known.contains(&text) { Ok(text) } else { Err(Fault::Word) }
}

/// Chosen ids: those that were there stay in their order, new ones follow in the order of `all`.
fn kept_in_order(before: &Value, chosen: &[String], all: &[String]) -> Vec<String> {
    let before: Vec<String> = serde_json::from_value(before.clone()).unwrap_or_default();
    let mut kept: Vec<String> = before.into_iter().filter(|id| chosen.contains(id)).collect();
    let there: BTreeSet<String> = kept.iter().cloned().collect();
    kept.extend(all.iter().filter(|id| chosen.contains(id) && !there.contains(*id)).cloned());
    kept
}

fn number(text: &str) -> Result<u64, Fault> {
    let digits = text.replace([',', ' '], "");
    let number = digits.parse().map_err(|_| Fault::Number)?;
    if number <= MAX_INTEGER { Ok(number) } else { Err(Fault::Number) }
}

pub(super) fn small(text: &str) -> Result<u32, Fault> {
    u32::try_from(number(text)?).map_err(|_| Fault::Number)
}

fn span(name: &str, text: &str, all: &Fields) -> Result<u64, Fault> {
    let number = if text.is_empty() { 0 } else { number(text)? };
    let unit = all.last(&format!("{name}-unit")).unwrap_or("s");
    let seconds = moments::seconds(number, unit).ok_or(Fault::Number)?;
    if seconds <= MAX_INTEGER { Ok(seconds) } else { Err(Fault::Number) }
}
