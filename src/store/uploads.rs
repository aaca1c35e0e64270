//! Spreadsheets between their upload and their import, and the mapping that a round used last.

use super::{
    Read, StoreError, Write,
    statement::{execute, row, rows, scalar},
    transaction::stored,
};

/// An uploaded spreadsheet, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct UploadRow {
    /// Its id: 32 hex digits.
    pub id: String,
    /// Who uploaded it.
    pub account: String,
    /// The name of the file.
    pub name: String,
    /// The mapping as JSON; empty until there is one.
    pub mapping: String,
    /// When it came (Unix seconds).
    #[sqlx(try_from = "i64")]
    pub made_at: u64,
    /// When it was imported (Unix seconds); 0 until then.
    #[sqlx(try_from = "i64")]
    pub imported_at: u64,
    /// Children of the import.
    #[sqlx(try_from = "i64")]
    pub children: u64,
    /// How many of them had been imported before.
    #[sqlx(try_from = "i64")]
    pub repeated: u64,
}

impl Read {
    /// The uploads of a round, the newest first.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn uploads(&mut self, round: &str) -> Result<Vec<UploadRow>, StoreError> {
        Ok(rows!(
            self,
            "select id, account, name, mapping, made_at, imported_at, children, repeated \
             from uploads \
             where round = $1 order by made_at desc, id",
            round
        )?)
    }

    /// An upload of a round.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn upload(&mut self, round: &str, id: &str) -> Result<Option<UploadRow>, StoreError> {
        Ok(row!(
            self,
            "select id, account, name, mapping, made_at, imported_at, children, repeated \
             from uploads \
             where round = $1 and id = $2",
            round,
            id
        )?)
    }

    /// Ids and rounds of an account's uploads, what may go first first: what wasn't imported, the
    /// oldest first, and then what was.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn uploads_of(&mut self, account: &str) -> Result<Vec<(String, String)>, StoreError> {
        Ok(rows!(
            self,
            "select id, round from uploads where account = $1 \
             order by case when imported_at = 0 then 0 else 1 end, made_at, id",
            account
        )?)
    }

    /// The sealed file of an upload.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn upload_file(&mut self, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(scalar!(self, "select file from uploads where id = $1", id)?)
    }

    /// The mapping that a round used last, as JSON.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn mapping(&mut self, round: &str) -> Result<Option<String>, StoreError> {
        Ok(scalar!(self, "select mapping from mappings where round = $1", round)?)
    }
}

impl Write {
    /// Keeps a new upload with its sealed file.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn insert_upload(
        &mut self,
        round: &str,
        row: &UploadRow,
        file: &[u8],
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into uploads (id, round, account, name, mapping, file, made_at, imported_at, \
             children, repeated) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            &row.id,
            round,
            &row.account,
            &row.name,
            &row.mapping,
            file,
            stored(row.made_at),
            stored(row.imported_at),
            stored(row.children),
            stored(row.repeated)
        )?;
        Ok(())
    }

    /// Keeps the mapping of an upload, and that its round used it last.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn set_mapping(
        &mut self,
        round: &str,
        id: &str,
        mapping: &str,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "update uploads set mapping = $1 where round = $2 and id = $3",
            mapping,
            round,
            id
        )?;
        execute!(
            self,
            "insert into mappings (round, mapping) values ($1, $2) \
             on conflict (round) do update set mapping = excluded.mapping",
            round,
            mapping
        )?;
        Ok(())
    }

    /// Notes when an upload was imported, and what it came to. The first time counts.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn set_imported(
        &mut self,
        id: &str,
        at: u64,
        children: u64,
        repeated: u64,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "update uploads set imported_at = $1, children = $2, repeated = $3 \
             where id = $4 and imported_at = 0",
            stored(at),
            stored(children),
            stored(repeated),
            id
        )?;
        Ok(())
    }

    /// Forgets an upload.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn drop_upload(&mut self, round: &str, id: &str) -> Result<(), StoreError> {
        execute!(self, "delete from uploads where round = $1 and id = $2", round, id)?;
        Ok(())
    }

    /// Forgets uploads that came before a time.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn sweep_uploads(&mut self, before: u64) -> Result<u64, StoreError> {
        Ok(execute!(self, "delete from uploads where made_at < $1", stored(before))?)
    }
}
