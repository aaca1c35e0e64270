//! How values and refusals are put before people's eyes, on the command line and over HTTP.

pub(crate) mod refused;
pub(crate) mod tasks;

use std::cell::OnceCell;

use jiff::{Timestamp, tz::Offset};
use paiwei_audit::texts::{Language, Message, Texts};
use paiwei_protocol::{journal::State, rules::Titles};

/// The built-in texts of a language.
pub(crate) fn texts(language: Language) -> Texts {
    Texts::of_files(language, files(language))
}

fn files(language: Language) -> &'static [&'static str] {
    match language {
        Language::Zh => &[
            include_str!("../../locales/zh-CN/help.ftl"),
            include_str!("../../locales/zh-CN/steps.ftl"),
            include_str!("../../locales/zh-CN/answers.ftl"),
            include_str!("../../locales/zh-CN/refusals.ftl"),
            include_str!("../../locales/zh-CN/demo.ftl"),
            include_str!("../../locales/zh-CN/walk.ftl"),
            include_str!("../../locales/zh-CN/problems.ftl"),
            include_str!("../../locales/zh-CN/pages.ftl"),
            include_str!("../../locales/zh-CN/family.ftl"),
            include_str!("../../locales/zh-CN/office.ftl"),
            include_str!("../../locales/zh-CN/office-accounts.ftl"),
            include_str!("../../locales/zh-CN/applying.ftl"),
            include_str!("../../locales/zh-CN/office-import.ftl"),
            include_str!("../../locales/zh-CN/office-steps.ftl"),
            include_str!("../../locales/zh-CN/editor.ftl"),
            include_str!("../../locales/zh-CN/office-review.ftl"),
            include_str!("../../locales/zh-CN/public.ftl"),
        ],
        Language::En => &[
            include_str!("../../locales/en/help.ftl"),
            include_str!("../../locales/en/steps.ftl"),
            include_str!("../../locales/en/answers.ftl"),
            include_str!("../../locales/en/refusals.ftl"),
            include_str!("../../locales/en/demo.ftl"),
            include_str!("../../locales/en/walk.ftl"),
            include_str!("../../locales/en/problems.ftl"),
            include_str!("../../locales/en/pages.ftl"),
            include_str!("../../locales/en/family.ftl"),
            include_str!("../../locales/en/office.ftl"),
            include_str!("../../locales/en/office-accounts.ftl"),
            include_str!("../../locales/en/applying.ftl"),
            include_str!("../../locales/en/office-import.ftl"),
            include_str!("../../locales/en/office-steps.ftl"),
            include_str!("../../locales/en/editor.ftl"),
            include_str!("../../locales/en/office-review.ftl"),
            include_str!("../../locales/en/public.ftl"),
        ],
    }
}

/// The language of texts that are made at run time.
pub(crate) fn spoken(language: Language) -> crate::language::Language {
    match language {
        Language::Zh => crate::language::Language::Zh,
        Language::En => crate::language::Language::En,
    }
}

/// What `told` says in one language.
pub(crate) fn in_language(
    language: crate::language::Language,
    told: impl Fn(&Texts) -> String,
) -> String {
    with_both(|[zh, en]| match language {
        crate::language::Language::Zh => told(zh),
        crate::language::Language::En => told(en),
    })
}

/// What `told` says in both languages.
pub(crate) fn both(told: impl Fn(&Texts) -> String) -> crate::language::Message {
    with_both(|[zh, en]| crate::language::Message::new(told(zh), told(en)))
}

fn with_both<R>(told: impl FnOnce(&[Texts; 2]) -> R) -> R {
    thread_local! {
        // Reading the files takes a millisecond, and what is read can't be shared among threads.
        static BOTH: OnceCell<[Texts; 2]> = const { OnceCell::new() };
    }
    BOTH.with(|cell| told(cell.get_or_init(|| [texts(Language::Zh), texts(Language::En)])))
}

/// A message in both languages.
pub(crate) fn said(message: &Message) -> crate::language::Message {
    both(|texts| texts.say(message))
}

/// A hash in groups of four digits, so that it can be read aloud and compared.
pub(crate) fn grouped(hex: &str) -> String {
    let mut text = String::with_capacity(hex.len() * 5 / 4);
    for (place, digit) in hex.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// Dice faces in groups of five, twenty a row, each row with the number of its first throw.
pub(crate) fn dice(faces: &str) -> String {
    let faces: Vec<&str> = faces.split_whitespace().collect();
    let width = faces.iter().map(|face| face.len()).max().unwrap_or(0);
    let row = |(at, row): (usize, &[&str])| {
        let group = |group: &[&str]| {
            let faces: Vec<String> = group.iter().map(|face| format!("{face:>width$}")).collect();
            faces.join(" ")
        };
        let groups: Vec<String> = row.chunks(5).map(group).collect();
        format!("  {:>4}  {}", 20 * at + 1, groups.join("  |  "))
    };
    faces.chunks(20).enumerate().map(row).collect::<Vec<_>>().join("\n")
}

/// Unix seconds as date and time in China (UTC+8), and as they stand in files.
pub(crate) fn time(seconds: u64) -> String {
    let timestamp = i64::try_from(seconds).ok().and_then(|s| Timestamp::from_second(s).ok());
    match timestamp {
        Some(timestamp) => {
            let china = Offset::constant(8).to_datetime(timestamp);
            format!("{} UTC+8 ({seconds})", china.strftime("%Y-%m-%d %H:%M:%S"))
        }
        None => seconds.to_string(),
    }
}

/// Unix seconds as date and time of day in China (UTC+8), to the minute.
pub(crate) fn minute(seconds: u64) -> String {
    let timestamp = i64::try_from(seconds).ok().and_then(|s| Timestamp::from_second(s).ok());
    timestamp.map_or_else(
        || seconds.to_string(),
        |at| Offset::constant(8).to_datetime(at).strftime("%Y-%m-%d %H:%M").to_string(),
    )
}

/// A title in the reader's language.
pub(crate) fn title(titles: &Titles, language: Language) -> &str {
    match language {
        Language::Zh => &titles.zh,
        Language::En => &titles.en,
    }
}

/// A state's word in the reader's language.
pub(crate) fn state(state: State, texts: &Texts) -> String {
    texts.text(&format!("state-{state}"))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    #[test]
    fn values_are_grouped_for_the_eye() {
        assert_eq!(grouped("0123456789"), "0123 4567 89");
        assert_eq!(time(1_798_732_800), "2027-01-01 00:00:00 UTC+8 (1798732800)");
        assert_eq!(time(u64::MAX), u64::MAX.to_string());
        assert_eq!(minute(1_798_732_800), "2027-01-01 00:00");
        let faces: Vec<String> = (1..=22).map(|face| (face % 10 + 1).to_string()).collect();
        let shown = dice(&faces.join(" "));
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(lines[0].starts_with("     1   2  3  4  5  6  |   7"), "{shown}");
        assert_eq!(lines[1], "    21   2  3");
    }

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
}
