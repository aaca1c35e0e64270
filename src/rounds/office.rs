//! An open office: its data folder with everything in it.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use paiwei_protocol::rules::Rules;

use super::{
    RoundsError,
    history::History,
    record::KnownRecord,
    result::KnownResult,
    step::Step,
    tables::{KnownApplicants, Tables},
};
use crate::{
    clock::Clock,
    entropy::Entropy,
    folder::{DataFolder, SavedHead},
    keys::{Role, SecretKey},
    store::{Database, Lock, Read, RoundRow, Store, StoreError},
    vault::{KeyFile, RoundVault},
};

/// An office, or its ceremony machine, with its folder open.
pub struct Office {
    pub(crate) folder: DataFolder,
    pub(crate) store: Store,
    pub(crate) vault: KeyFile,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    known: Mutex<Option<Arc<History>>>,
    rules: Mutex<BTreeMap<String, Arc<Rules>>>,
    pub(super) known_results: Mutex<BTreeMap<String, KnownResult>>,
    pub(super) known_records: Mutex<BTreeMap<String, KnownRecord>>,
    pub(super) known_tables: Mutex<BTreeMap<String, Arc<Tables>>>,
    pub(super) known_applicants: Mutex<BTreeMap<String, KnownApplicants>>,
}

impl Office {
    /// Opens a data folder that `init` made, with its own database.
    ///
    /// # Errors
    ///
    /// As [`Office::open_on`].
    pub async fn open(
        folder: &Path,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, RoundsError> {
        Self::open_on(folder, None, clock, entropy).await
    }

    /// Opens a data folder that `init` made with this database; `None`: the folder's own.
    ///
    /// # Errors
    ///
    /// [`RoundsError::NoOffice`]; [`RoundsError::Folder`] where others may read it, or where the
    /// journal is shorter than the one that was committed last.
    pub async fn open_on(
        folder: &Path,
        database: Option<&Database>,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, RoundsError> {
        let place = DataFolder::open(folder)?;
        let database = database_of(&place, database);
        if matches!(&database, Database::Sqlite(file) if !file.is_file()) {
            return Err(RoundsError::NoOffice(folder.to_owned()));
        }
        let store = Store::open(&database).await?;
        let vault = KeyFile::open(&place.vault())?;
        let office = Self::new(place, store, vault, clock, entropy);
        let history = office.history().await?;
        if let Some(head) = SavedHead::read(&office.folder)? {
            head.check(&office.folder, history.journal())?;
        }
        Ok(office)
    }

    pub(super) fn new(
        folder: DataFolder,
        store: Store,
        vault: KeyFile,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Self {
        Self {
            folder,
            store,
            vault,
            clock,
            entropy,
            known: Mutex::default(),
            rules: Mutex::default(),
            known_results: Mutex::default(),
            known_records: Mutex::default(),
            known_tables: Mutex::default(),
            known_applicants: Mutex::default(),
        }
    }

    /// Waits for what is running and closes the database.
    pub async fn close(&self) {
        self.store.close().await;
    }

    /// Origin of the journal.
    ///
    /// # Errors
    ///
    /// [`RoundsError`] of the database.
    pub async fn origin(&self) -> Result<String, RoundsError> {
        Ok(self.history().await?.journal().origin().to_owned())
    }

    /// The time now, in Unix seconds.
    #[must_use]
    pub fn now(&self) -> u64 {
        self.clock.now()
    }

    /// The source of random bytes.
    #[must_use]
    pub fn entropy(&self) -> &dyn Entropy {
        self.entropy.as_ref()
    }

    /// The journal as it stands.
    pub(super) async fn history(&self) -> Result<Arc<History>, RoundsError> {
        Ok(self.read().await?.1)
    }

    /// Begins to read: the transaction and the journal of the same moment.
    pub(super) async fn read(&self) -> Result<(Read, Arc<History>), RoundsError> {
        let mut read = self.store.begin_read().await?;
        let history = self.replayed(&mut read).await?;
        Ok((read, history))
    }

    /// Begins a step that appends to the journal.
    pub(super) async fn begin(&self) -> Result<Step<'_>, RoundsError> {
        let mut write = self.store.begin_write(Lock::Journal).await?;
        let history = self.replayed(&mut write).await?;
        Ok(Step::new(self, write, history))
    }

    /// The journal of a transaction's moment; what is known of it already isn't replayed again.
    pub(super) async fn replayed(&self, read: &mut Read) -> Result<Arc<History>, RoundsError> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let loaded = History::load(read, known).await?;
        let history = loaded.ok_or_else(|| RoundsError::NoOffice(self.folder.path().to_owned()))?;
        self.remember(&history);
        Ok(history)
    }

    /// Begins to write what belongs to one round and appends nothing.
    pub(super) async fn begin_in(&self, round: &str) -> Result<Step<'_>, RoundsError> {
        let locked = self.store.begin_write(Lock::Round(round)).await;
        let mut write = locked.map_err(|error| match error {
            StoreError::NothingToLock { .. } => RoundsError::UnknownRound(round.to_owned()),
            other => other.into(),
        })?;
        let history = self.replayed(&mut write).await?;
        Ok(Step::new(self, write, history))
    }

    /// A round's rules, which never change: read once.
    pub(super) async fn known_rules(&self, round: &str) -> Result<Arc<Rules>, RoundsError> {
        let known = self.rules.lock().unwrap_or_else(PoisonError::into_inner).get(round).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let rules = Arc::new(rules_of(&mut self.store.begin_read().await?, round).await?);
        let mut known = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(known.entry(round.to_owned()).or_insert(rules).clone())
    }

    /// Keeps what was committed, so that it isn't replayed again. Whoever comes late with a shorter
    /// journal changes nothing.
    pub(super) fn remember(&self, history: &Arc<History>) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let size = |history: &Arc<History>| history.journal().size();
        if known.as_ref().is_none_or(|known| size(known) < size(history)) {
            *known = Some(history.clone());
        }
    }

    /// One of this machine's keys.
    pub(super) fn key(&self, role: Role) -> Result<SecretKey, RoundsError> {
        let path = self.folder.keys().join(format!("{}.key", role.as_str()));
        Ok(SecretKey::read(&path, role)?)
    }

    /// The vault of a round.
    pub(super) fn round_vault(&self, id: &str, row: &RoundRow) -> Result<RoundVault, RoundsError> {
        Ok(self.vault.open_round(id, &row.data_key)?)
    }
}

/// The database given, or the folder's own.
pub(super) fn database_of(folder: &DataFolder, given: Option<&Database>) -> Database {
    given.cloned().unwrap_or_else(|| Database::Sqlite(folder.database()))
}

/// The rules of a round.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn rules(office: &Office, round: &str) -> Result<Rules, RoundsError> {
    rules_of(&mut office.store.begin_read().await?, round).await
}

/// A round's row.
pub(super) async fn round_row(read: &mut Read, id: &str) -> Result<RoundRow, RoundsError> {
    read.round(id).await?.ok_or_else(|| RoundsError::UnknownRound(id.to_owned()))
}

/// A round's rules.
pub(super) async fn rules_of(read: &mut Read, id: &str) -> Result<Rules, RoundsError> {
    Ok(Rules::read(&round_row(read, id).await?.rules)?)
}

impl std::fmt::Debug for Office {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Office({})", self.folder.path().display())
    }
}
