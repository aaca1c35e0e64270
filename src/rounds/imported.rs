//! What goes back to imported families: names, numbers of the platform, codes and receipts.

use std::collections::{BTreeMap, BTreeSet};

use paiwei_protocol::{ident::Code, identity::Identity, note::Note};

use super::{Office, RoundsError, desk::identity_place, office::round_row};

/// An imported family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedFamily {
    /// The platform's registration number.
    pub number: String,
    /// Name of the child.
    pub name: String,
    /// Code of the application.
    pub code: Code,
    /// The receipt of its newest revision.
    pub receipt: Note,
}

/// The families of a round that were imported, in the order of their receipts; `numbers`: only those
/// with these numbers of the platform.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`]; [`RoundsError::Vault`] without the right key file.
pub async fn imported_families(
    office: &Office,
    round: &str,
    numbers: Option<&BTreeSet<String>>,
) -> Result<Vec<ImportedFamily>, RoundsError> {
    let (mut read, history) = office.read().await?;
    history.round(round)?;
    let vault = office.round_vault(round, &round_row(&mut read, round).await?)?;
    let mut wanted = BTreeMap::new();
    for (code, sealed) in read.platform_numbers(round).await? {
        let number = vault.open("applications", &code, &sealed)?;
        let number = String::from_utf8_lossy(&number).into_owned();
        // Whoever applied online has none.
        if !number.is_empty() && numbers.is_none_or(|numbers| numbers.contains(&number)) {
            wanted.insert(code, number);
        }
    }
    let mut newest = BTreeMap::new();
    for row in read.revisions(round).await? {
        if wanted.contains_key(&row.code) {
            newest.insert(row.code.clone(), row);
        }
    }
    let mut rows: Vec<_> = newest.into_values().collect();
    rows.sort_by_key(|row| row.position);
    let mut families = Vec::new();
    for row in rows {
        let Some((revision, sealed)) = read.identity(round, &row.code).await? else { continue };
        let plain = vault.open("revisions", &identity_place(&row.code, revision), &sealed)?;
        let identity = Identity::parse("identity file", &plain)?;
        families.push(ImportedFamily {
            number: wanted.remove(&row.code).unwrap_or_default(),
            name: identity.fields().get("name").cloned().unwrap_or_default(),
            code: identity.code(),
            receipt: Note::parse("a stored receipt", row.receipt.as_bytes())?,
        });
    }
    Ok(families)
}
