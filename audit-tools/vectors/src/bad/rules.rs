//! Rules that contradict themselves or the announcement: V07.

use paiwei_protocol::{
    digest::Digest,
    rules::{Dice, OrderKey, Program, Rules, Source},
};
use serde_json::{Value, json};

use crate::{
    ceremony::Ceremony,
    drand::QUICKNET,
    folder::replace,
    people::five,
    rules::{category, observers, plain, private, rules, small, tier, with_drand},
    vector::Vector,
};

pub(super) fn all() -> Vec<Vector> {
    [
        contradictions(),
        bands_and_pools(),
        against_the_announcement(),
        after_the_announcement(),
        spellings(),
    ]
    .concat()
}

/// A round that is held by rules which no verifier accepts.
fn ruled(name: &'static str, why: &'static str, act: fn(&mut Rules)) -> Vector {
    let mut rules = small();
    act(&mut rules);
    let mut held = Ceremony::alone(rules, five());
    held.beacon = 1000;
    held.to_published();
    Vector::bad(name, &held, "V07", why)
}

/// The only program of the small rules.
fn first(rules: &mut Rules) -> &mut Program {
    &mut rules.programs[0]
}

fn contradictions() -> Vec<Vector> {
    vec![
        ruled("rules-points-private", "a compulsory private program ranks by points", |rules| {
            let program = private(first(rules).clone());
            *first(rules) = program;
            first(rules).pools[0].order = vec![OrderKey::Points];
        }),
        ruled("rules-private-elsewhere", "a private program approved elsewhere", |rules| {
            let program = private(first(rules).clone());
            *first(rules) = program;
            first(rules).jurisdiction = "Elsewhere".to_owned();
        }),
        ruled("rules-seats-beyond-plan", "the seats add up to more than the plan", |rules| {
            first(rules).plan = Some(1);
        }),
        ruled("rules-plan-without-seats", "a plan for a pool without limit", |rules| {
            first(rules).pools[0].seats = None;
        }),
        ruled("rules-no-witness", "an official round without a witness", |rules| {
            rules.observers[0].witness = false;
        }),
        ruled("rules-no-confirmer", "an official round without one who confirms", |rules| {
            rules.observers = observers("office", ["notary", "committee"]);
            for observer in &mut rules.observers {
                observer.confirm = false;
            }
        }),
        ruled("rules-one-key-two-observers", "two observers share a key", |rules| {
            rules.observers = observers("office", ["notary", "committee"]);
            let (first, second) = rules.observers.split_at_mut(1);
            second[0].note_key.clone_from(&first[0].note_key);
            second[0].cosign_key.clone_from(&first[0].cosign_key);
            second[0].confirm = false;
        }),
        ruled("rules-too-little-dice", "38 ten-sided dice are less than 128 bits", |rules| {
            rules.randomness.sources = vec![Source::Dice(Dice { sides: 10, throws: 38 })];
        }),
        ruled("rules-lead-too-short", "drand with less than ten minutes of lead", |rules| {
            *rules = with_drand(small(), QUICKNET, 1000);
            rules.randomness.lead = 599;
        }),
        ruled("rules-category-without-basis", "nothing grants the priority", |rules| {
            rules.categories = vec![category("sibling")];
            rules.categories[0].basis = String::new();
        }),
    ]
}

fn bands_and_pools() -> Vec<Vector> {
    vec![
        ruled("rules-unknown-category", "a tier names a category that is none", |rules| {
            first(rules).pools[0].tiers.insert(0, tier(["staff"]));
            first(rules).pools[0].order = vec![OrderKey::Tier];
        }),
        ruled("rules-tiers-unused", "several tiers that the order does not use", |rules| {
            rules.categories = vec![category("staff")];
            first(rules).pools[0].tiers.insert(0, tier(["staff"]));
        }),
        ruled("rules-program-in-no-band", "a program that nobody can choose", |rules| {
            rules.programs.push(plain("P2", 1));
        }),
        ruled("rules-most-too-high", "a band with more choices than programs", |rules| {
            rules.bands[0].most = 2;
        }),
        ruled("rules-not-normalised", "a title is not in normalisation form C", |rules| {
            rules.titles.en = "Ecole e\u{301}le\u{301}mentaire".to_owned();
        }),
        ruled("rules-control-character", "a title holds a control character", |rules| {
            rules.titles.en = "Admission\u{85}2027".to_owned();
        }),
        ruled("rules-open-after-close", "applications close before they open", |rules| {
            rules.timeline.close = rules.timeline.open;
        }),
        ruled("rules-answers-before-close", "answers end as applications close", |rules| {
            rules.timeline.answers = Some(rules.timeline.close);
        }),
        ruled("rules-program-twice", "two programs have one id", |rules| {
            rules.programs.push(plain("P1", 1));
        }),
    ]
}

