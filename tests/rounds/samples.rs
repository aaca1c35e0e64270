//! The sample families of a whole district in the database, and what a thief finds of them.

use std::{collections::BTreeSet, fs};

use jiff::civil::date;
use paiwei::{
    import::{self, Mapping, Registration},
    rounds,
    samples::{Sample, Setting},
    spreadsheet::{self, Limits},
};
use paiwei_protocol::rules::{Randomness, Rules};

use crate::{
    database::{Engine, on_both, stolen},
    ruleset::{CLOSE, OPEN, dice},
    world::World,
};

on_both!(nobody_of_a_district_is_in_a_stolen_database,);

const ORIGIN: &str = "330199.admissions.example/rehearsal";

fn rules(sample: Sample) -> Rules {
    sample.rules(&Setting {
        origin: ORIGIN.to_owned(),
        observers: Vec::new(),
        open: OPEN,
        close: CLOSE,
        reveal: 3600,
        objection: 0,
        randomness: Randomness { sources: vec![dice()], lead: 0, fallback: None },
    })
}

fn registrations(sample: Sample, rules: &Rules) -> Vec<Registration> {
    let mapping = Mapping::read(sample.mapping().as_bytes()).unwrap();
    let bytes = sample.spreadsheet().unwrap();
    let table = spreadsheet::read(&bytes, mapping.sheet.as_deref(), &Limits::default()).unwrap();
    let reading = import::read(&table, &mapping, rules, date(2027, 5, 1)).unwrap();
    reading.into_registrations().unwrap()
}

/// Whether any of `words`, all of one length, is in `bytes`.
fn found<'a>(bytes: &'a [u8], words: &BTreeSet<&str>, length: usize) -> Option<&'a [u8]> {
    let prefixes: BTreeSet<&[u8]> = words.iter().map(|word| &word.as_bytes()[..4]).collect();
    bytes.windows(length).find(|window| {
        prefixes.contains(&window[..4])
            && std::str::from_utf8(window).is_ok_and(|text| words.contains(text))
    })
}

async fn nobody_of_a_district_is_in_a_stolen_database(engine: Engine) {
    let world = World::of(engine, "district", ORIGIN, Vec::new()).await;
    let rules = rules(Sample::District);
    let children = registrations(Sample::District, &rules);
    assert_eq!(children.len(), 12_000);
    world.announce(&rules).await;
    world.clock.set(OPEN);
    rounds::open_intake(&world.office, &rules.round).await.unwrap();
    rounds::import(&world.office, &rules.round, &children).await.unwrap();
    rounds::accept_rest(&world.office, &rules.round).await.unwrap();

    let mut stolen = stolen(&world.database);
    stolen.extend(fs::read(world.path("data/journal.head")).unwrap());
    assert!(stolen.len() > 12_000 * 500, "{} bytes", stolen.len());
    let mut words: Vec<&str> = Vec::new();
    for child in &children {
        words.push(&child.number);
        words.push(child.document.number());
        let private = |name: &&String| !matches!(name.as_str(), "document-type" | "sex" | "birth");
        let fields = child.fields.keys().filter(private);
        words.extend(fields.map(|name| child.fields[name].as_str()));
    }
    for length in words.iter().map(|word| word.len()).filter(|l| *l >= 6).collect::<BTreeSet<_>>() {
        let words: BTreeSet<&str> = words.iter().copied().filter(|w| w.len() == length).collect();
        let found = found(&stolen, &words, length);
        assert!(found.is_none(), "{:?}", found.map(String::from_utf8_lossy));
    }
}
