//! The observers' memory stick: what they need to act without a network.
//!
//! ```text
//! <out>/round/     the round as it stands, in the form of a published folder: journal/checkpoint
//!                  with the newest entries to cosign, rules.json, and the rolls once they are out
//! <out>/confirm/   <entry type>.json: entries that wait for confirmations
//! ```

use std::path::{Path, PathBuf};

use super::{Done, Office, Pending, RoundsError, confirm::pending, publish::current_folder};
use crate::folder::{Files, write_tree};

/// What was written for the observers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The folder for the stick.
    pub folder: PathBuf,
    /// What waits for confirmations.
    pub pending: Vec<Pending>,
}

/// Name that marks a folder as this program's.
const MARK: &str = "round/SHA256SUMS";

/// Writes the bundle of a round into `out`, in place of an older one.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`], and failures of the disk.
pub async fn bundle(office: &Office, round: &str, out: &Path) -> Result<Done<Bundle>, RoundsError> {
    let mut files = Files::new();
    for (path, bytes) in current_folder(office, round).await? {
        files.insert(format!("round/{path}"), bytes);
    }
    let pending = pending(office, round).await?;
    for waiting in &pending {
        files.insert(format!("confirm/{}.json", waiting.kind), waiting.entry.clone());
    }
    let written = write_tree(out, &files, MARK)?;
    let bundle = Bundle { folder: out.to_owned(), pending };
    Ok(if written { Done::now(bundle) } else { Done::before(bundle) })
}
