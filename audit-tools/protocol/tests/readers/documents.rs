//! Canonical JSON, rules, identity files and proof files.

use std::collections::BTreeMap;

use paiwei_protocol::{
    digest::Digest,
    encoding::json,
    ident::Code,
    identity::Identity,
    proof::{Proof, ProofEntry, ProofMember},
    rules::{Randomness, Rules, Source, Timeline, Vacancies},
};

use super::{Reading, round, settle};

pub(crate) fn values() -> Vec<Vec<u8>> {
    let text = r#"{"a":[0,9007199254740991,null,true,[]],"b":"文\n\u0001\"","c":{"d":{}}}"#;
    vec![text.into(), round::RULES.into(), b"[]".into(), b"\"\"".into()]
}

pub(crate) fn value(bytes: &[u8]) -> Reading {
    settle("t.json", bytes, json::parse("t.json", bytes), |value| json::canonical(&value))
}

pub(crate) fn all_rules() -> Vec<Vec<u8>> {
    let official = round::rules();
    let dice = official.dice().unwrap();
    let rehearsal = Rules {
        origin: "office.example/rehearsal".into(),
        rehearsal: true,
        timeline: Timeline { answers: Some(1_900_000_000), ..official.timeline.clone() },
        observers: Vec::new(),
        bundles: None,
        follows: Some("before".into()),
        randomness: Randomness { sources: vec![Source::Dice(dice)], lead: 0, fallback: None },
        vacancies: Vacancies::NewRound,
        ..round::rules().clone()
    };
    vec![round::RULES.into(), rehearsal.to_json()]
}

pub(crate) fn rules(bytes: &[u8]) -> Reading {
    settle("rules.json", bytes, Rules::read(bytes), |rules| rules.to_json())
}

pub(crate) fn identities() -> Vec<Vec<u8>> {
    let fields: [(&str, &str); 3] = [("name", "王甲子"), ("birth", "2014-03-09"), ("", "x")];
    let fields: BTreeMap<String, String> =
        fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    vec![Identity::new(Code::from_bits(1), "r", [7; 32], &fields).unwrap().to_json()]
}

pub(crate) fn identity(bytes: &[u8]) -> Reading {
    settle("identity", bytes, Identity::parse("identity", bytes), |identity| identity.to_json())
}

pub(crate) fn proofs() -> Vec<Vec<u8>> {
    let path = vec![Digest::of(b"sibling")];
    let entry = |index| ProofEntry { text: "{}".into(), index, path: path.clone() };
    let member = ProofMember {
        index: 7,
        roll: "roll".into(),
        roll_path: path.clone(),
        result: "result".into(),
        result_path: path.clone(),
    };
    let proof = Proof {
        checkpoint: "office.example/journal\n".into(),
        entries: vec![entry(0), entry(3)],
        rules: String::from_utf8_lossy(round::RULES).into(),
        draw: "paiwei draw v1\n".into(),
        cutoffs: "pool,seats,applied,admitted,cutoff\n".into(),
        members: vec![member],
    };
    vec![proof.write()]
}

/// There are many packings of one content: what is accepted is written in ours, and says the same.
pub(crate) fn proof(bytes: &[u8]) -> Reading {
    let file = "family.proof";
    let ours = Proof::read(file, bytes).map(|proof| proof.write());
    let ours = ours.map_err(|error| error.to_string())?;
    settle(file, &ours, Proof::read(file, &ours), |proof| proof.write())
}
