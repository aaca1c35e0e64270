//! Applications and their revisions.

use super::{
    Read, StoreError, Write,
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
        let query = sqlx::query_as(
            "select code, tag, registration, content, points \
             from applications where round = $1 order by code",
        );
        let rows: Vec<ApplicationColumns> = query.bind(round).fetch_all(self.connection()).await?;
        rows.into_iter().map(application).collect()
    }

    /// Every revision of a round in order of arrival.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn revisions(&mut self, round: &str) -> Result<Vec<RevisionRow>, StoreError> {
        let query = sqlx::query_as(
            "select code, revision, position, receipt \
             from revisions where round = $1 order by position",
        );
        Ok(query.bind(round).fetch_all(self.connection()).await?)
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
        let query = sqlx::query_as(
            "select revision, identity from revisions where round = $1 and code = $2 \
             order by revision desc limit 1",
        );
        let row: Option<(i64, Vec<u8>)> =
            query.bind(round).bind(code).fetch_optional(self.connection()).await?;
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
        let query = sqlx::query_as(
            "select code, platform from applications where round = $1 order by code",
        );
        Ok(query.bind(round).fetch_all(self.connection()).await?)
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
        sqlx::query(
            "insert into applications (round, code, tag, registration, content, platform, points) \
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(round)
        .bind(&new.row.code)
        .bind(&new.row.tag)
        .bind(new.row.registration.to_vec())
        .bind(new.row.content.to_vec())
        .bind(&new.platform)
        .bind(new.row.points.map(i64::from))
        .execute(self.connection())
        .await?;
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
        sqlx::query(
            "insert into revisions (round, code, revision, position, receipt, identity) \
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(round)
        .bind(&new.row.code)
        .bind(stored(new.row.revision))
        .bind(stored(new.row.position))
        .bind(&new.row.receipt)
        .bind(&new.identity)
        .execute(self.connection())
        .await?;
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
