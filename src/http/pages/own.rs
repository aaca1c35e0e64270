//! A family's own application. With script the page asks by the key that the device keeps; without,
//! the family types code and secret, and the office's hand does what it asks for.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use paiwei_protocol::{answer::Said, rules::Rules};
use serde::Deserialize;

use super::{
    Page, Shell,
    application::{Outcome, Visit},
    assets::Asset,
    receipt::ReceiptPage,
};
use crate::{
    http::{
        App, Arrived, InForm, InPath, Problem, access::Everyone, api::families::InRound,
        client::Address,
    },
    rounds::{self, ByHand, FamilyError, HandRevision},
};

/// Where a family shows whose it is.
#[derive(Template)]
#[template(path = "family/own.html")]
pub(crate) struct OwnPage {
    pub(crate) shell: Shell,
    pub(crate) round: String,
    pub(crate) rules: Arc<Rules>,
    /// The code that was typed.
    pub(crate) code: String,
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
    Ok(Page(OwnPage { shell, round, rules, code: String::new(), wrong: None }))
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
    let visit = match Visit::of(&app, shell, round, &typed.code, &typed.secret).await? {
        Ok(visit) => visit,
        Err(unknown) => return Ok(unknown),
    };
    if typed.act == Act::Withdraw {
        return withdraw(visit, address, arrived).await;
    }
    let outcome = Outcome::of(done(&visit, &typed, arrived).await, &visit.shell)?;
    visit.shown(outcome).await
}

/// Withdraws the application and hands its receipt out.
async fn withdraw(visit: Visit<'_>, address: Address, arrived: u64) -> Result<Response, Problem> {
    let withdrawal = HandRevision {
        code: Some(visit.code),
        fields: None,
        claims: None,
        choices: None,
        withdrawn: true,
    };
    let asked = ByHand { revisions: vec![withdrawal], linked: None, attempt: None, arrived };
    match rounds::by_hand(visit.app.counter(), &visit.round, &asked).await {
        Ok(handed) => {
            let rules = rounds::rules(visit.app.office(), &visit.round).await?;
            Ok(Page(ReceiptPage::of(visit.shell, visit.round, &rules, &handed)).into_response())
        }
        Err(error @ FamilyError::LinkedLeft { .. }) => {
            let outcome = Outcome::of(Err(error), &visit.shell)?;
            visit.shown(outcome).await
        }
        Err(error) => Err(crate::http::api::families::refused(visit.app, address, error)),
    }
}

/// Does what is asked for but a withdrawal, and says what it did.
async fn done(
    visit: &Visit<'_>,
    typed: &Typed,
    arrived: u64,
) -> Result<Option<&'static str>, FamilyError> {
    let Visit { round, code, .. } = visit;
    let (office, code) = (visit.app.office(), *code);
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
