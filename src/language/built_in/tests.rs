//! Both languages say the same, nothing twice, and nothing that nobody asks for.

mod used;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use super::*;

/// Ids with the values that their texts name.
fn ids(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in files(language).iter().flat_map(|file| file.lines()) {
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            current = line.split(' ').next().unwrap_or_default().to_owned();
            assert!(!found.contains_key(&current), "{current} stands twice");
            found.insert(current.clone(), BTreeSet::new());
        }
        for value in line.split("{ $").skip(1) {
            let name = value.split(' ').next().unwrap_or_default().to_owned();
            found.entry(current.clone()).or_default().insert(name);
        }
    }
    found
}

#[test]
fn both_languages_say_the_same_things() {
    let (zh, en) = (ids(Language::Zh), ids(Language::En));
    assert_eq!(zh, en);
    for language in [Language::Zh, Language::En] {
        assert!(ids(language).keys().all(|id| texts(language).has(id)));
    }
}

/// Chinese in the program that is no text for a reader, and why it stands there.
const NO_TEXTS: [(&str, &str); 9] = [
    ("samples/", "made-up rounds and people"),
    ("demo/", "made-up families"),
    ("import/suggest.rs", "headings that platforms write"),
    ("import/values.rs", "words that platforms write"),
    ("import/birth.rs", "dates as platforms write them"),
    ("documents/mod.rs", "words for the sexes that are read"),
    ("commands/", "words that are typed, and headings of a table that is read back"),
    ("drafts/workbook/", "headings of a workbook that is read back"),
    ("http/pages/shell.rs", "the form of dates"),
];

#[test]
fn what_people_read_stands_in_the_files() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("tests") {
                folders.push(path);
            } else if path.extension().is_some_and(|ext| ext == "rs") && !path.ends_with("tests.rs")
            {
                found.push(path);
            }
        }
    }
    assert!(found.len() > 200);
    for path in found {
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
        if NO_TEXTS.iter().any(|(start, _)| name.starts_with(start)) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let program = text.split("\n#[cfg(test)]").next().unwrap();
        let said = |line: &&str| {
            !line.trim_start().starts_with("//")
                && line.contains(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
        };
        assert_eq!(program.lines().find(said), None, "{name} says this by itself");
    }
}

#[test]
fn every_file_of_texts_is_built_in() {
    for (language, locale) in [(Language::Zh, "zh-CN"), (Language::En, "en")] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(locale);
        let entries = fs::read_dir(folder).unwrap();
        let found: BTreeSet<_> =
            entries.map(|one| fs::read_to_string(one.unwrap().path()).unwrap()).collect();
        let built_in: BTreeSet<_> = files(language).iter().map(ToString::to_string).collect();
        assert!(found == built_in, "{locale}");
    }
}
