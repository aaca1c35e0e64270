//! How values are put before people's eyes.

use paiwei_protocol::{rules::Titles, verify::Verdict};

use crate::texts::{Language, Texts};

/// Faces in groups of five, twenty a row, each row with the count so far: to be held against a
/// sheet of paper. Every second line is empty, for the eye.
pub(super) fn dice(faces: &[String]) -> Vec<String> {
    let width = faces.iter().map(String::len).max().unwrap_or(0);
    let group = |faces: &[String]| {
        let faces: Vec<_> = faces.iter().map(|face| format!("{face:>width$}")).collect();
        format!("[ {} ]", faces.join(" "))
    };
    let row = |(row, faces): (usize, &[String])| {
        let groups: Vec<_> = faces.chunks(5).map(group).collect();
        [String::new(), format!("  {:>4}    {}", 20 * row + 1, groups.join("  "))]
    };
    faces.chunks(20).enumerate().flat_map(row).collect()
}

/// The mark of a verdict.
pub(super) fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "✓",
        Verdict::Failed => "✗",
        Verdict::NotRun => "–",
        Verdict::DoesNotApply => "·",
    }
}

/// A verdict's word in JSON.
pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "passed",
        Verdict::Failed => "failed",
        Verdict::NotRun => "not run",
        Verdict::DoesNotApply => "does not apply",
    }
}

/// A title in the reader's language.
pub(super) fn title<'t>(titles: &'t Titles, texts: &Texts) -> &'t str {
    match texts.language() {
        Language::Zh => &titles.zh,
        Language::En => &titles.en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dice_stand_in_numbered_rows_of_groups() {
        let faces: Vec<String> = (1..=23).map(|face| (face % 10 + 1).to_string()).collect();
        let lines = dice(&faces);
        assert_eq!(lines.len(), 4);
        assert!(lines[1].starts_with("     1    [  2  3  4  5  6 ]  [  7  8  9 10  1 ]"));
        assert_eq!(lines[3], "    21    [  2  3  4 ]");
    }
}
