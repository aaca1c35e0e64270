//! Rounds, and where they stand.

use axum::{Json, extract::State};
use paiwei_protocol::{journal::Round, rules::Rules};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::{App, Problem, access::Everyone},
    rounds,
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
