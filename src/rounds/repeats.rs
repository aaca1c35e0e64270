//! Requests that are sent again because their answer was lost: each is worked on once, and its
//! answer kept for a day, sealed.

use paiwei_protocol::digest::Digest;

use super::{Office, RoundsError};
use crate::store::{AnswerRow, KeyRow, Write};

/// How long an answer is kept, in seconds.
pub const KEPT_FOR: u64 = 24 * 3600;
/// After how long a request that never ended is taken for lost, in seconds: longer than any may take.
pub const LOST_AFTER: u64 = 300;

/// What is kept of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its media type; empty for none.
    pub kind: String,
    /// Its body.
    pub body: Vec<u8>,
}

/// A key that is now this request's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    scope: String,
    key: String,
    at: u64,
}

/// What is known of a request's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claimed {
    /// Nothing: the request is to be worked on.
    New(Claim),
    /// The request was answered.
    Answered(Answer),
    /// The request is being worked on.
    UnderWay,
    /// The key came with another request.
    Other,
}

/// Claims the key of a request; `scope` says whose key it is.
///
/// # Errors
///
/// [`RoundsError`] of the database, and of an answer that doesn't open.
pub async fn claim_answer(
    office: &Office,
    scope: &str,
    key: &str,
    request: Digest,
) -> Result<Claimed, RoundsError> {
    let now = office.now();
    // Requests may hold passwords, which a bare hash could be searched for.
    let request = office.vault.index_row("idempotency", "request", &request.to_string());
    let claim = Claim { scope: scope.to_owned(), key: key.to_owned(), at: now };
    let (mut write, new) = office.store.begin_key(scope, key, &request, now).await?;
    if new {
        write.commit().await?;
        return Ok(Claimed::New(claim));
    }
    write.lock_key(scope, key).await?;
    match write.key(scope, key).await? {
        Some(row) => known(office, write, claim, request, row).await,
        // Swept between the two statements: whoever asks again finds nothing.
        None => Ok(Claimed::UnderWay),
    }
}

async fn known(
    office: &Office,
    mut write: Write,
    claim: Claim,
    request: [u8; 32],
    row: KeyRow,
) -> Result<Claimed, RoundsError> {
    let age = claim.at.saturating_sub(row.at);
    let same = row.request == request;
    if age >= KEPT_FOR || (same && row.answer.is_none() && age >= LOST_AFTER) {
        write.claim_key(&claim.scope, &claim.key, &request, claim.at).await?;
        write.commit().await?;
        return Ok(Claimed::New(claim));
    }
    match (same, row.answer) {
        (false, _) => Ok(Claimed::Other),
        (true, None) => Ok(Claimed::UnderWay),
        (true, Some(AnswerRow { status, kind, body })) => {
            let body = office.vault.open_row("idempotency", &place(&claim), &body)?.to_vec();
            Ok(Claimed::Answered(Answer { status, kind, body }))
        }
    }
}

/// Keeps the answer of a claimed request.
///
/// # Errors
///
/// [`RoundsError`] of database and entropy.
pub async fn keep_answer(
    office: &Office,
    claim: &Claim,
    answer: &Answer,
) -> Result<(), RoundsError> {
    let entropy = office.entropy.as_ref();
    let row = AnswerRow {
        status: answer.status,
        kind: answer.kind.clone(),
        body: office.vault.seal_row("idempotency", &place(claim), &answer.body, entropy)?,
    };
    Ok(office.store.keep_answer(&claim.scope, &claim.key, claim.at, &row).await?)
}

/// Gives a claimed key back: its request changed nothing and may be sent again.
///
/// # Errors
///
/// [`RoundsError`] of the database.
pub async fn release_answer(office: &Office, claim: &Claim) -> Result<(), RoundsError> {
    Ok(office.store.release_key(&claim.scope, &claim.key, claim.at).await?)
}

/// Forgets answers that were kept long enough; how many.
///
/// # Errors
///
/// [`RoundsError`] of the database.
pub async fn sweep_answers(office: &Office) -> Result<u64, RoundsError> {
    Ok(office.store.sweep_keys(office.now().saturating_sub(KEPT_FOR)).await?)
}

fn place(claim: &Claim) -> String {
    format!("{}\n{}", claim.scope, claim.key)
}
