//! What a family entered last, to change it.

use std::collections::BTreeMap;

use paiwei_protocol::{ident::Code, identity::Identity, receipt::Receipt, request::Request};

use super::{Credential, FamilyError, sign_in};
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

/// What a family's applications say now: the one of this code, and all that are linked with it. The
/// family shows that each is its own.
///
/// # Errors
///
/// [`FamilyError::NotYours`] where the first isn't; [`FamilyError::LinkedLeft`] where a linked one has
/// a key, or a secret of its own: this family can't speak for it.
pub async fn entered_together(
    office: &Office,
    round: &str,
    code: Code,
    shown: &Credential,
) -> Result<Vec<Entered>, FamilyError> {
    sign_in(office, round, code, shown).await?;
    let mut all = vec![entered(office, round, code).await?];
    let linked = all[0].request.bundle.clone();
    for member in linked.into_iter().filter(|member| *member != code) {
        match sign_in(office, round, member, shown).await {
            Ok(()) => all.push(entered(office, round, member).await?),
            Err(FamilyError::NotYours) => {
                let (code, member) = (code.to_string(), member.to_string());
                return Err(FamilyError::LinkedLeft { code, member });
            }
            Err(error) => return Err(error),
        }
    }
    Ok(all)
}
