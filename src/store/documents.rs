//! What families sent in to prove what they claim.

use super::{
    Read, StoreError, Write,
    statement::{execute, row, rows, scalar},
    transaction::stored,
};

/// A document without its content.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DocumentRow {
    /// Id: 32 hex digits.
    pub id: String,
    /// Code of the application.
    pub code: String,
    /// Id of the category that it proves.
    pub category: String,
    /// `jpeg`, `png` or `pdf`.
    pub kind: String,
    /// Bytes of its content.
    #[sqlx(try_from = "i64")]
    pub bytes: u64,
    /// When it came (Unix seconds).
    #[sqlx(try_from = "i64")]
    pub added_at: u64,
}

/// A document on its way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDocument {
    /// The row.
    pub row: DocumentRow,
    /// Keyed hash of the content.
    pub same: [u8; 32],
    /// The content, sealed.
    pub content: Vec<u8>,
}

impl Read {
    /// The documents of an application, the first first.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn documents_of(
        &mut self,
        round: &str,
        code: &str,
    ) -> Result<Vec<DocumentRow>, StoreError> {
        Ok(rows!(
            self,
            "select id, code, category, kind, bytes, added_at \
             from documents where round = $1 and code = $2 order by added_at, id",
            round,
            code
        )?)
    }

    /// Bytes of all documents of a round.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn document_bytes(&mut self, round: &str) -> Result<u64, StoreError> {
        // PostgreSQL sums into a wider type.
        let sum: Option<i64> = scalar!(
            self,
            "select cast(coalesce(sum(bytes), 0) as bigint) from documents where round = $1",
            round
        )?;
        Ok(u64::try_from(sum.unwrap_or(0)).unwrap_or(0))
    }

    /// An application's document with this keyed hash.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn document_alike(
        &mut self,
        round: &str,
        code: &str,
        same: &[u8; 32],
    ) -> Result<Option<DocumentRow>, StoreError> {
        Ok(row!(
            self,
            "select id, code, category, kind, bytes, added_at \
             from documents where round = $1 and code = $2 and same = $3",
            round,
            code,
            same.to_vec()
        )?)
    }

    /// A document of a round, and its sealed content.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn document(
        &mut self,
        round: &str,
        id: &str,
    ) -> Result<Option<(DocumentRow, Vec<u8>)>, StoreError> {
        let found: Option<DocumentRow> = row!(
            self,
            "select id, code, category, kind, bytes, added_at \
             from documents where round = $1 and id = $2",
            round,
            id
        )?;
        let Some(found) = found else { return Ok(None) };
        let content: Option<(Vec<u8>,)> =
            row!(self, "select content from documents where round = $1 and id = $2", round, id)?;
        Ok(content.map(|(content,)| (found, content)))
    }
}

impl Write {
    /// Keeps a document.
    ///
    /// # Errors
    ///
    /// [`StoreError`], also where the application has the same one.
    pub async fn insert_document(
        &mut self,
        round: &str,
        new: &NewDocument,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into documents \
             (id, round, code, category, kind, bytes, added_at, same, content) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            &new.row.id,
            round,
            &new.row.code,
            &new.row.category,
            &new.row.kind,
            stored(new.row.bytes),
            stored(new.row.added_at),
            new.same.to_vec(),
            &new.content
        )?;
        Ok(())
    }

    /// Removes a document of an application.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn remove_document(
        &mut self,
        round: &str,
        code: &str,
        id: &str,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "delete from documents where round = $1 and code = $2 and id = $3",
            round,
            code,
            id
        )?;
        Ok(())
    }
}
