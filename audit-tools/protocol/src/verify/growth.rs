//! Tables that grow by the hour: the journal names size and root of what they held so far
//! (PROTOCOL.md, sections 6.5 and 6.9).

use super::log::entry_path;
use crate::{
    digest::Digest,
    merkle::{Frontier, leaf_hash},
};

/// An entry that names what a table held when it was appended.
pub(super) struct Mark {
    pub(super) index: u64,
    pub(super) at: u64,
    pub(super) size: u64,
    pub(super) root: Digest,
}

/// What differs between a table's records and its marks. Their sizes never decrease (V06), so one
/// pass meets all prefixes.
pub(super) fn differences<'m>(
    file: &str,
    texts: &[String],
    marks: impl Iterator<Item = &'m Mark>,
) -> Vec<String> {
    let mut findings = Vec::new();
    let mut frontier = Frontier::new();
    let mut records = texts.iter();
    for mark in marks {
        while frontier.size() < mark.size {
            let Some(record) = records.next() else { break };
            frontier.push(leaf_hash(record.as_bytes()));
        }
        if frontier.size() != mark.size || frontier.root() != mark.root {
            findings.push(format!(
                "{file}: its first {} records are not those of {} ({} records in all)",
                mark.size,
                entry_path(mark.index),
                texts.len()
            ));
        }
    }
    findings
}

/// The finding that a table holds more than its last mark names; a table that holds less has a
/// prefix that differs.
pub(super) fn surplus(file: &str, texts: &[String], last: &Mark) -> Option<String> {
    (texts.len() as u64 > last.size).then(|| {
        let path = entry_path(last.index);
        format!("{file}: {} records, but {path} ends it with {}", texts.len(), last.size)
    })
}
