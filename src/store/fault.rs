//! What kind of failure a database's own error is: whether another try may help.

use sqlx::{postgres::PgDatabaseError, sqlite::SqliteError};

/// A kind of failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Somebody else was in the way for too long.
    Busy,
    /// There is no connection, or it broke.
    Lost,
    /// Anything else: it will be the same the next time.
    Lasting,
}

impl Fault {
    pub(super) fn of(error: &sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::Io(_) | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => Self::Lost,
            sqlx::Error::Database(error) => {
                let error = &**error;
                if let Some(error) = error.try_downcast_ref::<PgDatabaseError>() {
                    Self::of_postgres(error.code())
                } else if let Some(error) = error.try_downcast_ref::<SqliteError>() {
                    Self::of_sqlite(primary(error))
                } else {
                    Self::Lasting
                }
            }
            _ => Self::Lasting,
        }
    }

    /// By SQLSTATE: appendix A of PostgreSQL's manual.
    fn of_postgres(code: &str) -> Self {
        match code {
            // Serialization failure, deadlock, lock not available.
            "40001" | "40P01" | "55P03" => Self::Busy,
            // Shut down by an administrator, or crashed; not yet started; no connection left.
            "57P01" | "57P02" | "57P03" | "53300" => Self::Lost,
            _ if code.starts_with("08") => Self::Lost,
            _ => Self::Lasting,
        }
    }

    /// By primary result code.
    fn of_sqlite(code: u32) -> Self {
        match code {
            // SQLITE_BUSY and SQLITE_LOCKED.
            5 | 6 => Self::Busy,
            _ => Self::Lasting,
        }
    }
}

/// Whether an error of a commit leaves open what became of it: the server may have committed before
/// the connection broke; SQLite may have written before the disk failed.
pub(super) fn in_doubt(error: &sqlx::Error) -> bool {
    let sqlite = error.as_database_error().and_then(|e| e.try_downcast_ref::<SqliteError>());
    Fault::of(error) == Fault::Lost || sqlite.is_some_and(|error| primary(error) == SQLITE_IOERR)
}

const SQLITE_IOERR: u32 = 10;

/// The primary result code: the lower eight bits of an extended one.
fn primary(error: &SqliteError) -> u32 {
    use sqlx::error::DatabaseError as _;
    let code = error.code().and_then(|code| code.parse::<u32>().ok());
    code.unwrap_or_default() & 0xff
}
