//! Rules that are still being written.

use super::{
    Read, StoreError, Write,
    statement::{execute, row, rows},
    transaction::stored,
};

/// A draft of rules.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DraftRow {
    /// Its id: 32 hex digits.
    pub id: String,
    /// Canonical JSON of the form of `rules.json`.
    pub rules: String,
    /// How often it was saved, from 1.
    #[sqlx(try_from = "i64")]
    pub revision: u64,
    /// Who saved it last.
    pub changed_by: String,
    /// When (Unix seconds).
    #[sqlx(try_from = "i64")]
    pub changed_at: u64,
}

impl Read {
    /// All drafts, the one saved last first.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn rule_drafts(&mut self) -> Result<Vec<DraftRow>, StoreError> {
        Ok(rows!(
            self,
            "select id, rules, revision, changed_by, changed_at from rule_drafts \
             order by changed_at desc, id"
        )?)
    }

    /// A draft by its id.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn rule_draft(&mut self, id: &str) -> Result<Option<DraftRow>, StoreError> {
        Ok(row!(
            self,
            "select id, rules, revision, changed_by, changed_at from rule_drafts where id = $1",
            id
        )?)
    }
}

impl Write {
    /// Keeps a new draft.
    ///
    /// # Errors
    ///
    /// [`StoreError`], also where the id is taken.
    pub async fn insert_rule_draft(&mut self, row: &DraftRow) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into rule_drafts (id, rules, revision, changed_by, changed_at) \
             values ($1, $2, $3, $4, $5)",
            &row.id,
            &row.rules,
            stored(row.revision),
            &row.changed_by,
            stored(row.changed_at)
        )?;
        Ok(())
    }

    /// Puts a draft in the place of its revision before; whether that was still there.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn move_rule_draft(&mut self, row: &DraftRow) -> Result<bool, StoreError> {
        let moved = execute!(
            self,
            "update rule_drafts set rules = $1, revision = $2, changed_by = $3, changed_at = $4 \
             where id = $5 and revision = $6",
            &row.rules,
            stored(row.revision),
            &row.changed_by,
            stored(row.changed_at),
            &row.id,
            stored(row.revision.saturating_sub(1))
        )?;
        Ok(moved == 1)
    }

    /// Removes a revision of a draft; whether it was there.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn delete_rule_draft(&mut self, id: &str, revision: u64) -> Result<bool, StoreError> {
        let deleted = execute!(
            self,
            "delete from rule_drafts where id = $1 and revision = $2",
            id,
            stored(revision)
        )?;
        Ok(deleted == 1)
    }
}
