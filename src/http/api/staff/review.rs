//! The review queue, one child's identity, and decisions.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use paiwei_protocol::ident::Code;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use crate::{
    http::{
        App, InPath, InQuery, Problem, Sent,
        access::{Reviewer, Staff},
        api::families::{self, InApplication, InRound},
        query::{Typed, UpTo},
    },
    rounds::{
        self, Application, Filter, MOST_QUEUED, Rest, RestReview, ReviewVerdict, Seen, Standing,
    },
};

/// Which applications.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// Those after this code.
    #[param(value_type = Option<String>, example = "009W-QGAQ-RTES-Z")]
    after: Option<Typed>,
    /// At most so many.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 500, default = 100)]
    most: Option<UpTo<MOST_QUEUED>>,
    /// Only those that await a decision.
    #[serde(default)]
    awaiting: bool,
}

/// A page of the queue. No names.
#[derive(Serialize, ToSchema)]
pub(crate) struct PageView {
    applications: Vec<ApplicationView>,
    /// The code to go on after; none on the last page.
    next: Option<String>,
}

/// An application.
#[derive(Serialize, ToSchema)]
pub(crate) struct ApplicationView {
    /// Its code.
    code: String,
    /// Its newest revision.
    revision: u64,
    /// The family withdrew it.
    withdrawn: bool,
    /// Codes of all linked children.
    bundle: Vec<String>,
    /// Ids of the categories that the family claims.
    claims: Vec<String>,
    /// Points that it claims.
    points: Option<u32>,
    /// Choices, as rolls write them.
    choices: String,
    /// What was decided.
    decided: Option<DecidedView>,
}

/// What was decided.
#[derive(Serialize, ToSchema)]
pub(crate) struct DecidedView {
    /// `entered`, `refused` or `lapsed`.
    status: String,
    /// Ids of the categories granted.
    categories: Vec<String>,
    /// Points granted.
    points: Option<u32>,
    /// When (Unix seconds).
    at: u64,
}

impl From<Application> for ApplicationView {
    fn from(application: Application) -> Self {
        let Application { request, points, decided } = application;
        let decided = decided.map(|decided| DecidedView {
            status: decided.status,
            categories: decided.categories,
            points: decided.points,
            at: decided.at,
        });
        Self {
            code: request.code.to_string(),
            revision: request.revision,
            withdrawn: request.withdrawn,
            bundle: request.bundle.iter().map(ToString::to_string).collect(),
            claims: request.claims,
            points,
            choices: request.choices.to_string(),
            decided,
        }
    }
}

/// The review queue
#[utoipa::path(
    get,
    path = "/api/v1/staff/rounds/{round}/applications",
    tag = "review",
    params(InRound, Asked),
    responses((status = 200, description = "A page", body = PageView)),
)]
pub(crate) async fn queue(
    _: Staff<Reviewer>,
    State(app): State<App>,
    InPath(InRound { round }): InPath<InRound>,
    InQuery(asked): InQuery<Asked>,
) -> Result<Json<PageView>, Problem> {
    let after = asked.after.map(|code| code.0);
    let most = asked.most.map_or(100, |most| most.0);
    let standing = asked.awaiting.then_some(Standing::Undecided);
    let filter = Filter { standing, ..Filter::default() };
    let page = rounds::queue(app.office(), &round, &filter, after, most).await?;
    let applications = page.applications.into_iter().map(ApplicationView::from).collect();
    Ok(Json(PageView { applications, next: page.next.map(|code| code.to_string()) }))
}

/// Who stands behind a code.
#[derive(Serialize, ToSchema)]
pub(crate) struct PersonView {
    /// The child's fields.
    fields: BTreeMap<String, String>,
    /// The registration's number on the platform; empty for an application made online.
    registration: String,
    /// What review noted last.
    why: String,
}

/// Look at who stands behind a code
///
/// Every look stands in the trail.
#[utoipa::path(
    get,
    path = "/api/v1/staff/rounds/{round}/applications/{code}/person",
    tag = "review",
    params(InApplication),
    responses((status = 200, description = "The person", body = PersonView)),
)]
pub(crate) async fn person(
    staff: Staff<Reviewer>,
    State(app): State<App>,
    InPath(application): InPath<InApplication>,
) -> Result<Json<PersonView>, Problem> {
    let (round, code) = (&application.round, application.code()?);
    let person = rounds::person(app.office(), round, code).await?;
    let detail = json!({ "code": code.to_string() });
    app.staff().record(staff.name(), "look", round, &detail).await?;
    let fields = person.identity.fields().clone();
    Ok(Json(PersonView { fields, registration: person.number, why: person.why }))
}

