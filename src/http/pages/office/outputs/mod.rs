//! What comes out of a round for people: lists for spreadsheet programs, notices, sheets to print.

mod files;
mod notices;
mod sheets;

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use paiwei_protocol::{
    journal::State as RoundState,
    rules::{PostedNames, Rules},
};

pub(in crate::http) use self::{
    files::{ledger, posting, seats, waiting},
    notices::{notices, of_program as notices_of},
    sheets::sheet,
};
#[cfg(test)]
pub(crate) use self::{
    notices::{Notice, NoticesIndex, NoticesPage},
    sheets::{Sheet, SheetPage},
};
use super::Desk;
use crate::{
    http::{
        App, InPath, Problem,
        access::{AnyRole, Staff},
        api::families::InRound,
        pages::{Page, Shell, assets::Asset},
    },
    rounds,
    staff::Role,
};

/// What comes out of a round.
#[derive(Template)]
#[template(path = "office/outputs.html")]
pub(crate) struct OutputsPage {
    pub(crate) shell: Shell,
    pub(crate) desk: Desk,
    pub(crate) id: String,
    pub(crate) rules: Arc<Rules>,
    /// How far the round has come.
    pub(crate) reached: Reached,
}

/// How far a round has come, as outputs go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reached {
    /// Applications are or were taken.
    pub(crate) opened: bool,
    /// The roll was posted.
    pub(crate) posted: bool,
    /// A result is in force.
    pub(crate) published: bool,
}

/// A thing that can be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Output {
    /// The word of its texts.
    pub(crate) word: &'static str,
    /// Its address; none while it isn't there.
    pub(crate) link: Option<String>,
    /// The role that it takes, in words; none: any.
    pub(crate) role: Option<&'static str>,
}

impl OutputsPage {
    fn output(&self, word: &'static str, role: Option<Role>, there: bool, link: &str) -> Output {
        let may = role.is_none_or(|role| self.desk.roles.has(role));
        Output { word, link: (there && may).then(|| link.to_owned()), role: role.map(Role::as_str) }
    }

    fn at(&self, page: &str) -> String {
        format!("/office/rounds/{}/{page}", self.id)
    }

    /// Lists for spreadsheet programs and other files.
    pub(crate) fn files(&self) -> Vec<Output> {
        let Reached { opened, posted, published } = self.reached;
        let masked = self.rules.posting.names == PostedNames::Masked;
        let (operator, supervisor) = (Some(Role::Operator), Some(Role::Supervisor));
        let api = format!("/api/v1/staff/rounds/{}", self.id);
        let mut files = vec![
            self.output("codes", operator, opened, &self.at("codes.xlsx")),
            self.output("slips", operator, opened, &self.at("handouts.zip")),
        ];
        if masked {
            files.push(self.output("posting", operator, posted, &self.at("posting-list.xlsx")));
        }
        files.extend([
            self.output("seats", None, published, &self.at("seats.xlsx")),
            self.output("ledger", None, published, &self.at("ledger.xlsx")),
            self.output("waiting", None, published, &self.at("waiting-lists.xlsx")),
            self.output("admitted", supervisor, published, &format!("{api}/admitted.xlsx")),
            self.output("notices", supervisor, published, &self.at("notices")),
            self.output("stick", operator, true, &format!("{api}/stick.zip")),
            self.output("trail", supervisor, true, "/api/v1/staff/trail.tsv"),
        ]);
        files
    }

    /// Sheets to print.
    pub(crate) fn sheets(&self) -> Vec<Output> {
        let Reached { posted, published, .. } = self.reached;
        let sheet =
            |word, there| self.output(word, None, there, &self.at(&format!("sheets/{word}")));
        vec![
            sheet("software", true),
            sheet("roll", posted),
            sheet("dice", true),
            sheet("results", published),
        ]
    }
}

/// What comes out of a round.
pub(crate) async fn outputs(
    staff: Staff<AnyRole>,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
) -> Result<Page<OutputsPage>, Problem> {
    let found = rounds::overview(app.office(), &round).await?;
    let reached = Reached {
        opened: found.round.state != RoundState::Announced,
        posted: found.round.posted.is_some(),
        published: found.round.in_force(),
    };
    let desk = Desk::of(&app, &staff).await?;
    Ok(Page(OutputsPage { shell, desk, rules: found.rules, id: round, reached }))
}
