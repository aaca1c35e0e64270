//! Ids that were changed, wherever else they stand.

use std::collections::BTreeMap;

use paiwei_protocol::rules::Rules;
use serde_json::{Value, json};

use super::ids;

/// A program or category that got another id keeps its places in bands and groups.
pub(super) fn follow_names(before: &Rules, after: &mut Value) {
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
