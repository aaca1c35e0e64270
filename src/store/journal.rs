//! The journal's entries, checkpoints and cosignatures.

use paiwei_protocol::digest::Digest;

use super::{
    Read, StoreError, Write,
    transaction::{loaded, loaded_32, stored},
};

/// The head of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Origin of the journal.
    pub origin: String,
    /// Number of entries.
    pub size: u64,
    /// Root over them.
    pub root: Digest,
}

impl Read {
    /// The head of the journal; none before the office is opened.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn head(&mut self) -> Result<Option<Head>, StoreError> {
        let query = sqlx::query_as("select origin, size, root from office where id = 1");
        let row: Option<(String, i64, Vec<u8>)> = query.fetch_optional(self.connection()).await?;
        row.map(|(origin, size, root)| {
            let (size, root) = (loaded(size, "office")?, Digest(loaded_32(root, "office")?));
            Ok(Head { origin, size, root })
        })
        .transpose()
    }

    /// The entries from index `from` on, in their order.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn entries_from(&mut self, from: u64) -> Result<Vec<Vec<u8>>, StoreError> {
        let query =
            sqlx::query_scalar("select entry from entries where position >= $1 order by position");
        Ok(query.bind(stored(from)).fetch_all(self.connection()).await?)
    }

    /// The office's signed checkpoint of `size`, if one was ever committed.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn checkpoint(&mut self, size: u64) -> Result<Option<String>, StoreError> {
        let query = sqlx::query_scalar("select note from checkpoints where size = $1");
        Ok(query.bind(stored(size)).fetch_optional(self.connection()).await?)
    }

    /// Sizes of at least `from` of which there is a checkpoint, ascending.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn checkpoint_sizes(&mut self, from: u64) -> Result<Vec<u64>, StoreError> {
        let query =
            sqlx::query_scalar("select size from checkpoints where size >= $1 order by size");
        let sizes: Vec<i64> = query.bind(stored(from)).fetch_all(self.connection()).await?;
        sizes.into_iter().map(|size| loaded(size, "checkpoints")).collect()
    }

    /// The cosignature lines over the checkpoint of `size`, without line feeds.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn cosignatures(&mut self, size: u64) -> Result<Vec<String>, StoreError> {
        let query =
            sqlx::query_scalar("select line from cosignatures where size = $1 order by line");
        Ok(query.bind(stored(size)).fetch_all(self.connection()).await?)
    }
}

impl Write {
    pub(super) async fn insert_office(&mut self, origin: &str) -> Result<(), StoreError> {
        sqlx::query("insert into office (id, origin, size, root, writes) values (1, $1, 0, $2, 0)")
            .bind(origin)
            .bind(Digest::of(b"").0.to_vec())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Appends an entry as number `index`, with the root of the journal that it ends and its signed
    /// checkpoint.
    ///
    /// # Errors
    ///
    /// [`StoreError::HeadMoved`] unless the journal has exactly `index` entries.
    pub async fn append(
        &mut self,
        index: u64,
        entry: &[u8],
        root: &Digest,
        checkpoint: &str,
    ) -> Result<(), StoreError> {
        self.append_unsigned(index, entry, root).await?;
        self.insert_checkpoint(index + 1, checkpoint).await
    }

    /// Appends an entry that another machine signed as part of a longer journal.
    ///
    /// # Errors
    ///
    /// [`StoreError::HeadMoved`] unless the journal has exactly `index` entries.
    pub async fn append_unsigned(
        &mut self,
        index: u64,
        entry: &[u8],
        root: &Digest,
    ) -> Result<(), StoreError> {
        let moved =
            sqlx::query("update office set size = $1, root = $2 where id = 1 and size = $3")
                .bind(stored(index + 1))
                .bind(root.0.to_vec())
                .bind(stored(index))
                .execute(self.connection())
                .await?;
        if moved.rows_affected() != 1 {
            return Err(StoreError::HeadMoved { expected: index });
        }
        sqlx::query("insert into entries (position, entry) values ($1, $2)")
            .bind(stored(index))
            .bind(entry)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Keeps the signed checkpoint of `size`.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn insert_checkpoint(&mut self, size: u64, note: &str) -> Result<(), StoreError> {
        sqlx::query(
            "insert into checkpoints (size, note) values ($1, $2) on conflict (size) do nothing",
        )
        .bind(stored(size))
        .bind(note)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Keeps a cosignature line; whether it was new.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn insert_cosignature(&mut self, size: u64, line: &str) -> Result<bool, StoreError> {
        let query = sqlx::query(
            "insert into cosignatures (size, line) values ($1, $2) on conflict do nothing",
        );
        let done = query.bind(stored(size)).bind(line).execute(self.connection()).await?;
        Ok(done.rows_affected() == 1)
    }
}
