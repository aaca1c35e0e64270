//! Observers' verifier keys.

use std::collections::BTreeMap;

use super::{Findings, Kind};
use crate::{
    note::{KeyKind, VerifierKey},
    rules::Observer,
};

pub(super) fn check(observers: &[Observer], findings: &mut Findings) {
    let mut holders = BTreeMap::new();
    for (index, observer) in observers.iter().enumerate() {
        let path = |member| format!("observers[{index}].{member}");
        let note = check_key(&observer.note_key, KeyKind::Note, &path("note_key"), findings);
        let path = path("cosign_key");
        let cosign = check_key(&observer.cosign_key, KeyKind::Cosignature, &path, findings);
        if let (Some(note), Some(cosign)) = (&note, &cosign)
            && note.name() != cosign.name()
        {
            let problem = format!("the note key is called {}, this {}", note.name(), cosign.name());
            let remedy = "take both keys from the same key file of the observer";
            findings.add(Kind::KeyNamesDiffer, &path, &problem, remedy);
        }
        // The two keys of one observer may be one: their signatures are told apart by kind.
        for (member, key) in [("note_key", note), ("cosign_key", cosign)] {
            if let Some(key) = key
                && *holders.entry(*key.public()).or_insert(index) != index
            {
                let problem = "another observer has the same public key";
                let remedy = "let each observer make a key of its own";
                findings.add(
                    Kind::SharedKey,
                    &format!("observers[{index}].{member}"),
                    problem,
                    remedy,
                );
            }
        }
    }
}

fn check_key(
    text: &str,
    kind: KeyKind,
    path: &str,
    findings: &mut Findings,
) -> Option<VerifierKey> {
    let remedy = match kind {
        KeyKind::Note => "copy the key for notes (type 01) from the observer's key file",
        KeyKind::Cosignature => "copy the key for cosignatures (type 04) from the key file",
    };
    match text.parse::<VerifierKey>() {
        Ok(key) if key.kind() == kind => Some(key),
        Ok(_) => {
            findings.add(Kind::BadKey, path, "the verifier key is of another type", remedy);
            None
        }
        Err(error) => {
            findings.add(Kind::BadKey, path, &error.to_string(), remedy);
            None
        }
    }
}
