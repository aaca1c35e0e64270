//! How values and refusals are put before people's eyes, on the command line and over HTTP.

pub(crate) mod refused;
pub(crate) mod tasks;

use jiff::{Timestamp, tz::Offset};
use paiwei_audit::texts::{Language, Texts};
use paiwei_protocol::{journal::State, rules::Titles};

pub(crate) use crate::language::built_in::{both, in_language, said, spoken, texts};

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
}
