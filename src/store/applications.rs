//! Applications.

use super::{
    Read, StoreError, Write,
    statement::{execute, row, rows, scalar, scalars},
    transaction::{loaded_32, loaded_u32},
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

/// An application on its way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewApplication {
    /// The row.
    pub row: ApplicationRow,
    /// The registration's number, sealed.
    pub platform: Vec<u8>,
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

    /// An application by its code.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn application(
        &mut self,
        round: &str,
        code: &str,
    ) -> Result<Option<ApplicationRow>, StoreError> {
        let columns: Option<ApplicationColumns> = row!(
            self,
            "select code, tag, registration, content, points \
             from applications where round = $1 and code = $2",
            round,
            code
        )?;
        columns.map(application).transpose()
    }

    /// Codes of the applications with this tag, by code.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn codes_with_tag(
        &mut self,
        round: &str,
        tag: &str,
    ) -> Result<Vec<String>, StoreError> {
        Ok(scalars!(
            self,
            "select code from applications where round = $1 and tag = $2 order by code",
            round,
            tag
        )?)
    }

    /// Code and sealed registration number of the application whose registration has this keyed hash.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn registered(
        &mut self,
        round: &str,
        registration: &[u8; 32],
    ) -> Result<Option<(String, Vec<u8>)>, StoreError> {
        Ok(row!(
            self,
            "select code, platform from applications where round = $1 and registration = $2",
            round,
            registration.to_vec()
        )?)
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

    /// The sealed registration number of an application.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn platform_number(
        &mut self,
        round: &str,
        code: &str,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(scalar!(
            self,
            "select platform from applications where round = $1 and code = $2",
            round,
            code
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

    /// Keeps another tag and points: the family corrected what it had registered.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn set_registered(
        &mut self,
        round: &str,
        code: &str,
        tag: &str,
        points: Option<u32>,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "update applications set tag = $1, points = $2 where round = $3 and code = $4",
            tag,
            points.map(i64::from),
            round,
            code
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
