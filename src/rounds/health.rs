//! Whether an office can work now.

use super::{Office, RoundsError};
use crate::folder::SavedHead;

/// How well an office can work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Health {
    /// Seconds between the database's clock and the office's; 0 where the database has none.
    pub clock_difference: u64,
}

/// Asks the database, and compares its journal with the head that was saved outside it.
///
/// # Errors
///
/// [`RoundsError`] where the database doesn't answer, or is behind what was signed.
pub async fn health(office: &Office) -> Result<Health, RoundsError> {
    // The head first: a journal that was read before it might be the shorter one.
    let head = SavedHead::read(&office.folder)?;
    let history = office.history().await?;
    if let Some(head) = head {
        head.check(&office.folder, history.journal())?;
    }
    let clock = office.store.clock().await?;
    let now = office.now();
    Ok(Health { clock_difference: clock.map_or(0, |clock| clock.abs_diff(now)) })
}
