//! A family's own view of its application.

use axum::{Json, extract::State};
use paiwei_protocol::results::ResultLine;
use serde::Serialize;
use utoipa::ToSchema;

use super::{InApplication, documents::DocumentView, object::ObjectionView};
use crate::{
    http::{App, Problem, access::Family, api::families::result::ResultView},
    rounds::{self, OwnApplication, OwnDecision},
};

/// An application as its family sees it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Own {
    /// Its code.
    #[schema(example = "009W-QGAQ-RTES-Z")]
    code: String,
    /// Where the round stands.
    state: &'static str,
    /// The receipts of all revisions, the first first.
    receipts: Vec<String>,
    /// What review decided, once the roll is posted.
    decision: Option<DecisionView>,
    /// What the family objected to, and the replies.
    objections: Vec<ObjectionView>,
    /// Its line of the published result.
    result: Option<ResultView>,
    /// The receipts of its answers to that result, the first first.
    answers: Vec<String>,
    /// What was sent in to prove its claims.
    documents: Vec<DocumentView>,
}

/// What review decided.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DecisionView {
    /// `entered`, `refused` or `lapsed`.
    status: String,
    /// Ids of the categories granted.
    categories: Vec<String>,
    /// Points granted.
    points: Option<u32>,
}

impl From<OwnDecision> for DecisionView {
    fn from(decision: OwnDecision) -> Self {
        let OwnDecision { status, categories, points } = decision;
        Self { status, categories, points }
    }
}

/// Look at one's own application
///
/// Signed by the application's key (see docs/CLIENTS.md), or with the secret.
#[utoipa::path(
    get,
    path = "/api/v1/rounds/{round}/applications/{code}",
    tag = "families",
    params(InApplication),
    responses((status = 200, description = "The application", body = Own)),
)]
pub(crate) async fn own(family: Family, State(app): State<App>) -> Result<Json<Own>, Problem> {
    let found = rounds::own_application(app.office(), &family.round, family.code).await?;
    let documents = rounds::documents(app.office(), &family.round, family.code).await?;
    let OwnApplication { receipts, state, decision, objections, result, answers } = found;
    let result = result.map(|(attempt, line): (u32, ResultLine)| ResultView::of(attempt, &line));
    Ok(Json(Own {
        code: family.code.to_string(),
        state: state.as_str(),
        receipts: receipts.iter().map(ToString::to_string).collect(),
        decision: decision.map(DecisionView::from),
        objections: objections.into_iter().map(ObjectionView::from).collect(),
        result,
        answers: answers.iter().map(ToString::to_string).collect(),
        documents: documents.into_iter().map(DocumentView::from).collect(),
    }))
}
