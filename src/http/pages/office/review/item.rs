//! One application beside the queue: what it asks for, who it is, and the decision.

use std::{borrow::Borrow, sync::Arc};

use askama::Template;
use axum::extract::State;
use paiwei_protocol::{
    ident::Code,
    rules::{OrderKey, Rules},
};
use serde_json::Value;

use super::{PAGE, REASONS, asked::Asked, is_open, line::QueueLine, queue::category};
use crate::{
    http::{
        App, InPath, InQuery, Problem,
        access::{Reviewer, Staff},
        api::families::InApplication,
        pages::{
            Page, Shell,
            assets::Asset,
            office::{Desk, person::PersonShown},
        },
    },
    rounds::{self, ClaimDocument},
    store::TrailRow,
};

/// An application in review.
#[derive(Template)]
#[template(path = "office/review-item.html")]
pub(crate) struct ReviewItem {
    pub(crate) shell: Shell,
    pub(crate) desk: Desk,
    pub(crate) id: String,
    pub(crate) rules: Arc<Rules>,
    /// The round's state, as a word.
    pub(crate) state: String,
    pub(crate) asked: Asked,
    /// The queue beside it.
    pub(crate) lines: Vec<QueueLine>,
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
    pub(crate) previous: Option<String>,
    pub(crate) next: Option<String>,
    /// What was filled in.
    pub(crate) form: Form,
    /// What was wrong, with the field's id.
    pub(crate) wrong: Option<(&'static str, String)>,
    /// Somebody decided otherwise, or the family changed it, since the page was shown.
    pub(crate) meanwhile: bool,
}

/// What is filled in to decide.
#[derive(Debug, Clone, Default)]
pub(crate) struct Form {
    /// Ids of the categories ticked.
    pub(crate) granted: Vec<String>,
    /// Points, as typed.
    pub(crate) points: String,
    /// The standard reason, as the id of its text.
    pub(crate) standard: String,
    /// One's own words.
    pub(crate) note: String,
    /// The reason that is published, as the rules name it.
    pub(crate) reason: String,
}

/// A decision that was made on an application.
#[derive(Debug, Clone)]
pub(crate) struct HistoryLine {
    /// When (Unix seconds).
    pub(crate) at: u64,
    /// Who.
    pub(crate) by: String,
    /// `accept`, `refuse` or `lapse`.
    pub(crate) verdict: &'static str,
    /// Ids of the categories granted.
    pub(crate) categories: Vec<String>,
}

impl HistoryLine {
    /// What a row of the trail says of an application.
    pub(super) fn of(row: &TrailRow, code: &str) -> Option<Self> {
        let detail: Value = serde_json::from_str(&row.detail).ok()?;
        let decisions = detail["decisions"].as_array()?;
        let own = decisions.iter().find(|decision| decision["code"] == code)?;
        let verdict = ["accept", "refuse", "lapse"];
        let verdict = verdict.into_iter().find(|verdict| own.get(verdict).is_some())?;
        let granted = own[verdict]["categories"].as_array().cloned().unwrap_or_default();
        let granted = granted.iter().filter_map(|id| id.as_str().map(str::to_owned));
        let (at, by) = (row.at, row.account.clone());
        Some(Self { at, by, verdict, categories: granted.collect() })
    }
}

impl Form {
    /// What is proposed: all that is claimed, or what was granted before.
    pub(super) fn of(item: &QueueLine) -> Self {
        let decided = item.decided_at.is_some();
        let granted = if decided { &item.granted } else { &item.claims };
        let points = if decided { item.granted_points } else { item.points };
        Self {
            granted: granted.clone(),
            points: points.map(|points| points.to_string()).unwrap_or_default(),
            ..Self::default()
        }
    }
}

impl ReviewItem {
    /// It can be decided on now.
    pub(crate) fn is_open(&self) -> bool {
        is_open(&self.state) && self.item.standing != "withdrawn"
    }

    /// Every change is published with a reason.
    pub(crate) fn is_posted(&self) -> bool {
        self.state == "posted"
    }

    /// Somewhere points decide.
    pub(crate) fn has_points(&self) -> bool {
        let by_points = self.rules.pools().any(|(_, pool)| pool.order.contains(&OrderKey::Points));
        by_points || self.item.points.is_some()
    }

    /// The title of a category.
    pub(crate) fn category(&self, id: impl AsRef<str>) -> String {
        category(&self.shell, &self.rules, id.as_ref())
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

    /// What is wrong with a field.
    pub(crate) fn error(&self, field: &str) -> Option<&str> {
        self.wrong.as_ref().filter(|(id, _)| *id == field).map(|(_, why)| why.as_str())
    }

    /// The standard reasons, by the ids of their texts.
    pub(crate) fn reasons(&self) -> [&'static str; 6] {
        REASONS
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
    let found = rounds::overview(office, &id).await?;
    let one = rounds::queued(office, &id, code).await?;
    let person = PersonShown::opened(app, staff, &id, code).await?;
    let page = rounds::filtered(office, &id, &asked.filter(), asked.after(), PAGE).await?;
    let item = QueueLine::of(&one);
    let mut siblings = Vec::new();
    for sibling in one.request.bundle.iter().filter(|sibling| **sibling != code) {
        siblings.push(QueueLine::of(&rounds::queued(office, &id, *sibling).await?));
    }
    let lines: Vec<QueueLine> = page.applications.iter().map(QueueLine::of).collect();
    let before = lines.iter().rfind(|line| line.code < item.code);
    let after = lines.iter().find(|line| line.code > item.code);
    Ok(ReviewItem {
        desk: Desk::of(app, staff).await?,
        shell,
        state: found.round.state.to_string(),
        rules: found.rules,
        previous: before.map(|line| line.code.clone()),
        next: after.map(|line| line.code.clone()),
        lines,
        person,
        documents: rounds::documents(office, &id, code).await?,
        history: history(app, &id, code).await?,
        siblings,
        form: Form::of(&item),
        item,
        wrong: None,
        meanwhile: false,
        id,
        asked,
    })
}

/// The decisions on an application, the newest first.
async fn history(app: &App, round: &str, code: Code) -> Result<Vec<HistoryLine>, Problem> {
    let rows = app.staff().trail_of(round, "decide", code).await?;
    let text = code.to_string();
    Ok(rows.iter().rev().filter_map(|row| HistoryLine::of(row, &text)).collect())
}
