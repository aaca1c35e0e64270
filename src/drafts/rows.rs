//! Rows that are added to lists of the rules, moved, and taken away.

use paiwei_protocol::{
    ident::is_id,
    note::{KeyKind, VerifierKey},
    rules::Rules,
};
use serde_json::{Value, json};

use super::edit::{pointer, read, value_of};

/// What a button of the form does besides saving.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Nothing more.
    Save,
    /// Adds a row to a list.
    Add(String),
    /// Takes a row away.
    Remove(String),
    /// Moves a row before the one above it.
    Up(String),
    /// Adds an observer by the keys in a text.
    Paste(String),
}

impl Act {
    /// The act of a button's value: `save`, `add:programs`, `remove:programs[2]`, `up:…`, `paste`. Any
    /// other saves.
    #[must_use]
    pub fn of(button: &str, pasted: &str) -> Self {
        match button.split_once(':') {
            Some(("add", list)) => Self::Add(list.to_owned()),
            Some(("remove", row)) => Self::Remove(row.to_owned()),
            Some(("up", row)) => Self::Up(row.to_owned()),
            _ if button == "paste" => Self::Paste(pasted.to_owned()),
            _ => Self::Save,
        }
    }
}

/// The rules after an act. None where it can't be done: a text without an observer's two keys.
#[must_use]
pub fn done(rules: &Rules, act: &Act) -> Option<Rules> {
    let mut value = value_of(rules);
    match act {
        Act::Save => return Some(rules.clone()),
        Act::Add(list) => add(&mut value, rules, list),
        Act::Remove(row) => remove(&mut value, row),
        Act::Up(row) => up(&mut value, row),
        Act::Paste(text) => paste(&mut value, rules, text)?,
    }
    Some(read(&value).unwrap_or_else(|| rules.clone()))
}

fn list<'a>(value: &'a mut Value, path: &str) -> Option<&'a mut Vec<Value>> {
    value.pointer_mut(&pointer(path))?.as_array_mut()
}

/// The list and the index of a row's path.
fn row(path: &str) -> Option<(&str, usize)> {
    let (list, index) = path.strip_suffix(']')?.rsplit_once('[')?;
    Some((list, index.parse().ok()?))
}

fn add(value: &mut Value, rules: &Rules, path: &str) {
    let member = path.rsplit('.').next().unwrap_or_default();
    let Some(rows) = list(value, path) else { return };
    let taken: Vec<String> =
        rows.iter().filter_map(|row| row["id"].as_str().map(str::to_owned)).collect();
    let Some(new) = new_row(rules, member, &taken) else { return };
    let id = new["id"].clone();
    rows.push(new);
    // Where there is one band, families may choose every program in it.
    if path == "programs" && rules.bands.len() == 1 {
        list(value, "bands[0].programs").into_iter().for_each(|ids| ids.push(id.clone()));
    }
}

fn new_row(rules: &Rules, member: &str, taken: &[String]) -> Option<Value> {
    let titles = json!({ "zh": "", "en": "" });
    let pool = |id: &str| json!({ "id": id, "seats": 0, "tiers": [["*"]], "order": [] });
    Some(match member {
        "programs" => {
            let id = free("P", taken);
            let (school, pools) = (id.clone(), [pool("open")]);
            json!({ "id": id, "school": school, "titles": titles, "ownership": "public",
                    "jurisdiction": rules.jurisdiction, "plan": 0, "pools": pools })
        }
        "pools" if taken.iter().any(|id| id == "open") => pool(&free("pool", taken)),
        "pools" => pool("open"),
        "tiers" => json!([]),
        "bands" => json!({ "most": 1, "programs": [] }),
        "categories" => json!({ "id": free("C", taken), "titles": titles, "basis": "" }),
        "reasons" => json!({ "id": free("R", taken), "titles": titles }),
        "observers" => observer(&free("observer", taken), "", ""),
        "dates" => json!(0),
        _ => return None,
    })
}

fn observer(id: &str, note_key: &str, cosign_key: &str) -> Value {
    json!({ "id": id, "titles": { "zh": "", "en": "" }, "note_key": note_key,
            "cosign_key": cosign_key, "seed": true, "witness": true, "confirm": true })
}

/// The first of `P1`, `P2`, … that isn't taken.
fn free(prefix: &str, taken: &[String]) -> String {
    let names = (1..=taken.len() + 1).map(|number| format!("{prefix}{number}"));
    names.into_iter().find(|name| !taken.contains(name)).unwrap_or_else(|| prefix.to_owned())
}

/// Takes a row away; a program's and a category's places in other lists go with it.
fn remove(value: &mut Value, path: &str) {
    let Some((name, index)) = row(path) else { return };
    let Some(rows) = list(value, name).filter(|rows| index < rows.len()) else { return };
    let id = rows.remove(index)["id"].clone();
    let without = |ids: &mut Value| {
        if let Some(ids) = ids.as_array_mut() {
            ids.retain(|other| *other != id);
        }
    };
    match name {
        "programs" => {
            let bands = value["bands"].as_array_mut().into_iter().flatten();
            bands.for_each(|band| without(&mut band["programs"]));
        }
        "categories" => {
            for program in value["programs"].as_array_mut().into_iter().flatten() {
                for pool in program["pools"].as_array_mut().into_iter().flatten() {
                    pool["tiers"].as_array_mut().into_iter().flatten().for_each(without);
                }
            }
        }
        _ => {}
    }
}

fn up(value: &mut Value, path: &str) {
    let Some((name, index)) = row(path) else { return };
    if let Some(rows) = list(value, name)
        && (1..rows.len()).contains(&index)
    {
        rows.swap(index - 1, index);
    }
}

/// Adds the observer whose two keys stand in a text, as `paiwei-audit observer show` prints them.
fn paste(value: &mut Value, rules: &Rules, text: &str) -> Option<()> {
    let words = text.split(|c: char| c.is_whitespace() || c == '：');
    let keys: Vec<VerifierKey> = words.filter_map(|word| word.parse().ok()).collect();
    let of = |kind| keys.iter().find(|key| key.kind() == kind);
    let (note, cosign) = (of(KeyKind::Note)?, of(KeyKind::Cosignature)?);
    let first = note.name().split(['.', '/']).next().unwrap_or_default();
    let taken: Vec<String> = rules.observers.iter().map(|other| other.id.clone()).collect();
    let fit = is_id(first) && !taken.iter().any(|id| id == first);
    let id = if fit { first.to_owned() } else { free("observer", &taken) };
    list(value, "observers")?.push(observer(&id, &note.to_string(), &cosign.to_string()));
    Some(())
}
