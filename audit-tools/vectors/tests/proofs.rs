//! The frozen proof files: our light check says of them what their verdicts say.

#![allow(clippy::unwrap_used, reason = "whatever fails here fails the test")]

use std::{collections::BTreeMap, path::Path};

use paiwei_protocol::{
    answer::AnswerReceipt,
    encoding::json::{Value, parse},
    receipt::Receipt,
    trust::Trust,
    verify::{Folder, LightReport, ProofMaker, check_proof, light_check},
};
use paiwei_vectors::{committed, proofs::PROOF};

fn vectors() -> BTreeMap<String, Folder> {
    let mut vectors: BTreeMap<String, Folder> = BTreeMap::new();
    for (path, bytes) in committed(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap() {
        let Some((name, file)) = path.strip_prefix("proofs/").and_then(|path| path.split_once('/'))
        else {
            continue;
        };
        vectors.entry(name.to_owned()).or_default().insert(file.to_owned(), bytes);
    }
    vectors
}

/// The good rounds with receipts: the folder, the trust file, and each receipt.
type Published = (Folder, Option<Trust>, Vec<Vec<u8>>);

fn published() -> BTreeMap<String, Published> {
    let mut rounds: BTreeMap<String, Published> = BTreeMap::new();
    for (path, bytes) in committed(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap() {
        let Some((name, file)) = path.strip_prefix("good/").and_then(|path| path.split_once('/'))
        else {
            continue;
        };
        let (folder, trust, receipts) = rounds.entry(name.to_owned()).or_default();
        if let Some(file) = file.strip_prefix("round/") {
            folder.insert(file.to_owned(), bytes);
        } else if file == "trust.txt" {
            *trust = Some(Trust::read(file, &bytes).unwrap());
        } else if file.starts_with("receipts/") {
            receipts.push(bytes);
        }
    }
    rounds
}

#[test]
fn a_proof_file_says_what_the_whole_folder_says() {
    let mut compared = 0;
    for (name, (folder, trust, receipts)) in published() {
        let Ok(maker) = ProofMaker::new(&folder) else { continue };
        for bytes in receipts {
            if AnswerReceipt::is_meant(&bytes) {
                continue;
            }
            // Strangers, too, are given in good rounds.
            let Ok((_, receipt)) = Receipt::read("receipt", &bytes) else { continue };
            let proof = maker.of(receipt.request.code).unwrap().write();
            let given = [("receipt".to_owned(), bytes)];
            let of_file = check_proof(PROOF, &proof, trust.as_ref(), &given);
            let of_folder = light_check(&folder, trust.as_ref(), &given);
            let outcomes = |report: &LightReport| -> Vec<_> {
                report.steps.iter().map(|step| (step.number, step.verdict)).collect()
            };
            assert_eq!(outcomes(&of_file), outcomes(&of_folder), "{name}");
            assert_eq!(of_file.remarks, of_folder.remarks, "{name}");
            assert_eq!((of_file.exit(), of_file.child), (of_folder.exit(), of_folder.child));
            compared += 1;
        }
    }
    assert!(compared > 15, "{compared}");
}

fn judge(files: &Folder) -> LightReport {
    let trust = files.get("trust.txt").map(|bytes| Trust::read("trust.txt", bytes).unwrap());
    let receipts: Vec<_> = files
        .iter()
        .filter(|(path, _)| path.starts_with("receipts/"))
        .map(|(path, bytes)| (path.clone(), bytes.clone()))
        .collect();
    check_proof(PROOF, &files[PROOF], trust.as_ref(), &receipts)
}

fn verdict(files: &Folder) -> Value {
    parse("verdict.json", &files["verdict.json"]).unwrap()
}

#[test]
fn each_proof_file_has_its_verdict() {
    let mut differences = Vec::new();
    for (name, files) in vectors() {
        let (report, verdict) = (judge(&files), verdict(&files));
        let step = report.deciding().map(|step| format!("L{}", step.number));
        assert_eq!(report.steps.len(), 6, "{name}");
        let same = verdict["exit"] == report.exit() && verdict["step"].as_str() == step.as_deref();
        let remarks: Vec<_> = report.remarks.iter().map(ToString::to_string).collect();
        let frozen = verdict.get("remarks").cloned().unwrap_or_else(|| Value::Array(Vec::new()));
        if !same || Value::from(remarks.clone()) != frozen {
            let found = report.steps.iter().flat_map(|step| &step.findings);
            let found: Vec<_> = found.map(String::as_str).collect();
            differences.push(format!(
                "{name}: {} {step:?} {found:?} {remarks:?}, not {verdict}",
                report.exit()
            ));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn every_step_fails_in_some_and_is_left_open_in_some() {
    let verdicts: Vec<_> = vectors().values().map(verdict).collect();
    let decided = |exit: u8, step: &str| {
        verdicts.iter().any(|verdict| verdict["exit"] == exit && verdict["step"] == step)
    };
    for step in ["L1", "L2", "L3", "L4", "L5", "L6"] {
        assert!(decided(1, step), "no proof file fails {step}");
    }
    for step in ["L1", "L2", "L4"] {
        assert!(decided(2, step), "no proof file leaves {step} open");
    }
    assert!(verdicts.iter().filter(|verdict| verdict["exit"] == 0).count() >= 12);
}
