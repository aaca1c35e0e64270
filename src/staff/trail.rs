//! The trail: who did what, and when. Each row holds the hash of the one before, so that a row that
//! was changed or taken out shows.

use paiwei_protocol::{encoding::json, ident::Code};
use serde_json::Value;

use super::{Staff, StaffError, Step};
use crate::store::{Lock, TrailRow, Write};

/// Most rows that are read at once.
const PAGE: u32 = 1000;

/// Something that somebody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrailEntry {
    /// Its number, from 0.
    pub position: u64,
    /// When (Unix seconds).
    pub at: u64,
    /// Who: an account, or `-` for the command line.
    pub account: String,
    /// What.
    pub act: String,
    /// The round it was about; empty for none.
    pub round: String,
    /// JSON: with what, and what it came to.
    pub detail: String,
}

impl From<TrailRow> for TrailEntry {
    fn from(row: TrailRow) -> Self {
        let TrailRow { position, at, account, act, round, detail, chain: _ } = row;
        Self { position, at, account, act, round, detail }
    }
}

/// Adds a row. The journal must be locked by `write`.
///
/// # Errors
///
/// [`StaffError::Rounds`] of the database.
pub(super) async fn record(
    write: &mut Write,
    at: u64,
    account: &str,
    act: &str,
    round: &str,
    detail: &Value,
) -> Result<(), StaffError> {
    let detail = String::from_utf8_lossy(&json::canonical(detail)).into_owned();
    Ok(write.record(at, account, act, round, &detail).await?)
}

/// Names the family of a step that is taken at the counter, so that its rows are found by the code.
pub(super) fn name_family(detail: &mut Value, step: &Step) {
    if let Some(code) = step.application() {
        detail["code"] = code.to_string().into();
    }
}

impl Staff {
    /// Records what an account does outside of a step, in a transaction of its own: before it is
    /// done, so that nothing is done without a trace. Decisions of review and replies record
    /// themselves, in their own transactions.
    ///
    /// # Errors
    ///
    /// [`StaffError::Rounds`].
    pub async fn record(
        &self,
        account: &str,
        act: &str,
        round: &str,
        detail: &Value,
    ) -> Result<(), StaffError> {
        let mut write = self.office.store.begin_write(Lock::Journal).await?;
        record(&mut write, self.office.now(), account, act, round, detail).await?;
        Ok(write.commit().await?)
    }

    /// How many rows there are.
    ///
    /// # Errors
    ///
    /// [`StaffError::Rounds`].
    pub async fn trail_size(&self) -> Result<u64, StaffError> {
        Ok(self.office.store.begin_read().await?.trail_size().await?)
    }

    /// The rows of a round with this act whose detail names a code, the oldest first.
    ///
    /// # Errors
    ///
    /// [`StaffError::Rounds`].
    pub async fn trail_of(
        &self,
        round: &str,
        act: &str,
        code: Code,
    ) -> Result<Vec<TrailEntry>, StaffError> {
        let mut read = self.office.store.begin_read().await?;
        let rows = read.trail_of(round, act, &format!("%\"{code}\"%")).await?;
        Ok(rows.into_iter().map(TrailEntry::from).collect())
    }

    /// The rows from `from` on, at most `most` and never more than a thousand.
    ///
    /// # Errors
    ///
    /// [`StaffError::Rounds`].
    pub async fn trail(&self, from: u64, most: u32) -> Result<Vec<TrailEntry>, StaffError> {
        let mut read = self.office.store.begin_read().await?;
        let rows = read.trail(from, most.clamp(1, PAGE)).await?;
        Ok(rows.into_iter().map(TrailEntry::from).collect())
    }

    /// The whole trail as tab-separated text, after every row was held against the one before.
    ///
    /// # Errors
    ///
    /// [`StaffError::Trail`] names the first row that doesn't follow.
    pub async fn export_trail(&self) -> Result<String, StaffError> {
        let mut read = self.office.store.begin_read().await?;
        let mut out = "position\tat\taccount\tact\tround\tdetail\tchain\n".to_owned();
        let (mut before, mut next) = (Vec::new(), 0);
        loop {
            let rows = read.trail(next, PAGE).await?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                if row.position != next || row.chain != row.chained(&before) {
                    return Err(StaffError::Trail(next));
                }
                out.push_str(row.text().trim_end_matches('\n'));
                out.push_str(&format!("\t{}\n", hex::encode(&row.chain)));
                (before, next) = (row.chain, next + 1);
            }
        }
        if next == read.trail_size().await? { Ok(out) } else { Err(StaffError::Trail(next)) }
    }
}
