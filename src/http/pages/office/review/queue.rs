//! The queue's page: filters, counts, and a page of applications.

use std::ops::Deref;

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};

use super::{PAGE, asked::Asked, frame::Frame};
use crate::{
    http::{
        App, InForm, InPath, InQuery, Problem,
        access::{Reviewer, Staff},
        api::families::InRound,
        pages::{Page, Shell, assets::Asset, office::find::Sought},
    },
    rounds::{self, Standing},
};

/// The review queue.
#[derive(Template)]
#[template(path = "office/review.html")]
pub(crate) struct ReviewQueue {
    pub(crate) frame: Frame,
    pub(crate) tabs: Vec<Tab>,
    /// The code after which the page before this one begins; none on the first page and the second.
    pub(crate) before: Option<String>,
    /// What was looked for and not found.
    pub(crate) sought: Sought,
}

/// Applications of a standing, counted.
#[derive(Debug, Clone)]
pub(crate) struct Tab {
    /// The standing's word, or `all`.
    pub(crate) standing: &'static str,
    pub(crate) count: u64,
}

impl Deref for ReviewQueue {
    type Target = Frame;

    fn deref(&self) -> &Frame {
        &self.frame
    }
}

impl ReviewQueue {
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

/// The queue.
pub(crate) async fn queue(
    staff: Staff<Reviewer>,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    InQuery(asked): InQuery<Asked>,
) -> Result<Page<ReviewQueue>, Problem> {
    Ok(Page(gathered(&app, &staff, shell, round, asked).await?))
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
    let mut page = gathered(&app, &staff, shell, round, asked).await?;
    page.sought = sought;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}

/// The page of what was asked for.
pub(super) async fn gathered(
    app: &App,
    staff: &Staff<Reviewer>,
    shell: Shell,
    id: String,
    asked: Asked,
) -> Result<ReviewQueue, Problem> {
    let (office, filter) = (app.office(), asked.filter());
    let before = match asked.after() {
        Some(after) => rounds::page_before(office, &id, &filter, after, PAGE).await?,
        None => None,
    };
    let counts = rounds::counts(office, &id, &filter).await?;
    let tab = |(standing, count): (Standing, u64)| Tab { standing: standing.as_str(), count };
    let mut tabs: Vec<Tab> = counts.into_iter().map(tab).collect();
    tabs.push(Tab { standing: "all", count: tabs.iter().map(|tab| tab.count).sum() });
    Ok(ReviewQueue {
        frame: Frame::gathered(app, staff, shell, id, asked).await?,
        tabs,
        before: before.map(|code| code.to_string()),
        sought: Sought::default(),
    })
}
