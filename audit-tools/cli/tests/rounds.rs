//! The program on frozen rounds: what an auditor and a family get to read.

#![allow(clippy::unwrap_used, reason = "whatever fails here fails the test")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use assert_cmd::{Command as Program, cargo::cargo_bin};
use serde_json::Value;

fn vector(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../vectors").join(name)
}

/// Runs the program in a vector's folder: exit status, standard output.
fn run(vector_name: &str, args: &[&str]) -> (i32, String) {
    let mut program = Program::new(cargo_bin!("paiwei-audit"));
    program.env_clear().env("LANG", "C").env("TZ", "UTC").current_dir(vector(vector_name));
    let output = program.args(args).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

/// Codes of a vector's roll, in order.
fn codes(name: &str) -> Vec<String> {
    let roll = fs::read_to_string(vector(name).join("round/roll.csv")).unwrap();
    roll.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect()
}

#[test]
fn a_good_round_is_called_good_with_whom_that_relies_on() {
    let pinned = ["verify", "round", "--trust", "trust.txt", "--receipts", "receipts"];
    let (status, said) = run("good/family-receipts", &pinned);
    assert_eq!(status, 0, "{said}");
    assert_eq!(said.lines().filter(|line| line.starts_with(['✓', '·'])).count(), 32, "{said}");
    for line in [
        "✓ V01 SHA256SUMS lists exactly the files of the folder, with the right hashes",
        "✓ V30 The given receipts agree with the round",
        "State of the round: result published",
        "This verdict relies on:",
        "GOOD: all checks passed (exit status 0).",
    ] {
        assert!(said.lines().any(|said| said == line), "{line}\n{said}");
    }
    let chinese = [&pinned[..], &["--lang", "zh"]].concat();
    let (_, said) = run("good/family-receipts", &chinese);
    assert!(said.ends_with("成立：全部检查通过（退出码 0）。\n"), "{said}");
}

#[test]
fn without_keys_it_is_consistent_and_no_more() {
    let (status, said) = run("good/family-receipts", &["verify", "round"]);
    assert_eq!(status, 2);
    let last = said.lines().last().unwrap();
    assert!(last.starts_with("Consistent, signed by ") && last.contains("whose identity was not"));
    let trust = fs::read_to_string(vector("good/family-receipts/trust.txt")).unwrap();
    let (status, _) = run("good/family-receipts", &["verify", "round", "--key", &trust]);
    assert_eq!(status, 0);
    let inside = ["verify", "round", "--trust", "round/trust.txt"];
    assert_eq!(run("good/family-receipts", &inside), (2, String::new()));
}

#[test]
fn a_rehearsal_says_so_first() {
    let (status, said) = run("good/rehearsal", &["verify", "round", "--trust", "trust.txt"]);
    assert_eq!(status, 0);
    assert!(said.starts_with("*** REHEARSAL"), "{said}");
}

#[test]
fn attempts_and_their_fate_are_listed() {
    let (_, said) = run("good/annulled-attempt", &["verify", "round", "--trust", "trust.txt"]);
    assert!(said.contains("Attempt 1: its result was annulled; draw key "), "{said}");
    assert!(said.contains("Attempt 2: its result is in force; draw key "), "{said}");
}

#[test]
fn verdicts_are_those_of_the_vectors() {
    let some = [
        "good/plain-one-program",
        "good/drand-quicknet",
        "good/follow-up",
        "good/taking-applications",
        "bad/numbers-swapped",
        "bad/status-changed-silently",
        "bad/surplus-file",
        "bad/trust-of-other-office",
    ];
    for name in some {
        let verdict = fs::read(vector(name).join("verdict.json")).unwrap();
        let verdict: Value = serde_json::from_slice(&verdict).unwrap();
        let (status, said) = run(name, &["verify", "round", "--trust", "trust.txt", "--json"]);
        let said: Value = serde_json::from_str(&said).unwrap();
        assert_eq!(verdict["exit"], status, "{name}");
        assert_eq!(verdict.get("check").unwrap_or(&Value::Null), &said["check"], "{name}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_the_folder_fails_it_though_it_leads_to_the_right_file() {
    let dir = tempfile::tempdir().unwrap();
    let copy = dir.path().join("round");
    copied(&vector("good/plain-one-program/round"), &copy);
    fs::remove_file(copy.join("draw.txt")).unwrap();
    let target = vector("good/plain-one-program/round/draw.txt");
    std::os::unix::fs::symlink(fs::canonicalize(target).unwrap(), copy.join("draw.txt")).unwrap();
    let folder = copy.to_str().unwrap();
    let (status, said) = run("good/plain-one-program", &["verify", folder, "--trust", "trust.txt"]);
    assert_eq!(status, 1);
    assert!(said.contains("draw.txt: a symbolic link"), "{said}");
    assert!(said.ends_with("(exit status 1).\n") && said.contains("NOT GOOD: V01"), "{said}");
}

fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (from, to) = (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
        if from.is_dir() {
            copied(&from, &to);
        } else {
            fs::copy(from, to).unwrap();
        }
    }
}

#[test]
fn a_family_gets_the_light_check_in_plain_words() {
    let args = ["check", "receipts/4.txt", "round", "--trust", "trust.txt"];
    let (status, said) = run("good/family-receipts", &args);
    assert_eq!(status, 0, "{said}");
    assert_eq!(said.lines().filter(|line| line.starts_with("✓ L")).count(), 6, "{said}");
    assert!(said.contains("\n  sha256sum draw.txt\n  head -c 16 /dev/zero | openssl enc"));
    let last = said.lines().last().unwrap();
    assert!(last.contains("consistent with the published cutoffs"), "{last}");
    assert!(last.contains("shown by the full verification"), "{last}");
    let (status, said) = run("good/family-receipts", &args[..3]);
    assert_eq!(status, 2);
    // The roll is of the second revision: with the first alone, the office owes an answer.
    let first = ["check", "receipts/1.txt", "round", "--trust", "trust.txt"];
    let both = ["check", "receipts/1.txt", "receipts/4.txt", "round", "--trust", "trust.txt"];
    let (alone, answer_owed) = run("good/family-receipts", &first);
    assert!(alone == 2 && answer_owed.contains("– L4"), "{answer_owed}");
    assert_eq!(run("good/family-receipts", &both).0, 0);
    assert!(said.lines().last().unwrap().starts_with("Consistent, but whose keys"), "{said}");
}

#[test]
fn a_family_is_told_what_the_office_made_and_what_review_changed() {
    let check = |name: &str, receipts: &[&str], language: &str| {
        let proof = ["family.proof", "--trust", "trust.txt", "--lang", language];
        run(&format!("proofs/{name}"), &[&["check"], receipts, &proof].concat())
    };
    let all = ["receipts/1.txt", "receipts/2.txt", "receipts/3.txt"];
    let (status, said) = check("key-replaced", &all, "en");
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("the office replaced the key at revision 2. Did you ask"), "{said}");
    assert!(said.contains("the office made revision 2; the family did not sign it"), "{said}");
    let (_, said) = check("key-replaced", &all, "zh");
    assert!(said.contains("招办在第 2 次提交时更换了密钥"), "{said}");
    let (status, said) = check("key-unanswered", &all[..2], "en");
    assert!(status == 2 && said.contains("owes the receipt of revision 2"), "{said}");
    let (status, said) = check("key-usurped", &all[..2], "en");
    assert!(status == 1 && said.contains("✗ L4"), "{said}");
    let (_, said) = check("key-usurped", &all[..2], "zh");
    assert!(said.contains("新密钥只能由招办在窗口办理的一次提交带来"), "{said}");
    let (_, said) = check("review-remarked", &all[..1], "en");
    assert!(said.contains("you claimed sibling + staff, the roll grants sibling."), "{said}");
    assert!(said.contains(", the roll links nothing."), "{said}");
    let given = ["verify", "round", "--trust", "trust.txt", "--receipts", "receipts"];
    let (status, said) = run("good/review-remarked", &given);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("you applied, the roll says: refused by review."), "{said}");
    let (_, said) = run("good/review-remarked", &[&given[..], &["--json"]].concat());
    let said: Value = serde_json::from_str(&said).unwrap();
    let verdict = fs::read(vector("good/review-remarked/verdict.json")).unwrap();
    let verdict: Value = serde_json::from_slice(&verdict).unwrap();
    assert_eq!(said["remarks"], verdict["remarks"]);
}

