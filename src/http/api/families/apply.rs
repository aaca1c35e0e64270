//! Applying, changing, withdrawing: revisions that a family's key signs.

use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{InRound, Receipts};
use crate::{
    http::{App, Arrived, InPath, Problem, Sent, access::Everyone, client::Address, hex::Hex},
    rounds::{MOST_CODES, SignedRevision, Submission},
};

/// Revisions that are taken together or not at all: of one child, or of all who are linked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Revisions {
    #[schema(min_items = 1, max_items = 16)]
    revisions: Vec<Revision>,
}

/// A revision of an application.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Revision {
    /// The text of the request, line by line (PROTOCOL.md, 6.3). It says whether the family applies,
    /// changes or withdraws.
    #[schema(max_length = 8192)]
    request: String,
    /// The application's public key.
    key: Hex<32>,
    /// The key's signature over the text.
    signature: Hex<64>,
    /// The identity file (6.1), as text: with the first revision, and whenever its hash is another.
    #[schema(max_length = 65536)]
    identity: Option<String>,
    /// The token of the reserved code: with the first revision.
    token: Option<Hex<16>>,
}

/// Apply, change or withdraw
///
/// The signature is the credential. A request that is sent again is answered with the same receipt,
/// so it needs no idempotency key. It is in time if it has arrived whole before the round's close.
/// The receipt is on the office's disk when it is given.
#[utoipa::path(
    post,
    path = "/api/v1/rounds/{round}/revisions",
    tag = "families",
    request_body = Revisions,
    params(InRound),
    responses((status = 200, description = "Receipts", body = Receipts)),
)]
pub(crate) async fn submit(
    _: Everyone,
    address: Address,
    State(app): State<App>,
    Arrived(arrived): Arrived,
    InPath(InRound { round }): InPath<InRound>,
    Sent(Revisions { revisions }): Sent<Revisions>,
) -> Result<Json<Receipts>, Problem> {
    if !(1..=MOST_CODES).contains(&revisions.len()) {
        return Err(super::out_of_range("/revisions", 1, MOST_CODES));
    }
    let revisions = revisions.into_iter().map(SignedRevision::from).collect();
    let submitted = app.counter().submit(&round, &Submission { revisions, arrived }).await;
    let received = submitted.map_err(|error| super::refused(&app, address, error))?;
    Ok(Json(Receipts::of(&received)))
}

impl From<Revision> for SignedRevision {
    fn from(revision: Revision) -> Self {
        let Revision { request, key, signature, identity, token } = revision;
        Self {
            request,
            key: key.0,
            signature: signature.0,
            identity,
            reservation: token.map(|token| token.0),
        }
    }
}
