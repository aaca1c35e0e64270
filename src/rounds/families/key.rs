//! A lost key, replaced at the counter: the family shows who it is, two people of the office agree,
//! and the old key is dead.

use paiwei_protocol::{
    ed25519,
    ident::Code,
    receipt::{FamilyKey, Receipt},
    request::Request,
};

use super::{FamilyError, FieldRefusal, take::in_time};
use crate::rounds::{
    Done, Office, RoundsError,
    desk::{Desk, Received},
};

/// What replacing a key came to.
pub type KeyReplaced = Done<Received>;

/// Gives an application another key: a new revision that the office makes, with its receipt and its
/// line in the intake, unchanged but for the key. A family that had a secret has this key instead.
///
/// # Errors
///
/// [`FamilyError::NotYours`] where there is no such application, [`FamilyError::Fields`] for what is
/// no key, [`FamilyError::NotNow`] and [`FamilyError::TooLate`] once applications are no longer
/// taken: no revision comes after the close.
pub async fn replace_key(
    office: &Office,
    round: &str,
    code: Code,
    key: [u8; 32],
) -> Result<KeyReplaced, FamilyError> {
    if let Err(error) = ed25519::check_key(&key) {
        return Err(FamilyError::Fields(vec![FieldRefusal::of("/key", "field-key", &error)]));
    }
    let rules = office.known_rules(round).await?;
    let mut step = office.begin_in(round).await?;
    let text = code.to_string();
    let row = step.newest_revision(round, &text).await?.ok_or(FamilyError::NotYours)?;
    let (note, newest) =
        Receipt::read("a stored receipt", row.receipt.as_bytes()).map_err(RoundsError::from)?;
    let family = FamilyKey { key, signature: None };
    if newest.family == Some(family) {
        let received = Received { code, revision: row.revision, receipt: note };
        return Ok(Done::before(received));
    }
    in_time(&step, &rules, office.now())?;
    let mut desk = Desk::at(&mut step, round).await?;
    let request = Request { revision: row.revision + 1, ..newest.request };
    let identity = desk.identity(&mut step, &text).await?;
    let received = desk.take(&mut step, request, Some(family), &identity).await?;
    step.clear_secret(round, &text).await?;
    desk.close(&mut step).await?;
    step.commit().await?;
    Ok(Done::now(received))
}
