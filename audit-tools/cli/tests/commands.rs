//! The program as it is run: what it prints, and its exit status.

use std::{
    process::{Command, Stdio},
    str,
};

use assert_cmd::{Command as Program, cargo::cargo_bin};

fn program(language: &str) -> Program {
    let mut program = Program::new(cargo_bin!("paiwei-audit"));
    program.env_clear().env("LANG", language).env("TZ", "UTC");
    program
}

#[test]
fn a_number_comes_with_the_lines_that_recompute_it() {
    let key = "00".repeat(32);
    let args = ["number", "--key", &key, "--lane", "0", "--index", "0"];
    let expected = format!(
        "Draw key: {key}\n\
         Number of index 0 in lane 0: 76b8e0ada0f13d90405d6ae55386bd28\n\
         Anyone gets the same with these two lines; the first prints the draw key, the second the \
         number:\n  \
         sha256sum draw.txt\n  \
         head -c 16 /dev/zero | openssl enc -chacha20 -K {key} -iv {} | od -An -v -tx1 | tr -d ' '\n",
        "0".repeat(32),
    );
    program("C").args(args).assert().success().stdout(expected);
    let chinese = program("zh_CN.UTF-8").args(args).assert().success();
    assert!(str::from_utf8(&chinese.get_output().stdout).unwrap().starts_with("派位密钥：0000"));
    let json = program("C").args(args).arg("--json").assert().success();
    let value: serde_json::Value = serde_json::from_slice(&json.get_output().stdout).unwrap();
    assert_eq!(value["number"], "76b8e0ada0f13d90405d6ae55386bd28");
}

#[test]
fn a_file_that_is_no_draw_text_has_no_numbers() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("draw.txt");
    std::fs::write(&path, "paiwei draw v1\n").unwrap();
    let args = ["number", "--lane", "0", "--index", "0", "--draw"];
    program("C").args(args).arg(&path).assert().code(2);
    program("C").args(args).arg(dir.path()).assert().code(2);
}

#[test]
fn the_language_is_the_environments_unless_asked_for() {
    let first = |language: &str, args: &[&str]| {
        let output = program(language).args(args).assert().success().get_output().stdout.clone();
        String::from_utf8(output).unwrap().lines().nth(1).unwrap().to_owned()
    };
    assert_eq!(first("zh_CN.UTF-8", &["hash"]), "派位协议第 1 版");
    assert_eq!(first("de_DE.UTF-8", &["hash"]), "paiwei protocol, version 1");
    assert_eq!(first("C", &["--lang", "zh", "hash"]), "派位协议第 1 版");
    assert_eq!(first("zh_CN", &["hash", "--lang=en"]), "paiwei protocol, version 1");
}

#[test]
fn hashes_are_of_the_text_and_the_page_beside_the_program() {
    let line = |path: &str, name: &str| {
        let bytes =
            std::fs::read(format!("{}/../{path}{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        format!("{}  {name}\n", paiwei_protocol::digest::Digest::of(&bytes))
    };
    let output = program("C").arg("hash").assert().success();
    let said = str::from_utf8(&output.get_output().stdout).unwrap().to_owned();
    let lines = line("", "PROTOCOL.md") + &line("browser/dist/", "verify.html");
    assert!(said.ends_with(&lines), "{said}");
}

#[test]
fn what_cannot_be_done_is_exit_status_2_and_says_why() {
    program("C").arg("nonsense").assert().code(2);
    program("C").assert().code(2);
    program("C").arg("--help").assert().code(0);
    let missing = program("C").args(["verify", "no-such-folder"]).assert().code(2);
    let said = str::from_utf8(&missing.get_output().stderr).unwrap().to_owned();
    assert!(said.starts_with("paiwei-audit: no-such-folder: "), "{said}");
    let json = program("C").args(["--json", "verify", "no-such-folder"]).assert().code(2);
    let value: serde_json::Value = serde_json::from_slice(&json.get_output().stdout).unwrap();
    assert_eq!(value["exit"], 2);
    assert!(value["error"].as_str().unwrap().starts_with("no-such-folder: "));
}

#[test]
fn an_empty_folder_fails_its_first_check() {
    let dir = tempfile::tempdir().unwrap();
    let output = program("C").arg("verify").arg(dir.path()).assert().code(1);
    let said = str::from_utf8(&output.get_output().stdout).unwrap().to_owned();
    assert!(said.starts_with("The folder doesn't tell which round it is"), "{said}");
    assert!(said.contains("\n✗ V01 "), "{said}");
    assert!(said.ends_with("(exit status 1).\n"), "{said}");
}

#[test]
fn a_reader_who_has_seen_enough_is_no_error() {
    let mut child = Command::new(cargo_bin!("paiwei-audit"))
        .arg("--help")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
    let mut child = Command::new(cargo_bin!("paiwei-audit"))
        .arg("hash")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
