//! The posting, what families object to, and the office's replies.

use std::{borrow::Borrow, sync::Arc};

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use paiwei_protocol::{ident::Code, rules::Rules};
use serde::Deserialize;

use super::Desk;
use crate::{
    http::{
        App, InForm, InPath, InQuery, Problem,
        access::{Reviewer, Staff},
        api::families::InRound,
        pages::{Page, Shell, assets::Asset},
    },
    language::Speak as _,
    rounds::{self, Correction, FamilyError, Objection, ObjectionState, Posting, RoundsError},
};

/// The objections of a round.
#[derive(Template)]
#[template(path = "office/objections.html")]
pub(crate) struct ObjectionsPage {
    pub(crate) shell: Shell,
    pub(crate) desk: Desk,
    pub(crate) id: String,
    pub(crate) rules: Arc<Rules>,
    /// The round's state, as a word.
    pub(crate) state: String,
    pub(crate) posting: Option<Posting>,
    /// Those that wait for a reply, the oldest first.
    pub(crate) open: Vec<Objection>,
    /// Those that were replied to.
    pub(crate) replied: Vec<Objection>,
    /// What review changed after the posting.
    pub(crate) corrections: Vec<Correction>,
    /// The application of which a reply was just kept.
    pub(crate) done: Option<Code>,
    /// What was typed.
    pub(crate) typed: Typed,
    /// What was wrong with it.
    pub(crate) wrong: Option<String>,
}

impl ObjectionsPage {
    /// The list is posted, and families object.
    pub(crate) fn is_posted(&self) -> bool {
        self.state == "posted"
    }

    /// Seconds that are left to object, as days, hours and minutes; none where the time is over or
    /// has not begun.
    pub(crate) fn left(&self) -> Option<(u64, u64, u64)> {
        let until = self.posting.and_then(|posting| posting.until)?;
        let left = until.checked_sub(self.shell.now).filter(|left| *left > 0)?;
        Some((left / 86_400, left / 3600 % 24, left / 60 % 60))
    }

    /// What was changed in the line of an application.
    pub(crate) fn changes(&self, code: impl Borrow<Code>) -> Vec<&Correction> {
        self.corrections.iter().filter(|one| one.code == *code.borrow()).collect()
    }

    /// The title of a reason.
    pub(crate) fn reason(&self, id: impl AsRef<str>) -> String {
        let found = self.rules.reason(id.as_ref());
        found.map_or_else(|| id.as_ref().to_owned(), |found| self.shell.title(&found.titles))
    }

    /// What was typed in the form of this objection.
    pub(crate) fn is_typed(&self, objection: &Objection) -> bool {
        self.typed.is_of(objection)
    }

    /// The outcome that was chosen for this objection.
    pub(crate) fn is_chosen(&self, objection: &Objection, outcome: &str) -> bool {
        self.is_typed(objection) && self.typed.outcome == outcome
    }

    /// What is wrong with the reply to this objection.
    pub(crate) fn wrong_of(&self, objection: &Objection) -> Option<&str> {
        self.wrong.as_deref().filter(|_| self.is_typed(objection))
    }
}

/// A reply as it is typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Typed {
    pub(crate) code: String,
    pub(crate) number: u64,
    /// `upheld` or `dismissed`.
    #[serde(default)]
    pub(crate) outcome: String,
    #[serde(default)]
    pub(crate) reply: String,
}

impl Typed {
    fn is_of(&self, objection: &Objection) -> bool {
        objection.code.to_string() == self.code && objection.number == self.number
    }
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Told {
    #[serde(default)]
    done: String,
}

/// The objections of a round.
pub(crate) async fn list(
    staff: Staff<Reviewer>,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    InQuery(told): InQuery<Told>,
) -> Result<Page<ObjectionsPage>, Problem> {
    let mut page = gathered(&app, &staff, shell, round).await?;
    page.done = Code::normalise(&told.done).ok();
    Ok(Page(page))
}

/// Keeps a reply.
pub(crate) async fn reply(
    staff: Staff<Reviewer>,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    InForm(typed): InForm<Typed>,
) -> Result<Response, Problem> {
    let (status, wrong) = match kept(&app, &staff, &shell, &round, &typed).await? {
        Ok(code) => {
            let to = format!("/office/rounds/{round}/objections?done={code}");
            return Ok(Redirect::to(&to).into_response());
        }
        Err(wrong) => wrong,
    };
    let mut page = gathered(&app, &staff, shell, round).await?;
    (page.typed, page.wrong) = (typed, Some(wrong));
    Ok((status, Page(page)).into_response())
}

/// Keeps a reply; `Err`: what is wrong, in the reader's language.
async fn kept(
    app: &App,
    staff: &Staff<Reviewer>,
    shell: &Shell,
    round: &str,
    typed: &Typed,
) -> Result<Result<Code, (StatusCode, String)>, Problem> {
    let refused = |id: &str| Ok(Err((StatusCode::UNPROCESSABLE_ENTITY, shell.t(id))));
    let Ok(code) = Code::normalise(&typed.code) else {
        return refused("objection-outcome-missing");
    };
    let upheld = match typed.outcome.as_str() {
        "upheld" => true,
        "dismissed" => false,
        _ => return refused("objection-outcome-missing"),
    };
    let said = typed.reply.replace('\r', "");
    let (office, number, by) = (app.office(), typed.number, staff.name());
    match rounds::reply(office, round, code, number, upheld, said.trim(), by).await {
        Ok(_) => Ok(Ok(code)),
        Err(error @ FamilyError::Fields(_)) => {
            let why = shell.pick(&error.message()).to_owned();
            Ok(Err((StatusCode::UNPROCESSABLE_ENTITY, why)))
        }
        Err(FamilyError::Rounds(RoundsError::Differs { .. })) => {
            Ok(Err((StatusCode::CONFLICT, shell.t("objection-meanwhile"))))
        }
        Err(error) => Err(error.into()),
    }
}

async fn gathered(
    app: &App,
    staff: &Staff<Reviewer>,
    shell: Shell,
    id: String,
) -> Result<ObjectionsPage, Problem> {
    let office = app.office();
    let found = rounds::overview(office, &id).await?;
    let all = rounds::objections(office, &id, None).await?;
    let is_open = |one: &Objection| one.state == ObjectionState::Open;
    let (mut open, replied): (Vec<_>, Vec<_>) = all.into_iter().partition(is_open);
    open.sort_by_key(|one| one.filed_at);
    Ok(ObjectionsPage {
        desk: Desk::of(app, staff).await?,
        shell,
        state: found.round.state.to_string(),
        rules: found.rules,
        posting: rounds::posting(office, &id).await?,
        open,
        replied,
        corrections: rounds::corrections(office, &id).await?,
        done: None,
        typed: Typed::default(),
        wrong: None,
        id,
    })
}
