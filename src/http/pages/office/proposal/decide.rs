//! Deciding on a proposed step.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;

use super::{InProposal, ProposalPage, page};
use crate::http::{
    App, InForm, InPath, Problem,
    access::{AnyRole, Staff},
    pages::{
        Page, Shell,
        office::steps::{Fault, MOST_REASON, faces, fault, refusal},
    },
};

/// What somebody decides.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Decision {
    /// `accept`, `refuse` or `withdraw`.
    #[serde(default)]
    pub(crate) act: String,
    /// The word that confirms it.
    #[serde(default)]
    pub(crate) word: String,
    /// What the second person read from the dice.
    #[serde(default)]
    pub(crate) faces: String,
    /// Why it is refused.
    #[serde(default)]
    pub(crate) why: String,
}

/// Decides on it, as its second person, or takes it back, as who made it.
pub(crate) async fn decide(
    staff: Staff<AnyRole>,
    State(app): State<App>,
    shell: Shell,
    InPath(InProposal { id }): InPath<InProposal>,
    InForm(typed): InForm<Decision>,
) -> Result<Response, Problem> {
    let mut page = page(&app, &staff, shell, &id, None).await?;
    let people = app.staff();
    let decided = match typed.act.as_str() {
        "withdraw" => people.withdraw(&staff.signed, &id).await,
        act => match checked(&page, &typed) {
            Err(Fault { field, why }) => {
                page.wrong = Some((field.to_owned(), page.shell.say(&why)));
                page.typed = typed;
                return Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response());
            }
            Ok(faces) if act == "accept" => {
                people.accept(&staff.signed, &id, faces.as_deref()).await
            }
            Ok(_) => people.refuse(&staff.signed, &id, typed.why.trim()).await,
        },
    };
    match decided {
        Ok(_) => Ok(Redirect::to(&format!("/office/proposals/{id}")).into_response()),
        Err(error) => {
            let (status, why) = refusal(&page.shell, error)?;
            // It may have ended meanwhile.
            page.proposal = people.proposal(&id).await?;
            page.wrong = Some((String::new(), why));
            page.typed = typed;
            Ok((status, Page(page)).into_response())
        }
    }
}

/// Checks what a second person typed; the faces, where they type dice.
fn checked(page: &ProposalPage, typed: &Decision) -> Result<Option<String>, Fault> {
    match typed.act.as_str() {
        "accept" => {
            let read = |dice| faces(&typed.faces, dice);
            let faces = page.dice.map(read).transpose()?;
            if page.is_final() && typed.word.trim() != page.word() {
                let why = paiwei_audit::texts::Message::new("steps-wrong-word");
                return Err(Fault { field: "word", why: why.with("word", page.word()) });
            }
            Ok(faces)
        }
        "refuse" if typed.why.trim().is_empty() => Err(fault("why", "steps-wrong-empty")),
        "refuse" if typed.why.chars().count() > MOST_REASON => {
            let why = paiwei_audit::texts::Message::new("steps-wrong-long");
            Err(Fault { field: "why", why: why.with("most", MOST_REASON) })
        }
        "refuse" => Ok(None),
        _ => Err(fault("", "steps-wrong-step")),
    }
}
