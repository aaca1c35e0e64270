//! The page of an application, for a family that typed code and secret.

use std::sync::Arc;

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use paiwei_protocol::{
    answer::{AnswerReceipt, Said},
    ident::Code,
    receipt::Receipt,
    rules::{Category, Rules},
};

use super::{Page, Shell, assets::Asset, own::OwnPage};
use crate::{
    http::{App, Problem, kind},
    language::Speak as _,
    rounds::{
        self, ClaimDocument, Credential, FamilyError, MOST_DOCUMENTS, Objection, ObjectionState,
        OwnApplication,
    },
};

/// An application, shown to its family.
#[derive(Template)]
#[template(path = "family/application.html")]
pub(crate) struct ApplicationPage {
    pub(crate) shell: Shell,
    pub(crate) round: String,
    pub(crate) rules: Arc<Rules>,
    pub(crate) code: String,
    /// The secret that was typed: each form of the page shows it again, and nothing else keeps it.
    pub(crate) secret: String,
    pub(crate) own: OwnApplication,
    /// The newest receipt.
    pub(crate) receipt: Option<Receipt>,
    /// What was sent in to prove its claims.
    pub(crate) documents: Vec<ClaimDocument>,
    /// What was done, as an id of the texts.
    pub(crate) done: Option<&'static str>,
    /// What was wrong.
    pub(crate) wrong: Option<String>,
}

impl ApplicationPage {
    /// The application takes part.
    pub(crate) fn is_entered(&self) -> bool {
        self.receipt.as_ref().is_some_and(|receipt| !receipt.request.withdrawn)
    }

    /// The round's state, as a word.
    pub(crate) fn state(&self) -> &'static str {
        self.own.state.as_str()
    }

    /// The title of a program.
    pub(crate) fn program(&self, id: &str) -> String {
        let found = self.rules.programs.iter().find(|program| program.id == id);
        found.map_or_else(|| id.to_owned(), |found| self.shell.title(&found.titles))
    }

    /// What the office replied to an objection.
    pub(crate) fn reply(&self, objection: &Objection) -> Option<String> {
        match &objection.state {
            ObjectionState::Open => None,
            ObjectionState::Replied { reply, .. } => Some(reply.clone()),
        }
    }

    /// The title of a category.
    pub(crate) fn category(&self, id: &str) -> String {
        let found = self.rules.categories.iter().find(|category| category.id == id);
        found.map_or_else(|| id.to_owned(), |found| self.shell.title(&found.titles))
    }

    /// Categories that a document may prove, those that are claimed first.
    pub(crate) fn provable(&self) -> Vec<&Category> {
        let claims = self.receipt.as_ref().map(|receipt| receipt.request.claims.as_slice());
        let claims = claims.unwrap_or_default();
        let mut all: Vec<&Category> = self.rules.categories.iter().collect();
        all.sort_by_key(|category| !claims.contains(&category.id));
        all
    }

    /// Documents are taken: from the opening until the objections' end.
    pub(crate) fn may_prove(&self) -> bool {
        let taken = matches!(self.state(), "open" | "closed" | "posted");
        taken && self.is_entered() && !self.rules.categories.is_empty()
    }

    /// Kilobytes, rounded up.
    pub(crate) fn kilobytes(&self, bytes: &u64) -> String {
        self.shell.count(bytes.div_ceil(1024))
    }

    /// Another document may be sent in.
    pub(crate) fn may_add(&self) -> bool {
        self.documents.len() < MOST_DOCUMENTS
    }

    /// What the family answered last to its place.
    pub(crate) fn answer(&self) -> Option<Said> {
        let last = self.own.answers.last()?.to_string();
        let (_, receipt) = AnswerReceipt::read("a receipt", last.as_bytes()).ok()?;
        Some(receipt.answer.said)
    }

    /// It was declined, for good.
    pub(crate) fn is_declined(&self) -> bool {
        self.answer() == Some(Said::Decline)
    }

    /// It was accepted.
    pub(crate) fn is_accepted(&self) -> bool {
        self.answer() == Some(Said::Accept)
    }

    /// Until when the child's place may be answered to; none without a place, where the rules take no
    /// answers, and once it is too late or declined.
    pub(crate) fn answers_until(&self) -> Option<u64> {
        let placed = self.own.result.as_ref().is_some_and(|(_, line)| line.placement.is_some());
        let until = self.rules.timeline.answers.filter(|until| self.shell.now < *until);
        until.filter(|_| placed && !self.is_declined())
    }
}

