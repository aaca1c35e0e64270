//! The frozen vectors: this program makes them, and our verifier judges them as their verdicts say.

#![allow(clippy::unwrap_used, reason = "whatever fails here fails the test")]

use std::{collections::BTreeMap, path::Path};

use paiwei_protocol::{
    encoding::json::{Value, parse},
    trust::Trust,
    verify::{Folder, Report, verify},
};
use paiwei_vectors::{committed, files};
use rayon::prelude::*;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The committed vectors: name, with `good/` or `bad/`, to files.
fn vectors() -> BTreeMap<String, Folder> {
    let mut vectors: BTreeMap<String, Folder> = BTreeMap::new();
    let rounds = committed(root()).unwrap().into_iter();
    for (path, bytes) in rounds.filter(|(path, _)| !path.starts_with("proofs/")) {
        let end = path.match_indices('/').nth(1).unwrap().0;
        let vector = vectors.entry(path[..end].to_owned()).or_default();
        vector.insert(path[end + 1..].to_owned(), bytes);
    }
    vectors
}

fn below(files: &Folder, prefix: &str) -> Folder {
    let inside = |(path, bytes): (&String, &Vec<u8>)| {
        Some((path.strip_prefix(prefix)?.to_owned(), bytes.clone()))
    };
    files.iter().filter_map(inside).collect()
}

fn judge(files: &Folder) -> Report {
    let trust = files.get("trust.txt").map(|bytes| Trust::read("trust.txt", bytes).unwrap());
    let receipts: Vec<_> = below(files, "receipts/").into_iter().collect();
    verify(&below(files, "round/"), trust.as_ref(), &receipts, &mut |_| {})
}

fn verdict(files: &Folder) -> Value {
    parse("verdict.json", &files["verdict.json"]).unwrap()
}

/// What differs from the verdict, in a few lines.
fn difference(name: &str, files: &Folder) -> Option<String> {
    let (report, verdict) = (judge(files), verdict(files));
    let check = report.deciding().map(|check| check.id.to_string());
    let (exit, expected) = (u64::from(report.exit()), verdict["exit"].as_u64());
    let remarks: Vec<_> = report.remarks.iter().map(ToString::to_string).collect();
    let frozen = verdict.get("remarks").cloned().unwrap_or_else(|| Value::Array(Vec::new()));
    let decided = Some(exit) == expected && check.as_deref() == verdict["check"].as_str();
    if decided && Value::from(remarks.clone()) == frozen {
        return None;
    }
    let findings = report.deciding().map(|check| check.findings.join("; "));
    Some(format!("{name}: {exit} {check:?} {findings:?} {remarks:?}\n    expected {verdict}"))
}

#[test]
fn each_vector_has_its_verdict() {
    let vectors = vectors();
    let differences: Vec<_> =
        vectors.par_iter().filter_map(|(name, files)| difference(name, files)).collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn the_program_makes_the_committed_bytes() {
    let (made, committed) = (files(), committed(root()).unwrap());
    let differs = |path: &&String| made.get(*path) != committed.get(*path);
    let paths = made.keys().chain(committed.keys().filter(|path| !made.contains_key(*path)));
    let differing: Vec<_> = paths.filter(differs).take(10).collect();
    assert!(differing.is_empty(), "these and perhaps others differ: {differing:?}");
}

#[test]
fn there_are_enough_and_they_are_small() {
    let vectors = vectors();
    let count = |side: &str| vectors.keys().filter(|name| name.starts_with(side)).count();
    assert!(count("good/") >= 15 && count("bad/") >= 50);
    let bytes: usize = vectors.values().flat_map(Folder::values).map(Vec::len).sum();
    assert!(bytes < 12_000_000, "{bytes} bytes");
}

#[test]
fn every_check_of_section_16_fails_in_some_vector() {
    let decided: Vec<_> = vectors()
        .values()
        .map(verdict)
        .filter(|verdict| verdict["exit"] == 1)
        .map(|verdict| verdict["check"].as_str().unwrap().to_owned())
        .collect();
    // V09 is never failed: observers who are not pinned make it not run.
    for number in (1..=32).filter(|&number| number != 9) {
        assert!(decided.contains(&format!("V{number:02}")), "no vector fails V{number:02}");
    }
}
