//! The last step: what was imported, and what goes back to the families.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use paiwei_protocol::rules::Rules;

use super::{InUpload, gone, open};
use crate::{
    http::{
        App, InPath, Problem,
        access::{Operator, Staff},
        pages::{Page, Shell, assets::Asset, office::Desk},
    },
    rounds::Upload,
};

/// What was imported.
#[derive(Template)]
#[template(path = "office/import-done.html")]
pub(crate) struct DonePage {
    pub(crate) shell: Shell,
    pub(crate) desk: Desk,
    pub(crate) id: String,
    pub(crate) rules: Arc<Rules>,
    pub(crate) upload: Upload,
}

impl DonePage {
    /// Children that were new.
    pub(crate) fn added(&self) -> u64 {
        self.upload.children.0.saturating_sub(self.upload.children.1)
    }
}

/// What was imported.
pub(crate) async fn done(
    staff: Staff<Operator>,
    State(app): State<App>,
    shell: Shell,
    InPath(at): InPath<InUpload>,
) -> Result<Response, Problem> {
    let Some(opened) = open(&app, &at).await? else { return Ok(gone(&at)) };
    if opened.upload.imported_at.is_none() {
        return Ok(Redirect::to(&at.at("check")).into_response());
    }
    let desk = Desk::of(&app, &staff).await?;
    let (id, rules, upload) = (at.round, opened.rules, opened.upload);
    Ok(Page(DonePage { shell, desk, id, rules, upload }).into_response())
}
