//! How the revisions of an application follow on each other, as far as their receipts are given:
//! when its key may change, and which receipts the office owes (PROTOCOL.md, sections 6.4 and 6.6).

use std::collections::{BTreeMap, BTreeSet};

use crate::{ident::Code, receipt::Receipt, roll::Line};

/// A family's public key, if it has one.
type Key = Option<[u8; 32]>;

/// The receipts given, of one or many applications.
pub(super) struct Succession<'r> {
    receipts: Vec<&'r Receipt>,
    /// A set: of the light check, which knows no intake, two receipts may be of one revision.
    keys: BTreeMap<(Code, u64), BTreeSet<Key>>,
}

fn key(receipt: &Receipt) -> Key {
    receipt.family.map(|family| family.key)
}

impl<'r> Succession<'r> {
    pub(super) fn of(receipts: impl IntoIterator<Item = &'r Receipt>) -> Self {
        let receipts: Vec<_> = receipts.into_iter().collect();
        let mut keys: BTreeMap<_, BTreeSet<Key>> = BTreeMap::new();
        for receipt in &receipts {
            let revision = (receipt.request.code, receipt.request.revision);
            keys.entry(revision).or_default().insert(key(receipt));
        }
        Self { receipts, keys }
    }

    pub(super) fn receipts(&self) -> impl Iterator<Item = &'r Receipt> {
        self.receipts.iter().copied()
    }

    /// The receipts whose key is not that of the revision before.
    pub(super) fn rekeyed(&self) -> impl Iterator<Item = &'r Receipt> {
        self.receipts().filter(|receipt| {
            let request = &receipt.request;
            let before = request.revision.checked_sub(1);
            let before = before.and_then(|revision| self.keys.get(&(request.code, revision)));
            before.is_some_and(|keys| keys.iter().any(|before| *before != key(receipt)))
        })
    }

    /// Revisions that another key signed than the application had: whoever holds it is not the
    /// family of the revision before.
    pub(super) fn usurped(&self) -> Vec<String> {
        let signed = self.rekeyed().filter(|receipt| !receipt.made_by_office());
        let say = |receipt: &Receipt| {
            let (code, revision) = (receipt.request.code, receipt.request.revision);
            format!(
                "{code}: revision {revision} is signed by another key than that of revision {}; \
                 a new key comes only with a revision that the office makes at the counter",
                revision - 1
            )
        };
        signed.map(say).collect()
    }

    /// Receipts that the office owes: that of the roll's revision; where the key was replaced, of
    /// every revision on the way.
    pub(super) fn owed<'l>(&self, line_of: impl Fn(Code) -> Option<&'l Line>) -> Vec<String> {
        let codes: BTreeSet<Code> = self.keys.keys().map(|(code, _)| *code).collect();
        codes.into_iter().filter_map(|code| self.owed_of(line_of(code)?)).collect()
    }

    fn owed_of(&self, line: &Line) -> Option<String> {
        let Line { code, revision, key, .. } = line;
        let mut given = self.keys.range((*code, 0)..=(*code, *revision));
        let other = given.find(|(_, keys)| keys.iter().any(|given| given != key));
        let from = other.map_or(*revision, |((_, revision), _)| *revision);
        // Ends at the first gap: a roll's revision may be beyond all counting.
        let missing = (from..=*revision).find(|n| !self.keys.contains_key(&(*code, *n)))?;
        let why = match other {
            Some(_) => format!(", whose key is not that of revision {from}"),
            None => String::new(),
        };
        Some(format!(
            "the roll has revision {revision} of {code}{why}; the office owes the receipt of \
             revision {missing}"
        ))
    }
}

#[cfg(test)]
#[path = "succession_tests.rs"]
mod tests;
