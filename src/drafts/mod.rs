//! Rules that are still being written: where they begin, how forms and spreadsheets change them.
//!
//! A draft has the form of `rules.json` and may contradict itself as long as it is a draft. Reading
//! and writing forms and workbooks is pure; the use cases here keep drafts in the database, and refuse
//! to save over what somebody else saved meanwhile.

mod beginning;
pub mod edit;
pub mod moments;
mod rows;
#[cfg(test)]
mod tests;
pub mod workbook;

use paiwei_protocol::rules::Rules;

pub use beginning::{adopted, blank, of_sample};
pub use rows::{Act, done};

use crate::{
    entropy,
    rounds::{Office, RoundsError},
    store::{DraftRow, Lock, Write},
};

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its id: 32 hex digits.
    pub id: String,
    /// The rules as far as they are written.
    pub rules: Rules,
    /// How often it was saved, from 1.
    pub revision: u64,
    /// Who saved it last.
    pub by: String,
    /// When (Unix seconds).
    pub at: u64,
}

/// Why a draft wasn't read or saved.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// There is none of this id.
    #[error("there is no such draft; it may have been deleted")]
    Missing,
    /// Somebody saved it since it was read. As it is now.
    #[error("{} saved this draft meanwhile; compare and save again", .0.by)]
    Changed(Box<Draft>),
    /// What else the office refuses.
    #[error(transparent)]
    Rounds(#[from] RoundsError),
}

impl Draft {
    fn of(row: DraftRow) -> Result<Self, DraftError> {
        let rules = Rules::parse(row.rules.as_bytes());
        let rules = rules.map_err(|error| RoundsError::Rules(error.into()))?;
        let DraftRow { id, revision, changed_by: by, changed_at: at, .. } = row;
        Ok(Self { id, rules, revision, by, at })
    }

    fn row(&self) -> DraftRow {
        DraftRow {
            id: self.id.clone(),
            rules: String::from_utf8_lossy(&self.rules.to_json()).into_owned(),
            revision: self.revision,
            changed_by: self.by.clone(),
            changed_at: self.at,
        }
    }
}

/// All drafts, the one saved last first.
///
/// # Errors
///
/// [`DraftError::Rounds`] of the database.
pub async fn list(office: &Office) -> Result<Vec<Draft>, DraftError> {
    let mut read = office.store.begin_read().await.map_err(RoundsError::from)?;
    let rows = read.rule_drafts().await.map_err(RoundsError::from)?;
    rows.into_iter().map(Draft::of).collect()
}

/// A draft by its id.
///
/// # Errors
///
/// [`DraftError::Missing`].
pub async fn one(office: &Office, id: &str) -> Result<Draft, DraftError> {
    let mut read = office.store.begin_read().await.map_err(RoundsError::from)?;
    let row = read.rule_draft(id).await.map_err(RoundsError::from)?;
    Draft::of(row.ok_or(DraftError::Missing)?)
}

/// Keeps a new draft of these rules.
///
/// # Errors
///
/// [`DraftError::Rounds`] of the database or of the entropy.
pub async fn create(office: &Office, by: &str, rules: Rules) -> Result<Draft, DraftError> {
    let id = entropy::bytes::<16>(&*office.entropy).map_err(RoundsError::from)?;
    let (id, by, at) = (hex::encode(id), by.to_owned(), office.now());
    let draft = Draft { id, rules, revision: 1, by, at };
    let mut write = office.store.begin_write(Lock::Journal).await.map_err(RoundsError::from)?;
    write.insert_rule_draft(&draft.row()).await.map_err(RoundsError::from)?;
    write.commit().await.map_err(RoundsError::from)?;
    Ok(draft)
}

/// Saves a draft over the revision that was read.
///
/// # Errors
///
/// [`DraftError::Changed`] where somebody saved it since; [`DraftError::Missing`].
pub async fn save(
    office: &Office,
    by: &str,
    read: (&str, u64),
    rules: Rules,
) -> Result<Draft, DraftError> {
    let ((id, revision), by, at) = (read, by.to_owned(), office.now());
    let draft = Draft { id: id.to_owned(), rules, revision: revision.saturating_add(1), by, at };
    let mut write = office.store.begin_write(Lock::Journal).await.map_err(RoundsError::from)?;
    if write.move_rule_draft(&draft.row()).await.map_err(RoundsError::from)? {
        write.commit().await.map_err(RoundsError::from)?;
        return Ok(draft);
    }
    Err(otherwise(&mut write, id).await?)
}

/// Why a revision wasn't found: the draft is another one by now, or gone.
async fn otherwise(write: &mut Write, id: &str) -> Result<DraftError, DraftError> {
    let now = write.rule_draft(id).await.map_err(RoundsError::from)?;
    Ok(DraftError::Changed(Box::new(Draft::of(now.ok_or(DraftError::Missing)?)?)))
}

/// Deletes a draft as it was read: its id and its revision.
///
/// # Errors
///
/// [`DraftError::Changed`] where somebody saved it since; [`DraftError::Missing`].
pub async fn delete(office: &Office, (id, revision): (&str, u64)) -> Result<(), DraftError> {
    let mut write = office.store.begin_write(Lock::Journal).await.map_err(RoundsError::from)?;
    if write.delete_rule_draft(id, revision).await.map_err(RoundsError::from)? {
        return Ok(write.commit().await.map_err(RoundsError::from)?);
    }
    Err(otherwise(&mut write, id).await?)
}
