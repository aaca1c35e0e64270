//! A draft on its way out: shown once more, and deleted only as it was shown.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;
use serde_json::json;

use super::{super::Desk, InDraft, words::titled};
use crate::{
    drafts::{self, Draft, DraftError},
    http::{
        App, InForm, InPath, Problem,
        access::{Operator, Staff},
        pages::{Page, Shell, assets::Asset},
    },
};

/// Asks whether a draft is to be deleted.
#[derive(Template)]
#[template(path = "office/draft-delete.html")]
pub(crate) struct DeletePage {
    pub(crate) shell: Shell,
    pub(crate) desk: Desk,
    pub(crate) id: String,
    /// The round's title, or its id, or that it has none.
    pub(crate) title: String,
    /// What is shown, and what alone is deleted.
    pub(crate) revision: u64,
    pub(crate) by: String,
    /// When it was saved last (Unix seconds).
    pub(crate) at: u64,
    /// Another revision was to be deleted, and this one is there.
    pub(crate) changed: bool,
}

async fn page(
    app: &App,
    staff: &Staff<Operator>,
    shell: Shell,
    draft: Draft,
    changed: bool,
) -> Result<Response, Problem> {
    let page = DeletePage {
        desk: Desk::of(app, staff).await?,
        title: titled(&shell, &draft.rules),
        id: draft.id,
        revision: draft.revision,
        by: draft.by,
        at: draft.at,
        shell,
        changed,
    };
    let status = if changed { StatusCode::CONFLICT } else { StatusCode::OK };
    Ok((status, Page(page)).into_response())
}

/// Asks first.
pub(crate) async fn ask(
    staff: Staff<Operator>,
    State(app): State<App>,
    shell: Shell,
    InPath(InDraft { draft }): InPath<InDraft>,
) -> Result<Response, Problem> {
    let draft = drafts::one(app.office(), &draft).await?;
    page(&app, &staff, shell, draft, false).await
}

/// Which revision was shown.
#[derive(Deserialize)]
pub(crate) struct Shown {
    revision: u64,
}

/// Deletes a draft as it was shown; where somebody saved it since, it is shown anew. One that is gone
/// already leads to the others as well.
pub(crate) async fn delete(
    staff: Staff<Operator>,
    State(app): State<App>,
    shell: Shell,
    InPath(InDraft { draft }): InPath<InDraft>,
    InForm(Shown { revision }): InForm<Shown>,
) -> Result<Response, Problem> {
    let others = Redirect::to("/office/rules").into_response();
    let draft = match drafts::one(app.office(), &draft).await {
        Ok(draft) if draft.revision == revision => draft,
        Ok(draft) => return page(&app, &staff, shell, draft, true).await,
        Err(DraftError::Missing) => return Ok(others),
        Err(error) => return Err(error.into()),
    };
    // Before it is gone: what was deleted is known by the trail alone.
    let round = &draft.rules.round;
    let detail = json!({ "draft": draft.id, "revision": revision, "round": round });
    app.staff().record(staff.name(), "draft-delete", "", &detail).await?;
    match drafts::delete(app.office(), (&draft.id, revision)).await {
        Ok(()) | Err(DraftError::Missing) => Ok(others),
        Err(DraftError::Changed(now)) => page(&app, &staff, shell, *now, true).await,
        Err(error) => Err(error.into()),
    }
}
