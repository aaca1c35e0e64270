//! The trail: who did what, and when. Each row holds the hash of the one before, so that a row that
//! was changed or taken out shows.

use paiwei_protocol::{digest::Digest, encoding::json, ident::Code};
use serde_json::Value;

use super::{Staff, StaffError, Step};
use crate::store::{Lock, Read, TrailRow, Write};

/// Most rows that are read at once.
const PAGE: u32 = 1000;

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
    let position = write.trail_size().await?;
    let before = last_chain(write, position).await?;
    let mut row = TrailRow {
        position,
        at,
        account: account.to_owned(),
        act: act.to_owned(),
        round: round.to_owned(),
        detail: String::from_utf8_lossy(&json::canonical(detail)).into_owned(),
        chain: Vec::new(),
    };
    row.chain = chain(&before, &row);
    Ok(write.insert_trail(&row).await?)
}

/// Names the family of a step that is taken at the counter, so that its rows are found by the code.
pub(super) fn name_family(detail: &mut Value, step: &Step) {
    if let Some(code) = step.application() {
        detail["code"] = code.to_string().into();
    }
}

async fn last_chain(read: &mut Read, position: u64) -> Result<Vec<u8>, StaffError> {
    let Some(last) = position.checked_sub(1) else { return Ok(Vec::new()) };
    let row = read.trail(last, 1).await?.into_iter().next();
    row.map(|row| row.chain).ok_or(StaffError::Trail(last))
}

/// The hash that a row ends in: over the one before and the row as it is exported.
fn chain(before: &[u8], row: &TrailRow) -> Vec<u8> {
    Digest::of_parts(&[before, text(row).as_bytes()]).0.to_vec()
}

/// A row as it is exported, but for its chain: fields by tabs, which no field holds.
fn text(row: &TrailRow) -> String {
    let TrailRow { position, at, account, act, round, detail, .. } = row;
    format!("{position}\t{at}\t{account}\t{act}\t{round}\t{detail}\n")
}

impl Staff {
    /// Records what an account did outside of a step, in a transaction of its own.
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
    ) -> Result<Vec<TrailRow>, StaffError> {
        let mut read = self.office.store.begin_read().await?;
        Ok(read.trail_of(round, act, &format!("%\"{code}\"%")).await?)
    }

    /// The rows from `from` on, at most `most` and never more than a thousand.
    ///
    /// # Errors
    ///
    /// [`StaffError::Rounds`].
    pub async fn trail(&self, from: u64, most: u32) -> Result<Vec<TrailRow>, StaffError> {
        let mut read = self.office.store.begin_read().await?;
        Ok(read.trail(from, most.clamp(1, PAGE)).await?)
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
                if row.position != next || row.chain != chain(&before, &row) {
                    return Err(StaffError::Trail(next));
                }
                out.push_str(text(&row).trim_end_matches('\n'));
                out.push_str(&format!("\t{}\n", hex::encode(&row.chain)));
                (before, next) = (row.chain, next + 1);
            }
        }
        if next == read.trail_size().await? { Ok(out) } else { Err(StaffError::Trail(next)) }
    }
}
