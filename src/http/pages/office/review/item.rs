//! One application beside the queue: what it asks for, who it is, and the decision.

use std::{borrow::Borrow, ops::Deref};

use askama::Template;
use axum::extract::State;
use paiwei_protocol::{ident::Code, rules::OrderKey};

use super::{
    asked::Asked,
    frame::{Form, Frame},
    history::{self, HistoryLine},
    line::QueueLine,
};
use crate::{
    http::{
        App, InPath, InQuery, Problem,
        access::{Reviewer, Staff},
        api::families::InApplication,
        pages::{Page, Shell, assets::Asset, office::person::PersonShown},
    },
    rounds::{self, ClaimDocument},
};

/// An application in review.
#[derive(Template)]
#[template(path = "office/review-item.html")]
pub(crate) struct ReviewItem {
    pub(crate) frame: Frame,
    /// The application.
    pub(crate) item: QueueLine,
    /// Who it is.
    pub(crate) person: PersonShown,
    /// What the family sent in to prove its claims.
    pub(crate) documents: Vec<ClaimDocument>,
    /// Decisions on it, the newest first.
    pub(crate) history: Vec<HistoryLine>,
    /// The linked children.
    pub(crate) siblings: Vec<QueueLine>,
    /// The ones before and after it in the queue.
    pub(crate) before: Option<String>,
    pub(crate) following: Option<String>,
    /// Somebody decided otherwise, or the family changed it, since the page was shown.
    pub(crate) meanwhile: bool,
}

impl Deref for ReviewItem {
    type Target = Frame;

    fn deref(&self) -> &Frame {
        &self.frame
    }
}

impl ReviewItem {
    /// It can be decided on now.
    pub(crate) fn is_due(&self) -> bool {
        self.is_open() && self.item.standing != "withdrawn"
    }

    /// Somewhere points decide.
    pub(crate) fn has_points(&self) -> bool {
        let by_points = self.rules.pools().any(|(_, pool)| pool.order.contains(&OrderKey::Points));
        by_points || self.item.points.is_some()
    }

    /// The title of a program.
    pub(crate) fn program(&self, id: impl AsRef<str>) -> String {
        let found = self.rules.program(id.as_ref());
        found.map_or_else(String::new, |(_, found)| self.shell.title(&found.titles))
    }

    /// A category is claimed.
    pub(crate) fn claims(&self, id: impl AsRef<str>) -> bool {
        self.item.claims.iter().any(|claim| claim == id.as_ref())
    }

    /// A category is ticked.
    pub(crate) fn grants(&self, id: impl AsRef<str>) -> bool {
        self.form.granted.iter().any(|granted| granted == id.as_ref())
    }

    /// A size in kilobytes, at least one.
    pub(crate) fn kilobytes(&self, bytes: impl Borrow<u64>) -> u64 {
        bytes.borrow().div_ceil(1000)
    }

    /// The address of another application of the queue.
    pub(crate) fn place(&self, code: impl AsRef<str>) -> String {
        format!("/office/rounds/{}/review/{}{}", self.id, code.as_ref(), self.asked.query())
    }
}

/// An application in review. Every look at who it is stands in the trail.
pub(crate) async fn item(
    staff: Staff<Reviewer>,
    State(app): State<App>,
    shell: Shell,
    InPath(application): InPath<InApplication>,
    InQuery(asked): InQuery<Asked>,
) -> Result<Page<ReviewItem>, Problem> {
    let code = application.code()?;
    Ok(Page(gathered(&app, &staff, shell, application.round, code, asked).await?))
}

/// The page of one application.
pub(super) async fn gathered(
    app: &App,
    staff: &Staff<Reviewer>,
    shell: Shell,
    id: String,
    code: Code,
    asked: Asked,
) -> Result<ReviewItem, Problem> {
    let office = app.office();
    let one = rounds::queued(office, &id, code).await?;
    let person = PersonShown::opened(app, staff, &id, code).await?;
    let item = QueueLine::of(&one);
    let mut siblings = Vec::new();
    for sibling in one.request.bundle.iter().filter(|sibling| **sibling != code) {
        siblings.push(QueueLine::of(&rounds::queued(office, &id, *sibling).await?));
    }
    let (documents, history) =
        (rounds::documents(office, &id, code).await?, history::of(app, &id, code).await?);
    let mut frame = Frame::gathered(app, staff, shell, id, asked).await?;
    frame.form = Form::of(&item);
    let before = frame.lines.iter().rfind(|line| line.code < item.code);
    let following = frame.lines.iter().find(|line| line.code > item.code);
    Ok(ReviewItem {
        before: before.map(|line| line.code.clone()),
        following: following.map(|line| line.code.clone()),
        frame,
        item,
        person,
        documents,
        history,
        siblings,
        meanwhile: false,
    })
}
