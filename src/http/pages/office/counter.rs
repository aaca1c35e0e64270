//! The counter: a family stands before the office, shows who it is, and has its lost key replaced or
//! withdraws on paper.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use paiwei_protocol::{digest::parse_hex, ed25519, ident::Code, rules::Rules};
use serde::Deserialize;
use serde_json::json;

use super::{Desk, person::PersonShown};
use crate::{
    http::{
        App, InForm, InPath, InQuery, Problem,
        access::{Reviewer, Staff},
        api::families::InRound,
        pages::{Page, Shell, assets::Asset},
    },
    rounds::{self, Received},
    staff::{StaffError, Step},
};

/// The counter.
#[derive(Template)]
#[template(path = "office/counter.html")]
pub(crate) struct CounterPage {
    pub(crate) shell: Shell,
    pub(crate) desk: Desk,
    pub(crate) id: String,
    pub(crate) rules: Arc<Rules>,
    /// The round's state, as a word.
    pub(crate) state: String,
    /// What was typed.
    pub(crate) typed: Typed,
    /// The application that was found.
    pub(crate) found: Option<AtCounter>,
    /// The proposal of somebody else that waits for the same.
    pub(crate) waiting: Option<String>,
    /// Receipts of a withdrawal: code and text.
    pub(crate) receipts: Vec<(String, String)>,
    /// What was wrong, with the field's id.
    pub(crate) wrong: Option<(&'static str, String)>,
}

/// An application at the counter.
#[derive(Debug, Clone)]
pub(crate) struct AtCounter {
    pub(crate) code: String,
    pub(crate) person: PersonShown,
    /// The family withdrew it.
    pub(crate) withdrawn: bool,
    /// Codes of the other linked children.
    pub(crate) linked: Vec<String>,
}

/// What is typed at the counter.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Typed {
    /// A code, or the number of a registration.
    #[serde(default)]
    pub(crate) code: String,
    /// The new key.
    #[serde(default)]
    pub(crate) key: String,
    /// The code once more, to withdraw.
    #[serde(default)]
    pub(crate) again: String,
    /// `replace` or `withdraw`.
    #[serde(default)]
    act: String,
}

impl CounterPage {
    /// Keys are replaced and applications withdrawn while families apply.
    pub(crate) fn is_open(&self) -> bool {
        self.state == "open"
    }

    /// What is wrong with a field.
    pub(crate) fn error(&self, field: &str) -> Option<&str> {
        self.wrong.as_ref().filter(|(id, _)| *id == field).map(|(_, why)| why.as_str())
    }
}

/// The counter, with the application that was asked for.
pub(crate) async fn counter(
    staff: Staff<Reviewer>,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    InQuery(typed): InQuery<Typed>,
) -> Result<Page<CounterPage>, Problem> {
    Ok(Page(gathered(&app, &staff, shell, round, typed).await?))
}

/// Proposes another key, or withdraws the application.
pub(crate) async fn act(
    staff: Staff<Reviewer>,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    InForm(typed): InForm<Typed>,
) -> Result<Response, Problem> {
    match typed.act.as_str() {
        "withdraw" => withdraw(app, staff, shell, round, typed).await,
        _ => replace(app, staff, shell, round, typed).await,
    }
}

