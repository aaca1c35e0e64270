//! Changing what was applied for, until applications close. A device that has the keys fills the form
//! from what it keeps and signs; without script the family types code and secret, and the office's hand
//! makes the next revision.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use paiwei_protocol::ident::Code;
use serde::Deserialize;

use super::{
    Page, Shell,
    apply::{ApplyPage, Change, page, refused},
    filled::Filled,
    handing::Handing,
};
use crate::{
    http::{
        App, Arrived, InForm, InPath, InQuery, Problem, access::Everyone, api::families::InRound,
        client::Address, kind,
    },
    language::Speak as _,
    rounds::{self, Credential, Entered, FamilyError, MOST_CODES},
};

/// The applications that a device has and wants to change.
#[derive(Deserialize)]
pub(crate) struct Named {
    #[serde(default)]
    codes: String,
}

/// The form for a device with keys, and where others show whose they are.
pub(crate) async fn form(
    _: Everyone,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    InQuery(Named { codes }): InQuery<Named>,
) -> Result<Page<ApplyPage>, Problem> {
    let named = codes.split(['+', ' ']).filter_map(|code| Code::normalise(code).ok());
    let codes = named.take(MOST_CODES).map(|code| code.to_string()).collect();
    asking(&app, shell, round, Change { codes, ..Change::default() }).await.map(Page)
}

async fn asking(
    app: &App,
    shell: Shell,
    round: String,
    change: Change,
) -> Result<ApplyPage, Problem> {
    let children = change.codes.len().max(1);
    let page = page(app, shell, round, children, Filled::default(), Vec::new()).await?;
    Ok(ApplyPage { change: Some(change), ..page })
}

/// Shows the filled form to a family that typed its secret, and takes it back.
pub(crate) async fn send(
    _: Everyone,
    address: Address,
    State(app): State<App>,
    shell: Shell,
    Arrived(arrived): Arrived,
    InPath(InRound { round }): InPath<InRound>,
    InForm(fields): InForm<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let filled = Filled::of(fields);
    let found = match signed_in(&app, &round, &filled).await {
        Ok(found) => found,
        Err(FamilyError::NotYours) => {
            let wrong = Some(shell.t("problem-secret-detail"));
            let page = asking(&app, shell, round, Change { wrong, ..Change::default() }).await?;
            return Ok((kind::SECRET.status(), Page(page)).into_response());
        }
        Err(error @ FamilyError::LinkedLeft { .. }) => {
            let wrong = Some(shell.pick(&error.message()).to_owned());
            let page = asking(&app, shell, round, Change { wrong, ..Change::default() }).await?;
            return Ok((StatusCode::CONFLICT, Page(page)).into_response());
        }
        Err(error) => return Err(error.into()),
    };
    if filled.is("act", "send") {
        return sent(&app, address, shell, arrived, round, filled, &found).await;
    }
    let rules = rounds::rules(app.office(), &round).await?;
    let secret = filled.value("secret").to_owned();
    let entered = Filled::entered(&found, &rules);
    Ok(Page(prefilled(&app, shell, round, entered, &found, secret, Vec::new()).await?)
        .into_response())
}

/// What the applications say whose secret was typed: the one named, and all that are linked with it.
async fn signed_in(app: &App, round: &str, filled: &Filled) -> Result<Vec<Entered>, FamilyError> {
    let secret = Credential::Secret(filled.value("secret").to_owned());
    let code = Code::normalise(filled.value("code")).map_err(|_| FamilyError::NotYours)?;
    rounds::entered_together(app.office(), round, code, &secret).await
}

async fn prefilled(
    app: &App,
    shell: Shell,
    round: String,
    filled: Filled,
    found: &[Entered],
    secret: String,
    wrong: Vec<super::filled::Wrong>,
) -> Result<ApplyPage, Problem> {
    let codes = found.iter().map(|one| one.request.code.to_string()).collect();
    let page = page(app, shell, round, found.len(), filled, wrong).await?;
    Ok(ApplyPage { change: Some(Change { codes, secret: Some(secret), wrong: None }), ..page })
}

/// Takes the changed form.
async fn sent(
    app: &App,
    address: Address,
    shell: Shell,
    arrived: u64,
    round: String,
    filled: Filled,
    found: &[Entered],
) -> Result<Response, Problem> {
    let rules = rounds::rules(app.office(), &round).await?;
    let asked = filled.changed(&rules, found, arrived);
    let handing = Handing { app, address, shell: &shell, rules: &rules };
    match handing.taken(&filled, &asked).await? {
        Ok(receipts) => Ok(receipts),
        Err(wrong) => {
            let secret = filled.value("secret").to_owned();
            refused(prefilled(app, shell, round, filled, found, secret, wrong).await?)
        }
    }
}
