//! Every page with samples, in every language: all texts are there, and none stands in a template.

mod applying;
mod editor;
mod import;
mod office;
mod office_review;
mod office_steps;
mod outputs;
mod proposed_rules;
mod public;
mod results;
mod scene;

use std::{collections::BTreeSet, fs, path::Path, sync::Arc};

use askama::Template;
use axum::http::StatusCode;
use paiwei_audit::texts::Message;
use paiwei_protocol::{journal::State, rules::Titles};

use super::{
    Shell,
    apply::ApplyPage,
    filled::{Filled, Wrong},
    help::Help,
    home::{Card, Home},
    own::OwnPage,
    problem::ProblemPage,
    receipt::{Kept, ReceiptPage},
    result::Ask,
};
use crate::{language::Language, samples::Sample, words};

fn titles() -> Titles {
    Titles { zh: "初中".to_owned(), en: "Junior".to_owned() }
}

fn shells() -> [Shell; 2] {
    [Language::Zh, Language::En].map(|language| Shell::new(language, "/", 1_808_000_000))
}

/// Every page of a reader, each in all its states.
fn pages(shell: &Shell) -> Vec<(&'static str, String)> {
    let mut pages = Vec::new();
    pages.extend(first(shell));
    pages.extend(public::pages(shell));
    pages.extend(results::pages(shell));
    pages.extend(scene::pages(shell));
    pages.extend(family(shell));
    pages.extend(office::pages(shell));
    pages.extend(applying::pages(shell));
    pages.extend(import::pages(shell));
    pages.extend(office_steps::pages(shell));
    pages.extend(editor::pages(shell));
    pages.extend(office_review::pages(shell));
    pages.extend(outputs::pages(shell));
    pages
}

fn first(shell: &Shell) -> Vec<(&'static str, String)> {
    let card = |state: &str| Card {
        id: "a-2027".to_owned(),
        titles: titles(),
        state: state.to_owned(),
        rehearsal: true,
        opens: 1,
        closes: 2,
    };
    let home = |rounds| Home { shell: shell.clone(), rounds };
    let ask = |published, wrong| Ask {
        shell: shell.clone(),
        round: "a-2027".to_owned(),
        titles: titles(),
        rehearsal: false,
        published,
        wrong,
    };
    let problem = ProblemPage {
        shell: shell.clone(),
        status: StatusCode::NOT_FOUND,
        title: "x".to_owned(),
        detail: "y".to_owned(),
        errors: vec!["z".to_owned()],
        request: "00".to_owned(),
    };
    vec![
        ("home", home(Vec::new()).render().unwrap()),
        ("home", home(["open", "frozen", "published", "void"].map(card).into()).render().unwrap()),
        ("ask", ask(false, None).render().unwrap()),
        ("ask", ask(true, Some("<x>".to_owned())).render().unwrap()),
        ("help", Help { shell: shell.clone() }.render().unwrap()),
        ("problem", problem.render().unwrap()),
    ]
}

const STATES: [State; 16] = [
    State::Announced,
    State::Open,
    State::Closed,
    State::Posted,
    State::Frozen,
    State::Opening,
    State::Opened,
    State::Dicing,
    State::Diced,
    State::Ordered,
    State::Witnessed,
    State::Thrown,
    State::Failed,
    State::Drawn,
    State::Published,
    State::Void,
];

const ENTRIES: [&str; 19] = [
    "round-announced",
    "seed-committed",
    "intake",
    "roll-posted",
    "posting-witnessed",
    "roll-frozen",
    "freeze-witnessed",
    "seed-opened",
    "seed-missing",
    "order-set",
    "order-witnessed",
    "dice-thrown",
    "source-failed",
    "randomness-recorded",
    "result-published",
    "standing",
    "answers",
    "round-voided",
    "result-annulled",
];

fn family(shell: &Shell) -> Vec<(&'static str, String)> {
    let rules = Arc::new(Sample::District.rules(&crate::samples::tests::setting()));
    let wrong = Wrong { field: "child-0-document-number".to_owned(), why: "x".to_owned() };
    let apply = |children, open, wrong| ApplyPage {
        shell: shell.clone(),
        round: "a-2027".to_owned(),
        rules: rules.clone(),
        children,
        filled: Filled::default(),
        wrong,
        open,
        change: None,
    };
    let receipt = |revision, withdrawn| ReceiptPage {
        shell: shell.clone(),
        round: "a-2027".to_owned(),
        titles: titles(),
        rehearsal: false,
        receipts: vec![kept(revision, withdrawn)],
        secret: Some("009W-QGAQ-RTES-Z 009W-QGAQ-RTES-Z 009W-QGAQ-RTES-Z".to_owned()),
        closes: 7,
    };
    let own = OwnPage {
        shell: shell.clone(),
        round: "a-2027".to_owned(),
        rules: rules.clone(),
        code: "<typed>".to_owned(),
        wrong: Some("x".to_owned()),
    };
    vec![
        ("apply", apply(1, true, vec![wrong]).render().unwrap()),
        ("apply", apply(2, true, Vec::new()).render().unwrap()),
        ("apply", apply(1, false, Vec::new()).render().unwrap()),
        ("receipt", receipt(1, false).render().unwrap()),
        ("receipt", receipt(2, false).render().unwrap()),
        ("receipt", receipt(2, true).render().unwrap()),
        ("own", own.render().unwrap()),
    ]
}

