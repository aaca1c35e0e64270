//! What a form changes in rules. Fields are named by their place in `rules.json`, such as
//! `programs[2].pools[0].seats`, so that a contradiction's place is its field.

use std::collections::{BTreeMap, BTreeSet};

use paiwei_protocol::{
    drand,
    encoding::json::{self, MAX_INTEGER},
    rules::Rules,
};
use serde_json::{Map, Value, json};
use unicode_normalization::UnicodeNormalization as _;

use super::moments;

/// A form's fields: a name may come several times.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(BTreeMap<String, Vec<String>>);

impl Fields {
    /// The fields as a browser sends them.
    #[must_use]
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in pairs {
            fields.entry(name).or_default().push(value);
        }
        Self(fields)
    }

    /// The last value of a field; none where the form doesn't have it.
    #[must_use]
    pub fn last(&self, name: &str) -> Option<&str> {
        Some(self.0.get(name)?.last()?.as_str())
    }

    /// All values of a field; none where the form doesn't have it.
    #[must_use]
    pub fn all(&self, name: &str) -> Option<&[String]> {
        self.0.get(name).map(Vec::as_slice)
    }
}

/// What was typed and can't stand in the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Not a number of the field's range.
    Number,
    /// Not a moment.
    Moment,
    /// A word that the field doesn't know.
    Word,
}

/// A field that is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its name.
    pub field: String,
    /// Why.
    pub fault: Fault,
}

/// The rules with what a form's fields say; other fields stay as they are, and so do rows that are gone.
///
/// # Errors
///
/// Every field that is refused.
pub fn filled(rules: &Rules, fields: &Fields) -> Result<Rules, Vec<Refused>> {
    let mut value = value_of(rules);
    let mut refused = Vec::new();
    for (name, values) in &fields.0 {
        if let Err(fault) = set(&mut value, name, values, fields) {
            refused.push(Refused { field: name.clone(), fault });
        }
    }
    if refused.is_empty() {
        follow_names(rules, &mut value);
        // Whatever was set is of the format: only what is in no field's range is left to refuse.
        return read(&value).ok_or_else(Vec::new);
    }
    Err(refused)
}

/// Rules as JSON.
pub(super) fn value_of(rules: &Rules) -> Value {
    serde_json::from_slice(&rules.to_json()).unwrap_or_default()
}

/// The rules of JSON of their form.
pub(super) fn read(value: &Value) -> Option<Rules> {
    Rules::parse(&json::canonical(value)).ok()
}

/// A path such as `programs[2].pools` as a JSON pointer.
pub(super) fn pointer(path: &str) -> String {
    let path = path.replace('[', ".").replace(']', "");
    format!("/{}", path.replace('.', "/"))
}

fn set(rules: &mut Value, name: &str, values: &[String], all: &Fields) -> Result<(), Fault> {
    let text = text(values);
    match name {
        "bundles.most" => return bundles(rules, &text),
        "randomness.sources" => return sources(rules, &text, all),
        "randomness.fallback" => return fallback(rules, &text, all),
        "vacancies.type" => return vacancies(rules, &text),
        "timeline.answers" => return answers(rules, &text),
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

fn word<'a>(text: &'a str, known: &[&str]) -> Result<&'a str, Fault> {
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

fn ids(rules: &Value, list: &str) -> Vec<String> {
    let items = rules[list].as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().filter_map(|item| item["id"].as_str().map(str::to_owned)).collect()
}

fn number(text: &str) -> Result<u64, Fault> {
    let digits = text.replace([',', ' '], "");
    let number = digits.parse().map_err(|_| Fault::Number)?;
    if number <= MAX_INTEGER { Ok(number) } else { Err(Fault::Number) }
}

fn small(text: &str) -> Result<u32, Fault> {
    u32::try_from(number(text)?).map_err(|_| Fault::Number)
}

fn span(name: &str, text: &str, all: &Fields) -> Result<u64, Fault> {
    let number = if text.is_empty() { 0 } else { number(text)? };
    let unit = all.last(&format!("{name}-unit")).unwrap_or("s");
    let seconds = moments::seconds(number, unit).ok_or(Fault::Number)?;
    if seconds <= MAX_INTEGER { Ok(seconds) } else { Err(Fault::Number) }
}

fn bundles(rules: &mut Value, text: &str) -> Result<(), Fault> {
    let members = members(rules);
    if text.is_empty() {
        members.remove("bundles");
        return Ok(());
    }
    members.insert("bundles".to_owned(), json!({ "most": small(text)? }));
    Ok(())
}

fn answers(rules: &mut Value, text: &str) -> Result<(), Fault> {
    let until = moments::read(text).ok_or(Fault::Moment)?;
    let Some(timeline) = rules["timeline"].as_object_mut() else { return Ok(()) };
    match until {
        0 => timeline.remove("answers"),
        until => timeline.insert("answers".to_owned(), json!(until)),
    };
    Ok(())
}

fn vacancies(rules: &mut Value, text: &str) -> Result<(), Fault> {
    let word = word(text, &["none", "succession", "new-round"])?;
    if rules["vacancies"]["type"] != word {
        let dates = json!({ "type": word, "dates": [] });
        let plain = json!({ "type": word });
        rules["vacancies"] = if word == "succession" { dates } else { plain };
    }
    Ok(())
}

/// Sources by a word of [`SOURCES`], with the dice of the form.
fn sources(rules: &mut Value, text: &str, all: &Fields) -> Result<(), Fault> {
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

fn fallback(rules: &mut Value, text: &str, all: &Fields) -> Result<(), Fault> {
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

/// A program or category that got another id keeps its places in bands and groups.
fn follow_names(before: &Rules, after: &mut Value) {
    let programs: Vec<&str> = before.programs.iter().map(|program| &*program.id).collect();
    let categories: Vec<&str> = before.categories.iter().map(|category| &*category.id).collect();
    let (programs, categories) =
        (renamed(&programs, after, "programs"), renamed(&categories, after, "categories"));
    for band in after["bands"].as_array_mut().into_iter().flatten() {
        rename(&mut band["programs"], &programs);
    }
    for program in after["programs"].as_array_mut().into_iter().flatten() {
        for pool in program["pools"].as_array_mut().into_iter().flatten() {
            for tier in pool["tiers"].as_array_mut().into_iter().flatten() {
                rename(tier, &categories);
            }
        }
    }
}

/// What became of ids that were changed and stand nowhere else.
fn renamed(before: &[&str], after: &Value, list: &str) -> BTreeMap<String, String> {
    let after = ids(after, list);
    let pairs = before.iter().zip(&after).filter(|(old, new)| **old != new.as_str());
    let gone = |old: &str| !old.is_empty() && !after.iter().any(|id| id == old);
    pairs.filter(|(old, _)| gone(old)).map(|(old, new)| ((*old).to_owned(), new.clone())).collect()
}

fn rename(ids: &mut Value, names: &BTreeMap<String, String>) {
    for id in ids.as_array_mut().into_iter().flatten() {
        if let Some(name) = id.as_str().and_then(|id| names.get(id)) {
            *id = json!(name);
        }
    }
}