#[test]
fn what_fails_is_said_in_chinese() {
    let chinese = ["verify", "round", "--trust", "trust.txt", "--lang", "zh"];
    for (name, finding) in [
        ("bad/results-of-other-draw", "派位算出的是“"),
        ("bad/same-child-twice", "是同一个孩子"),
        ("bad/posting-witnessed-by-one", "联署的检查点：须有 2 个观察方，只有 1 个"),
        ("bad/protocol-missing", "缺少 PROTOCOL.md"),
        ("good/frozen", "本轮状态为“名单已锁定”，还没有结果"),
    ] {
        let (_, said) = run(name, &chinese);
        assert!(said.contains(finding), "{name}: {said}");
    }
}

#[test]
fn a_receipt_comes_through_standard_input_and_another_rounds_is_refused() {
    let receipt = fs::read(vector("good/family-receipts/receipts/4.txt")).unwrap();
    let check = |name: &str| {
        let mut program = Program::new(cargo_bin!("paiwei-audit"));
        program.env_clear().env("LANG", "C").current_dir(vector(name));
        program.args(["check", "-", "round", "--trust", "trust.txt", "--json"]);
        let output = program.write_stdin(receipt.clone()).output().unwrap();
        let value: Value = serde_json::from_slice(&output.stdout).unwrap();
        (output.status.code().unwrap(), value)
    };
    let (status, value) = check("good/family-receipts");
    assert_eq!((status, &value["exit"]), (0, &Value::from(0)));
    assert_eq!(value["steps"].as_array().unwrap().len(), 6);
    assert_eq!(value["shell"][0], "sha256sum draw.txt");
    assert_eq!(check("bad/numbers-swapped").0, 1);
}

