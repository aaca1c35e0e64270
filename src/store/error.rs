//! What can go wrong in the database.

/// Why the database gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database engine's own word.
    #[error("the database: {0}; nothing was changed. Look at the disk, then run the command again")]
    Database(#[from] sqlx::Error),
    /// The tables could not be brought up to date.
    #[error("the database's tables: {0}; use the program's version that wrote it, or a newer one")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A PostgreSQL that is too old.
    #[error("this is PostgreSQL {found}; use version 15 or a newer one")]
    TooOld {
        /// Its major version.
        found: u64,
    },
    /// The row that a write locks first isn't there.
    #[error("{what} is not in the database; check its name")]
    NothingToLock {
        /// The row.
        what: String,
    },
    /// Somebody else appended meanwhile.
    #[error("the journal has grown beyond {expected} entries meanwhile; run the command again")]
    HeadMoved {
        /// Entries that the writer knew.
        expected: u64,
    },
    /// A column holds what no version of this program wrote.
    #[error("{table} holds {what}, which this program never wrote; restore a backup")]
    Damaged {
        /// Table.
        table: &'static str,
        /// What stands there.
        what: String,
    },
}
