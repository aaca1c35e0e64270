//! Rounds, and where they stand.

use axum::{Json, extract::State};
use paiwei_protocol::{digest::Digest, journal::Round, rules::Rules};
use serde::Serialize;
use utoipa::ToSchema;

use super::families::InRound;
use crate::{
    http::{App, InPath, Problem, access::Everyone},
    rounds::{self, Appended},
};

/// A text in the languages of the rules.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct Titles {
    /// Chinese.
    zh: String,
    /// English.
    en: String,
}

/// A round.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct RoundSummary {
    /// Its id.
    #[schema(example = "junior-2027")]
    id: String,
    /// Its titles.
    titles: Titles,
    /// The cohort of children it is for.
    cohort: String,
    /// The round it follows; absent for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    follows: Option<String>,
    /// Its state, as PROTOCOL.md names it.
    #[schema(example = "open")]
    state: String,
    /// Its attempt, from 1.
    attempt: u32,
    /// Nothing in it counts.
    rehearsal: bool,
    /// When applications are taken, in Unix seconds.
    opens: u64,
    /// From when on none is taken, in Unix seconds.
    closes: u64,
}

impl RoundSummary {
    fn of(round: &Round, rules: &Rules) -> Self {
        Self {
            id: round.id.clone(),
            titles: Titles { zh: rules.titles.zh.clone(), en: rules.titles.en.clone() },
            cohort: rules.cohort.clone(),
            follows: rules.follows.clone(),
            state: round.state.to_string(),
            attempt: round.current().number,
            rehearsal: rules.rehearsal,
            opens: rules.timeline.open,
            closes: rules.timeline.close,
        }
    }
}

/// The rounds of the office, in the order of their announcements.
#[utoipa::path(
    get,
    path = "/api/v1/rounds",
    tag = "rounds",
    responses((status = 200, description = "All rounds", body = Vec<RoundSummary>))
)]
pub(in crate::http) async fn list(
    _: Everyone,
    State(app): State<App>,
) -> Result<Json<Vec<RoundSummary>>, Problem> {
    let mut summaries = Vec::new();
    for round in rounds::rounds(app.office()).await? {
        let rules = rounds::rules(app.office(), &round.id).await?;
        summaries.push(RoundSummary::of(&round, &rules));
    }
    Ok(Json(summaries))
}

/// An entry of the journal.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct EntryView {
    /// Its index: its bytes are at `/journal/entries/<index>`.
    index: u64,
    /// Its time (Unix seconds).
    at: u64,
    /// Its type.
    #[serde(rename = "type")]
    #[schema(example = "roll-frozen")]
    kind: &'static str,
}

impl From<&Appended> for EntryView {
    fn from(entry: &Appended) -> Self {
        Self { index: entry.index, at: entry.at, kind: entry.kind }
    }
}

/// A round, and where it stands.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct RoundView {
    #[serde(flatten)]
    summary: RoundSummary,
    /// SHA-256 of `rules.json`, which lies at `/published/<round>/rules.json`.
    rules: String,
    /// The origin of the journal: what families sign.
    origin: String,
    /// Receipts given so far.
    received: u64,
    /// The round's entries, in order.
    entries: Vec<EntryView>,
    /// What waits for observers' confirmations.
    #[serde(skip_serializing_if = "Option::is_none")]
    waits_for: Option<String>,
    /// The service's clock (Unix seconds): the one that deadlines go by.
    now: u64,
}

/// A round, and where it stands.
#[utoipa::path(
    get,
    path = "/api/v1/rounds/{round}",
    tag = "rounds",
    params(InRound),
    responses((status = 200, description = "The round", body = RoundView))
)]
pub(in crate::http) async fn one(
    _: Everyone,
    State(app): State<App>,
    InPath(InRound { round }): InPath<InRound>,
) -> Result<Json<RoundView>, Problem> {
    let found = rounds::overview(app.office(), &round).await?;
    Ok(Json(RoundView {
        summary: RoundSummary::of(&found.round, &found.rules),
        rules: Digest::of(&found.rules.to_json()).to_string(),
        origin: found.rules.origin.clone(),
        received: found.received,
        entries: found.done.iter().map(EntryView::from).collect(),
        waits_for: found.pending.map(|pending| pending.kind),
        now: app.office().now(),
    }))
}
