//! Steps out of order, command lines at fault, consent that is missing: in both languages.

use serde_json::Value;

use crate::{
    example::{ROUND, write_files},
    programs::Desk,
};

/// An office with an announced round, and its notary.
pub(crate) fn announced() -> Desk {
    let desk = Desk::new();
    let notary = "paiwei-audit observer new --name notary.example --home notary --json";
    write_files(&desk, &desk.run(notary).well().json());
    desk.run(INIT).well();
    desk.run("paiwei round announce rules.json --yes").well();
    desk
}

const INIT: &str = "paiwei init --origin 330199.admissions.example/journal --recovery recovery.key";

/// Refused, with this stable word, and these texts in Chinese and English.
#[track_caller]
fn refused(desk: &Desk, command: &str, word: &str, zh: &str, en: &str) {
    let said = desk.run_in("zh", command);
    assert_eq!(said.status, 1, "{command}: {}{}", said.out, said.err);
    assert!(said.err.contains(zh) && said.out.is_empty(), "{command}: {}", said.err);
    let said = desk.run_in("en", command);
    assert!(said.err.contains(en), "{command}: {}", said.err);
    let said = desk.run(&format!("{command} --json"));
    assert_eq!((said.status, said.json()["refused"].as_str()), (1, Some(word)), "{command}");
}

#[test]
fn steps_out_of_order_are_refused_with_the_reason_and_what_to_do() {
    let desk = announced();
    let order = |step: &str, zh: &str, en: &str| {
        refused(&desk, &format!("paiwei round {step} {ROUND} --yes"), "out-of-order", zh, en);
    };
    order("close", "处于“已公布规则”", "is at \"announced\". Next: paiwei round commit");
    order("post", "下一步：paiwei round commit", "\"post\" isn't possible now");
    order("freeze", "现在不能执行“freeze”", "or paiwei round open hudong-2027");
    order("open-seed", "已公布规则", "announced");
    order("order", "已公布规则", "announced");
    order("draw", "已公布规则", "announced");
    order("publish --out out", "已公布规则", "announced");
    order("annul --reason x", "已公布规则", "announced");
    order("dice --faces 1 --again 1", "已公布规则", "announced");
    let missing = format!("paiwei round missing {ROUND} notary --yes");
    refused(&desk, &missing, "out-of-order", "处于", "\"seed-missing\" isn't possible");
}

#[test]
fn what_is_not_there_is_refused_by_name() {
    let desk = Desk::new();
    let command = format!("paiwei round status {ROUND}");
    refused(&desk, &command, "folder", "paiwei-data", "paiwei-data");
    desk.run(INIT).well();
    refused(&desk, &command, "unknown-round", "没有轮次 hudong-2027", "There is no round");
    let announce = "paiwei round announce nothing.json";
    refused(&desk, announce, "file", "nothing.json", "nothing.json");
    desk.write("nothing.json", "{}");
    refused(&desk, announce, "rules", "规则不被接受", "The rules are refused");
    let other = "paiwei init --origin other.example/journal --recovery recovery.key";
    refused(&desk, other, "other-office", "属于招办", "belongs to the office");
    let origin = "paiwei init --data d --origin A --recovery recovery.key";
    refused(&desk, origin, "origin", "不是合法的日志名", "is no origin");
}

#[test]
fn nobody_consents_where_nobody_can_be_asked() {
    let desk = announced();
    desk.run(&format!("paiwei round commit {ROUND}")).well();
    let open = format!("paiwei round open {ROUND}");
    refused(&desk, &open, "needs-yes", "请加 --yes", "Add --yes");
    let said = desk.run(&open);
    assert!(said.err.contains("Opens intake"), "{}", said.err);
    let done = desk.run(&format!("{open} --yes --json")).well().json();
    assert_eq!((&done["step"], &done["repeated"]), (&"open".into(), &false.into()));
    assert_eq!(done["entry"]["type"], "intake");
    // What was done before needs no consent: nothing is done.
    let again = desk.run(&format!("{open} --json")).well().json();
    assert_eq!((&again["repeated"], &again["entry"]), (&true.into(), &done["entry"]));
    let faces = format!("paiwei round dice {ROUND}");
    refused(&desk, &faces, "no-terminal", "终端前无人", "Nobody sits at a terminal");
}

#[test]
fn an_office_opened_twice_is_opened_once() {
    let desk = Desk::new();
    let first = desk.run(&format!("{INIT} --json")).well().json();
    let again = desk.run(&format!("{INIT} --json")).well().json();
    assert_eq!(first["recovery"], again["recovery"]);
    assert_eq!((&first["repeated"], &again["repeated"]), (&false.into(), &true.into()));
    let inside = "paiwei --data d init --origin a.example --recovery d/recovery.key";
    refused(&desk, inside, "recovery-place", "不能放在数据文件夹里", "may not lie in the data");
}

#[test]
fn faults_of_the_command_line_are_status_two() {
    let desk = Desk::new();
    for line in [
        "paiwei",
        "paiwei round",
        "paiwei round fly hudong-2027",
        "paiwei round confirm hudong-2027",
        "paiwei round review hudong-2027",
        "paiwei round review hudong-2027 --list a --accept-rest",
        "paiwei round dice hudong-2027 --faces 1",
        "paiwei round withdraw hudong-2027 not-a-code",
        "paiwei round beacon hudong-2027",
        "paiwei --lang fr round status",
        "paiwei key rotate recovery --recovery x",
    ] {
        assert_eq!(desk.run(line).status, 2, "{line}");
    }
}

#[test]
fn help_is_in_the_readers_language() {
    let desk = Desk::new();
    for (line, zh, en) in [
        ("paiwei --help", "招办使用的程序", "the office's program"),
        ("paiwei round --help", "锁定名单", "Freeze the roll"),
        ("paiwei round import --help", "逐行检查", "Check every row"),
        ("paiwei demo --help", "虚构招办", "made-up office"),
    ] {
        let said = desk.run_in("zh", line).well();
        assert!(said.out.contains(zh) && !said.out.contains("help-"), "{line}: {}", said.out);
        let said = desk.run(&format!("{line} --lang en")).well();
        assert!(said.out.contains(en) && !said.out.contains("help-"), "{line}: {}", said.out);
    }
    assert!(desk.run("paiwei --version").well().out.starts_with("paiwei 0."));
}

#[test]
fn status_tells_what_comes_next_and_what_cannot_be_undone() {
    let desk = announced();
    let said = desk.run("paiwei round status").well();
    assert!(said.out.contains("hudong-2027: announced"), "{}", said.out);
    let said = desk.run_in("zh", &format!("paiwei round status {ROUND}")).well();
    assert!(said.out.contains("paiwei round open hudong-2027 — 开始接受报名（不可撤销）"));
    let status = desk.run(&format!("paiwei round status {ROUND} --json")).well().json();
    let next: Vec<&Value> = status["next"].as_array().unwrap().iter().map(|n| &n["task"]).collect();
    assert_eq!(next, ["commit", "commit-observer", "open", "void"]);
    assert_eq!(status["done"][0]["type"], "round-announced");
}
