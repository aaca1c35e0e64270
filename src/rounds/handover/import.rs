//! Unpacking: on the ceremony machine, and back at the office.

use std::{path::Path, sync::Arc};

use paiwei_protocol::{
    digest::parse_hex,
    journal::{Body, State, evidence::checkpoint_signed},
    note::Note,
};
use zeroize::Zeroizing;

use super::{
    parcel::Parcel,
    request::{has_database, recipient},
};
use crate::{
    clock::Clock,
    entropy::Entropy,
    folder::{DataFolder, SavedHead},
    keys::{Role, SecretKey},
    rounds::{
        Appended, Done, Given, Office, RoundsError, announce::seal_tag_key, dice::ask_to_confirm,
        history::History,
    },
    store::{Database, Lock, RoundRow, Store, Write},
    vault::KeyFile,
};

/// Opens the sealed round on the ceremony machine whose request it answers, and the office there.
///
/// # Errors
///
/// [`RoundsError::Keys`] for what was sealed for another machine, [`RoundsError::Handover`] for a
/// journal that isn't handed over to this one.
pub async fn handover_import(
    folder: &Path,
    sealed: Given<'_>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
) -> Result<Done<Office>, RoundsError> {
    let place = DataFolder::open(folder)?;
    let plain = recipient(&place, &*entropy)?.open(sealed.bytes)?;
    let parcel = Parcel::parse(&plain)?;
    let known = has_database(&place);
    let store = Store::open(&Database::Sqlite(place.database())).await?;
    let own = History::load(&mut store.begin_read().await?, None).await?;
    let history = parcel.history(own.as_deref())?;
    check_ours(&place, &history, parcel.newest()?)?;
    let vault = KeyFile::open(&place.vault())?;
    let from = own.as_ref().map_or(0, |own| own.journal().size());
    let new = from < history.journal().size();
    let office = Office::new(place, store, vault, clock, entropy);
    if new {
        unpack(&office, &parcel, &history, from).await?;
        SavedHead::save(&office.folder, parcel.newest()?)?;
    }
    Ok(if known && !new { Done::before(office) } else { Done::now(office) })
}

/// Refuses a journal that isn't handed over to this machine's key, or not signed.
fn check_ours(folder: &DataFolder, history: &History, newest: &str) -> Result<(), RoundsError> {
    let journal = history.journal();
    checkpoint_signed(journal, &Note::parse("checkpoint", newest.as_bytes())?)?;
    let own = SecretKey::read(&folder.keys().join("journal.key"), Role::Journal)?;
    let in_force = journal.keys().journal_at(journal.size());
    if journal.is_handed_over() && in_force == own.verifier() {
        return Ok(());
    }
    let found = own.verifier().to_string();
    Err(RoundsError::OtherKey { in_force: in_force.to_string(), found })
}

async fn unpack(
    office: &Office,
    parcel: &Parcel,
    history: &History,
    from: u64,
) -> Result<(), RoundsError> {
    let mut write = match from {
        0 => office.store.begin_office(history.journal().origin()).await?,
        _ => office.store.begin_write(Lock::Journal).await?,
    };
    parcel.store_journal(&mut write, history, from).await?;
    for round in &parcel.rounds {
        if write.round(&round.id).await?.is_none() {
            insert_round(office, &mut write, &round.id, round.rules.as_bytes()).await?;
        }
    }
    parcel.store_files(&mut write).await?;
    for (attempt, seed) in &parcel.seeds {
        store_seed(office, &mut write, &parcel.round, *attempt, seed).await?;
    }
    write.commit().await?;
    again_to_confirm(office, &parcel.round).await
}

/// A round on the ceremony machine has a data key of its own, and no tag key.
async fn insert_round(
    office: &Office,
    write: &mut Write,
    id: &str,
    rules: &[u8],
) -> Result<(), RoundsError> {
    let (vault, data_key) = office.vault.new_round(id, &*office.entropy)?;
    let tag_key = seal_tag_key(&vault, &[0; 32], &*office.entropy)?;
    let row = RoundRow { rules: rules.to_vec(), data_key, tag_key, received: 0 };
    Ok(write.insert_round(id, &row).await?)
}

async fn store_seed(
    office: &Office,
    write: &mut Write,
    round: &str,
    attempt: u32,
    seed: &str,
) -> Result<(), RoundsError> {
    if write.seed(round, attempt).await?.is_some() {
        return Ok(());
    }
    let why = || RoundsError::Handover("a seed of it is malformed".to_owned());
    let seed = Zeroizing::new(parse_hex::<32>(seed).ok_or_else(why)?);
    let row = crate::rounds::office::round_row(write, round).await?;
    let vault = office.round_vault(round, &row)?;
    let sealed = vault.seal("seeds", &attempt.to_string(), &*seed, &*office.entropy)?;
    Ok(write.insert_seed(round, attempt, &sealed).await?)
}

/// A throw that waits for its confirmation waits on this machine too.
async fn again_to_confirm(office: &Office, round: &str) -> Result<(), RoundsError> {
    let mut step = office.begin().await?;
    let Some(found) = step.history.journal().round(round) else { return Ok(()) };
    if matches!(found.state, State::Dicing | State::Thrown) {
        ask_to_confirm(&mut step, round).await?;
    }
    step.commit().await
}

/// Takes back at the office what the ceremony machine did: its entries. What these come to is
/// derived here, and is the same.
///
/// # Errors
///
/// [`RoundsError::Handover`] for a journal that doesn't continue the one here or isn't handed back.
pub async fn handback_import(
    office: &Office,
    given: Given<'_>,
) -> Result<Done<Appended>, RoundsError> {
    let parcel = Parcel::parse(given.bytes)?;
    let mut step = office.begin().await?;
    let from = step.history.journal().size();
    let own = step.history.clone();
    let ours: Vec<_> = own.entry_bytes().take(parcel.entries.len()).collect();
    let same = ours.len() == parcel.entries.len()
        && ours.iter().zip(&parcel.entries).all(|(a, b)| a.as_slice() == b.as_bytes());
    if same {
        let last = own.place(parcel.entries.len() as u64 - 1);
        return Ok(Done::before(last));
    }
    let history = parcel.history(Some(&own))?;
    checkpoint_signed(history.journal(), &Note::parse("checkpoint", parcel.newest()?.as_bytes())?)?;
    let last = history.places().last().filter(|(_, body)| matches!(body, Body::HandedBack));
    let Some((last, _)) = last else {
        let why = "the ceremony machine has not handed back".to_owned();
        return Err(RoundsError::Handover(why));
    };
    parcel.store_journal(&mut step, &history, from).await?;
    let newest = parcel.newest()?.to_owned();
    step.adopt(history, newest);
    let rounds: Vec<String> = step.history.journal().rounds().map(|r| r.id.clone()).collect();
    for (round, attempt, name, content) in &parcel.enclosed {
        step.take_enclosed(round, *attempt, name, content.as_bytes()).await?;
    }
    for round in rounds {
        step.derive_missing(&round).await?;
        if matches!(step.round(&round)?.state, State::Dicing | State::Thrown) {
            ask_to_confirm(&mut step, &round).await?;
        }
    }
    step.commit().await?;
    Ok(Done::now(last))
}
