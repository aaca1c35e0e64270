//! The end of the journal: what a hall compares and observers cosign.

use paiwei_protocol::digest::Digest;

use super::{Office, RoundsError};

/// The journal's tree as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Entries.
    pub size: u64,
    /// Root of the tree over them.
    pub root: Digest,
    /// Cosignatures of the newest checkpoint.
    pub cosigned: usize,
}

/// The journal's tree as it stands.
///
/// # Errors
///
/// [`RoundsError`] of the database.
pub async fn head(office: &Office) -> Result<Head, RoundsError> {
    let (mut read, history) = office.read().await?;
    let size = history.journal().size();
    let root = history.journal().root_at(size).ok_or_else(|| RoundsError::Replay {
        index: size,
        why: "the tree has no root".to_owned(),
    })?;
    Ok(Head { size, root, cosigned: read.cosignatures(size).await?.len() })
}

/// The hash of an entry; none beyond the journal's end.
///
/// # Errors
///
/// [`RoundsError`] of the database.
pub async fn entry_hash(office: &Office, index: u64) -> Result<Option<Digest>, RoundsError> {
    let history = office.history().await?;
    let journal = history.journal();
    Ok((index < journal.size()).then(|| journal.entry_hash(index)))
}
