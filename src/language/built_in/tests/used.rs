//! Every text is asked for somewhere.
//!
//! A text is asked for by its id, written whole between quotes in a source or a template; or by a pattern such
//! as `state-{}`, where what stands for the braces is a word between quotes, too: of a state, a kind, a step.
//! So neither a list of prefixes nor one of words has to be kept here. Texts of the command line's help are
//! asked for by its commands and options.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use paiwei_audit::texts::Language;

use super::ids;
use crate::commands::help_ids;

#[test]
fn every_text_is_asked_for() {
    let quoted = Quoted::of_sources();
    let help = help_ids();
    let asked = |id: &String| match id.strip_prefix("help") {
        Some(_) => help.contains(id),
        None => quoted.asks_for(id),
    };
    let unused: Vec<String> = ids(Language::En).into_keys().filter(|id| !asked(id)).collect();
    assert!(unused.is_empty(), "nobody asks for these texts: {unused:#?}");
}

#[test]
fn what_nobody_asks_for_is_found() {
    let mut quoted = Quoted::default();
    quoted.read("t(\"own-title\"), t(format!(\"state-{state}\")), \"open\", t(`a-${b}-about`), 'x-y' open-door");
    for asked in ["own-title", "state-open", "a-open-about", "a-x-y-about"] {
        assert!(quoted.asks_for(asked), "{asked}");
    }
    for unused in ["own", "own-titles", "state-", "state-open-door", "a-about", "a-gone-about"] {
        assert!(!quoted.asks_for(unused), "{unused}");
    }
}

/// What stands between quotes.
#[derive(Default)]
struct Quoted {
    words: BTreeSet<String>,
    /// What patterns have before, between and after their braces.
    patterns: BTreeSet<Vec<String>>,
}

impl Quoted {
    fn of_sources() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut all = Self::default();
        // The protocol's words of states, entries and kinds are in its own sources.
        for folder in ["src", "templates", "static/scripts", "audit-tools/protocol/src"] {
            for file in below(&root.join(folder)) {
                let text = fs::read_to_string(&file).unwrap();
                let tests = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
                all.read(&text[..tests]);
            }
        }
        all
    }

    /// Any text from one quote to the next, whichever of them opens.
    fn read(&mut self, text: &str) {
        for part in text.split(['"', '\'', '`']) {
            if is_word(part) {
                self.words.insert(part.to_owned());
            } else if let Some(literals) = pattern(part) {
                self.patterns.insert(literals);
            }
        }
    }

    fn asks_for(&self, id: &str) -> bool {
        self.words.contains(id) || self.patterns.iter().any(|pattern| self.fits(pattern, id))
    }

    /// The id is the pattern, with words for its braces.
    fn fits(&self, pattern: &[String], id: &str) -> bool {
        let Some((first, others)) = pattern.split_first() else { return false };
        let Some(rest) = id.strip_prefix(first.as_str()) else { return false };
        if others.is_empty() {
            return rest.is_empty();
        }
        (1..=rest.len()).any(|end| {
            let word = &rest[..end];
            let known = self.words.contains(word) || word.bytes().all(|b| b.is_ascii_digit());
            known && self.fits(others, &rest[end..])
        })
    }
}

fn is_word(text: &str) -> bool {
    let sign = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    !text.is_empty() && text.bytes().all(sign)
}

/// What a pattern has beside its braces; none if the text isn't one.
fn pattern(text: &str) -> Option<Vec<String>> {
    let mut literals = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        literals.push(before.trim_end_matches('$').to_owned());
        rest = after.split_once('}')?.1;
    }
    literals.push(rest.to_owned());
    let begins = literals[0].ends_with('-') && literals.len() > 1;
    let plain = literals.iter().all(|literal| literal.is_empty() || is_word(literal));
    (begins && plain).then_some(literals)
}

/// The files of a folder and those below it, without tests.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let is_test = name == "tests" || name.ends_with("tests.rs");
        if path.is_dir() && !is_test {
            files.extend(below(&path));
        } else if !is_test && [".rs", ".html", ".mjs"].iter().any(|end| name.ends_with(end)) {
            files.push(path);
        }
    }
    files
}
