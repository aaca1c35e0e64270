//! Where rounds stand for those who run them, and what one operator does alone.

use axum::{Json, extract::State};
use paiwei_protocol::digest::Digest;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::{
    http::{
        App, InPath, Problem, Sent,
        access::{AnyRole, Operator, Staff},
        api::{families::InRound, rounds::EntryView},
    },
    rounds::{self, Given, Pending},
    staff::StaffError,
};

/// Where a round stands, for its operators.
#[derive(Serialize, ToSchema)]
pub(crate) struct ConsoleView {
    /// Its id.
    id: String,
    /// Its state, as PROTOCOL.md names it.
    state: &'static str,
    /// Its attempt, from 1.
    attempt: u32,
    /// What can be done next, the usual way first.
    next: Vec<&'static str>,
    /// What waits for observers' confirmations.
    pending: Option<PendingView>,
    /// Receipts given so far.
    received: u64,
    /// Applications that await review.
    undecided: u64,
    /// The ceremony machine holds the journal.
    handed_over: bool,
}

/// What waits for observers' confirmations.
#[derive(Serialize, ToSchema)]
pub(crate) struct PendingView {
    /// The type of the entry.
    kind: String,
    /// The hash that they confirm.
    hash: String,
    /// Observers who have confirmed.
    have: Vec<String>,
    /// Observers who may and have not.
    waiting: Vec<String>,
    /// How many must.
    need: usize,
}

impl From<Pending> for PendingView {
    fn from(pending: Pending) -> Self {
        let Pending { kind, hash, have, waiting, need, .. } = pending;
        Self { kind, hash: hash.to_string(), have, waiting, need }
    }
}

/// Where a round stands, for whoever runs it
#[utoipa::path(
    get,
    path = "/api/v1/staff/rounds/{round}",
    tag = "staff",
    params(InRound),
    responses((status = 200, description = "The round", body = ConsoleView)),
)]
pub(crate) async fn console(
    _: Staff<AnyRole>,
    State(app): State<App>,
    InPath(InRound { round }): InPath<InRound>,
) -> Result<Json<ConsoleView>, Problem> {
    let status = rounds::status(app.office(), &round).await?;
    let received = rounds::overview(app.office(), &round).await?.received;
    Ok(Json(ConsoleView {
        id: status.round.id.clone(),
        state: status.round.state.as_str(),
        attempt: status.round.current().number,
        next: status.next.iter().map(|task| task.as_str()).collect(),
        pending: status.pending.map(PendingView::from),
        received,
        undecided: status.undecided,
        handed_over: status.handed_over,
    }))
}

/// Notes that observers signed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Notes {
    /// The notes, each as its text.
    #[schema(min_items = 1, max_items = 16)]
    notes: Vec<String>,
}

/// What confirming came to.
#[derive(Serialize, ToSchema)]
pub(crate) struct ConfirmedView {
    /// What reached its quorum and was journalled now.
    appended: Vec<EntryView>,
    /// What waits now.
    pending: Option<PendingView>,
}

/// Hand in observers' confirmations
///
/// What reaches its quorum is journalled. The notes speak for themselves, so one person does it.
#[utoipa::path(
    post,
    path = "/api/v1/staff/rounds/{round}/confirmations",
    tag = "staff",
    request_body = Notes,
    params(InRound),
    responses((status = 200, description = "What it came to", body = ConfirmedView)),
)]
pub(crate) async fn confirm(
    staff: Staff<Operator>,
    State(app): State<App>,
    InPath(InRound { round }): InPath<InRound>,
    Sent(Notes { notes }): Sent<Notes>,
) -> Result<Json<ConfirmedView>, Problem> {
    handed_in(&app, staff.name(), "hand-in-confirmations", &round, &notes).await?;
    let given: Vec<Given<'_>> = notes.iter().map(|note| given(note)).collect();
    let confirmed = rounds::confirm(app.office(), &round, &given).await?.answer;
    Ok(Json(ConfirmedView {
        appended: confirmed.appended.iter().map(EntryView::from).collect(),
        pending: confirmed.pending.map(PendingView::from),
    }))
}

/// Records which notes somebody hands in, before they are taken: nothing is journalled without a
/// trace. A `round` that isn't there leaves none; empty: they concern no round.
pub(crate) async fn handed_in(
    app: &App,
    who: &str,
    act: &str,
    round: &str,
    notes: &[String],
) -> Result<(), StaffError> {
    if !round.is_empty() {
        rounds::rules(app.office(), round).await?;
    }
    let hashes = notes.iter().map(|note| Digest::of(note.as_bytes()).to_string());
    let detail = json!({ "notes": hashes.collect::<Vec<_>>() });
    app.staff().record(who, act, round, &detail).await
}

fn given(note: &str) -> Given<'_> {
    Given { file: "notes", bytes: note.as_bytes() }
}

/// What handing cosignatures in came to.
#[derive(Serialize, ToSchema)]
pub(crate) struct CosignedView {
    /// Cosignatures that are new.
    new: usize,
}

/// Hand in observers' cosignatures of the journal
#[utoipa::path(
    post,
    path = "/api/v1/staff/cosignatures",
    tag = "staff",
    request_body = Notes,
    responses((status = 200, description = "What it came to", body = CosignedView)),
)]
pub(crate) async fn cosign(
    staff: Staff<Operator>,
    State(app): State<App>,
    Sent(Notes { notes }): Sent<Notes>,
) -> Result<Json<CosignedView>, Problem> {
    handed_in(&app, staff.name(), "hand-in-cosignatures", "", &notes).await?;
    let given: Vec<Given<'_>> = notes.iter().map(|note| given(note)).collect();
    let cosigned = rounds::cosigned(app.office(), &given).await?;
    Ok(Json(CosignedView { new: cosigned.new }))
}

/// What a draw comes to.
#[derive(Serialize, ToSchema)]
pub(crate) struct DrawnView {
    /// The draw key.
    key: String,
    /// `draw.txt`.
    text: String,
    /// Children that took part.
    entered: u64,
    /// Children with a place.
    placed: u64,
}

/// Compute the result
///
/// It decides nothing: the same comes out however often. `publish` signs it, by two people.
#[utoipa::path(
    post,
    path = "/api/v1/staff/rounds/{round}/draw",
    tag = "staff",
    params(InRound),
    responses((status = 200, description = "The draw", body = DrawnView)),
)]
pub(crate) async fn draw(
    staff: Staff<Operator>,
    State(app): State<App>,
    InPath(InRound { round }): InPath<InRound>,
) -> Result<Json<DrawnView>, Problem> {
    rounds::rules(app.office(), &round).await?;
    app.staff().record(staff.name(), "draw", &round, &json!({})).await?;
    let drawn = rounds::draw(app.office(), &round).await?.answer;
    let rounds::Drawn { key, text, entered, placed, .. } = drawn;
    Ok(Json(DrawnView { key, text, entered, placed }))
}
