//! Whoever agrees to rules has read them: everything that binds stands on the proposal's pages.

use askama::Template as _;
use paiwei_protocol::{
    drand,
    rules::{Category, Dice, PostedNames, Program, Reason, Rules, Source, Vacancies},
};
use serde_json::Value;

use super::{office_steps::proposal, shells, titles};
use crate::{
    http::pages::{Shell, office::rules::Words, round::RoundPage},
    samples::Sample,
    staff::Step,
};

/// More programs than two pages hold.
const PROGRAMS: usize = 90;

/// Rules with something in every member.
fn full() -> Rules {
    let mut rules = Sample::District.rules(&crate::samples::tests::setting());
    rules.follows = Some("before-2026".to_owned());
    rules.timeline.reveal = 5400;
    rules.timeline.answers = Some(1_819_000_000);
    rules.posting.names = PostedNames::Masked;
    rules.bundles = Some(3);
    rules.randomness.sources = vec![
        Source::Dice(Dice { sides: 6, throws: 50 }),
        Source::Drand { chain: drand::QUICKNET.hash },
    ];
    rules.randomness.lead = 660;
    rules.randomness.fallback = Some(Dice { sides: 20, throws: 31 });
    rules.vacancies = Vacancies::Succession { dates: vec![1_820_000_000] };
    rules.categories.push(Category {
        id: "unused".to_owned(),
        titles: titles(),
        basis: "Notice 7".to_owned(),
    });
    rules.reasons.push(Reason { id: "clerk".to_owned(), titles: titles() });
    let one = rules.programs[0].clone();
    for number in rules.programs.len()..PROGRAMS {
        let id = format!("X{number}");
        rules.programs.push(Program { school: format!("s-{id}"), id, ..one.clone() });
    }
    rules
}

/// All pages of a proposal, one after the other.
fn told(shell: &Shell, rules: &Rules) -> String {
    let step = Step::Announce { rules: serde_json::from_slice(&rules.to_json()).unwrap() };
    let mut told = String::new();
    for page in 1..=PROGRAMS.div_ceil(40) {
        let mut shown = proposal(shell, step.clone(), None);
        shown.announced = Some(rules.clone());
        shown.words = Some(Words::handed_in(shell, rules, Some(page), "/x?page=".to_owned()));
        told.push_str(&shown.render().unwrap());
    }
    told
}

/// Every text of a value, with the name that it has there.
fn texts<'a>(value: &'a Value, name: &'a str, found: &mut Vec<(&'a str, &'a str)>) {
    match value {
        Value::String(text) => found.push((name, text)),
        Value::Array(items) => items.iter().for_each(|item| texts(item, name, found)),
        Value::Object(members) => members.iter().for_each(|(name, one)| texts(one, name, found)),
        _ => {}
    }
}

#[test]
fn every_text_of_the_rules_stands_on_the_pages() {
    let rules = full();
    let json: Value = serde_json::from_slice(&rules.to_json()).unwrap();
    let all: String = shells().iter().map(|shell| told(shell, &rules)).collect();
    let mut found = Vec::new();
    texts(&json, "", &mut found);
    assert!(found.len() > 5 * PROGRAMS);
    // What these words mean is said in words of the reader's.
    let said = ["format", "type", "names", "numbers", "order", "ownership", "stage"];
    for (name, text) in
        found.into_iter().filter(|(name, text)| !said.contains(name) && *text != "*")
    {
        assert!(all.contains(text), "{name}: {text}");
    }
}

#[test]
fn what_is_no_text_is_said_in_the_readers_words() {
    let rules = full();
    let [zh, en] = shells();
    for (shell, words) in [
        (zh, ["90 分钟", "11 分钟", "链 quicknet", "隐去部分字的姓名", "before-2026", "义务教育"]),
        (
            en,
            [
                "within \u{2068}90 minutes",
                "at least \u{2068}11 minutes",
                "chain \u{2068}quicknet",
                "masked names",
                "before-2026",
                "compulsory",
            ],
        ),
    ] {
        let told = told(&shell, &rules).replace(['\u{2068}', '\u{2069}'], "").to_lowercase();
        for word in words {
            let word = word.replace('\u{2068}', "").to_lowercase();
            assert!(told.contains(&word), "{word}");
        }
    }
}

#[test]
fn all_programs_are_reached_from_the_proposal_and_from_the_preview() {
    let rules = full();
    let [zh, _] = shells();
    let address = || "/office/proposals/0f/preview?page=".to_owned();
    let mut seen = 0;
    for page in 1..=PROGRAMS {
        let shown = RoundPage::preview(zh.clone(), rules.clone(), Some(page), address());
        seen += shown.programs.rows.len();
        let next = format!("preview?page={}", page + 1);
        let rendered = shown.render().unwrap();
        if !rendered.contains(&next) {
            assert_eq!(seen, PROGRAMS, "the last page comes when all were shown");
            return;
        }
    }
    panic!("the pages never end");
}
