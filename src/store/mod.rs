//! The database: the only SQL of the program.
//!
//! One dialect subset: static statements, columns of text, integer and blob. Reading happens in a
//! [`Read`] transaction, which sees one moment; writing in a [`Write`] transaction, which begins
//! with an update of the row that it locks ([`Lock`]). A transaction that is dropped without
//! [`Write::commit`] leaves no trace; one that was committed is on the disk (`synchronous=FULL`).
//!
//! Nothing here knows what an entry means: that is [`crate::rounds`]'s business.

mod applications;
mod decisions;
mod error;
mod files;
mod journal;
mod pending;
mod rounds;
mod transaction;

use std::{path::Path, time::Duration};

pub use applications::{ApplicationRow, NewApplication, NewRevision, RevisionRow};
pub use decisions::{CorrectionRow, DecisionRow};
pub use error::StoreError;
pub use journal::Head;
pub use pending::PendingRow;
pub use rounds::RoundRow;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
pub use transaction::{Lock, Read, Write};

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("migrations/sqlite");

/// How long a write waits for another one's lock.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long closing is waited for.
const FAREWELL: Duration = Duration::from_secs(2);

/// An open database.
#[derive(Debug, Clone)]
pub struct Store {
    pool: SqlitePool,
}

impl Store {
    /// Opens the database file, makes it if there is none, and brings its tables up to date.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] and [`StoreError::Migration`].
    pub async fn open(file: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE);
        let pool = SqlitePoolOptions::new().max_connections(4).connect_with(options).await?;
        MIGRATIONS.run(&pool).await?;
        Ok(Self { pool })
    }

    /// Begins to read: all that follows sees the same moment.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`].
    pub async fn begin_read(&self) -> Result<Read, StoreError> {
        Ok(Read::new(self.pool.begin().await?))
    }

    /// Begins to write, and locks.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`]; [`StoreError::NothingToLock`] where the row isn't there.
    pub async fn begin_write(&self, lock: Lock<'_>) -> Result<Write, StoreError> {
        let mut write = Write::new(Read::new(self.pool.begin_with("BEGIN IMMEDIATE").await?));
        write.lock(lock).await?;
        Ok(write)
    }

    /// Begins to write where there is nothing to lock yet: the row of the office is made first.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`].
    pub async fn begin_office(&self, origin: &str) -> Result<Write, StoreError> {
        let mut write = Write::new(Read::new(self.pool.begin_with("BEGIN IMMEDIATE").await?));
        write.insert_office(origin).await?;
        Ok(write)
    }

    /// Closes the database. All that was acknowledged is durable already; closing only tidies up,
    /// so it is not waited for longer than [`FAREWELL`]: under load the pool has been seen to miss
    /// the return of its last connection, and to wait for ever.
    pub async fn close(&self) {
        // A log that is left over is taken up at the next start.
        let _in_time = tokio::time::timeout(FAREWELL, self.pool.close()).await;
    }
}
