//! An office that publishes wrong results, and signs them: L3 to L6.

use super::{
    ProofVector,
    family::{Family, round},
};
use crate::{ceremony::Ceremony, folder::replace, secret::code};

pub(super) fn all() -> Vec<ProofVector> {
    vec![
        act("number-wrong", "L5", "An's numbers are Du's", |held| {
            let numbers = field(held, "Du", 4);
            set(held, "An", 4, &numbers);
        }),
        act("linked-number-wrong", "L5", "one of two linked children has other numbers", |held| {
            let numbers = field(held, "Du", 4);
            set(held, "Cai", 4, &numbers);
        }),
        act("place-taken", "L6", "An is said to have no place", |held| {
            for column in 1..4 {
                set(held, "An", column, "");
            }
        }),
        act("choice-wrong", "L6", "An's place is said to be its second choice", |held| {
            set(held, "An", 3, "2");
        }),
        act("cutoff-moved", "L6", "the cutoff of P1 is moved before An", |held| {
            let line = cutoff(held, "P1/siblings");
            let number = "0".repeat(32);
            let (head, _) = line.rsplit_once(',').unwrap_or_default();
            let moved = format!("{head},0:{number}:0");
            replace(&mut held.files, "cutoffs.csv", &line, &moved);
        }),
        act("cutoff-malformed", "L3", "a cutoff has a value too many", |held| {
            let line = cutoff(held, "P1/siblings");
            replace(&mut held.files, "cutoffs.csv", &line, &line.replacen(":", ":0:", 1));
        }),
        act("cutoffs-short", "L3", "the last pool has no record", |held| {
            let line = cutoff(held, "P3/rest");
            replace(&mut held.files, "cutoffs.csv", &format!("{line}\n"), "");
        }),
        act("admitted-above-applied", "L3", "more are admitted than applied", |held| {
            let line = cutoff(held, "P3/rest");
            replace(&mut held.files, "cutoffs.csv", &line, "P3/rest,,1,2,open");
        }),
        act("sizes-differ", "L4", "the results have a line more than the roll", |held| {
            held.office.forge(|entry| {
                let size = entry["results"]["size"].as_u64().unwrap_or_default();
                entry["results"]["size"] = serde_json::json!(size + 1);
            });
        }),
    ]
}

/// All children of the two families look at their place; one of them has a reason to.
fn act(
    name: &'static str,
    step: &'static str,
    why: &'static str,
    change: fn(&mut Ceremony),
) -> ProofVector {
    let mut held = round();
    held.to_drawn();
    held.draw();
    change(&mut held);
    held.publish();
    let names: &[&str] = if name.starts_with("linked") { &["Bo", "Cai"] } else { &["An"] };
    Family::of(&held, names).bad(name, step, why)
}

/// A child's line of the results.
fn line(held: &Ceremony, name: &str) -> String {
    let results = String::from_utf8_lossy(&held.files["results.csv"]).into_owned();
    let own = code(name).to_string();
    results.lines().find(|line| line.starts_with(&own)).unwrap_or_default().to_owned()
}

fn field(held: &Ceremony, name: &str, column: usize) -> String {
    line(held, name).split(',').nth(column).unwrap_or_default().to_owned()
}

fn set(held: &mut Ceremony, name: &str, column: usize, value: &str) {
    let old = line(held, name);
    let mut fields: Vec<&str> = old.split(',').collect();
    fields[column] = value;
    replace(&mut held.files, "results.csv", &old, &fields.join(","));
}

fn cutoff(held: &Ceremony, pool: &str) -> String {
    let cutoffs = String::from_utf8_lossy(&held.files["cutoffs.csv"]).into_owned();
    cutoffs.lines().find(|line| line.starts_with(pool)).unwrap_or_default().to_owned()
}