/// A receipt to keep.
fn kept(revision: u64, withdrawn: bool) -> Kept {
    Kept {
        code: "009W-QGAQ-RTES-Z".to_owned(),
        round: "x".to_owned(),
        revision,
        withdrawn,
        text: "paiwei receipt v1\n".to_owned(),
        picture: "data:,".to_owned(),
        claims: true,
        identity: Some("{}".to_owned()),
    }
}

/// Ids of the texts for pages, which no page may show.
fn ids() -> BTreeSet<String> {
    let files = [
        "pages",
        "family",
        "applying",
        "public",
        "answers",
        "office",
        "office-accounts",
        "office-import",
        "office-review",
        "office-steps",
        "editor",
    ]
    .map(|name| format!("locales/en/{name}.ftl"));
    let read = |file: &String| fs::read_to_string(root().join(file)).unwrap();
    let texts: Vec<String> = files.iter().map(read).collect();
    let lines = texts.iter().flat_map(|text| text.lines());
    lines.filter_map(|line| line.split_once(" = ").map(|(id, _)| id.to_owned())).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_page_has_all_its_texts_in_every_language() {
    let ids = ids();
    // What a Fluent file lacks is shown as its id: a word of the pages' prefixes with a dash.
    let prefixes: BTreeSet<&str> =
        ids.iter().filter_map(|id| Some(id.split_once('-')?.0)).collect();
    for shell in shells() {
        for (name, page) in pages(&shell) {
            for text in page.split(['>', '<', '"']).map(str::trim) {
                let looks = text.split_once('-').is_some_and(|(first, rest)| {
                    prefixes.contains(first)
                        && rest.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
                });
                let is_name = || {
                    page.contains(&format!("name=\"{text}\""))
                        || page.contains(&format!("class=\"{text}\""))
                        || page.contains(&format!("=\"{text}\""))
                };
                assert!(!looks || is_name(), "{name}: {text} has no text");
            }
            assert!(page.starts_with("<!doctype html>"), "{name}");
            assert!(!page.contains(" style=") && !page.contains("onclick"), "{name}");
            assert!(!page.contains("<script>"), "{name}: no script stands in a page");
        }
    }
}

#[test]
fn texts_that_are_asked_for_by_a_part_of_their_id_are_there() {
    for language in [Language::Zh, Language::En] {
        for state in STATES {
            let id = format!("stage-lead-{state}");
            assert_ne!(words::in_language(language, |texts| texts.say(&Message::new(&id))), id);
        }
        for kind in crate::documents::DocumentKind::ALL {
            let id = format!("document-{}", kind.id());
            assert_ne!(words::in_language(language, |texts| texts.say(&Message::new(&id))), id);
        }
    }
}

#[test]
fn what_people_typed_is_shown_as_text() {
    let [zh, _] = shells();
    let typed = pages(&zh).into_iter().filter(|(name, _)| *name == "ask").nth(1).unwrap().1;
    assert!(typed.contains("&#60;x&#62;") && !typed.contains("<x>"), "{typed}");
}

#[test]
fn templates_hold_no_text() {
    let mut found = Vec::new();
    for folder in ["templates", "templates/public", "templates/family", "templates/office"] {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let said: String = said(&text);
            let is_text = |word: &&str| !ALLOWED.contains(word) && !word.starts_with("class=");
            let words: Vec<&str> = said.split_whitespace().filter(is_text).collect();
            if !words.is_empty() {
                found.push(format!("{}: {words:?}", path.display()));
            }
        }
    }
    assert!(found.is_empty(), "text outside the Fluent files:\n{}", found.join("\n"));
}

/// Names and signs that are the same in every language.
const ALLOWED: [&str; 13] = [
    "paiwei",
    "paiwei-audit",
    "observer",
    "cosign",
    "confirm",
    "rules.json",
    "&#160;",
    "·",
    ":",
    "1",
    "2",
    "3",
    "4",
];

/// What a reader would see of a template: without tags and expressions.
fn said(template: &str) -> String {
    let mut said = String::new();
    let mut rest = template;
    while let Some(at) = rest.find(['<', '{']) {
        said.push_str(&rest[..at]);
        said.push(' ');
        let end = if rest[at..].starts_with('<') {
            tag_end(&rest[at..])
        } else if rest[at..].starts_with("{{") {
            rest[at..].find("}}").map(|end| end + 2)
        } else {
            rest[at..].find("%}").map(|end| end + 2)
        };
        rest = &rest[at + end.unwrap_or(rest.len() - at)..];
    }
    said.push_str(rest);
    said
}

/// The end of a tag, past expressions that hold a `>` themselves.
fn tag_end(tag: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let bytes = tag.as_bytes();
    for at in 0..bytes.len() {
        match (bytes[at], bytes.get(at + 1)) {
            (b'{', Some(b'{' | b'%')) => depth += 1,
            (b'}' | b'%', Some(b'}')) => depth = depth.saturating_sub(1),
            (b'>', _) if depth == 0 => return Some(at + 1),
            _ => {}
        }
    }
    None
}