#[test]
fn line_ends_of_mail_programs_do_no_harm() {
    let dir = tempfile::tempdir().unwrap();
    let receipt = fs::read_to_string(vector("good/family-receipts/receipts/4.txt")).unwrap();
    let rewritten = format!("\u{feff}{}", receipt.replace('\n', "\r\n"));
    fs::write(dir.path().join("receipt.txt"), &rewritten).unwrap();
    let (folder, file) = (dir.path().to_str().unwrap(), dir.path().join("receipt.txt"));
    let check = ["check", file.to_str().unwrap(), "round", "--trust", "trust.txt"];
    let verify = ["verify", "round", "--trust", "trust.txt", "--receipts", folder];
    for args in [&check[..], &verify] {
        let (status, said) = run("good/family-receipts", args);
        assert_eq!(status, 0, "{said}");
    }
    fs::write(&file, rewritten.replace("status: entered", "status: withdrawn")).unwrap();
    assert_eq!(run("good/family-receipts", &check).0, 1);
}

#[test]
fn the_last_sentence_names_the_place_or_that_there_is_none() {
    let last = |name: &str, language: &str| {
        let args = ["check", "receipts/1.txt", "family.proof", "--trust", "trust.txt", "--lang"];
        let (status, said) = run(&format!("proofs/{name}"), &[&args[..], &[language]].concat());
        assert_eq!(status, 0, "{said}");
        said.lines().last().unwrap().to_owned()
    };
    assert!(last("one-choice", "en").starts_with("Good: the result, no place, is consistent"));
    assert!(last("one-choice", "zh").contains("去向（未派到学位）"));
    assert!(last("one-child", "en").contains("choice 1, is consistent"));
}

#[test]
fn a_wrong_file_is_no_fault_of_the_office() {
    let check = |name: &str| {
        let args = ["check", "receipts/1.txt", "family.proof", "--trust", "trust.txt"];
        run(&format!("proofs/{name}"), &args)
    };
    let (status, said) = check("receipt-of-other-round");
    assert_eq!(status, 2, "{said}");
    let finding = "this receipt is of another round (junior-2028); take that round's proof file";
    assert!(said.contains("– L1") && said.contains(finding), "{said}");
    assert!(said.lines().last().unwrap().starts_with("Not all could be checked"), "{said}");
    let (status, said) = check("receipt-empty");
    assert!(status == 2 && said.contains("this is no receipt"), "{said}");
    assert_eq!(check("receipt-cut-off").0, 1);
    let answer = ["check", "receipts/1.txt", "round", "--trust", "trust.txt"];
    let (status, said) = run("good/answer-of-other-round", &answer);
    assert!(status == 2 && said.contains("– A1") && said.contains("that round's folder"), "{said}");
}

