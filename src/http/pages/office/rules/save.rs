//! A draft's form, sent: a part is saved, a row added or taken away, or the whole handed in.

use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use serde_json::json;

use super::{
    InDraft,
    editor::{Notice, Typed, page},
    parts::{InPart, Part},
    rounds_of,
    words::Words,
};
use crate::{
    drafts::{
        self, Act, Draft, DraftError,
        edit::{Fields, filled},
    },
    http::{
        App, InForm, InPath, InQuery, Problem,
        access::{Operator, Staff},
        pages::Shell,
    },
    staff::Step,
};

/// Saves what a part's form says, does what its button says, and comes back; or hands the rules in.
pub(crate) async fn save(
    staff: Staff<Operator>,
    State(app): State<App>,
    shell: Shell,
    InPath(InDraft { draft }): InPath<InDraft>,
    InQuery(place): InQuery<InPart>,
    InForm(pairs): InForm<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let fields = Fields::of(pairs);
    let draft = drafts::one(app.office(), &draft).await?;
    match fields.last("do").unwrap_or_default() {
        "hand-in" => hand_in(&app, &staff, shell, &draft, &fields).await,
        _ => save_part(&app, &staff, shell, draft, place, &fields).await,
    }
}

async fn save_part(
    app: &App,
    staff: &Staff<Operator>,
    shell: Shell,
    draft: Draft,
    place: InPart,
    fields: &Fields,
) -> Result<Response, Problem> {
    let typed = |refused, notice| Typed { fields: Some(fields), refused, notice: Some(notice) };
    let rules = match filled(&draft.rules, fields) {
        Ok(rules) => rules,
        Err(refused) => {
            let notice = if refused.is_empty() { Notice::TooLarge } else { Notice::Refused };
            return page(app, staff, shell, &draft, place, typed(&refused, notice)).await;
        }
    };
    let act =
        Act::of(fields.last("do").unwrap_or_default(), fields.last("paste").unwrap_or_default());
    let Some(rules) = drafts::done(&rules, &act) else {
        return page(app, staff, shell, &draft, place, typed(&[], Notice::NoKeys)).await;
    };
    let next = after(&act, place, rules.programs.len());
    let revision = revision(fields);
    match drafts::save(app.office(), staff.name(), (&draft.id, revision), rules).await {
        Ok(_) => {
            let address = format!("/office/rules/{}{}&saved=true", draft.id, next.query());
            Ok(Redirect::to(&address).into_response())
        }
        Err(DraftError::Changed(now)) => {
            let notice = Notice::Changed { by: now.by.clone(), at: now.at };
            page(app, staff, shell, &now, place, typed(&[], notice)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The part that one goes on with: a new program's own.
fn after(act: &Act, place: InPart, programs: usize) -> InPart {
    match act {
        Act::Add(list) if list == "programs" => {
            InPart { part: Part::Program, at: programs.saturating_sub(1), saved: false }
        }
        _ => place,
    }
}

/// The revision that was read.
fn revision(fields: &Fields) -> u64 {
    fields.last("revision").and_then(|revision| revision.parse().ok()).unwrap_or(0)
}

/// Proposes to announce the round of these rules, if they are those that were read and nothing
/// contradicts in them.
async fn hand_in(
    app: &App,
    staff: &Staff<Operator>,
    shell: Shell,
    draft: &Draft,
    fields: &Fields,
) -> Result<Response, Problem> {
    let place = InPart { part: Part::Check, ..InPart::default() };
    if revision(fields) != draft.revision {
        let notice = Some(Notice::Changed { by: draft.by.clone(), at: draft.at });
        let typed = Typed { notice, ..Typed::default() };
        return page(app, staff, shell, draft, place, typed).await;
    }
    if !Words::of(&shell, &draft.rules, &rounds_of(app).await?, place).is_sound() {
        let typed = Typed { notice: Some(Notice::Refused), ..Typed::default() };
        return page(app, staff, shell, draft, place, typed).await;
    }
    let rules = serde_json::from_slice(&draft.rules.to_json()).map_err(Problem::internal)?;
    let step = Step::Announce { rules };
    let detail = json!({ "draft": draft.id, "revision": draft.revision });
    app.staff().record(staff.name(), "draft-hand-in", "", &detail).await?;
    let proposal = app.staff().propose(&staff.signed, "", &step).await?;
    Ok(Redirect::to(&format!("/office/proposals/{}", proposal.id)).into_response())
}
