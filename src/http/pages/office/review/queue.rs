//! The queue's page: filters, counts, and a page of applications.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use paiwei_protocol::rules::Rules;

use super::{PAGE, REASONS, asked::Asked, is_open, item::Form, line::QueueLine};
use crate::{
    http::{
        App, InForm, InPath, InQuery, Problem,
        access::{Reviewer, Staff},
        api::families::InRound,
        pages::{
            Page, Shell,
            assets::Asset,
            office::{Desk, find::Sought},
        },
    },
    rounds::{self, Standing},
};

/// The review queue.
#[derive(Template)]
#[template(path = "office/review.html")]
pub(crate) struct ReviewQueue {
    pub(crate) shell: Shell,
    pub(crate) desk: Desk,
    pub(crate) id: String,
    pub(crate) rules: Arc<Rules>,
    /// The round's state, as a word.
    pub(crate) state: String,
    pub(crate) asked: Asked,
    pub(crate) tabs: Vec<Tab>,
    pub(crate) lines: Vec<QueueLine>,
    /// The code after which the next page begins.
    pub(crate) next: Option<String>,
    /// What was looked for and not found.
    pub(crate) sought: Sought,
    /// What is filled in to decide on many.
    pub(crate) form: Form,
    /// What was wrong with that, with the field's id; no field where nothing is ticked.
    pub(crate) wrong: Option<(&'static str, String)>,
}

/// Applications of a standing, counted.
#[derive(Debug, Clone)]
pub(crate) struct Tab {
    /// The standing's word, or `all`.
    pub(crate) standing: &'static str,
    pub(crate) count: u64,
}

impl ReviewQueue {
    /// Decisions are taken now.
    pub(crate) fn is_open(&self) -> bool {
        is_open(&self.state)
    }

    /// Every change is published with a reason.
    pub(crate) fn is_posted(&self) -> bool {
        self.state == "posted"
    }

    /// The title of a category.
    pub(crate) fn category(&self, id: impl AsRef<str>) -> String {
        category(&self.shell, &self.rules, id.as_ref())
    }

    /// The standard reasons, by the ids of their texts.
    pub(crate) fn reasons(&self) -> [&'static str; 6] {
        REASONS
    }

    /// What is wrong with a field.
    pub(crate) fn error(&self, field: &str) -> Option<&str> {
        self.wrong.as_ref().filter(|(id, _)| *id == field).map(|(_, why)| why.as_str())
    }

    /// A filter is set.
    pub(crate) fn is_filtered(&self) -> bool {
        let filter = self.asked.filter();
        filter.claim.is_some() || filter.program.is_some() || filter.linked
    }

    /// Applications that await a decision, with this filter.
    pub(crate) fn undecided(&self) -> u64 {
        let tab = self.tabs.iter().find(|tab| tab.standing == "undecided");
        tab.map_or(0, |tab| tab.count)
    }
}

/// The title of a category.
pub(super) fn category(shell: &Shell, rules: &Rules, id: &str) -> String {
    let found = rules.categories.iter().find(|category| category.id == id);
    found.map_or_else(|| id.to_owned(), |found| shell.title(&found.titles))
}

/// The queue.
pub(crate) async fn queue(
    staff: Staff<Reviewer>,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    InQuery(asked): InQuery<Asked>,
) -> Result<Page<ReviewQueue>, Problem> {
    let desk = Desk::of(&app, &staff).await?;
    Ok(Page(gathered(&app, shell, desk, round, asked).await?))
}

/// Leads to the application that is looked for, or says that there is none.
pub(crate) async fn look(
    staff: Staff<Reviewer>,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    InQuery(asked): InQuery<Asked>,
    InForm(sought): InForm<Sought>,
) -> Result<Response, Problem> {
    if let Some(code) = sought.code(&app, &round).await? {
        let to = format!("/office/rounds/{round}/review/{code}{}", asked.query());
        return Ok(Redirect::to(&to).into_response());
    }
    let desk = Desk::of(&app, &staff).await?;
    let mut page = gathered(&app, shell, desk, round, asked).await?;
    page.sought = sought;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}

/// The page of what was asked for.
pub(super) async fn gathered(
    app: &App,
    shell: Shell,
    desk: Desk,
    id: String,
    asked: Asked,
) -> Result<ReviewQueue, Problem> {
    let office = app.office();
    let found = rounds::overview(office, &id).await?;
    let filter = asked.filter();
    let page = rounds::filtered(office, &id, &filter, asked.after(), PAGE).await?;
    let counts = rounds::counts(office, &id, &filter).await?;
    let tab = |(standing, count): (Standing, u64)| Tab { standing: standing.as_str(), count };
    let mut tabs: Vec<Tab> = counts.into_iter().map(tab).collect();
    tabs.push(Tab { standing: "all", count: tabs.iter().map(|tab| tab.count).sum() });
    Ok(ReviewQueue {
        shell,
        desk,
        state: found.round.state.to_string(),
        rules: found.rules,
        id,
        asked,
        tabs,
        lines: page.applications.iter().map(QueueLine::of).collect(),
        next: page.next.map(|code| code.to_string()),
        sought: Sought::default(),
        form: Form::default(),
        wrong: None,
    })
}
