//! The counter: a family stands before the office and shows who it is. Its lost key is replaced, or
//! its application withdrawn on paper, once a second person agrees.

mod act;

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use paiwei_protocol::{ident::Code, rules::Rules};

pub(crate) use self::act::Typed;
pub(in crate::http) use self::act::act;
use super::{Desk, find::Sought, person::PersonShown};
use crate::{
    http::{
        App, InForm, InPath, Problem,
        access::{Reviewer, Staff},
        api::families::{InApplication, InRound},
        pages::{Page, Shell, assets::Asset, receipt::Kept},
    },
    rounds,
};

/// The counter.
#[derive(Template)]
#[template(path = "office/counter.html")]
pub(crate) struct CounterPage {
    pub(crate) shell: Shell,
    pub(crate) desk: Desk,
    pub(crate) id: String,
    pub(crate) rules: Arc<Rules>,
    /// The round's state, as a word.
    pub(crate) state: String,
    /// What was looked for and not found.
    pub(crate) sought: Sought,
    /// What was typed for the application.
    pub(crate) typed: Typed,
    /// The application that was found.
    pub(crate) found: Option<AtCounter>,
    /// The proposal of somebody else that waits for the same.
    pub(crate) waiting: Option<String>,
    /// What was wrong, with the field's id.
    pub(crate) wrong: Option<(&'static str, String)>,
}

/// An application at the counter.
pub(crate) struct AtCounter {
    pub(crate) code: String,
    pub(crate) person: PersonShown,
    /// Codes of the other linked children.
    pub(crate) linked: Vec<String>,
    /// The receipt of its withdrawal, if it is withdrawn.
    pub(crate) withdrawn: Option<Kept>,
}

impl CounterPage {
    /// Keys are replaced and applications withdrawn while families apply.
    pub(crate) fn is_open(&self) -> bool {
        self.state == "open"
    }

    /// What is wrong with a field.
    pub(crate) fn error(&self, field: &str) -> Option<&str> {
        self.wrong.as_ref().filter(|(id, _)| *id == field).map(|(_, why)| why.as_str())
    }
}

/// The counter, before a family has said who it is.
pub(crate) async fn counter(
    staff: Staff<Reviewer>,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
) -> Result<Page<CounterPage>, Problem> {
    Ok(Page(empty(&app, &staff, shell, round).await?))
}

/// Leads to the application that is looked for.
pub(crate) async fn look(
    staff: Staff<Reviewer>,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    InForm(sought): InForm<Sought>,
) -> Result<Response, Problem> {
    if let Some(code) = sought.code(&app, &round).await? {
        let to = format!("/office/rounds/{round}/counter/{code}");
        return Ok(Redirect::to(&to).into_response());
    }
    let mut page = empty(&app, &staff, shell, round).await?;
    page.wrong = Some(("find", page.shell.t("counter-code-wrong")));
    page.sought = sought;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}

/// An application at the counter. Every look at who it is stands in the trail.
pub(crate) async fn application(
    staff: Staff<Reviewer>,
    State(app): State<App>,
    shell: Shell,
    InPath(application): InPath<InApplication>,
) -> Result<Page<CounterPage>, Problem> {
    let code = application.code()?;
    Ok(Page(gathered(&app, &staff, shell, application.round, code).await?))
}

async fn empty(
    app: &App,
    staff: &Staff<Reviewer>,
    shell: Shell,
    id: String,
) -> Result<CounterPage, Problem> {
    let overview = rounds::overview(app.office(), &id).await?;
    Ok(CounterPage {
        desk: Desk::of(app, staff).await?,
        shell,
        state: overview.round.state.to_string(),
        rules: overview.rules,
        id,
        sought: Sought::default(),
        typed: Typed::default(),
        found: None,
        waiting: None,
        wrong: None,
    })
}

/// The page of an application, with nothing typed.
async fn gathered(
    app: &App,
    staff: &Staff<Reviewer>,
    shell: Shell,
    id: String,
    code: Code,
) -> Result<CounterPage, Problem> {
    let one = rounds::queued(app.office(), &id, code).await?.request;
    let person = PersonShown::opened(app, staff, &id, code).await?;
    let others = one.bundle.iter().filter(|other| **other != code);
    let linked = others.map(ToString::to_string).collect();
    let mut page = empty(app, staff, shell, id).await?;
    let withdrawn = if one.withdrawn { newest(app, &page, code).await? } else { None };
    page.found = Some(AtCounter { code: code.to_string(), person, linked, withdrawn });
    Ok(page)
}

/// The newest receipt of an application.
async fn newest(app: &App, page: &CounterPage, code: Code) -> Result<Option<Kept>, Problem> {
    let own = rounds::own_application(app.office(), &page.id, code).await?;
    let note = own.receipts.last().map(ToString::to_string);
    Ok(note.and_then(|note| Kept::of(&page.shell, &page.rules, &note)))
}
