//! The published result, looked up by code.

use std::sync::{Arc, PoisonError};

use paiwei_protocol::{
    ident::Code,
    results::{ResultLine, Results},
};

use super::{Office, RoundsError};

/// A published result that was read.
#[derive(Debug, Clone)]
pub(super) struct KnownResult {
    round: String,
    attempt: u32,
    results: Arc<Results>,
}

/// The line of a code in the published result in force, with the attempt; none before there is a
/// result, after it was annulled, and for a code that the roll doesn't have.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn result_line(
    office: &Office,
    round: &str,
    code: Code,
) -> Result<Option<(u32, ResultLine)>, RoundsError> {
    let Some((attempt, results)) = published(office, round).await? else { return Ok(None) };
    let found = results.lines.binary_search_by_key(&code, |line| line.code);
    Ok(found.ok().map(|at| (attempt, results.lines[at].clone())))
}

/// The published result in force, read once.
pub(super) async fn published(
    office: &Office,
    round: &str,
) -> Result<Option<(u32, Arc<Results>)>, RoundsError> {
    let (mut read, history) = office.read().await?;
    let found = history.round(round)?;
    if !found.in_force() {
        return Ok(None);
    }
    let attempt = found.current().number;
    let known = office.known_result.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some(known) = known.filter(|known| known.round == round && known.attempt == attempt) {
        return Ok(Some((attempt, known.results)));
    }
    let name = "results.csv";
    let bytes = read.file(round, attempt, name).await?.ok_or_else(|| RoundsError::FileMissing {
        round: round.to_owned(),
        name: name.to_owned(),
    })?;
    let results = Arc::new(Results::read(name, &bytes)?);
    let known = KnownResult { round: round.to_owned(), attempt, results: results.clone() };
    *office.known_result.lock().unwrap_or_else(PoisonError::into_inner) = Some(known);
    Ok(Some((attempt, results)))
}
