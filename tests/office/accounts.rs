//! `paiwei staff`: accounts looked after at the office's own machine.

use crate::programs::Desk;

fn opened() -> Desk {
    let desk = Desk::new();
    desk.run("paiwei init --origin office.example/journal --recovery r.key").well();
    desk.write("password", "a long password\nnot this line\n");
    desk
}

#[test]
fn accounts_are_made_listed_locked_and_reset() {
    let desk = opened();
    assert!(desk.run("paiwei staff list").well().out.contains("no account yet"));
    desk.run("paiwei staff add li --roles supervisor --password-file password").well();
    let made =
        desk.run("paiwei --json staff add wang --roles reviewer+operator --password-file password");
    let made = made.well().json();
    assert_eq!(made["account"]["roles"], serde_json::json!(["operator", "reviewer"]));
    desk.run("paiwei staff lock wang").well();
    let listed = desk.run("paiwei staff list").well().out;
    assert_eq!(listed, "li: supervisor\nwang: operator+reviewer, locked\n");
    desk.run("paiwei staff unlock wang").well();
    desk.run("paiwei staff reset wang --password-file password").well();
    let listed = desk.run("paiwei --json staff list").well().json();
    assert_eq!(listed["accounts"][1]["locked"], false);
    let leaked = serde_json::to_string(&listed).unwrap();
    assert!(!leaked.contains("argon2"), "{leaked}");
}

#[test]
fn what_cannot_be_is_refused_with_what_to_do() {
    let desk = opened();
    desk.run("paiwei staff add li --roles supervisor --password-file password").well();
    desk.write("short", "short\n");
    desk.write("odd", [0xff, 0xfe]);
    for (line, status, words) in [
        ("paiwei staff add li --roles operator --password-file password", 1, "another name"),
        ("paiwei staff add Li --roles operator --password-file password", 1, "small letter"),
        ("paiwei staff add sun --roles operator --password-file short", 1, "12 to 256"),
        ("paiwei staff add sun --roles operator --password-file odd", 1, "first line"),
        ("paiwei staff add sun --roles operator --password-file none", 1, "none"),
        ("paiwei staff add sun --roles operator", 1, "--password-file"),
        ("paiwei staff add sun --roles clerk --password-file password", 2, "operator, reviewer"),
        ("paiwei staff lock li", 1, "last supervisor"),
        ("paiwei staff lock sun", 1, "no account sun"),
    ] {
        let said = desk.run(line);
        assert_eq!(said.status, status, "{line}: {}", said.err);
        assert!(said.err.contains(words), "{line}: {}", said.err);
    }
    assert!(!desk.run("paiwei staff list").well().out.contains("sun"));
}
