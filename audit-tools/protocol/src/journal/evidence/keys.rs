//! The office's keys: their names, and the proofs that the recovery key put them in force
//! (PROTOCOL.md, sections 8.2 and 9).

use super::EvidenceError;
use crate::{
    journal::{JournalOpened, KeyRole, KeyRotated, Keys},
    note::{KeyKind, Note, VerifierKey},
    statement,
};

const ROTATION: &str = "proof of key-rotated";

/// Checks the names of the first keys and the recovery key's signature over them.
///
/// # Errors
/// [`EvidenceError`] names the key or the signature that doesn't hold.
pub fn opening_proof(opened: &JournalOpened) -> Result<(), EvidenceError> {
    let origin = &opened.origin;
    named("journal", &opened.journal, origin)?;
    named("receipts", &opened.receipts, &format!("{origin}/receipts"))?;
    named("recovery", &opened.recovery, &format!("{origin}/recovery"))?;
    let text =
        statement::keys(origin, 0, &[("journal", &opened.journal), ("receipts", &opened.receipts)]);
    signed("proof of journal-opened", &opened.proof, &text, &opened.recovery)
}

/// Checks the name of a new key, and the signatures of the recovery key and, unless it is lost,
/// of the key that it replaces. `keys` are those before the rotation, `index` its entry's.
///
/// # Errors
/// [`EvidenceError`] names what doesn't hold.
pub fn rotation_proof(
    origin: &str,
    keys: &Keys,
    index: u64,
    rotated: &KeyRotated,
) -> Result<(), EvidenceError> {
    rotation_recovered(origin, keys.recovery(), index, rotated)?;
    if rotated.lost {
        return Ok(());
    }
    let text = statement::keys(origin, index, &[(rotated.role.as_str(), &rotated.key)]);
    signed(ROTATION, &rotated.proof, &text, keys.current(rotated.role, index))
}

/// Checks the name of a new key and the recovery key's signature alone: whoever doesn't see all
/// entries (section 17.4) doesn't know the key that it replaces.
///
/// # Errors
/// As [`rotation_proof`].
pub fn rotation_recovered(
    origin: &str,
    recovery: &VerifierKey,
    index: u64,
    rotated: &KeyRotated,
) -> Result<(), EvidenceError> {
    let role = rotated.role.as_str();
    match rotated.role {
        KeyRole::Journal => named("journal", &rotated.key, origin)?,
        KeyRole::Receipts => named("receipts", &rotated.key, &format!("{origin}/receipts"))?,
    }
    let text = statement::keys(origin, index, &[(role, &rotated.key)]);
    signed(ROTATION, &rotated.proof, &text, recovery)
}

/// Checks the name of a ceremony machine's key.
///
/// # Errors
/// [`EvidenceError::KeyName`].
pub fn handed_over(origin: &str, key: &VerifierKey) -> Result<(), EvidenceError> {
    named("journal", key, origin)
}

/// Checks that a receipt is signed by a receipts key in force at its time (section 8.3).
///
/// # Errors
/// [`EvidenceError::NotSigned`] or, if such a key's signature isn't accepted, `Note`.
pub fn receipt_signed(keys: &Keys, receipt: &Note, time: u64) -> Result<(), EvidenceError> {
    let what = || "the receipt".to_owned();
    let mut signed = false;
    for key in keys.receipts_near(time) {
        signed |=
            receipt.verify(key).map_err(|error| EvidenceError::Note { what: what(), error })?;
    }
    let by = || "a receipts key of its time".to_owned();
    if signed { Ok(()) } else { Err(EvidenceError::NotSigned { what: what(), by: by() }) }
}

fn named(role: &'static str, key: &VerifierKey, name: &str) -> Result<(), EvidenceError> {
    if key.name() == name && key.kind() == KeyKind::Note {
        Ok(())
    } else {
        Err(EvidenceError::KeyName { role, name: name.to_owned() })
    }
}

/// Checks that `note` says `text` and is signed by `key`.
pub(super) fn signed(
    what: &str,
    note: &Note,
    text: &str,
    key: &VerifierKey,
) -> Result<(), EvidenceError> {
    if note.text != text {
        let expected = text.to_owned();
        return Err(EvidenceError::OtherText { what: what.to_owned(), expected });
    }
    let by_key =
        note.verify(key).map_err(|error| EvidenceError::Note { what: what.to_owned(), error })?;
    if by_key {
        Ok(())
    } else {
        Err(EvidenceError::NotSigned { what: what.to_owned(), by: key.name().to_owned() })
    }
}
