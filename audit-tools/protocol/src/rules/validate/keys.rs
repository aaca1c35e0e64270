//! Observers' verifier keys.

use std::collections::BTreeMap;

use super::{Findings, Kind};
use crate::rules::Observer;
use base64::{Engine as _, prelude::BASE64_STANDARD};

pub(super) fn check(observers: &[Observer], findings: &mut Findings) {
    let mut holders = BTreeMap::new();
    for (index, observer) in observers.iter().enumerate() {
        let keys = [("note_key", &observer.note_key, 1), ("cosign_key", &observer.cosign_key, 4)];
        let names = keys.map(|(member, text, kind)| {
            let path = format!("observers[{index}].{member}");
            let (name, public) = check_key(text, kind, &path, findings)?;
            // The two keys of one observer may be one: their signatures are told apart by kind.
            if *holders.entry(public).or_insert(index) != index {
                let problem = "another observer has the same public key";
                let remedy = "let each observer make a key of its own";
                findings.add(Kind::SharedKey, &path, problem, remedy);
            }
            Some(name)
        });
        if let [Some(note), Some(cosign)] = names
            && note != cosign
        {
            let path = format!("observers[{index}].cosign_key");
            let problem = format!("the note key is called {note}, this one {cosign}");
            let remedy = "take both keys from the same key file of the observer";
            findings.add(Kind::KeyNamesDiffer, &path, &problem, remedy);
        }
    }
}

fn check_key<'a>(
    text: &'a str,
    kind: u8,
    path: &str,
    findings: &mut Findings,
) -> Option<(&'a str, Vec<u8>)> {
    let mut parts = text.splitn(3, '+');
    let name = parts.next().unwrap_or_default();
    let key = BASE64_STANDARD.decode(parts.nth(1).unwrap_or_default()).unwrap_or_default();
    if key.len() != 33 || key[0] != kind {
        let problem = format!("{text:?} is not a verifier key of kind {kind:02x}");
        findings.add(Kind::BadKey, path, &problem, "copy it from the observer's key file");
        return None;
    }
    Some((name, key[1..].to_vec()))
}
