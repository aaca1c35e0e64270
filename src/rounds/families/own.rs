//! A family's own view of its application.

use paiwei_protocol::{ident::Code, journal::State, note::Note, results::ResultLine};

use super::{FamilyError, Objection, objections};
use crate::rounds::{Office, RoundsError, lines::set, result_line};

/// An application as its family sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnApplication {
    /// The receipts of all revisions, the first first.
    pub receipts: Vec<Note>,
    /// Where the round stands.
    pub state: State,
    /// What review decided; shown once the roll is posted.
    pub decision: Option<OwnDecision>,
    /// Its objections.
    pub objections: Vec<Objection>,
    /// Its line of the published result in force, with the attempt.
    pub result: Option<(u32, ResultLine)>,
}

/// What review decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnDecision {
    /// Status, as rolls name it.
    pub status: String,
    /// Categories granted.
    pub categories: Vec<String>,
    /// Points granted.
    pub points: Option<u32>,
}

/// An application with everything that its family may see. That it is the family's own is for the
/// caller to know.
///
/// # Errors
///
/// [`FamilyError::NotYours`] where there is none.
pub async fn own_application(
    office: &Office,
    round: &str,
    code: Code,
) -> Result<OwnApplication, FamilyError> {
    let (mut read, history) = office.read().await?;
    let found = history.round(round)?;
    let text = code.to_string();
    let rows = read.revisions_of(round, &text).await?;
    if rows.is_empty() {
        return Err(FamilyError::NotYours);
    }
    let receipts = rows.iter().map(|row| Note::parse("a stored receipt", row.receipt.as_bytes()));
    let receipts = receipts.collect::<Result<Vec<_>, _>>().map_err(RoundsError::from)?;
    let decision = match found.posted {
        Some(_) => read.decision(round, &text).await?.map(|row| OwnDecision {
            status: row.status,
            categories: set(&row.categories),
            points: row.points,
        }),
        None => None,
    };
    let state = found.state;
    drop(read);
    Ok(OwnApplication {
        receipts,
        state,
        decision,
        objections: objections(office, round, Some(code)).await?,
        result: result_line(office, round, code).await?,
    })
}