/// Decisions, all taken or none.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decisions {
    #[schema(min_items = 1, max_items = 1000)]
    decisions: Vec<DecisionOn>,
    /// After the posting, the id of a reason of the rules: it is published with every change.
    reason: Option<String>,
}

/// A decision on one application.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecisionOn {
    /// The application's code.
    code: String,
    /// The decision.
    verdict: VerdictWord,
    /// Ids of the categories granted, with `accept`.
    #[serde(default)]
    #[schema(max_items = 64)]
    categories: Vec<String>,
    /// Points granted, with `accept`.
    points: Option<u32>,
    /// Why, for the office's own files; kept sealed.
    #[serde(default)]
    #[schema(max_length = 2000)]
    why: String,
}

/// A verdict of review.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum VerdictWord {
    /// Takes part.
    Accept,
    /// Takes no part.
    Refuse,
    /// Was not completed by the close.
    Lapse,
}

/// What deciding came to.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReviewedView {
    /// Decisions that are new or other than before.
    changed: usize,
    /// Applications that still await one.
    undecided: usize,
}

impl From<rounds::Reviewed> for ReviewedView {
    fn from(reviewed: rounds::Reviewed) -> Self {
        let rounds::Reviewed { changed, undecided } = reviewed;
        Self { changed, undecided }
    }
}

/// Decide on applications
#[utoipa::path(
    post,
    path = "/api/v1/staff/rounds/{round}/decisions",
    tag = "review",
    request_body = Decisions,
    params(InRound),
    responses((status = 200, description = "What it came to", body = ReviewedView)),
)]
pub(crate) async fn decide(
    staff: Staff<Reviewer>,
    State(app): State<App>,
    InPath(InRound { round }): InPath<InRound>,
    Sent(asked): Sent<Decisions>,
) -> Result<Json<ReviewedView>, Problem> {
    if !(1..=1000).contains(&asked.decisions.len()) {
        return Err(families::out_of_range("/decisions", 1, 1000));
    }
    let decisions = asked.decisions.iter().enumerate().map(decision);
    let decisions = decisions.collect::<Result<Vec<_>, _>>()?;
    let reason = asked.reason.as_deref();
    let review = rounds::review_seen(app.office(), &round, &decisions, reason, staff.name());
    Ok(Json(review.await?.reviewed.into()))
}

fn decision((index, asked): (usize, &DecisionOn)) -> Result<Seen, Problem> {
    let code = Code::normalise(&asked.code)
        .map_err(|error| families::field(format!("/decisions/{index}/code"), &error))?;
    let verdict = match asked.verdict {
        VerdictWord::Accept => {
            let (categories, points) = (asked.categories.clone(), asked.points);
            ReviewVerdict::Accept { categories, points }
        }
        VerdictWord::Refuse => ReviewVerdict::Refuse,
        VerdictWord::Lapse => ReviewVerdict::Lapse,
    };
    let decision = rounds::Decision { code, verdict, why: asked.why.clone() };
    Ok(Seen { decision, mark: None })
}

/// How many were seen.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct SeenRest {
    /// Only if so many await a decision; where it is another number, nothing is changed.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1_000_000)]
    undecided: Option<UpTo<1_000_000>>,
}

/// Accept everything that awaits a decision, as claimed
#[utoipa::path(
    post,
    path = "/api/v1/staff/rounds/{round}/decisions/rest",
    tag = "review",
    params(InRound, SeenRest),
    responses((status = 200, description = "What it came to", body = ReviewedView)),
)]
pub(crate) async fn accept_rest(
    staff: Staff<Reviewer>,
    State(app): State<App>,
    InPath(InRound { round }): InPath<InRound>,
    InQuery(SeenRest { undecided }): InQuery<SeenRest>,
) -> Result<Json<ReviewedView>, Problem> {
    let (office, by) = (app.office(), staff.name());
    let seen = undecided.and_then(|most| usize::try_from(most.0).ok());
    match rounds::accept_seen_rest(office, &round, Rest::All, seen, by).await? {
        RestReview::Accepted(reviewed) => Ok(Json(reviewed.into())),
        RestReview::Differs { undecided } => Ok(Json(ReviewedView { changed: 0, undecided })),
    }
}
