//! Who was admitted where, with names: for the schools.

use paiwei_protocol::{ident::Code, identity::Identity, results::Placement};

use super::{Office, RoundsError, desk::identity_place, office::round_row, result};

/// An admitted child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admitted {
    /// The code.
    pub code: Code,
    /// The place.
    pub placement: Placement,
    /// The registration's number on the platform; empty for an application made online.
    pub number: String,
    /// The identity file.
    pub identity: Identity,
}

/// The admitted children of the published result in force, by program, pool and code.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`]; [`RoundsError::Vault`] without the right key file.
pub async fn admitted(office: &Office, round: &str) -> Result<Vec<Admitted>, RoundsError> {
    let Some((_, results)) = result::published(office, round).await? else {
        return Ok(Vec::new());
    };
    let mut read = office.store.begin_read().await?;
    let vault = office.round_vault(round, &round_row(&mut read, round).await?)?;
    let numbers: std::collections::BTreeMap<_, _> =
        read.platform_numbers(round).await?.into_iter().collect();
    let mut admitted = Vec::new();
    for line in &results.lines {
        let Some(placement) = line.placement.clone() else { continue };
        let code = line.code.to_string();
        let unknown = || RoundsError::UnknownCode { round: round.to_owned(), code: code.clone() };
        let (revision, sealed) = read.identity(round, &code).await?.ok_or_else(unknown)?;
        let plain = vault.open("revisions", &identity_place(&code, revision), &sealed)?;
        let number = vault.open("applications", &code, numbers.get(&code).ok_or_else(unknown)?)?;
        admitted.push(Admitted {
            code: line.code,
            placement,
            number: String::from_utf8_lossy(&number).into_owned(),
            identity: Identity::parse("identity file", &plain)?,
        });
    }
    admitted.sort_by(|a, b| {
        let key =
            |one: &Admitted| (one.placement.program.clone(), one.placement.pool.clone(), one.code);
        key(a).cmp(&key(b))
    });
    Ok(admitted)
}
