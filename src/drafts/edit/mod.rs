//! What a form changes in rules. Fields are named by their place in `rules.json`, such as
//! `programs[2].pools[0].seats`, so that a contradiction's place is its field.

mod member;
mod renamed;
mod whole;

use std::collections::BTreeMap;

use paiwei_protocol::{encoding::json, rules::Rules};
use serde_json::Value;

pub use whole::{SOURCES, sources_word};

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
        if let Err(fault) = member::set(&mut value, name, values, fields) {
            refused.push(Refused { field: name.clone(), fault });
        }
    }
    if refused.is_empty() {
        renamed::follow_names(rules, &mut value);
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

fn ids(rules: &Value, list: &str) -> Vec<String> {
    let items = rules[list].as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().filter_map(|item| item["id"].as_str().map(str::to_owned)).collect()
}
