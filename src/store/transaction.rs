//! Transactions and what they lock.

use std::ops::{Deref, DerefMut};

use sqlx::{Postgres, Sqlite, Transaction};
use tokio::sync::OwnedSemaphorePermit;

use super::{StoreError, statement::execute};

/// A transaction of either database.
#[derive(Debug)]
pub(super) enum Tx {
    /// With the turn of a writer, which ends with the transaction.
    Sqlite(Transaction<'static, Sqlite>, Option<OwnedSemaphorePermit>),
    Postgres(Transaction<'static, Postgres>),
}

/// The row that a write updates first. Writes that take both take the journal's before a round's.
#[derive(Debug, Clone, Copy)]
pub enum Lock<'a> {
    /// Whoever appends an entry.
    Journal,
    /// Whoever changes only what belongs to one round.
    Round(&'a str),
}

/// A transaction that reads.
#[derive(Debug)]
pub struct Read {
    transaction: Tx,
}

impl Read {
    pub(super) fn new(transaction: Tx) -> Self {
        Self { transaction }
    }

    pub(super) fn transaction(&mut self) -> &mut Tx {
        &mut self.transaction
    }
}

/// A transaction that writes; it reads as well.
#[derive(Debug)]
pub struct Write {
    read: Read,
}

impl Write {
    pub(super) fn new(read: Read) -> Self {
        Self { read }
    }

    /// Locks one more row.
    ///
    /// # Errors
    ///
    /// [`StoreError::NothingToLock`] where the row isn't there.
    pub async fn lock(&mut self, lock: Lock<'_>) -> Result<(), StoreError> {
        let (locked, what) = match lock {
            Lock::Journal => {
                let locked = execute!(self, "update office set writes = writes + 1 where id = 1");
                (locked?, "the office".to_owned())
            }
            Lock::Round(id) => {
                let update = "update rounds set writes = writes + 1 where id = $1";
                (execute!(self, update, id)?, format!("round {id}"))
            }
        };
        match locked {
            0 => Err(StoreError::NothingToLock { what }),
            _ => Ok(()),
        }
    }

    /// Makes everything durable, or nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError::InDoubt`] where the connection broke meanwhile; else nothing was changed.
    pub async fn commit(self) -> Result<(), StoreError> {
        let done = match self.read.transaction {
            Tx::Sqlite(transaction, _turn) => transaction.commit().await,
            Tx::Postgres(transaction) => transaction.commit().await,
        };
        done.map_err(StoreError::of_commit)
    }
}

impl Deref for Write {
    type Target = Read;

    fn deref(&self) -> &Read {
        &self.read
    }
}

impl DerefMut for Write {
    fn deref_mut(&mut self) -> &mut Read {
        &mut self.read
    }
}

/// A count or index as the database keeps it.
pub(super) fn stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A count or index as it was stored.
pub(super) fn loaded(number: i64, table: &'static str) -> Result<u64, StoreError> {
    u64::try_from(number).map_err(|_| StoreError::Damaged { table, what: number.to_string() })
}

/// A small number as it was stored.
pub(super) fn loaded_u32(number: i64, table: &'static str) -> Result<u32, StoreError> {
    u32::try_from(number).map_err(|_| StoreError::Damaged { table, what: number.to_string() })
}

/// A 32-byte value as it was stored.
pub(super) fn loaded_32(bytes: Vec<u8>, table: &'static str) -> Result<[u8; 32], StoreError> {
    bytes.try_into().map_err(|bytes: Vec<u8>| StoreError::Damaged {
        table,
        what: format!("{} bytes where 32 belong", bytes.len()),
    })
}
