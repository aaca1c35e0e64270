//! The posting as the office sees it: what was posted, how long families may object, and what review
//! changed since.

use paiwei_protocol::{
    ident::Code,
    journal::{Event, Table, evidence::cosignatures},
    note::Checkpoint,
    rules::Rules,
};

use super::{Office, RoundsError, history::History};
use crate::vault::VaultError;

/// The posted roll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// Size, root and hash of the roll.
    pub table: Table,
    /// Index of the entry.
    pub index: u64,
    /// When it was posted (Unix seconds).
    pub at: u64,
    /// When the objection time ends (Unix seconds); none before witnesses cosigned the posting, or
    /// where the rules have no such time.
    pub until: Option<u64>,
}

/// What review changed after the posting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The application.
    pub code: Code,
    /// Column of the roll.
    pub field: String,
    /// Id of a reason of the rules.
    pub reason: String,
}

/// The posted roll of a round; none before it is posted.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn posting(office: &Office, round: &str) -> Result<Option<Posting>, RoundsError> {
    let rules = office.known_rules(round).await?;
    let history = office.history().await?;
    let Some((index, table)) = history.round(round)?.posted else { return Ok(None) };
    let until = match rules.posting.objection {
        0 => None,
        _ => objections_end(&history, round, &rules)?,
    };
    Ok(Some(Posting { table, index, at: history.place(index).at, until }))
}

/// What review changed after the posting, by code.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn corrections(office: &Office, round: &str) -> Result<Vec<Correction>, RoundsError> {
    let (mut read, history) = office.read().await?;
    history.round(round)?;
    let rows = read.corrections(round).await?;
    let damaged = |code: &str| VaultError::Altered(format!("corrections/{code}"));
    let correction = |row: crate::store::CorrectionRow| {
        let code = Code::parse_strict(&row.code).map_err(|_| damaged(&row.code))?;
        Ok(Correction { code, field: row.field, reason: row.reason })
    };
    rows.into_iter().map(correction).collect()
}

/// When the objection time ends: 0 where the rules have none; `None` before the posting was
/// witnessed (PROTOCOL.md, section 11.3).
pub(super) fn objections_end(
    history: &History,
    round: &str,
    rules: &Rules,
) -> Result<Option<u64>, RoundsError> {
    if rules.posting.objection == 0 {
        return Ok(Some(0));
    }
    let first = history.events(round, 1).find_map(|(place, _, event)| match event {
        Event::PostingWitnessed { checkpoint } => Some((place.at, checkpoint)),
        _ => None,
    });
    let Some((at, checkpoint)) = first else { return Ok(None) };
    let size = Checkpoint::parse("checkpoint", &checkpoint.text)?.size;
    let times = cosignatures(history.journal(), history.round(round)?, checkpoint, size)?;
    let last = times.iter().map(|cosigned| cosigned.time).max().unwrap_or(at);
    Ok(Some(last.saturating_add(rules.posting.objection)))
}
