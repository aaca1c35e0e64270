//! The small example of `examples/`, made ready for a run now: its observers' keys are those of
//! people here, its times have come.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::programs::Desk;

/// Round of the example.
pub(crate) const ROUND: &str = "hudong-2027";

/// A file of `examples/`.
pub(crate) fn example(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name)).unwrap()
}

/// Writes rules, mapping and registrations, with the notary's keys as `paiwei-audit` said them.
pub(crate) fn write_files(desk: &Desk, notary: &Value) {
    desk.write("rules.json", rules(notary));
    desk.write("mapping.json", example("mapping-school.json"));
    desk.write("registrations.csv", example("registrations-school.csv"));
    let faces = ["4 1 6 10 2 3 9 8 7 5"; 4].join("\n");
    desk.write("first.txt", &faces);
    desk.write("second.txt", faces.replace('\n', " "));
}

/// The example's rules with one observer, and with times that have just come: the program's clock is
/// the machine's.
fn rules(notary: &Value) -> Vec<u8> {
    let mut rules: Value = serde_json::from_slice(&example("rules-school.json")).unwrap();
    let mut observer = rules["observers"][0].clone();
    observer["note_key"] = notary["note_key"].clone();
    observer["cosign_key"] = notary["cosign_key"].clone();
    rules["observers"] = json!([observer]);
    rules["timeline"] = json!({ "open": 1_700_000_000, "close": 1_700_000_001, "reveal": 3600 });
    rules["posting"]["objection"] = json!(1);
    paiwei_protocol::encoding::json::canonical(&rules)
}
