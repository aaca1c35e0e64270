//! Opening a database, and beginning its transactions.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use sqlx::{
    Connection as _, PgConnection,
    postgres::{PgConnectOptions, PgPool, PgPoolOptions},
    sqlite::{
        SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
    },
};

use super::{
    Lock, Read, StoreError, Write,
    fault::Fault,
    statement::scalar,
    transaction::{Tx, loaded},
    turns::Turns,
};

static SQLITE: sqlx::migrate::Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: sqlx::migrate::Migrator = sqlx::migrate!("migrations/postgres");

/// How long a write waits for another one's lock.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long after a refusal a new file is tried again.
const PAUSE: Duration = Duration::from_millis(20);
/// How long closing is waited for.
const FAREWELL: Duration = Duration::from_secs(2);
/// Connections: SQLite has one writer at a time whatever their number.
const SQLITE_CONNECTIONS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 16;
/// How an address of PostgreSQL begins.
const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];
/// The oldest PostgreSQL that is tested, as `server_version_num` counts.
const OLDEST_POSTGRES: u64 = 150_000;

/// Where a database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// A file of SQLite; made if there is none.
    Sqlite(PathBuf),
    /// The address of a PostgreSQL database: `postgres://user@host/name`. It may hold a password, so
    /// it is never shown.
    Postgres(String),
}

/// An open database.
#[derive(Debug, Clone)]
pub struct Store {
    pool: Pool,
}

#[derive(Debug, Clone)]
enum Pool {
    Sqlite(SqlitePool, Turns),
    Postgres(PgPool),
}

impl Store {
    /// Opens a database and brings its tables up to date. A write waits for another one's lock for
    /// half a minute.
    ///
    /// # Errors
    ///
    /// As [`Store::open_waiting`].
    pub async fn open(database: &Database) -> Result<Self, StoreError> {
        Self::open_waiting(database, PATIENCE).await
    }

    /// Opens a database in which a write waits so long for another one's lock, and for a connection;
    /// then it is refused as [`StoreError::Busy`].
    ///
    /// # Errors
    ///
    /// [`StoreError::Address`], [`StoreError::Database`], [`StoreError::Lost`],
    /// [`StoreError::Migration`], [`StoreError::TooOld`].
    pub async fn open_waiting(database: &Database, patience: Duration) -> Result<Self, StoreError> {
        let pool = match database {
            Database::Sqlite(file) => {
                Pool::Sqlite(open_sqlite(file, patience).await?, Turns::new(patience))
            }
            Database::Postgres(url) => Pool::Postgres(open_postgres(url, patience).await?),
        };
        Ok(Self { pool })
    }

    /// Begins to read: all that follows sees the same moment.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`].
    pub async fn begin_read(&self) -> Result<Read, StoreError> {
        Ok(Read::new(match &self.pool {
            Pool::Sqlite(pool, _) => Tx::Sqlite(pool.begin().await?, None),
            Pool::Postgres(pool) => {
                Tx::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ").await?)
            }
        }))
    }

    /// Begins to write, and locks.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`]; [`StoreError::NothingToLock`] where the row isn't there.
    pub async fn begin_write(&self, lock: Lock<'_>) -> Result<Write, StoreError> {
        let mut write = self.begin_unlocked().await?;
        write.lock(lock).await?;
        Ok(write)
    }

    /// Begins to write where there is nothing to lock yet: the row of the office is made first.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`].
    pub async fn begin_office(&self, origin: &str) -> Result<Write, StoreError> {
        let mut write = self.begin_unlocked().await?;
        write.insert_office(origin).await?;
        Ok(write)
    }

