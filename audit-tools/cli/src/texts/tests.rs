//! Both languages have the same messages with the same values, and every message is used.

use std::{collections::BTreeMap, fs, path::Path};

use paiwei_protocol::verify::{CHECKS, CheckId};

use super::*;

/// Ids to the values that their messages name, sorted.
fn messages(language: Language) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    for line in language.files().into_iter().flat_map(str::lines) {
        let Some((id, text)) = line.split_once(" = ") else { continue };
        let values = text.split("{ $").skip(1).filter_map(|rest| rest.split(' ').next());
        let mut values: Vec<String> = values.map(str::to_owned).collect();
        values.sort();
        assert!(found.insert(id.to_owned(), values).is_none(), "{id} twice");
    }
    found
}

/// All sources of the program as one text.
fn sources(dir: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            text.push_str(&sources(&path));
        } else if !path.ends_with("tests.rs") {
            text.push_str(&fs::read_to_string(path).unwrap());
        }
    }
    text
}

#[test]
fn both_languages_say_the_same() {
    let (zh, en) = (messages(Language::Zh), messages(Language::En));
    for (id, values) in &en {
        assert_eq!(zh.get(id), Some(values), "{id}");
    }
    assert_eq!(zh.len(), en.len());
    for language in [Language::Zh, Language::En] {
        let texts = Texts::new(language);
        assert!(messages(language).keys().all(|id| texts.has(id)));
    }
}

#[test]
fn every_message_is_used_and_every_used_one_exists() {
    let text = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let ids = messages(Language::En);
    // Made from a word at run time: of a state, an entry, a check, a command.
    let made = [
        "help",
        "state-",
        "entry-",
        "status-",
        "fate-",
        "duty-",
        "check-V",
        "light-",
        "answer-step-",
        "remark-",
        "finding-",
        "place-",
        "observer-next-",
    ];
    for id in ids.keys().filter(|id| !made.iter().any(|prefix| id.starts_with(prefix))) {
        assert!(text.contains(&format!("\"{id}\"")), "{id} is never said");
    }
    for call in ["Message::new(", ".text(texts, ", "texts.text(", "say("] {
        let literals = text.split(call).skip(1);
        let literals = literals.filter_map(|rest| rest.trim_start().strip_prefix('"'));
        for id in literals.filter_map(|rest| rest.split('"').next()) {
            assert!(ids.contains_key(id), "{id} has no text");
        }
    }
}

#[test]
fn every_check_has_a_title() {
    let texts = Texts::new(Language::Zh);
    let numbers = 1..=u8::try_from(CHECKS).unwrap();
    assert!(numbers.into_iter().all(|n| texts.has(&format!("check-{}", CheckId(n)))));
    assert!((1..=6).all(|n| texts.has(&format!("light-{n}"))));
    assert!((1..=4).all(|n| texts.has(&format!("answer-step-{n}"))));
}

#[test]
fn texts_choose_by_numbers() {
    let file = "a = { $n ->\n    [one] one\n   *[other] { $n } of them\n}\n";
    let texts = Texts::of_files(Language::En, &[file]);
    let said = |n: &str| texts.say(&Message::new("a").with("n", n));
    assert_eq!([said("1"), said("12")], ["one", "12 of them"]);
    assert_eq!(said("007"), "007 of them", "a name made of digits stays as it is");
}

#[test]
fn values_are_said_as_they_are() {
    let texts = Texts::new(Language::of_locale("zh_CN.UTF-8"));
    let said = Message::new("number-of").with("lane", 1).with("index", 12_345).with("number", "0f");
    assert_eq!(texts.say(&said), "号道 1 中序号 12345 的号码：0f");
    let kinds = ["duty-seed", "duty-witness"].map(Message::new);
    let said = Message::new("refused-form").listing("why", kinds);
    assert_eq!(texts.say(&said), "持有种子、见证");
    assert_eq!(texts.text("no-such-text"), "no-such-text");
    assert_eq!(Language::of_locale("C"), Language::En);
    let counts = [0, 999, 1107, 1_234_567].map(count);
    assert_eq!(counts, ["0", "999", "1,107", "1,234,567"]);
}
