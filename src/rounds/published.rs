//! What is out for everybody, in memory: the folder of a round, and the journal.

use paiwei_protocol::{note::Note, verify::Folder};

use super::{Office, RoundsError, publication::journal_files, publish::newest_folder};

/// Tells one state of what is published from the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edition {
    /// Entries of the journal.
    pub entries: u64,
    /// Cosignatures over its checkpoints.
    pub cosignatures: u64,
}

/// The edition that is out now.
///
/// # Errors
///
/// [`RoundsError`] of the database.
pub async fn edition(office: &Office) -> Result<Edition, RoundsError> {
    let (mut read, history) = office.read().await?;
    let cosignatures = read.cosignature_count().await?;
    Ok(Edition { entries: history.journal().size(), cosignatures })
}

/// The folder of a round as `publish` would write it now, whatever the round's state: what its
/// entries say is out.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`]; [`RoundsError`] of the database.
pub async fn published(office: &Office, round: &str) -> Result<Folder, RoundsError> {
    Ok(newest_folder(office, round).await?.1)
}

/// The whole journal: `checkpoint` with all its cosignatures, `entries/…` and `tile/…`.
///
/// # Errors
///
/// [`RoundsError`] of the database.
pub async fn published_journal(office: &Office) -> Result<Folder, RoundsError> {
    let (mut read, history) = office.read().await?;
    let size = history.journal().size();
    let mut text = read.checkpoint(size).await?.unwrap_or_default();
    for line in read.cosignatures(size).await? {
        text.push_str(&line);
        text.push('\n');
    }
    let mut folder = Folder::new();
    journal_files(&mut folder, "", &history, &Note::parse("checkpoint", text.as_bytes())?)?;
    Ok(folder)
}
