//! What the service does by itself: intake entries when an hour is over, and sweeping.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use crate::{http::App, rounds, staff::StaffError};

/// How often there is a look at what is due.
const EVERY: Duration = Duration::from_secs(60);

/// Does what is due every minute, for ever. What fails is logged and tried again at the next look.
pub async fn every_minute(app: App) {
    let mut minutes = interval(EVERY);
    minutes.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        minutes.tick().await;
        app.tidy();
        if let Err(error) = once(&app).await {
            tracing::error!(%error, "a chore failed");
        }
    }
}

/// Does what is due now. Several processes may do it at once.
///
/// # Errors
///
/// [`StaffError`] of database, disk and keys; what came before it is done.
pub async fn once(app: &App) -> Result<(), StaffError> {
    for (round, entry) in rounds::record_due_intake(app.office()).await? {
        tracing::info!(round, entry = entry.index, "journalled the intake of the hour");
    }
    for (round, entry) in rounds::record_due_answers(app.office()).await? {
        tracing::info!(round, entry = entry.index, "journalled the answers of the hour");
    }
    rounds::sweep_answers(app.office()).await?;
    rounds::sweep_uploads(app.office()).await?;
    app.staff().sweep().await
}
