//! The rules that a proposal announces: as everybody would see them, and as a file.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};
use paiwei_protocol::{encoding::json, rules::Rules};

use super::{Asked, InProposal};
use crate::{
    http::{
        App, InPath, InQuery, Problem,
        access::{AnyRole, Staff},
        pages::{Page, Shell, round::RoundPage},
    },
    staff::Step,
};

/// The rules that a step announces, where they can be read.
pub(super) fn announced(step: &Step) -> Option<Rules> {
    let Step::Announce { rules } = step else { return None };
    Rules::read(&json::canonical(rules)).ok()
}

/// The page that everybody would see of the round, if it were announced.
pub(crate) async fn preview(
    _: Staff<AnyRole>,
    State(app): State<App>,
    shell: Shell,
    InPath(InProposal { id }): InPath<InProposal>,
    InQuery(Asked { page }): InQuery<Asked>,
) -> Result<Page<RoundPage>, Problem> {
    let rules = proposed_rules(&app, &id).await?;
    let address = format!("/office/proposals/{id}/preview?page=");
    Ok(Page(RoundPage::preview(shell, rules, page, address)))
}

/// The rules of a proposal, byte for byte as their hash is journalled.
pub(crate) async fn rules_file(
    _: Staff<AnyRole>,
    State(app): State<App>,
    InPath(InProposal { id }): InPath<InProposal>,
) -> Result<Response, Problem> {
    let rules = proposed_rules(&app, &id).await?.to_json();
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"rules.json\""),
    ];
    Ok((headers, rules).into_response())
}

async fn proposed_rules(app: &App, id: &str) -> Result<Rules, Problem> {
    let step = app.staff().proposal(id).await?.step;
    announced(&step).ok_or_else(|| Problem::of(crate::http::kind::NOT_FOUND))
}
