//! Numbers by hand: stock `sha256sum` and `openssl` give the published key and numbers. The test
//! runs the real programs and fails where they are missing.

#![allow(clippy::unwrap_used, reason = "whatever fails here fails the test")]

use std::{
    fs,
    path::PathBuf,
    process::{Command, Stdio},
};

use paiwei_protocol::draw::{DrawKey, number, shell_lines};

const DRAW_TEXT: &str = "paiwei rehearsal v1\njournal: a.example/rehearsal\nround: r\nattempt: 1\n\
    rules: 0000000000000000000000000000000000000000000000000000000000000000\n\
    roll: 0 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n\
    seed office: 0000000000000000000000000000000000000000000000000000000000000000\n\
    dice: 4 1 6 10\n";

/// Indexes and lanes that reach every byte of counter and nonce.
fn pairs() -> impl Iterator<Item = (u64, u64)> {
    let indexes = [0, 1, 255, 256, 11_999, 65_536, 999_999, 4_294_967_294, 1 << 40, u64::MAX];
    let lanes = [0, 1, 2, 256, 1000];
    lanes.into_iter().flat_map(move |lane| indexes.into_iter().map(move |index| (index, lane)))
}

/// A folder of this test's own with the draw text in it.
fn folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("shell-lines");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("draw.txt"), DRAW_TEXT).unwrap();
    folder
}

/// What a shell line prints, run in the folder.
fn run(line: &str) -> String {
    let output = Command::new("sh")
        .args(["-c", line])
        .current_dir(folder())
        .stderr(Stdio::inherit())
        .output()
        .expect("a POSIX shell is needed for this test");
    assert!(output.status.success(), "{line}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn sha256sum_gives_the_draw_key() {
    let key = DrawKey::of_text(DRAW_TEXT.as_bytes());
    let [line, _] = shell_lines(&key, 0, 0);
    assert_eq!(run(&line), format!("{key}  draw.txt\n"));
}

#[test]
fn openssl_gives_the_numbers_of_50_indexes_and_lanes() {
    let key = DrawKey::of_text(DRAW_TEXT.as_bytes());
    assert_eq!(pairs().count(), 50);
    for (index, lane) in pairs() {
        let [_, line] = shell_lines(&key, lane, index);
        let expected = format!("{}\n", number(&key, lane, index));
        assert_eq!(run(&line), expected, "index {index}, lane {lane}; is openssl installed?");
    }
}
