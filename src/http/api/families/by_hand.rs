//! Families whose browser runs no script: the office's hand makes the revision, and `-` stands in the
//! key's place for everybody to see.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use paiwei_protocol::ident::Code;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{InApplication, InRound, Receipts};
use crate::{
    http::{
        App, Arrived, InPath, Problem, Sent,
        access::{Everyone, Family},
        client::Address,
        hex::Hex,
    },
    rounds::{self, ByHand, HandRevision, MOST_CODES},
};

/// New applications of a family without a key.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewByHand {
    #[schema(min_items = 1, max_items = 16)]
    children: Vec<NewChild>,
    /// The children are linked: one number, one list of choices, all or none.
    #[serde(default)]
    linked: bool,
    /// 16 random bytes in hex. Sent again, the same request gets the same receipts and secret.
    attempt: Hex<16>,
}

/// A child that applies.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewChild {
    /// The child's fields, as identity files hold them: `name`, `document-type`, `document-number`,
    /// and others.
    fields: BTreeMap<String, String>,
    /// Ids of the categories that the family claims.
    #[serde(default)]
    #[schema(max_items = 64)]
    claims: Vec<String>,
    /// Choices as rolls write them: programs joined by `>`, bands by `|`.
    #[schema(example = "J1|P1", max_length = 4096)]
    choices: String,
}

/// Changes of applications that there are.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangedByHand {
    /// The application of the address, and all who are or were linked with it.
    #[schema(min_items = 1, max_items = 16)]
    children: Vec<ChangedChild>,
    /// Whether the children who aren't withdrawn are linked; left out, they stay as they are.
    linked: Option<bool>,
}

/// A changed application.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangedChild {
    /// Its code.
    code: String,
    /// The child's fields, where they change.
    fields: Option<BTreeMap<String, String>>,
    /// Ids of the categories that the family claims; left out, they stay as they are.
    #[schema(max_items = 64)]
    claims: Option<Vec<String>>,
    /// Choices as rolls write them; left out, they stay as they are.
    #[schema(max_length = 4096)]
    choices: Option<String>,
    /// The family withdraws it.
    #[serde(default)]
    withdrawn: bool,
}

/// What was taken.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HandedOut {
    #[serde(flatten)]
    receipts: Receipts,
    /// The identity files (PROTOCOL.md, 6.1) as the office wrote them, in the order of the receipts;
    /// null where the fields stay. Only who keeps it can open the receipt's commitment.
    identities: Vec<Option<String>>,
    /// With new applications, the secret that lets the family in again. The office keeps a hash of it.
    #[schema(example = "009W-QGAQ-RTES-Z 0000-0000-0001-Y 44SD-GZ9W-CBWY-N")]
    secret: Option<String>,
}

/// Apply by the office's hand
///
/// For browsers without script. The office makes the revision and could write anything there; so it
/// shows `-` in the key's place, every check counts it, and the family should keep the receipt. Sent
/// again with the same `attempt`, it is answered the same, so it needs no idempotency key.
#[utoipa::path(
    post,
    path = "/api/v1/rounds/{round}/applications",
    tag = "families",
    request_body = NewByHand,
    params(InRound),
    responses((status = 200, description = "Receipts, and a secret", body = HandedOut)),
)]
pub(crate) async fn apply(
    _: Everyone,
    address: Address,
    State(app): State<App>,
    Arrived(arrived): Arrived,
    InPath(InRound { round }): InPath<InRound>,
    Sent(NewByHand { children, linked, attempt }): Sent<NewByHand>,
) -> Result<Json<HandedOut>, Problem> {
    let new = |child: NewChild| HandRevision {
        code: None,
        fields: Some(child.fields),
        claims: Some(child.claims),
        choices: Some(child.choices),
        withdrawn: false,
    };
    let revisions = children.into_iter().map(new).collect();
    let linked = linked.then_some(true);
    let asked = ByHand { revisions, linked, attempt: Some(attempt.0), arrived };
    taken(&app, &round, address, asked).await
}

/// Change or withdraw by the office's hand
///
/// All linked children come together; each must be of the same secret.
#[utoipa::path(
    put,
    path = "/api/v1/rounds/{round}/applications/{code}",
    tag = "families",
    request_body = ChangedByHand,
    params(InApplication),
    responses((status = 200, description = "Receipts", body = HandedOut)),
)]
pub(crate) async fn change(
    family: Family,
    address: Address,
    State(app): State<App>,
    Arrived(arrived): Arrived,
    Sent(ChangedByHand { children, linked }): Sent<ChangedByHand>,
) -> Result<Json<HandedOut>, Problem> {
    let mut revisions = Vec::new();
    for (index, child) in children.into_iter().enumerate() {
        let code = Code::normalise(&child.code)
            .map_err(|error| super::field(format!("/children/{index}/code"), &error))?;
        if code != family.code {
            rounds::sign_in(app.office(), &family.round, code, &family.credential).await?;
        }
        revisions.push(HandRevision {
            code: Some(code),
            fields: child.fields,
            claims: child.claims,
            choices: child.choices,
            withdrawn: child.withdrawn,
        });
    }
    let asked = ByHand { revisions, linked, attempt: None, arrived };
    taken(&app, &family.round, address, asked).await
}

async fn taken(
    app: &App,
    round: &str,
    address: Address,
    asked: ByHand,
) -> Result<Json<HandedOut>, Problem> {
    if !(1..=MOST_CODES).contains(&asked.revisions.len()) {
        return Err(super::out_of_range("/children", 1, MOST_CODES));
    }
    let handed = rounds::by_hand(app.counter(), round, &asked).await;
    let handed = handed.map_err(|error| super::refused(app, address, error))?;
    let receipts = Receipts::of(&handed.received);
    Ok(Json(HandedOut { receipts, identities: handed.identities, secret: handed.secret }))
}
