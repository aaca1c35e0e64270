//! Fields that decide whether a member is there, or of which kind it is.

use paiwei_protocol::{drand, rules::Rules};
use serde_json::{Map, Value, json};

use super::{
    Fault, Fields,
    member::{small, word},
};
use crate::drafts::moments;

pub(super) fn bundles(rules: &mut Value, text: &str) -> Result<(), Fault> {
    let members = members(rules);
    if text.is_empty() {
        members.remove("bundles");
        return Ok(());
    }
    members.insert("bundles".to_owned(), json!({ "most": small(text)? }));
    Ok(())
}

pub(super) fn answers(rules: &mut Value, text: &str) -> Result<(), Fault> {
    let until = moments::read(text).ok_or(Fault::Moment)?;
    let Some(timeline) = rules["timeline"].as_object_mut() else { return Ok(()) };
    match until {
        0 => timeline.remove("answers"),
        until => timeline.insert("answers".to_owned(), json!(until)),
    };
    Ok(())
}

pub(super) fn vacancies(rules: &mut Value, text: &str) -> Result<(), Fault> {
    let word = word(text, &["none", "succession", "new-round"])?;
    if rules["vacancies"]["type"] != word {
        let dates = json!({ "type": word, "dates": [] });
        let plain = json!({ "type": word });
        rules["vacancies"] = if word == "succession" { dates } else { plain };
    }
    Ok(())
}

/// Sources by a word of [`SOURCES`], with the dice of the form.
pub(super) fn sources(rules: &mut Value, text: &str, all: &Fields) -> Result<(), Fault> {
    let word = word(text, &SOURCES)?;
    let drand = |chain: &drand::Chain| json!({ "type": "drand", "chain": chain.hash.to_string() });
    let mut sources = Vec::new();
    if word.starts_with("dice") {
        sources.push(dice("randomness.dice", all)?);
    }
    if word.ends_with("quicknet") {
        sources.push(drand(&drand::QUICKNET));
    }
    if word.ends_with("default") {
        sources.push(drand(&drand::DEFAULT));
    }
    rules["randomness"]["sources"] = json!(sources);
    Ok(())
}

pub(super) fn fallback(rules: &mut Value, text: &str, all: &Fields) -> Result<(), Fault> {
    rules["randomness"]["fallback"] = match word(text, &["none", "dice"])? {
        "dice" => dice("randomness.fallback-dice", all)?,
        _ => Value::Null,
    };
    Ok(())
}

/// The choices of sources that rules may make.
pub const SOURCES: [&str; 5] =
    ["dice", "quicknet", "default", "dice-and-quicknet", "dice-and-default"];

/// The word for the sources of rules; none where they are another mixture.
#[must_use]
pub fn sources_word(rules: &Rules) -> Option<&'static str> {
    let chain = rules.drand_chain();
    let known = |chain: &drand::Chain| rules.drand_chain() == Some(chain.hash);
    let dice = rules.dice().is_some();
    match (dice, chain.is_some(), known(&drand::QUICKNET), known(&drand::DEFAULT)) {
        (true, false, ..) => Some("dice"),
        (false, true, true, _) => Some("quicknet"),
        (false, true, _, true) => Some("default"),
        (true, true, true, _) => Some("dice-and-quicknet"),
        (true, true, _, true) => Some("dice-and-default"),
        _ => None,
    }
}

fn dice(prefix: &str, all: &Fields) -> Result<Value, Fault> {
    let of = |member: &str| small(all.last(&format!("{prefix}-{member}")).unwrap_or_default());
    Ok(json!({ "type": "dice", "sides": of("sides")?, "throws": of("throws")? }))
}

fn members(rules: &mut Value) -> &mut Map<String, Value> {
    if !rules.is_object() {
        *rules = json!({});
    }
    rules.as_object_mut().expect("it is an object since the line above")
}
