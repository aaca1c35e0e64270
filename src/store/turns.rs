//! One writer at a time, on SQLite.

use std::{sync::Arc, time::Duration};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::StoreError;

/// The turns of this process's writers on SQLite, which has one at a time: they wait here, without the
/// connections that readers need.
#[derive(Debug, Clone)]
pub(super) struct Turns {
    places: Arc<Semaphore>,
    patience: Duration,
}

impl Turns {
    /// The turns of writers who wait so long.
    pub(super) fn new(patience: Duration) -> Self {
        Self { places: Arc::new(Semaphore::new(1)), patience }
    }

    /// Waits for a turn, as long as for another process's lock.
    ///
    /// # Errors
    ///
    /// [`StoreError::Busy`].
    pub(super) async fn take(&self) -> Result<OwnedSemaphorePermit, StoreError> {
        let turn = self.places.clone().acquire_owned();
        match tokio::time::timeout(self.patience, turn).await {
            Ok(turn) => turn.map_err(|_| StoreError::Lost(sqlx::Error::PoolClosed)),
            Err(_) => Err(StoreError::Busy(sqlx::Error::PoolTimedOut)),
        }
    }
}
