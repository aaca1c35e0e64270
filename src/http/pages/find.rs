//! Finding a lost code: by the registration's number and the end of the child's document number.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::IntoResponse as _, response::Response};
use paiwei_protocol::rules::Titles;
use serde::Deserialize;

use super::{Page, Shell, assets::Asset};
use crate::{
    http::{
        App, InForm, InPath, Problem, access::Everyone, api::families::InRound, client::Address,
    },
    rounds,
};

/// Where a code is looked for, and what was found.
#[derive(Template)]
#[template(path = "family/find.html")]
pub(crate) struct FindPage {
    pub(crate) shell: Shell,
    pub(crate) round: String,
    pub(crate) titles: Titles,
    pub(crate) rehearsal: bool,
    /// The number that was typed.
    pub(crate) number: String,
    /// Nothing fits what was typed.
    pub(crate) missed: bool,
    /// The code that was found.
    pub(crate) found: Option<String>,
    /// A result is in force.
    pub(crate) published: bool,
}

/// What was typed.
#[derive(Deserialize)]
pub(crate) struct Sought {
    number: String,
    ending: String,
}

/// Asks for what a code is found by.
pub(crate) async fn ask(
    _: Everyone,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
) -> Result<Page<FindPage>, Problem> {
    page(&app, shell, round).await.map(Page)
}

async fn page(app: &App, shell: Shell, round: String) -> Result<FindPage, Problem> {
    let rules = rounds::rules(app.office(), &round).await?;
    let published = rounds::has_result(app.office(), &round).await?;
    let (titles, rehearsal) = (rules.titles, rules.rehearsal);
    let number = String::new();
    Ok(FindPage { shell, round, titles, rehearsal, number, missed: false, found: None, published })
}

/// Looks for a code. Every miss is answered alike, and every attempt costs its address the same.
pub(crate) async fn look(
    _: Everyone,
    Address(address): Address,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    InForm(Sought { number, ending }): InForm<Sought>,
) -> Result<Response, Problem> {
    app.budgets().find(address)?;
    app.budgets().find_of(&round, &rounds::registration_spelling(&number))?;
    let found = rounds::find_code(app.office(), &round, &number, &ending).await?;
    let status = if found.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    let page = page(&app, shell, round).await?;
    let found = found.map(|code| code.to_string());
    let page = FindPage { number, missed: found.is_none(), found, ..page };
    Ok((status, Page(page)).into_response())
}
