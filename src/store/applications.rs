//! Applications and their revisions.

use super::{
    Read, StoreError, Write,
    statement::{execute, row, rows},
    transaction::{loaded, loaded_32, loaded_u32, stored},
};

/// An application as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationRow {
    /// Code.
    pub code: String,
    /// Tag.
    pub tag: String,
    /// Keyed hash of the registration's number.
    pub registration: [u8; 32],
    /// Keyed hash of all that was registered.
    pub content: [u8; 32],
    /// Points that the registration claims.
    pub points: Option<u32>,
}

/// The newest revision of an application.
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

/// An application on its way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewApplication {
    /// The row.
    pub row: ApplicationRow,
    /// The registration's number, sealed.
    pub platform: Vec<u8>,
}

/// A revision on its way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRevision {
    /// The row.
    pub row: RevisionRow,
    /// The identity file, sealed.
    pub identity: Vec<u8>,
}

type ApplicationColumns = (String, String, Vec<u8>, Vec<u8>, Option<i64>);

impl Read {
    /// The applications of a round by code.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn applications(&mut self, round: &str) -> Result<Vec<ApplicationRow>, StoreError> {
        let rows: Vec<ApplicationColumns> = rows!(
            self,
            "select code, tag, registration, content, points \
             from applications where round = $1 order by code",
            round
        )?;
        rows.into_iter().map(application).collect()
    }

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

    /// The sealed registration numbers of a round by code.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn platform_numbers(
        &mut self,
        round: &str,
    ) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        Ok(rows!(
            self,
            "select code, platform from applications where round = $1 order by code",
            round
        )?)
    }
}

impl Write {
    /// A new application.
    ///
    /// # Errors
    ///
    /// [`StoreError`], also where code or registration are there already.
    pub async fn insert_application(
        &mut self,
        round: &str,
        new: &NewApplication,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into applications (round, code, tag, registration, content, platform, points) \
             values ($1, $2, $3, $4, $5, $6, $7)",
            round,
            &new.row.code,
            &new.row.tag,
            new.row.registration.to_vec(),
            new.row.content.to_vec(),
            &new.platform,
            new.row.points.map(i64::from)
        )?;
        Ok(())
    }

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

fn application(columns: ApplicationColumns) -> Result<ApplicationRow, StoreError> {
    let (code, tag, registration, content, points) = columns;
    let registration = loaded_32(registration, "applications")?;
    let content = loaded_32(content, "applications")?;
    let points = points.map(|points| loaded_u32(points, "applications")).transpose()?;
    Ok(ApplicationRow { code, tag, registration, content, points })
}
