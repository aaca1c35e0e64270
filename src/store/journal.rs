//! The journal's entries, checkpoints and cosignatures.

use paiwei_protocol::digest::Digest;

use super::{
    Read, StoreError, Write,
    statement::{execute, row, scalar, scalars},
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
        let row: Option<(String, i64, Vec<u8>)> =
            row!(self, "select origin, size, root from office where id = 1")?;
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
        Ok(scalars!(
            self,
            "select entry from entries where position >= $1 order by position",
            stored(from)
        )?)
    }

    /// The office's signed checkpoint of `size`, if one was ever committed.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn checkpoint(&mut self, size: u64) -> Result<Option<String>, StoreError> {
        Ok(scalar!(self, "select note from checkpoints where size = $1", stored(size))?)
    }

    /// Sizes of at least `from` of which there is a checkpoint, ascending.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn checkpoint_sizes(&mut self, from: u64) -> Result<Vec<u64>, StoreError> {
        let sizes: Vec<i64> = scalars!(
            self,
            "select size from checkpoints where size >= $1 order by size",
            stored(from)
        )?;
        sizes.into_iter().map(|size| loaded(size, "checkpoints")).collect()
    }

    /// The cosignature lines over the checkpoint of `size`, without line feeds.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn cosignatures(&mut self, size: u64) -> Result<Vec<String>, StoreError> {
        Ok(scalars!(
            self,
            "select line from cosignatures where size = $1 order by line",
            stored(size)
        )?)
    }

    /// How many cosignature lines there are over all checkpoints.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn cosignature_count(&mut self) -> Result<u64, StoreError> {
        let count: Option<i64> = scalar!(self, "select count(*) from cosignatures")?;
        loaded(count.unwrap_or_default(), "cosignatures")
    }
}

impl Write {
    pub(super) async fn insert_office(&mut self, origin: &str) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into office (id, origin, size, root, writes) values (1, $1, 0, $2, 0)",
            origin,
            Digest::of(b"").0.to_vec()
        )?;
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
        let moved = execute!(
            self,
            "update office set size = $1, root = $2 where id = 1 and size = $3",
            stored(index + 1),
            root.0.to_vec(),
            stored(index)
        )?;
        if moved != 1 {
            return Err(StoreError::HeadMoved { expected: index });
        }
        execute!(
            self,
            "insert into entries (position, entry) values ($1, $2)",
            stored(index),
            entry
        )?;
        Ok(())
    }

    /// Keeps the signed checkpoint of `size`.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn insert_checkpoint(&mut self, size: u64, note: &str) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into checkpoints (size, note) values ($1, $2) on conflict (size) do nothing",
            stored(size),
            note
        )?;
        Ok(())
    }

    /// Keeps a cosignature line; whether it was new.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn insert_cosignature(&mut self, size: u64, line: &str) -> Result<bool, StoreError> {
        let done = execute!(
            self,
            "insert into cosignatures (size, line) values ($1, $2) on conflict do nothing",
            stored(size),
            line
        )?;
        Ok(done == 1)
    }
}
