//! What can go wrong in the database.

use super::fault::{Fault, in_doubt};

/// Why the database gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database engine's own word.
    #[error("the database: {0}; nothing was changed. Look at the disk, then run the command again")]
    Database(#[source] sqlx::Error),
    /// Another step, or another program, held what is needed for too long.
    #[error("the database is busy: {0}; nothing was changed. Run the command again in a while")]
    Busy(#[source] sqlx::Error),
    /// There is no connection to the database, or it broke before anything was committed.
    #[error(
        "no connection to the database: {0}; nothing was changed. See that it runs and can be \
         reached, then run the command again"
    )]
    Lost(#[source] sqlx::Error),
    /// The connection broke during a commit.
    #[error(
        "the connection to the database broke while the step was committed: {0}; it was done, or \
         not at all. Run the command again: nothing is done twice"
    )]
    InDoubt(#[source] sqlx::Error),
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

impl StoreError {
    /// Whether the same step may well succeed at another try: it met somebody else, or the database
    /// was away. Steps may be tried again after every error, as none is done twice.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        use sqlx::migrate::MigrateError::{Execute, ExecuteMigration};
        match self {
            Self::Busy(_) | Self::Lost(_) | Self::InDoubt(_) | Self::HeadMoved { .. } => true,
            Self::Migration(Execute(error) | ExecuteMigration(error, _)) => {
                Fault::of(error) != Fault::Lasting
            }
            Self::Database(_)
            | Self::Migration(_)
            | Self::TooOld { .. }
            | Self::NothingToLock { .. }
            | Self::Damaged { .. } => false,
        }
    }

    /// What a failed commit means.
    pub(super) fn of_commit(error: sqlx::Error) -> Self {
        if in_doubt(&error) { Self::InDoubt(error) } else { error.into() }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match Fault::of(&error) {
            Fault::Busy => Self::Busy(error),
            Fault::Lost => Self::Lost(error),
            Fault::Lasting => Self::Database(error),
        }
    }
}
