//! Judging rules: every contradiction, each with its place and remedy (PROTOCOL.md, section 5).

mod form;
mod keys;
mod participants;
mod programs;
mod randomness;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::{
    Contradiction, Kind, OFFICE, Rules, Titles,
    contradiction::Findings,
    limits::{self, TITLE},
};
use crate::ident::is_id;

impl Rules {
    /// What contradicts in these rules, all of it or the first [`super::MOST_TOLD`]; empty if they
    /// are sound. [`Rules::read`] asks this.
    #[must_use]
    pub fn contradictions(&self) -> Vec<Contradiction> {
        let mut findings = Findings::default();
        participants::check(self, &mut findings);
        randomness::check(&self.randomness, &mut findings);
        form::check(self, &mut findings);
        programs::check(self, &mut findings);
        findings.0
    }
}

/// One id.
fn check_id(id: &str, path: &str, findings: &mut Findings) {
    if id == OFFICE {
        let remedy = "choose another id";
        findings.add(Kind::ReservedId, path, "the id office names the office alone", remedy);
    } else if !is_id(id) {
        let remedy = "write a letter, then up to 31 letters, digits, dots, dashes or underscores";
        findings.add(Kind::MalformedId, path, &format!("{id:?} is not an id"), remedy);
    }
}

/// The ids of a list, which may not hold one twice.
fn check_ids<'a>(ids: impl Iterator<Item = &'a str>, list: &str, findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    for (index, id) in ids.enumerate() {
        let path = format!("{list}[{index}].id");
        check_id(id, &path, findings);
        if !seen.insert(id) {
            let problem = format!("the id {id} stands here a second time");
            findings.add(Kind::DuplicateId, &path, &problem, "give each its own id");
        }
    }
}

/// A text of 1 to `most` characters that does nothing to a screen but show itself.
fn check_text(text: &str, most: usize, path: &str, findings: &mut Findings) {
    let length = text.chars().count();
    let problem = if length == 0 {
        "the text is empty".to_owned()
    } else if length > most {
        format!("the text has {length} characters")
    } else if text.chars().any(char::is_control) {
        "the text holds a control character".to_owned()
    } else {
        return;
    };
    let remedy = format!("write 1 to {most} characters, none of them control characters");
    findings.add(Kind::BadText, path, &problem, &remedy);
}

/// Titles of the object at `path`; empty for the rules themselves.
fn check_titles(titles: &Titles, path: &str, findings: &mut Findings) {
    let dot = if path.is_empty() { "" } else { "." };
    check_text(&titles.en, TITLE, &format!("{path}{dot}titles.en"), findings);
    check_text(&titles.zh, TITLE, &format!("{path}{dot}titles.zh"), findings);
}

/// The length of a list.
fn check_length(length: usize, most: usize, path: &str, findings: &mut Findings) {
    if length > most {
        let problem = format!("{length} members");
        findings.add(Kind::TooMany, path, &problem, &format!("keep at most {most}"));
    }
}