async fn replace(
    app: App,
    staff: Staff<Reviewer>,
    shell: Shell,
    round: String,
    typed: Typed,
) -> Result<Response, Problem> {
    let Some(code) = rounds::find(app.office(), &round, &typed.code).await? else {
        return Ok(Page(gathered(&app, &staff, shell, round, typed).await?).into_response());
    };
    let Some(key) = key(&typed.key) else {
        let wrong = Some(("key", "counter-key-wrong"));
        return refused(app, staff, shell, round, typed, wrong, None).await;
    };
    let step = Step::ReplaceKey { code: code.to_string(), key: hex::encode(key) };
    match app.staff().propose(&staff.signed, &round, &step).await {
        Ok(proposal) => {
            Ok(Redirect::to(&format!("/office/proposals/{}", proposal.id)).into_response())
        }
        Err(StaffError::Waiting { id, .. }) => {
            refused(app, staff, shell, round, typed, None, Some(id)).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn withdraw(
    app: App,
    staff: Staff<Reviewer>,
    shell: Shell,
    round: String,
    typed: Typed,
) -> Result<Response, Problem> {
    let Some(code) = rounds::find(app.office(), &round, &typed.code).await? else {
        return Ok(Page(gathered(&app, &staff, shell, round, typed).await?).into_response());
    };
    if Code::normalise(&typed.again).ok() != Some(code) {
        let wrong = Some(("again", "counter-again-wrong"));
        return refused(app, staff, shell, round, typed, wrong, None).await;
    }
    // Before it is done: nothing is withdrawn without a trace.
    let detail = json!({ "code": code.to_string() });
    app.staff().record(staff.name(), "withdraw-application", &round, &detail).await?;
    let received = rounds::withdraw(app.office(), &round, code).await?;
    let mut page = gathered(&app, &staff, shell, round, typed).await?;
    let receipt = |one: &Received| (one.code.to_string(), one.receipt.to_string());
    page.receipts = received.answer.iter().map(receipt).collect();
    Ok(Page(page).into_response())
}

#[allow(clippy::too_many_arguments, reason = "what a page shows")]
async fn refused(
    app: App,
    staff: Staff<Reviewer>,
    shell: Shell,
    round: String,
    typed: Typed,
    wrong: Option<(&'static str, &'static str)>,
    waiting: Option<String>,
) -> Result<Response, Problem> {
    let mut page = gathered(&app, &staff, shell, round, typed).await?;
    page.wrong = wrong.map(|(field, why)| (field, page.shell.t(why)));
    page.waiting = waiting;
    let conflict = page.waiting.is_some();
    let status = if conflict { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Page(page)).into_response())
}

/// A key as a family's device shows it: 64 hex digits, in whatever groups.
fn key(typed: &str) -> Option<[u8; 32]> {
    let typed = typed.trim().trim_start_matches("paiwei-key:");
    let digits: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let key = parse_hex(&digits.to_ascii_lowercase())?;
    ed25519::check_key(&key).ok().map(|()| key)
}

async fn gathered(
    app: &App,
    staff: &Staff<Reviewer>,
    shell: Shell,
    id: String,
    typed: Typed,
) -> Result<CounterPage, Problem> {
    let overview = rounds::overview(app.office(), &id).await?;
    let mut wrong = None;
    let found = match typed.code.trim() {
        "" => None,
        asked => match rounds::find(app.office(), &id, asked).await? {
            Some(code) => Some(at_counter(app, staff, &id, code).await?),
            None => {
                wrong = Some(("code", shell.t("counter-code-wrong")));
                None
            }
        },
    };
    Ok(CounterPage {
        desk: Desk::of(app, staff).await?,
        shell,
        state: overview.round.state.to_string(),
        rules: overview.rules,
        id,
        typed,
        found,
        waiting: None,
        receipts: Vec::new(),
        wrong,
    })
}

async fn at_counter(
    app: &App,
    staff: &Staff<Reviewer>,
    round: &str,
    code: Code,
) -> Result<AtCounter, Problem> {
    let one = rounds::queued(app.office(), round, code).await?.request;
    let person = PersonShown::opened(app, staff, round, code).await?;
    let others = one.bundle.iter().filter(|other| **other != code);
    let linked = others.map(ToString::to_string).collect();
    Ok(AtCounter { code: code.to_string(), person, withdrawn: one.withdrawn, linked })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_taken_as_devices_show_them() {
        let good = hex::encode(ed25519_key());
        let grouped = crate::words::grouped(&good.to_uppercase());
        for typed in [good.clone(), format!(" paiwei-key:{good}\n"), grouped] {
            assert_eq!(key(&typed).map(hex::encode), Some(good.clone()), "{typed}");
        }
        for wrong in ["", "0f", &"0".repeat(64), &format!("{good}00")] {
            assert_eq!(key(wrong), None, "{wrong}");
        }
    }

    fn ed25519_key() -> [u8; 32] {
        paiwei_protocol::ed25519::SigningKey::from_seed([7; 32]).public()
    }
}
