//! Rotating the journal or receipts key.

use std::{fs, path::Path};

use paiwei_protocol::{
    journal::{Body, KeyRole, KeyRotated},
    note::{Note, VerifierKey},
    statement,
};

use super::{Appended, Done, Office, RoundsError, step::Step};
use crate::{
    folder::FolderError,
    keys::{KeysError, Role, SecretKey},
};

/// A rotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rotated {
    /// Its entry.
    pub appended: Appended,
    /// The new key.
    pub key: VerifierKey,
}

/// Replaces the journal or receipts key by a new one; `recovery` is the file with the recovery key,
/// brought for the occasion. The old key signs its own replacement, unless it is `lost`, and its
/// file is removed.
///
/// The new key is on the disk before it is journalled: a call that was interrupted is finished by
/// the next, with the same key.
///
/// # Errors
///
/// [`RoundsError::Keys`] for a missing or wrong key file, [`RoundsError::Step`] while the ceremony
/// machine holds the journal.
pub async fn rotate(
    office: &Office,
    role: KeyRole,
    recovery: &Path,
    lost: bool,
) -> Result<Done<Rotated>, RoundsError> {
    let mut step = office.begin().await?;
    let (own, next) = paths(office, role);
    let new = next_key(&step, role, &next)?;
    let key = new.verifier().clone();
    if let Some(appended) = rotated_before(&step, &key) {
        finish(&own, &next)?;
        return Ok(Done::before(Rotated { appended, key }));
    }
    let recovery = SecretKey::read(recovery, Role::Recovery)?;
    let old = if lost { None } else { Some(office.key(role.into())?) };
    let index = step.history.journal().size();
    let origin = step.history.journal().origin();
    let text = statement::keys(origin, index, &[(role.as_str(), &key)]);
    let mut signers = vec![recovery.signer()];
    signers.extend(old.as_ref().map(SecretKey::signer));
    let proof = Note::sign(&text, &signers)?;
    let rotated = KeyRotated { role, key: key.clone(), lost, proof };
    let appended = step.append_body(Body::KeyRotated(Box::new(rotated))).await?;
    step.commit().await?;
    finish(&own, &next)?;
    Ok(Done::now(Rotated { appended, key }))
}

fn paths(office: &Office, role: KeyRole) -> (std::path::PathBuf, std::path::PathBuf) {
    let keys = office.folder.keys();
    let name = role.as_str();
    (keys.join(format!("{name}.key")), keys.join(format!("{name}.key.next")))
}

/// The key that an interrupted rotation left, or a new one.
fn next_key(step: &Step<'_>, role: KeyRole, next: &Path) -> Result<SecretKey, RoundsError> {
    match SecretKey::read(next, role.into()) {
        Err(KeysError::Missing(_)) => {
            let origin = step.history.journal().origin();
            let key = SecretKey::generate(role.into(), origin, &*step.office.entropy)?;
            key.write_new(next)?;
            Ok(key)
        }
        found => Ok(found?),
    }
}

fn rotated_before(step: &Step<'_>, key: &VerifierKey) -> Option<Appended> {
    step.history.places().find_map(|(place, body)| match body {
        Body::KeyRotated(rotated) if rotated.key == *key => Some(place),
        _ => None,
    })
}

/// The new key takes the old one's place.
fn finish(own: &Path, next: &Path) -> Result<(), RoundsError> {
    fs::rename(next, own).map_err(|source| FolderError::Io { path: own.to_owned(), source })?;
    Ok(())
}
