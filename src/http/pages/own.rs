//! A family's own application. With script the page asks by the key that the device keeps; without,
//! the family types code and secret, and the office's hand does what it asks for.

use std::sync::Arc;

use askama::Template;
use axum::{
    Form,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use paiwei_protocol::{answer::Said, ident::Code, receipt::Receipt, rules::Rules};
use serde::Deserialize;

use super::{Page, Shell, assets::Asset, receipt::ReceiptPage};
use crate::{
    http::{
        App, Arrived, InPath, Problem, access::Everyone, api::families::InRound, client::Address,
        kind,
    },
    language::Speak as _,
    rounds::{self, ByHand, Credential, FamilyError, HandRevision, OwnApplication},
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

    /// The child has a place, and the rules take answers.
    pub(crate) fn may_answer(&self) -> bool {
        let placed = self.own.result.as_ref().is_some_and(|(_, line)| line.placement.is_some());
        placed && self.rules.timeline.answers.is_some_and(|until| self.shell.now < until)
    }
}

/// Code, secret, and what is to be done.
#[derive(Deserialize)]
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
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let rules = Arc::new(rounds::rules(app.office(), &round).await?);
    let Some(code) = signed_in(&app, &round, &typed).await? else {
        let wrong = Some(shell.t("problem-secret-detail"));
        let page = Page(OwnPage { shell, round, rules, wrong });
        return Ok((kind::SECRET.status(), page).into_response());
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
            Ok(handed) => Ok(Page(ReceiptPage::of(shell, round, &rules, &handed)).into_response()),
            Err(error @ FamilyError::LinkedLeft { .. }) => {
                let wrong = shell.pick(&error.message()).to_owned();
                shown(&app, shell, round, rules, code, typed, Err(wrong)).await
            }
            Err(error) => Err(crate::http::api::families::refused(&app, address, error)),
        };
    }
    let outcome = match done(&app, &round, code, &typed, arrived).await {
        Ok(done) => Ok(done),
        Err(FamilyError::Rounds(error)) => return Err(error.into()),
        Err(error) => Err(shell.pick(&error.message()).to_owned()),
    };
    shown(&app, shell, round, rules, code, typed, outcome).await
}

/// The code that was typed, if the secret is its own.
async fn signed_in(app: &App, round: &str, typed: &Typed) -> Result<Option<Code>, Problem> {
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

#[allow(clippy::too_many_arguments, reason = "what a page shows")]
async fn shown(
    app: &App,
    shell: Shell,
    round: String,
    rules: Arc<Rules>,
    code: Code,
    typed: Typed,
    outcome: Result<Option<&'static str>, String>,
) -> Result<Response, Problem> {
    let own = rounds::own_application(app.office(), &round, code).await?;
    let newest = own.receipts.last().map(ToString::to_string);
    let receipt = newest.and_then(|text| Receipt::read("receipt", text.as_bytes()).ok());
    let (done, wrong) = match outcome {
        Ok(done) => (done, None),
        Err(wrong) => (None, Some(wrong)),
    };
    let status = if wrong.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    let page = ApplicationPage {
        code: code.to_string(),
        secret: typed.secret,
        receipt: receipt.map(|(_, receipt)| receipt),
        shell,
        round,
        rules,
        own,
        done,
        wrong,
    };
    Ok((status, Page(page)).into_response())
}
