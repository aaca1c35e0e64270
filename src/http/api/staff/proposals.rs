//! Steps that take two people.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};

use crate::{
    http::{
        App, InPath, Problem, Sent,
        access::{AnyRole, Staff},
    },
    staff::{Ended, Proposal, Step},
};

/// A step to be proposed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Proposing {
    /// The round; empty to announce one.
    #[serde(default)]
    #[schema(example = "junior-2027")]
    round: String,
    /// The step's word: `announce`, `commit`, `commit-observer`, `open`, `close`, `post`,
    /// `posting-witnessed`, `freeze`, `freeze-witnessed`, `open-seed`, `open-observer-seed`,
    /// `seed-missing`, `order`, `order-again`, `witness`, `dice`, `dice-again`, `beacon`,
    /// `source-failed`, `publish`, `void`, `annul`, `replace-key`, `withdraw-application`.
    #[schema(example = "close")]
    step: String,
    /// What the step needs: `rules`, `note`, `notes`, `observer`, `window`, `faces`, `why`,
    /// `signature`, `previous`, `reason`, `code`, `key`.
    #[serde(default)]
    #[schema(value_type = Object)]
    input: Map<String, Value>,
}

/// A proposal.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProposalView {
    /// Its id.
    id: String,
    /// Its round; empty where it announces one.
    round: String,
    /// The step's word.
    step: String,
    /// The step's input; left out where the second person types blind.
    #[schema(value_type = Object)]
    input: Option<Map<String, Value>>,
    /// Who proposed it.
    proposed_by: String,
    /// When (Unix seconds).
    proposed_at: u64,
    /// What became of it; none while it waits.
    ended: Option<EndedView>,
}

/// What became of a proposal.
#[derive(Serialize, ToSchema)]
pub(crate) struct EndedView {
    /// `done`, `refused` or `withdrawn`.
    state: String,
    /// Who decided.
    by: String,
    /// When (Unix seconds).
    at: u64,
    /// What the step came to.
    #[schema(value_type = Object)]
    outcome: Value,
}

impl From<Proposal> for ProposalView {
    fn from(proposal: Proposal) -> Self {
        let (step, input) = proposal.step.parts();
        let shown = !proposal.step.is_blind();
        let ended = |ended: Ended| {
            let Ended { state, by, at, outcome } = ended;
            EndedView { state, by, at, outcome }
        };
        Self {
            id: proposal.id,
            round: proposal.round,
            step,
            input: shown.then_some(input),
            proposed_by: proposal.proposed_by,
            proposed_at: proposal.proposed_at,
            ended: proposal.ended.map(ended),
        }
    }
}

/// The proposal of an address.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct InProposal {
    /// Its id.
    #[param(pattern = "^[0-9a-f]{32}$")]
    id: String,
}

/// A decision on a proposal.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decision {
    /// Carry it out, or refuse it.
    accept: bool,
    /// For dice, what the second person reads from them, without having seen the first's.
    faces: Option<String>,
    /// Why it is refused.
    #[serde(default)]
    #[schema(max_length = 500)]
    why: String,
}

/// Proposals that wait
#[utoipa::path(
    get,
    path = "/api/v1/staff/proposals",
    tag = "staff",
    responses((status = 200, description = "The oldest first", body = Vec<ProposalView>)),
)]
pub(crate) async fn waiting(
    _: Staff<AnyRole>,
    State(app): State<App>,
) -> Result<Json<Vec<ProposalView>>, Problem> {
    let waiting = app.staff().waiting().await?;
    Ok(Json(waiting.into_iter().map(ProposalView::from).collect()))
}

/// Propose a step
///
/// What can't be undone waits for another person. Operators and supervisors propose; reviewers too,
/// to replace a family's lost key or withdraw an application at the counter.
#[utoipa::path(
    post,
    path = "/api/v1/staff/proposals",
    tag = "staff",
    request_body = Proposing,
    responses((status = 200, description = "The proposal", body = ProposalView)),
)]
pub(crate) async fn propose(
    staff: Staff<AnyRole>,
    State(app): State<App>,
    Sent(asked): Sent<Proposing>,
) -> Result<Json<ProposalView>, Problem> {
    let step = Step::read(&asked.step, &asked.input)?;
    Ok(Json(app.staff().propose(&staff.signed, &asked.round, &step).await?.into()))
}

/// Look at a proposal
#[utoipa::path(
    get,
    path = "/api/v1/staff/proposals/{id}",
    tag = "staff",
    params(InProposal),
    responses((status = 200, description = "The proposal", body = ProposalView)),
)]
pub(crate) async fn one(
    _: Staff<AnyRole>,
    State(app): State<App>,
    InPath(InProposal { id }): InPath<InProposal>,
) -> Result<Json<ProposalView>, Problem> {
    Ok(Json(app.staff().proposal(&id).await?.into()))
}

/// Decide on a proposal, as its second person
///
/// Accepting carries the step out. Where it isn't possible now, the proposal goes on waiting. Where
/// two typed dice differently, it ends, and both type again.
#[utoipa::path(
    post,
    path = "/api/v1/staff/proposals/{id}/decision",
    tag = "staff",
    request_body = Decision,
    params(InProposal),
    responses((status = 200, description = "What became of it", body = ProposalView)),
)]
pub(crate) async fn decide(
    staff: Staff<AnyRole>,
    State(app): State<App>,
    InPath(InProposal { id }): InPath<InProposal>,
    Sent(decision): Sent<Decision>,
) -> Result<Json<ProposalView>, Problem> {
    let (people, signed) = (app.staff(), &staff.signed);
    let decided = match decision.accept {
        true => people.accept(signed, &id, decision.faces.as_deref()).await?,
        false => people.refuse(signed, &id, &decision.why).await?,
    };
    Ok(Json(decided.into()))
}

/// Withdraw a proposal, as who made it
#[utoipa::path(
    delete,
    path = "/api/v1/staff/proposals/{id}",
    tag = "staff",
    params(InProposal),
    responses((status = 200, description = "What became of it", body = ProposalView)),
)]
pub(crate) async fn withdraw(
    staff: Staff<AnyRole>,
    State(app): State<App>,
    InPath(InProposal { id }): InPath<InProposal>,
) -> Result<Json<ProposalView>, Problem> {
    Ok(Json(app.staff().withdraw(&staff.signed, &id).await?.into()))
}