/// What came of what a family asked for.
pub(super) enum Outcome {
    /// It only looks.
    Shown,
    /// Done, as an id of the texts.
    Done(&'static str),
    /// It couldn't be done, in the reader's language.
    Wrong(String),
}

impl Outcome {
    /// What came of it, in the reader's language.
    ///
    /// # Errors
    ///
    /// A [`Problem`] where the service failed.
    pub(super) fn of(
        done: Result<Option<&'static str>, FamilyError>,
        shell: &Shell,
    ) -> Result<Self, Problem> {
        match done {
            Ok(done) => Ok(done.map_or(Self::Shown, Self::Done)),
            Err(FamilyError::Rounds(error)) => Err(error.into()),
            Err(error) => Ok(Self::Wrong(shell.pick(&error.message()).to_owned())),
        }
    }
}

/// A family before its own application, whose secret it typed.
pub(super) struct Visit<'a> {
    pub(super) app: &'a App,
    pub(super) shell: Shell,
    pub(super) round: String,
    pub(super) code: Code,
    /// The secret, which each form of the page sends again.
    secret: String,
}

impl<'a> Visit<'a> {
    /// The visit of a family whose secret is that of its code; else the answer to what doesn't belong
    /// together, or to nothing.
    ///
    /// # Errors
    ///
    /// A [`Problem`] where there is no such round.
    pub(super) async fn of(
        app: &'a App,
        shell: Shell,
        round: String,
        code: &str,
        secret: &str,
    ) -> Result<Result<Self, Response>, Problem> {
        if let Ok(code) = Code::normalise(code) {
            let shown = Credential::Secret(secret.to_owned());
            match rounds::sign_in(app.office(), &round, code, &shown).await {
                Ok(()) => {
                    return Ok(Ok(Self { app, shell, round, code, secret: secret.to_owned() }));
                }
                Err(FamilyError::NotYours) => {}
                Err(error) => return Err(error.into()),
            }
        }
        let rules = Arc::new(rounds::rules(app.office(), &round).await?);
        let wrong = Some(shell.t("problem-secret-detail"));
        let code = code.to_owned();
        let page = Page(OwnPage { shell, round, rules, code, wrong });
        Ok(Err((kind::SECRET.status(), page).into_response()))
    }

    /// The application's page, with what came of what was asked for.
    ///
    /// # Errors
    ///
    /// A [`Problem`] where the service failed.
    pub(super) async fn shown(self, outcome: Outcome) -> Result<Response, Problem> {
        let Self { app, shell, round, code, secret } = self;
        let own = rounds::own_application(app.office(), &round, code).await?;
        let newest = own.receipts.last().map(ToString::to_string);
        let receipt = newest.and_then(|text| Receipt::read("receipt", text.as_bytes()).ok());
        let (done, wrong) = match outcome {
            Outcome::Shown => (None, None),
            Outcome::Done(done) => (Some(done), None),
            Outcome::Wrong(wrong) => (None, Some(wrong)),
        };
        let status = if wrong.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
        let page = ApplicationPage {
            documents: rounds::documents(app.office(), &round, code).await?,
            rules: Arc::new(rounds::rules(app.office(), &round).await?),
            code: code.to_string(),
            receipt: receipt.map(|(_, receipt)| receipt),
            secret,
            shell,
            round,
            own,
            done,
            wrong,
        };
        Ok((status, Page(page)).into_response())
    }
}
