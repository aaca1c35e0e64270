//! The values of PROTOCOL.md, section 20, are those of the vector `good/plain-one-program`.

#![allow(clippy::unwrap_used, reason = "whatever fails here fails the test")]

use paiwei_protocol::{
    digest::Digest,
    draw::{DrawKey, LANE_OF_CHILD, number},
    encoding::json::parse,
    merkle,
};
use paiwei_vectors::{committed, folder::Folder, texts::Attempt};

const PROTOCOL: &str = include_str!("../../PROTOCOL.md");
const ROUND: &str = "good/plain-one-program/round/";

fn round() -> Folder {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = committed(root).unwrap();
    let inside =
        |(path, bytes): (String, Vec<u8>)| Some((path.strip_prefix(ROUND)?.to_owned(), bytes));
    files.into_iter().filter_map(inside).collect()
}

/// A subsection of section 20, by its number.
fn subsection(number: &str) -> &'static str {
    let (_, text) = PROTOCOL.split_once(&format!("\n{number} ")).unwrap();
    text.split("\n20.").next().unwrap()
}

#[track_caller]
fn states(number: &str, value: &str) {
    assert!(subsection(number).contains(value), "{number} doesn't state {value}");
}

/// A record of a table, and its root.
fn table(round: &Folder, name: &str) -> (Vec<String>, String) {
    let text = String::from_utf8_lossy(&round[name]).into_owned();
    let records: Vec<_> = text.lines().skip(1).map(str::to_owned).collect();
    let root = merkle::root(&records).to_string();
    (records, root)
}

fn entry(round: &Folder, index: usize) -> paiwei_protocol::encoding::json::Value {
    parse("entry", &round[&format!("journal/entries/{index}")]).unwrap()
}

#[test]
fn code_key_and_trees() {
    let round = round();
    let (records, root) = table(&round, "roll.csv");
    states("20.1", records[0].split(',').next().unwrap());
    states("20.2", entry(&round, 0)["recovery"].as_str().unwrap());
    states("20.3", &merkle::leaf_hash(records[0].as_bytes()).to_string());
    states("20.3", &root);
    let entries: Vec<_> =
        (0..15).map(|index| round[&format!("journal/entries/{index}")].clone()).collect();
    assert!(!round.contains_key("journal/entries/15"));
    states("20.4", &merkle::leaf_hash(&entries[0]).to_string());
    states("20.4", &merkle::root(&entries).to_string());
}

#[test]
fn the_commitment_of_the_office() {
    let round = round();
    let of = |kind: &str, member: &str| {
        let mut entries = (0..15).map(|index| entry(&round, index));
        let found = entries.find(|e| e["type"] == kind && e["holder"] == "office").unwrap();
        found[member].as_str().unwrap().to_owned()
    };
    let (seed, commitment) = (of("seed-opened", "seed"), of("seed-committed", "commitment"));
    states("20.5", &seed);
    states("20.5", &commitment);
    let origin = entry(&round, 0)["origin"].as_str().unwrap().to_owned();
    let attempt = Attempt { origin, round: "junior-2027".to_owned(), number: 1 };
    let seed = hex::decode(seed).unwrap().try_into().unwrap();
    assert_eq!(attempt.commitment("office", &seed).to_string(), commitment);
}

#[test]
fn the_draw() {
    let round = round();
    let key = DrawKey::of_text(&round["draw.txt"]);
    states("20.6", &Digest::of(&round["draw.txt"]).to_string());
    for index in [0, 3] {
        states("20.6", &number(&key, LANE_OF_CHILD, index).to_string());
    }
    states("20.7", &table(&round, "cutoffs.csv").0[0]);
    states("20.7", &table(&round, "waitlist.csv").0[0]);
}