    /// On PostgreSQL every statement sees what was committed before it: after the lock, the newest
    /// state of what is locked. A snapshot of the transaction's begin would be older than the lock.
    pub(super) async fn begin_unlocked(&self) -> Result<Write, StoreError> {
        Ok(Write::new(Read::new(match &self.pool {
            Pool::Sqlite(pool, turns) => {
                let turn = turns.take().await?;
                Tx::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?, Some(turn))
            }
            Pool::Postgres(pool) => {
                Tx::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL READ COMMITTED").await?)
            }
        })))
    }

    /// The database's own clock in Unix seconds; none for SQLite, which has the program's.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`].
    pub async fn clock(&self) -> Result<Option<u64>, StoreError> {
        if matches!(self.pool, Pool::Sqlite(..)) {
            return Ok(None);
        }
        let mut read = self.begin_read().await?;
        let text = "select cast(floor(extract(epoch from clock_timestamp())) as bigint)";
        let now: Option<i64> = scalar!(read, text)?;
        now.map(|now| loaded(now, "the clock")).transpose()
    }

    /// Closes the database. All that was acknowledged is durable already; closing only tidies up,
    /// so it is not waited for longer than [`FAREWELL`]: under load the pool has been seen to miss
    /// the return of its last connection, and to wait for ever.
    pub async fn close(&self) {
        // A log that is left over is taken up at the next start.
        let _in_time = match &self.pool {
            Pool::Sqlite(pool, _) => tokio::time::timeout(FAREWELL, pool.close()).await,
            Pool::Postgres(pool) => tokio::time::timeout(FAREWELL, pool.close()).await,
        };
    }
}

async fn open_sqlite(file: &Path, patience: Duration) -> Result<SqlitePool, StoreError> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(patience);
    let pool = SqlitePoolOptions::new().max_connections(SQLITE_CONNECTIONS);
    let pool = connected(&pool.acquire_timeout(patience), &options, patience).await?;
    // Of several programs that open a new file, one makes the tables: sqlx locks only PostgreSQL.
    let mut alone = pool.begin_with("BEGIN IMMEDIATE").await?;
    // `run` can't be awaited on a borrowed connection by a future that is sent between threads.
    SQLITE.run_direct(None, &mut *alone, false).await?;
    alone.commit().await?;
    Ok(pool)
}

/// Connects. Of several programs that open a new file, SQLite lets one begin its log, and refuses the
/// others without waiting.
async fn connected(
    pool: &SqlitePoolOptions,
    options: &SqliteConnectOptions,
    patience: Duration,
) -> Result<SqlitePool, StoreError> {
    let mut waited = Duration::ZERO;
    loop {
        match pool.clone().connect_with(options.clone()).await {
            Err(error) if Fault::of(&error) == Fault::Busy && waited < patience => {
                tokio::time::sleep(PAUSE).await;
                waited += PAUSE;
            }
            done => return Ok(done?),
        }
    }
}

async fn open_postgres(url: &str, patience: Duration) -> Result<PgPool, StoreError> {
    if !SCHEMES.iter().any(|scheme| url.starts_with(scheme)) {
        return Err(StoreError::Address("it is of no PostgreSQL database".to_owned()));
    }
    let options: PgConnectOptions =
        url.parse().map_err(|error: sqlx::Error| StoreError::Address(error.to_string()))?;
    let lock_timeout = patience.as_millis().to_string();
    // A server may be set to acknowledge before the disk has it: never for an office.
    let options = options.options([
        ("synchronous_commit", "on"),
        ("lock_timeout", lock_timeout.as_str()),
        ("client_min_messages", "warning"),
    ]);
    // The pool would try again where nobody listens, and say in the end that it was busy.
    let mut first = PgConnection::connect_with(&options).await?;
    refuse_old(&mut first).await?;
    POSTGRES.run_direct(None, &mut first, false).await?;
    first.close().await?;
    let pool = PgPoolOptions::new().max_connections(POSTGRES_CONNECTIONS);
    Ok(pool.acquire_timeout(patience).connect_lazy_with(options))
}

async fn refuse_old(on: &mut PgConnection) -> Result<(), StoreError> {
    let text = "select cast(current_setting('server_version_num') as bigint)";
    let found: i64 = sqlx::query_scalar(text).fetch_one(on).await?;
    match loaded(found, "server_version_num")? {
        OLDEST_POSTGRES.. => Ok(()),
        found => Err(StoreError::TooOld { found: found / 10_000 }),
    }
}
