//! The observers' memory stick: what they need to act without a network.
//!
//! ```text
//! <out>/               the round as it stands, in the form of a published folder: rules.json,
//!                      journal/checkpoint with the newest entries, the rolls once they are out
//! <out>/pending.json   the entry that waits for confirmations, if one does
//! <out>/from-<name>/   what observers put on the stick; left alone
//! ```

use std::path::{Path, PathBuf};

use paiwei_protocol::verify::{Folder, MANIFEST};

use super::{
    Done, Office, Pending, RoundsError,
    confirm::pending,
    publish::{current_folder, refuse_inside},
};
use crate::folder::{make_folder, read_tree, write_tree};

/// What was written for the observers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The folder for the stick.
    pub folder: PathBuf,
    /// What waits for confirmations.
    pub pending: Option<Pending>,
}

/// What belongs on the observers' memory stick: its files, and what waits for confirmations.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn stick(office: &Office, round: &str) -> Result<(Folder, Option<Pending>), RoundsError> {
    let mut files = current_folder(office, round).await?;
    let pending = pending(office, round).await?;
    if let Some(waiting) = &pending {
        files.insert("pending.json".to_owned(), waiting.entry.clone());
    }
    Ok((files, pending))
}

/// Writes the bundle of a round into `out`, in place of an older one.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`], and failures of the disk.
pub async fn bundle(office: &Office, round: &str, out: &Path) -> Result<Done<Bundle>, RoundsError> {
    refuse_inside(office, out)?;
    let (mut files, pending) = stick(office, round).await?;
    if out.join(MANIFEST).is_file() {
        let there = read_tree(out)?.into_iter();
        files.extend(there.filter(|(path, _)| path.starts_with("from-")));
    }
    if let Some(parent) = out.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        make_folder(parent)?;
    }
    let written = write_tree(out, &files, MANIFEST)?;
    let bundle = Bundle { folder: out.to_owned(), pending };
    Ok(if written { Done::now(bundle) } else { Done::before(bundle) })
}
