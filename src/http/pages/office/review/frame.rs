//! What the queue and an application in it have in common.

use std::sync::Arc;

use paiwei_protocol::rules::Rules;

use super::{PAGE, REASONS, asked::Asked, is_open, line::QueueLine};
use crate::{
    http::{
        App, Problem,
        access::{Reviewer, Staff},
        pages::{Shell, office::Desk},
    },
    rounds,
};

/// A page of the queue with what is filled in to decide. The pages of review deref to it, so that
/// their templates share what they show.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) shell: Shell,
    pub(crate) desk: Desk,
    pub(crate) id: String,
    pub(crate) rules: Arc<Rules>,
    /// The round's state, as a word.
    pub(crate) state: String,
    pub(crate) asked: Asked,
    /// The applications of this page of the queue.
    pub(crate) lines: Vec<QueueLine>,
    /// The code after which the next page begins.
    pub(crate) next: Option<String>,
    /// What was filled in.
    pub(crate) form: Form,
    /// What was wrong with it, with the field's id.
    pub(crate) wrong: Option<(&'static str, String)>,
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

impl Frame {
    /// The page of the queue that was asked for.
    pub(super) async fn gathered(
        app: &App,
        staff: &Staff<Reviewer>,
        shell: Shell,
        id: String,
        asked: Asked,
    ) -> Result<Self, Problem> {
        let office = app.office();
        let found = rounds::overview(office, &id).await?;
        let page = rounds::queue(office, &id, &asked.filter(), asked.after(), PAGE).await?;
        Ok(Self {
            shell,
            desk: Desk::of(app, staff).await?,
            id,
            rules: found.rules,
            state: found.round.state.to_string(),
            asked,
            lines: page.applications.iter().map(QueueLine::of).collect(),
            next: page.next.map(|code| code.to_string()),
            form: Form::default(),
            wrong: None,
        })
    }

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
        let id = id.as_ref();
        let found = self.rules.categories.iter().find(|category| category.id == id);
        found.map_or_else(|| id.to_owned(), |found| self.shell.title(&found.titles))
    }

    /// The standard reasons, by the ids of their texts.
    pub(crate) fn reasons(&self) -> [&'static str; 6] {
        REASONS
    }

    /// What is wrong with a field.
    pub(crate) fn error(&self, field: &str) -> Option<&str> {
        self.wrong.as_ref().filter(|(id, _)| *id == field).map(|(_, why)| why.as_str())
    }
}
