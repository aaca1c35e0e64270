//! Opening an office: its folder, its keys, and entry 0 of its journal.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use paiwei_protocol::{
    ident::is_origin,
    journal::{Body, Entry, JournalOpened, evidence},
    note::{Checkpoint, Note, VerifierKey},
    statement,
};

use super::{Done, Office, RoundsError, history::History, office::database_of};
use crate::{
    clock::Clock,
    entropy::Entropy,
    folder::{DataFolder, SavedHead},
    keys::{KeysError, Role, SecretKey},
    store::{Database, Store},
    vault::{KeyFile, VaultError},
};

/// What an office is opened with.
#[derive(Debug, Clone)]
pub struct Init<'a> {
    /// The data folder to be made.
    pub folder: &'a Path,
    /// Origin of the journal; a rehearsal's ends in `/rehearsal`.
    pub origin: &'a str,
    /// The database; `None`: one of SQLite in the data folder.
    pub database: Option<&'a Database>,
    /// Where the recovery key is written, to be printed and taken away: not in the data folder.
    pub recovery: &'a Path,
}

/// A newly opened office.
#[derive(Debug)]
pub struct Opened {
    /// The office, open.
    pub office: Office,
    /// The recovery key's public half: what verifiers pin.
    pub recovery: VerifierKey,
    /// The journal key's.
    pub journal: VerifierKey,
    /// The receipts key's.
    pub receipts: VerifierKey,
}

/// Opens an office: makes the folder, the three keys and the key file, and signs entry 0.
///
/// A call that was interrupted is brought to its end by another with the same input: keys that were
/// written are used, not replaced.
///
/// # Errors
///
/// [`RoundsError::OtherOffice`] where the folder belongs to another journal,
/// [`RoundsError::Origin`], [`RoundsError::RecoveryPlace`], and failures of disk and entropy.
pub async fn init(
    init: &Init<'_>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
) -> Result<Done<Opened>, RoundsError> {
    if !is_origin(init.origin) {
        return Err(RoundsError::Origin(init.origin.to_owned()));
    }
    let folder = DataFolder::create(init.folder)?;
    let store = Store::open(&database_of(&folder, init.database)).await?;
    let head = store.begin_read().await?.head().await?;
    if let Some(head) = head {
        store.close().await;
        return opened_before(init, &head.origin, clock, entropy).await;
    }
    refuse_inside(init.recovery, init.folder)?;
    let recovery = key(init.recovery.to_owned(), Role::Recovery, init.origin, &*entropy)?;
    let journal = key(folder.keys().join("journal.key"), Role::Journal, init.origin, &*entropy)?;
    let receipts = key(folder.keys().join("receipts.key"), Role::Receipts, init.origin, &*entropy)?;
    let vault = vault(&folder.vault(), &*entropy)?;
    let entry = opening(init.origin, clock.now(), &journal, &receipts, &recovery)?;
    let checkpoint = append(&store, &entry, &journal).await?;
    SavedHead::save(&folder, &checkpoint)?;
    let office = Office::new(folder, store, vault, clock, entropy);
    Ok(Done::now(Opened {
        office,
        recovery: recovery.verifier().clone(),
        journal: journal.verifier().clone(),
        receipts: receipts.verifier().clone(),
    }))
}

async fn opened_before(
    init: &Init<'_>,
    found: &str,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
) -> Result<Done<Opened>, RoundsError> {
    if found != init.origin {
        let (found, asked) = (found.to_owned(), init.origin.to_owned());
        return Err(RoundsError::OtherOffice { found, asked });
    }
    let office = Office::open_on(init.folder, init.database, clock, entropy).await?;
    let history = office.history().await?;
    let keys = history.journal().keys();
    let (recovery, size) = (keys.recovery().clone(), history.journal().size());
    let receipts = keys.current(paiwei_protocol::journal::KeyRole::Receipts, size).clone();
    let journal = keys.journal_at(size).clone();
    Ok(Done::before(Opened { office, recovery, journal, receipts }))
}

/// A key that an interrupted call wrote, or a new one.
fn key(
    path: PathBuf,
    role: Role,
    origin: &str,
    entropy: &dyn Entropy,
) -> Result<SecretKey, RoundsError> {
    match SecretKey::read(&path, role) {
        Ok(key) if key.verifier().name() == role.key_name(origin) => Ok(key),
        Ok(_) => Err(KeysError::Exists(path).into()),
        Err(KeysError::Missing(_)) => {
            let key = SecretKey::generate(role, origin, entropy)?;
            key.write_new(&path)?;
            Ok(key)
        }
        Err(error) => Err(error.into()),
    }
}

/// The key file that an interrupted call wrote whole, or a new one.
pub(super) fn vault(path: &Path, entropy: &dyn Entropy) -> Result<KeyFile, RoundsError> {
    match KeyFile::open(path) {
        Ok(vault) => Ok(vault),
        Err(VaultError::Missing(_)) => {
            let new = path.with_extension("key.new");
            // What an interrupted call left: nothing has been sealed with it.
            let _ = fs::remove_file(&new);
            let vault = KeyFile::create(&new, entropy)?;
            fs::rename(&new, path)
                .map_err(|source| VaultError::Io { path: path.to_owned(), source })?;
            Ok(vault)
        }
        Err(error) => Err(error.into()),
    }
}

fn opening(
    origin: &str,
    at: u64,
    journal: &SecretKey,
    receipts: &SecretKey,
    recovery: &SecretKey,
) -> Result<Entry, RoundsError> {
    let (journal, receipts) = (journal.verifier().clone(), receipts.verifier().clone());
    let text = statement::keys(origin, 0, &[("journal", &journal), ("receipts", &receipts)]);
    let opened = JournalOpened {
        origin: origin.to_owned(),
        journal,
        receipts,
        recovery: recovery.verifier().clone(),
        proof: Note::sign(&text, &[recovery.signer()])?,
    };
    evidence::opening_proof(&opened)?;
    Ok(Entry { at, body: Body::JournalOpened(Box::new(opened)) })
}

async fn append(store: &Store, entry: &Entry, key: &SecretKey) -> Result<String, RoundsError> {
    let history = History::open(entry.to_bytes())?;
    let origin = history.journal().origin().to_owned();
    let root = history.root();
    let checkpoint = Checkpoint { origin: origin.clone(), size: 1, root };
    let note = Note::sign(&checkpoint.to_string(), &[key.signer()])?.to_string();
    let mut write = store.begin_office(&origin).await?;
    write.append(0, &entry.to_bytes(), &root, &note).await?;
    write.commit().await?;
    Ok(note)
}

/// Refuses a path inside the data folder, as far as the disk can tell where it leads.
fn refuse_inside(path: &Path, folder: &Path) -> Result<(), RoundsError> {
    let parent = match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => return Err(RoundsError::RecoveryPlace),
    };
    match (parent.canonicalize(), folder.canonicalize()) {
        (Ok(parent), Ok(folder)) if parent.starts_with(&folder) => Err(RoundsError::RecoveryPlace),
        _ => Ok(()),
    }
}
