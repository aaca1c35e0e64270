//! Announcing a round: its rules are fixed from here on.

use paiwei_protocol::{
    digest::Digest,
    journal::{Announced, Event},
    rules::Rules,
    tag::TagKey,
};
use zeroize::Zeroizing;

use super::{Appended, Done, Office, RoundsError, office::round_row, step::Step};
use crate::{
    entropy::{self, Entropy},
    store::RoundRow,
    vault::RoundVault,
};

/// Announces the round of these rules, the bytes of `rules.json`.
///
/// The round gets a data key of its own, wrapped by the key file; the cohort's tag key is drawn, or
/// taken from the round that this one follows.
///
/// # Errors
///
/// [`RoundsError::Rules`] with every contradiction; [`RoundsError::OtherOffice`] for rules of
/// another journal; [`RoundsError::Differs`] where the round was announced with other rules; what
/// the journal refuses (PROTOCOL.md, section 10.3).
pub async fn announce(office: &Office, rules: &[u8]) -> Result<Done<Appended>, RoundsError> {
    let read = Rules::read(rules)?;
    let mut step = office.begin().await?;
    let origin = step.history.journal().origin();
    if read.origin != origin {
        let (found, asked) = (origin.to_owned(), read.origin);
        return Err(RoundsError::OtherOffice { found, asked });
    }
    if let Some(round) = step.history.journal().round(&read.round) {
        let (done, asked) = (round.announced.rules, Digest::of(rules));
        if done == asked {
            return Ok(Done::before(step.history.place(round.announced_index)));
        }
        let (done, asked) = (done.to_string(), asked.to_string());
        return Err(RoundsError::Differs { step: "announce", done, asked });
    }
    step.refuse_ceremony("announce")?;
    let entropy = &*office.entropy;
    let (vault, data_key) = office.vault.new_round(&read.round, entropy)?;
    let tag_key = match &read.follows {
        Some(earlier) => tag_key(&mut step, earlier).await?,
        None => Zeroizing::new(entropy::bytes(entropy)?),
    };
    let announced = Announced::of(&read, rules, TagKey::new(*tag_key).hash())?;
    let tag_key = seal_tag_key(&vault, &tag_key, entropy)?;
    let row = RoundRow { rules: rules.to_vec(), data_key, tag_key, received: 0 };
    step.insert_round(&read.round, &row).await?;
    step.finish(&read.round, Event::Announced(Box::new(announced))).await
}

async fn tag_key(step: &mut Step<'_>, round: &str) -> Result<Zeroizing<[u8; 32]>, RoundsError> {
    let row = round_row(step, round).await?;
    let vault = step.office.round_vault(round, &row)?;
    open_tag_key(&vault, &row)
}

pub(super) fn seal_tag_key(
    vault: &RoundVault,
    key: &[u8; 32],
    entropy: &dyn Entropy,
) -> Result<Vec<u8>, RoundsError> {
    Ok(vault.seal("rounds", "tag key", key, entropy)?)
}

/// The cohort's tag key, as a round has it.
pub(super) fn open_tag_key(
    vault: &RoundVault,
    row: &RoundRow,
) -> Result<Zeroizing<[u8; 32]>, RoundsError> {
    let plain = vault.open("rounds", "tag key", &row.tag_key)?;
    let mut key = Zeroizing::new([0; 32]);
    if plain.len() == key.len() {
        key.copy_from_slice(&plain);
        return Ok(key);
    }
    Err(crate::vault::VaultError::Altered("tag key".to_owned()).into())
}
