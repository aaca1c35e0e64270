//! Accepting or declining a place.

use axum::{Json, extract::State};
use paiwei_protocol::answer::Said;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{InApplication, InRound};
use crate::{
    http::{
        App, Arrived, InPath, Problem, Sent,
        access::{Everyone, Family},
        hex::Hex,
    },
    rounds::{self, Credential, FamilyError, SignedAnswer},
};

/// An answer to a place.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answering {
    /// The text of the answer, line by line (PROTOCOL.md, 6.7).
    #[schema(max_length = 1024)]
    answer: String,
    /// The application's public key.
    key: Hex<32>,
    /// The key's signature over the text.
    signature: Hex<64>,
}

/// The receipt of an answer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AnswerReceiptOf {
    /// The receipt as the family keeps it: a signed note (PROTOCOL.md, 6.8).
    receipt: String,
}

/// Accept or decline a place
///
/// The signature is the credential. The same answer, sent again, gets the same receipt.
#[utoipa::path(
    post,
    path = "/api/v1/rounds/{round}/answers",
    tag = "families",
    request_body = Answering,
    params(InRound),
    responses((status = 200, description = "The receipt", body = AnswerReceiptOf)),
)]
pub(crate) async fn answer(
    _: Everyone,
    State(app): State<App>,
    Arrived(arrived): Arrived,
    InPath(InRound { round }): InPath<InRound>,
    Sent(Answering { answer, key, signature }): Sent<Answering>,
) -> Result<Json<AnswerReceiptOf>, Problem> {
    let signed = SignedAnswer { answer, key: key.0, signature: signature.0 };
    let done = rounds::answer(app.office(), &round, &signed, arrived).await?;
    Ok(Json(AnswerReceiptOf { receipt: done.answer.to_string() }))
}

/// An answer of a family without a key.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnsweringByHand {
    /// What is said.
    answer: AnswerWord,
}

/// What is said to a place.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum AnswerWord {
    /// The child comes.
    Accept,
    /// The place is given up, for good.
    Decline,
}

impl From<AnswerWord> for Said {
    fn from(word: AnswerWord) -> Self {
        match word {
            AnswerWord::Accept => Self::Accept,
            AnswerWord::Decline => Self::Decline,
        }
    }
}

/// Accept or decline by the office's hand
///
/// For a family with a secret. Whoever has a key signs instead.
#[utoipa::path(
    put,
    path = "/api/v1/rounds/{round}/applications/{code}/answer",
    tag = "families",
    request_body = AnsweringByHand,
    params(InApplication),
    responses((status = 200, description = "The receipt", body = AnswerReceiptOf)),
)]
pub(crate) async fn by_hand(
    family: Family,
    State(app): State<App>,
    Arrived(arrived): Arrived,
    Sent(AnsweringByHand { answer }): Sent<AnsweringByHand>,
) -> Result<Json<AnswerReceiptOf>, Problem> {
    if matches!(family.credential, Credential::Key { .. }) {
        return Err(FamilyError::NotYours.into());
    }
    let (round, code) = (&family.round, family.code);
    let said = answer.into();
    let done = rounds::answer_by_hand(app.office(), round, code, said, arrived).await?;
    Ok(Json(AnswerReceiptOf { receipt: done.answer.to_string() }))
}
