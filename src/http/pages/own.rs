//! A family's own application. With script the page asks by the key that the device keeps; without,
//! the family types code and secret, and the office's hand does what it asks for.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use paiwei_protocol::{
    answer::{AnswerReceipt, Said},
    ident::Code,
    receipt::Receipt,
    rules::{Category, Rules},
};
use serde::Deserialize;

use super::{Page, Shell, assets::Asset, receipt::ReceiptPage};
use crate::{
    http::{
        App, Arrived, InForm, InPath, Problem, access::Everyone, api::families::InRound,
        client::Address, kind,
    },
    language::Speak as _,
    rounds::{
        self, ByHand, ClaimDocument, Credential, FamilyError, HandRevision, MOST_DOCUMENTS,
        Objection, ObjectionState, OwnApplication,
    },
};

/// Where a family shows whose it is.
#[derive(Template)]
#[template(path = "family/own.html")]
pub(crate) struct OwnPage {
    pub(crate) shell: Shell,
    pub(crate) round: String,
    pub(crate) rules: Arc<Rules>,
    /// What was wrong with what was typed.
    pub(crate) wrong: Option<String>,
}

impl OwnPage {
    /// Until when places may be answered to; none where the rules take no answers, and once it is too
    /// late.
    pub(crate) fn answers_until(&self) -> Option<u64> {
        self.rules.timeline.answers.filter(|until| self.shell.now < *until)
    }
}

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
        !self.rules.categories.is_empty() && matches!(self.state(), "open" | "closed" | "posted")
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

/// Code, secret, and what is to be done.
#[derive(Default, Deserialize)]
pub(crate) struct Typed {
    code: String,
    secret: String,
    #[serde(default)]
    act: Act,
    #[serde(default)]
    objection: String,
}

impl Typed {
    /// Code and secret alone.
    pub(super) fn of(code: &str, secret: &str) -> Self {
        Self { code: code.to_owned(), secret: secret.to_owned(), ..Self::default() }
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

/// What a family asks for on the page of its application.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Act {
    /// To see it.
    #[default]
    Show,
    /// To withdraw it.
    Withdraw,
    /// To object to the posted roll.
    Object,
    /// To accept the place.
    Accept,
    /// To decline it.
    Decline,
}

/// Where a family shows whose it is.
pub(crate) async fn ask(
    _: Everyone,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
) -> Result<Page<OwnPage>, Problem> {
    let rules = Arc::new(rounds::rules(app.office(), &round).await?);
    Ok(Page(OwnPage { shell, round, rules, wrong: None }))
}

/// Shows an application to its family, and does what it asks for.
pub(crate) async fn act(
    _: Everyone,
    address: Address,
    State(app): State<App>,
    shell: Shell,
    Arrived(arrived): Arrived,
    InPath(InRound { round }): InPath<InRound>,
    InForm(typed): InForm<Typed>,
) -> Result<Response, Problem> {
    let Some(code) = signed_in(&app, &round, &typed).await? else {
        return unknown(&app, shell, round).await;
    };
    if typed.act == Act::Withdraw {
        let withdrawal = HandRevision {
            code: Some(code),
            fields: None,
            claims: None,
            choices: None,
            withdrawn: true,
        };
        let asked = ByHand { revisions: vec![withdrawal], linked: None, attempt: None, arrived };
        return match rounds::by_hand(app.counter(), &round, &asked).await {
            Ok(handed) => {
                let rules = rounds::rules(app.office(), &round).await?;
                Ok(Page(ReceiptPage::of(shell, round, &rules, &handed)).into_response())
            }
            Err(error @ FamilyError::LinkedLeft { .. }) => {
                let wrong = Outcome::Wrong(shell.pick(&error.message()).to_owned());
                shown(&app, shell, round, code, typed, wrong).await
            }
            Err(error) => Err(crate::http::api::families::refused(&app, address, error)),
        };
    }
    let outcome = match done(&app, &round, code, &typed, arrived).await {
        Ok(done) => done.map_or(Outcome::Shown, Outcome::Done),
        Err(FamilyError::Rounds(error)) => return Err(error.into()),
        Err(error) => Outcome::Wrong(shell.pick(&error.message()).to_owned()),
    };
    shown(&app, shell, round, code, typed, outcome).await
}

/// The answer to code and secret that don't belong together, or to nothing.
pub(super) async fn unknown(app: &App, shell: Shell, round: String) -> Result<Response, Problem> {
    let rules = Arc::new(rounds::rules(app.office(), &round).await?);
    let wrong = Some(shell.t("problem-secret-detail"));
    Ok((kind::SECRET.status(), Page(OwnPage { shell, round, rules, wrong })).into_response())
}

/// The code that was typed, if the secret is its own.
pub(super) async fn signed_in(
    app: &App,
    round: &str,
    typed: &Typed,
) -> Result<Option<Code>, Problem> {
    let Ok(code) = Code::normalise(&typed.code) else { return Ok(None) };
    let secret = Credential::Secret(typed.secret.clone());
    match rounds::sign_in(app.office(), round, code, &secret).await {
        Ok(()) => Ok(Some(code)),
        Err(FamilyError::NotYours) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Does what is asked for but a withdrawal, and says what it did.
async fn done(
    app: &App,
    round: &str,
    code: Code,
    typed: &Typed,
    arrived: u64,
) -> Result<Option<&'static str>, FamilyError> {
    let office = app.office();
    match typed.act {
        Act::Show | Act::Withdraw => Ok(None),
        Act::Object => {
            let before = rounds::own_application(office, round, code).await?.objections.len();
            let number = before as u64 + 1;
            rounds::object(office, round, code, number, typed.objection.trim(), None).await?;
            Ok(Some("own-objected"))
        }
        Act::Accept => {
            rounds::answer_by_hand(office, round, code, Said::Accept, arrived).await?;
            Ok(Some("own-accepted"))
        }
        Act::Decline => {
            rounds::answer_by_hand(office, round, code, Said::Decline, arrived).await?;
            Ok(Some("own-declined"))
        }
    }
}

/// The application's page, with what came of what was asked for.
pub(super) async fn shown(
    app: &App,
    shell: Shell,
    round: String,
    code: Code,
    typed: Typed,
    outcome: Outcome,
) -> Result<Response, Problem> {
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
        secret: typed.secret,
        receipt: receipt.map(|(_, receipt)| receipt),
        shell,
        round,
        own,
        done,
        wrong,
    };
    Ok((status, Page(page)).into_response())
}