/// A round whose announcement is forged.
fn announced(name: &'static str, why: &'static str, act: fn(&mut Value)) -> Vector {
    let observers = observers("office", ["notary", "committee"]);
    let mut held = Ceremony::alone(Rules { observers, ..small() }, five());
    held.office.forge(act);
    held.to_published();
    Vector::bad(name, &held, "V07", why)
}

fn against_the_announcement() -> Vec<Vector> {
    vec![
        announced(
            "announced-fewer-witnesses",
            "the announcement makes the quorum smaller",
            |entry| {
                entry["observers"][1]["witness"] = json!(false);
            },
        ),
        announced("announced-other-key", "the announcement names another key", |entry| {
            entry["observers"][1]["note_key"] = entry["observers"][0]["note_key"].clone();
        }),
        announced("announced-other-cohort", "the announcement names another cohort", |entry| {
            entry["cohort"] = json!("born-2016");
        }),
        announced(
            "announced-fallback",
            "the announcement names a fallback, the rules none",
            |entry| {
                entry["fallback"] = json!(true);
            },
        ),
        announced_order(),
    ]
}

fn announced_order() -> Vector {
    let observers = observers("office", ["notary", "committee"]);
    let mut held = Ceremony::alone(Rules { observers, ..small() }, five());
    held.office.forge(|entry| {
        if let Value::Array(observers) = &mut entry["observers"] {
            observers.swap(0, 1);
        }
    });
    held.to_published();
    let why = "the announcement has the observers in another order";
    Vector::bad("announced-other-order", &held, "V07", why)
}

fn after_the_announcement() -> Vec<Vector> {
    vec![tier_added(), seats_changed()]
}

fn tier_added() -> Vector {
    let categories = vec![category("sibling")];
    let mut held = Ceremony::alone(Rules { categories, ..rules(vec![plain("P1", 2)]) }, five());
    held.children[4] = held.children[4].clone().of(["sibling"]);
    held.to_drawn();
    let pool = &mut held.rules.programs[0].pools[0];
    pool.tiers.insert(0, tier(["sibling"]));
    pool.order = vec![OrderKey::Tier];
    held.files.insert("rules.json".to_owned(), held.rules.to_json());
    held.draw();
    held.publish();
    let why = "siblings were put first after the dice had fallen";
    Vector::bad("rules-tier-changed", &held, "V07", why)
}

fn seats_changed() -> Vector {
    let mut held = Ceremony::alone(small(), five());
    held.to_drawn();
    replace(&mut held.files, "rules.json", "\"seats\":2", "\"seats\":3");
    replace(&mut held.files, "rules.json", "\"plan\":2", "\"plan\":3");
    (held.rules.programs[0].plan, held.rules.programs[0].pools[0].seats) = (Some(3), Some(3));
    held.draw();
    held.publish();
    let why = "a seat was added after the dice had fallen";
    Vector::bad("rules-seats-changed", &held, "V07", why)
}

/// A round that is announced with another spelling of its rules.
fn spelled(name: &'static str, why: &'static str, spell: fn(String) -> String) -> Vector {
    let mut held = Ceremony::alone(small(), five());
    let text = spell(String::from_utf8_lossy(&held.rules.to_json()).into_owned()).into_bytes();
    let hash = Digest::of(&text).to_string();
    held.office.forge(move |entry| entry["rules"] = json!(hash));
    held.announce();
    held.files.insert("rules.json".to_owned(), text);
    held.commit_all();
    held.take_applications();
    held.close_and_draw();
    Vector::bad(name, &held, "V07", why)
}

fn spellings() -> Vec<Vector> {
    vec![
        spelled("rules-not-canonical", "rules.json ends in a line feed", |text| text + "\n"),
        spelled("rules-unknown-member", "a member that no rules have", |text| {
            text.replacen("{", "{\"advice\":\"be quick\",", 1)
        }),
        spelled("rules-escaped", "a letter is written as an escape", |text| {
            text.replacen("Qingchuan", "\\u0051ingchuan", 1)
        }),
    ]
}
