//! Revisions of applications, with their receipts.

use super::{
    Read, StoreError, Write,
    statement::{execute, row, rows},
    transaction::{loaded, stored},
};

/// A revision of an application.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct RevisionRow {
    /// Code.
    pub code: String,
    /// Revision, from 1.
    #[sqlx(try_from = "i64")]
    pub revision: u64,
    /// Index in the intake.
    #[sqlx(try_from = "i64")]
    pub position: u64,
    /// The receipt: a signed note.
    pub receipt: String,
}

/// A revision on its way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRevision {
    /// The row.
    pub row: RevisionRow,
    /// The identity file, sealed.
    pub identity: Vec<u8>,
}

impl Read {
    /// Every revision of a round in order of arrival.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn revisions(&mut self, round: &str) -> Result<Vec<RevisionRow>, StoreError> {
        Ok(rows!(
            self,
            "select code, revision, position, receipt \
             from revisions where round = $1 order by position",
            round
        )?)
    }

    /// The sealed identity file of an application's newest revision, and the revision.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn identity(
        &mut self,
        round: &str,
        code: &str,
    ) -> Result<Option<(u64, Vec<u8>)>, StoreError> {
        let row: Option<(i64, Vec<u8>)> = row!(
            self,
            "select revision, identity from revisions where round = $1 and code = $2 \
             order by revision desc limit 1",
            round,
            code
        )?;
        row.map(|(revision, identity)| Ok((loaded(revision, "revisions")?, identity))).transpose()
    }

    /// The revisions of an application, the first first.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn revisions_of(
        &mut self,
        round: &str,
        code: &str,
    ) -> Result<Vec<RevisionRow>, StoreError> {
        Ok(rows!(
            self,
            "select code, revision, position, receipt \
             from revisions where round = $1 and code = $2 order by revision",
            round,
            code
        )?)
    }

    /// The newest revision of an application.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn newest_revision(
        &mut self,
        round: &str,
        code: &str,
    ) -> Result<Option<RevisionRow>, StoreError> {
        Ok(row!(
            self,
            "select code, revision, position, receipt \
             from revisions where round = $1 and code = $2 order by revision desc limit 1",
            round,
            code
        )?)
    }
}

impl Write {
    /// A new revision with its receipt.
    ///
    /// # Errors
    ///
    /// [`StoreError`], also where the revision or its intake index is taken.
    pub async fn insert_revision(
        &mut self,
        round: &str,
        new: &NewRevision,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into revisions (round, code, revision, position, receipt, identity) \
             values ($1, $2, $3, $4, $5, $6)",
            round,
            &new.row.code,
            stored(new.row.revision),
            stored(new.row.position),
            &new.row.receipt,
            &new.identity
        )?;
        Ok(())
    }
}