#[test]
fn a_family_checks_the_receipt_of_its_answer() {
    let check = |name: &str, receipt: &str| {
        let receipt = format!("receipts/{receipt}.txt");
        run(name, &["check", &receipt, "round", "--trust", "trust.txt"])
    };
    let (status, said) = check("good/answers", "7");
    assert_eq!(status, 0, "{said}");
    assert_eq!(said.lines().filter(|line| line.starts_with("✓ A")).count(), 4, "{said}");
    assert!(said.contains("declined its place in attempt 1."), "{said}");
    assert!(said.contains("record 1 of answers.csv"), "{said}");
    let (status, said) = check("good/answers", "8");
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("the family did not sign it"), "{said}");
    let (status, said) = check("good/answers", "6");
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("has a later answer, 2: decline"), "{said}");
    let (status, said) = check("good/answers-soon-entered", "1");
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("not entered in the journal yet"), "{said}");
    assert_eq!(check("good/answers-after-annulment", "1").0, 0);
    for name in ["answer-dropped", "answer-late", "answer-invented", "answer-by-other-key"] {
        let (status, said) = check(&format!("bad/{name}"), "1");
        assert_eq!(status, 1, "{name}: {said}");
        assert!(said.lines().last().unwrap().starts_with("NOT GOOD"), "{name}: {said}");
    }
    let receipt = vector("good/answers/receipts/7.txt");
    let receipt = receipt.to_str().unwrap();
    for name in ["answers-root", "answers-short", "answers-made-declines"] {
        let args = ["check", receipt, "round", "--trust", "trust.txt", "--json"];
        let (status, said) = run(&format!("bad/{name}"), &args);
        let value: Value = serde_json::from_str(&said).unwrap();
        assert_eq!((status, &value["steps"][2]["verdict"]), (1, &Value::from("failed")), "{said}");
    }
}

#[test]
fn a_child_is_explained_as_its_code_is_typed() {
    let name = "good/per-program-numbers";
    for code in codes(name) {
        let typed = code.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        let (status, said) = run(name, &["explain", &typed, "round"]);
        assert_eq!(status, 0, "{said}");
        assert!(said.contains(&code), "{said}");
        assert!(said.ends_with("judges nothing: \"verify\" does.\n") || said.contains("no part"));
    }
    let (status, said) = run(name, &["explain", "0000-0000-0000-0", "round"]);
    assert_eq!((status, said.as_str()), (1, ""));
    assert_eq!(run(name, &["explain", "K7QF", "round"]).0, 2);
}

#[test]
fn every_explained_place_is_the_published_one() {
    for name in ["good/points", "good/tiers-soft-reserve", "good/bundle-overfills", "good/statuses"]
    {
        let results = fs::read_to_string(vector(name).join("round/results.csv")).unwrap();
        for line in results.lines().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            let (status, said) = run(name, &["explain", fields[0], "round", "--json"]);
            let value: Value = serde_json::from_str(&said).unwrap();
            assert_eq!(status, 0, "{name} {line}");
            let place = value["place"]["program"].as_str().unwrap_or_default();
            assert_eq!(place, fields[1], "{name} {line}");
        }
    }
}

#[test]
fn a_proof_file_says_what_the_whole_folder_says() {
    let name = "good/family-receipts";
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("family.proof");
    let file = file.to_str().unwrap();
    let receipt = fs::read_to_string(vector(name).join("receipts/4.txt")).unwrap();
    let code = receipt.lines().find_map(|line| line.strip_prefix("code: ")).unwrap();
    let (status, said) = run(name, &["proof", &code.to_lowercase(), "round", "--out", file]);
    assert!(status == 0 && said.contains("children in it: 1"), "{said}");
    let check = |from: &str| {
        let args = ["check", "receipts/4.txt", from, "--trust", "trust.txt", "--json"];
        let (status, said) = run(name, &args);
        (status, serde_json::from_str::<Value>(&said).unwrap())
    };
    let (of_folder, of_file) = (check("round"), check(file));
    assert_eq!(of_folder, of_file);
    assert_eq!(of_file.0, 0);
    fs::write(file, "no proof").unwrap();
    let (status, said) = check(file);
    assert_eq!((status, &said["step"]), (2, &Value::from("L1")));
    assert_eq!(run(name, &["proof", "0000-0000-0000-0", "round", "--out", file]).0, 1);
    assert_eq!(run("good/frozen", &["proof", code, "round", "--out", file]).0, 2);
}
