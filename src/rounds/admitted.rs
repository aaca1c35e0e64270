//! Who was admitted where, with names: for the schools, and for notices to the families.

use std::collections::BTreeMap;

use paiwei_protocol::{
    ident::Code,
    identity::Identity,
    results::{Placement, ResultLine},
};

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
    let placed = placed(office, round).await?;
    opened(office, round, &placed).await
}

/// Children of one program, by pool and code: `most` of them after the first `from`.
///
/// # Errors
///
/// As [`admitted`].
pub async fn admitted_to(
    office: &Office,
    round: &str,
    program: &str,
    from: usize,
    most: usize,
) -> Result<Vec<Admitted>, RoundsError> {
    let placed = placed(office, round).await?.into_iter();
    let own = placed.filter(|(_, placement)| placement.program == program);
    let part: Vec<_> = own.skip(from).take(most).collect();
    opened(office, round, &part).await
}

/// How many children each program admitted, in the published result in force.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn admitted_counts(
    office: &Office,
    round: &str,
) -> Result<BTreeMap<String, u64>, RoundsError> {
    let mut counts = BTreeMap::new();
    for (_, placement) in placed(office, round).await? {
        *counts.entry(placement.program).or_default() += 1;
    }
    Ok(counts)
}

/// The places, by program, pool and code; none before there is a result.
async fn placed(office: &Office, round: &str) -> Result<Vec<(Code, Placement)>, RoundsError> {
    let Some((_, results)) = result::published(office, round).await? else {
        return Ok(Vec::new());
    };
    let place = |line: &ResultLine| Some((line.code, line.placement.clone()?));
    let mut placed: Vec<_> = results.lines.iter().filter_map(place).collect();
    placed.sort_by(|(a, at), (b, bt)| (&at.program, &at.pool, a).cmp(&(&bt.program, &bt.pool, b)));
    Ok(placed)
}

/// Who the children are.
async fn opened(
    office: &Office,
    round: &str,
    placed: &[(Code, Placement)],
) -> Result<Vec<Admitted>, RoundsError> {
    let mut read = office.store.begin_read().await?;
    let vault = office.round_vault(round, &round_row(&mut read, round).await?)?;
    let numbers: BTreeMap<_, _> = read.platform_numbers(round).await?.into_iter().collect();
    let mut admitted = Vec::new();
    for (code, placement) in placed {
        let (code, placement) = (*code, placement.clone());
        let text = code.to_string();
        let unknown = || RoundsError::UnknownCode { round: round.to_owned(), code: text.clone() };
        let (revision, sealed) = read.identity(round, &text).await?.ok_or_else(unknown)?;
        let plain = vault.open("revisions", &identity_place(&text, revision), &sealed)?;
        let number = vault.open("applications", &text, numbers.get(&text).ok_or_else(unknown)?)?;
        let number = String::from_utf8_lossy(&number).into_owned();
        let identity = Identity::parse("identity file", &plain)?;
        admitted.push(Admitted { code, placement, number, identity });
    }
    Ok(admitted)
}
