//! An observer at the keyboard: keys, a head cosigned, a fork refused.

#![allow(clippy::unwrap_used, reason = "whatever fails here fails the test")]

use std::{
    fs,
    path::{Path, PathBuf},
    str,
};

use assert_cmd::{Command as Program, assert::Assert, cargo::cargo_bin};
use paiwei_audit::observer::Bundle;
use paiwei_protocol::{
    ed25519::SigningKey,
    journal::{Body, Entry, JournalOpened},
    merkle,
    note::{Checkpoint, KeyKind, Note, VerifierKey},
    statement,
};
use tempfile::TempDir;

const ORIGIN: &str = "office.example/journal";

/// A journal that was only opened.
fn bundle(at: u64) -> Bundle {
    let key = |name: &str| {
        let public = SigningKey::from_seed([1; 32]).public();
        VerifierKey::new(name, KeyKind::Note, public).unwrap()
    };
    let sign = |text: &str, name: &str| {
        Note::sign(text, &[(name, &SigningKey::from_seed([1; 32]))]).unwrap()
    };
    let journal = key(ORIGIN);
    let receipts = key(&format!("{ORIGIN}/receipts"));
    let recovery = key(&format!("{ORIGIN}/recovery"));
    let text = statement::keys(ORIGIN, 0, &[("journal", &journal), ("receipts", &receipts)]);
    let proof = sign(&text, recovery.name());
    let origin = ORIGIN.to_owned();
    let opened = JournalOpened { origin, journal, receipts, recovery, proof };
    let entry = Entry { at, body: Body::JournalOpened(Box::new(opened)) }.to_bytes();
    let root = merkle::root([&entry]);
    let head = Checkpoint { origin: ORIGIN.to_owned(), size: 1, root }.to_string();
    let checkpoint = sign(&head, ORIGIN);
    Bundle { rules: None, checkpoint, entries: vec![entry], pending: None }
}

/// A home and bundles, in a folder of their own.
struct Desk {
    dir: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { dir: tempfile::tempdir().unwrap() };
        desk.run(&["observer", "new", "--name", "notary.example", "--home", "home"]).code(0);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn command(&self, args: &[&str]) -> Program {
        let mut program = Program::new(cargo_bin!("paiwei-audit"));
        program.env_clear().env("LANG", "C").env("TZ", "UTC").current_dir(self.dir.path());
        program.args(args);
        program
    }

    fn run(&self, args: &[&str]) -> Assert {
        self.command(args).assert()
    }

    fn cosign(&self, bundle: &str, answer: &str) -> Assert {
        let args = ["observer", "cosign", bundle, "--home", "home"];
        self.command(&args).write_stdin(answer).assert()
    }
}

fn stderr(assert: &Assert) -> String {
    str::from_utf8(&assert.get_output().stderr).unwrap().to_owned()
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn new_keys_are_kept_private_and_shown_again() {
    let desk = Desk::new();
    let shown = desk.run(&["observer", "show", "--dir", "home", "--json"]).code(0);
    let value: serde_json::Value = serde_json::from_slice(&shown.get_output().stdout).unwrap();
    assert!(value["note_key"].as_str().unwrap().starts_with("notary.example+"));
    assert_ne!(value["note_key"], value["cosign_key"]);
    #[cfg(unix)]
    assert_eq!((mode(&desk.path("home")), mode(&desk.path("home/key"))), (0o700, 0o600));
    let again = ["observer", "new", "--name", "other.example", "--home", "home"];
    desk.run(&again).code(2);
}

#[test]
fn a_head_is_shown_asked_about_and_cosigned() {
    let desk = Desk::new();
    bundle(1_700_000_000).write(&desk.path("stick")).unwrap();
    let declined = desk.cosign("stick", "no\n").code(2);
    let said = stderr(&declined);
    let expected = "Journal office.example/journal: 1 entries, root ";
    assert!(said.starts_with(expected), "{said}");
    assert!(said.contains("This journal is new to you."), "{said}");
    assert!(said.contains("     0  2023-11-14 22:13:20 +00:00 (1700000000)  journal opened\n"));
    assert!(said.ends_with("paiwei-audit: nothing was signed\n"), "{said}");
    assert!(!desk.path("stick/from-notary.example").exists());
    desk.cosign("stick", "").code(2);
    desk.cosign("stick", "yes\n").code(0);
    let note = fs::read(desk.path("stick/from-notary.example/cosignature.note")).unwrap();
    let note = Note::parse("cosignature.note", &note).unwrap();
    assert_eq!(note.signatures.len(), 2);
    assert_eq!(note.signatures[1].name, "notary.example");
    let shown = desk.run(&["observer", "show", "--home", "home"]).code(0);
    let shown = str::from_utf8(&shown.get_output().stdout).unwrap().to_owned();
    assert!(shown.contains("Journal office.example/journal: 1 entries known"), "{shown}");
}

#[test]
fn a_fork_is_refused_with_exit_status_1_and_kept() {
    let desk = Desk::new();
    bundle(1_700_000_000).write(&desk.path("stick")).unwrap();
    bundle(1_700_000_001).write(&desk.path("forged")).unwrap();
    desk.cosign("stick", "yes\n").code(0);
    let refused = desk.cosign("forged", "yes\n").code(1);
    let said = stderr(&refused);
    assert!(
        said.starts_with("paiwei-audit: REFUSED: the journal office.example/journal"),
        "{said}"
    );
    let kept = fs::read_dir(desk.path("home/evidence")).unwrap().next().unwrap().unwrap().path();
    assert_eq!(Bundle::read(&kept.join("offered")).unwrap(), bundle(1_700_000_001));
    desk.cosign("stick", "yes\n").code(0);
}

#[test]
fn acts_without_a_round_or_a_pending_entry_are_refused() {
    let desk = Desk::new();
    bundle(1_700_000_000).write(&desk.path("stick")).unwrap();
    for act in ["commit", "open", "confirm", "deny"] {
        let args = ["observer", act, "stick", "--home", "home", "--yes"];
        desk.run(&args).code(2);
    }
    desk.run(&["observer", "cosign", "empty", "--home", "home"]).code(2);
    desk.run(&["observer", "cosign", "stick", "--home", "no-home"]).code(2);
    assert!(!desk.path("stick/from-notary.example").exists());
}
