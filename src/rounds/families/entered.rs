//! What a family entered last, to change it.

use std::collections::BTreeMap;

use paiwei_protocol::{ident::Code, identity::Identity, receipt::Receipt, request::Request};

use super::FamilyError;
use crate::rounds::{Office, RoundsError, desk::identity_place, office::round_row};

/// What an application says now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// The request that its newest receipt restates.
    pub request: Request,
    /// The child's fields, as the identity file holds them.
    pub fields: BTreeMap<String, String>,
}

/// What an application says now, the child's own fields too. That it is the family's own is for the
/// caller to know ([`sign_in`](super::sign_in)).
///
/// # Errors
///
/// [`FamilyError::NotYours`] where there is none.
pub async fn entered(office: &Office, round: &str, code: Code) -> Result<Entered, FamilyError> {
    let (mut read, history) = office.read().await?;
    history.round(round)?;
    let text = code.to_string();
    let row = read.newest_revision(round, &text).await?.ok_or(FamilyError::NotYours)?;
    let (_, receipt) =
        Receipt::read("a stored receipt", row.receipt.as_bytes()).map_err(RoundsError::from)?;
    let (revision, sealed) = read.identity(round, &text).await?.ok_or(FamilyError::NotYours)?;
    let vault = office.round_vault(round, &round_row(&mut read, round).await?)?;
    let plain = vault.open("revisions", &identity_place(&text, revision), &sealed);
    let plain = plain.map_err(RoundsError::from)?;
    let identity = Identity::parse("identity file", &plain).map_err(RoundsError::from)?;
    Ok(Entered { request: receipt.request, fields: identity.fields().clone() })
}
