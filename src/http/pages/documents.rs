//! Documents that prove claims: sent in by a family that typed its secret, opened by reviewers.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use paiwei_protocol::ident::Code;
use serde::Deserialize;
use serde_json::json;

use super::{
    Shell,
    application::{Outcome, Visit},
};
use crate::{
    http::{
        App, InParts, InPath, Problem,
        access::{Everyone, Reviewer, Staff},
        api::families::InRound,
        kind,
    },
    rounds::{self, FamilyError, FileKind},
};

/// What a browser may do with a document: look at it, and nothing else, wherever it leads.
const POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// Keeps a document of a family that typed its secret, or removes one.
pub(crate) async fn send(
    _: Everyone,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    form: InParts,
) -> Result<Response, Problem> {
    let typed = (form.text("code"), form.text("secret"));
    let visit = match Visit::of(&app, shell, round, &typed.0, &typed.1).await? {
        Ok(visit) => visit,
        Err(unknown) => return Ok(unknown),
    };
    let done = changed(&app, &visit.round, visit.code, form).await;
    let outcome = Outcome::of(done.map(Some), &visit.shell)?;
    visit.shown(outcome).await
}

/// Adds the form's file, or removes the document that it names; the id of the text that says so.
async fn changed(
    app: &App,
    round: &str,
    code: Code,
    mut form: InParts,
) -> Result<&'static str, FamilyError> {
    let (office, remove) = (app.office(), form.text("remove"));
    if !remove.is_empty() {
        rounds::remove_document(office, round, code, &remove).await?;
        return Ok("documents-removed");
    }
    let (category, file) = (form.text("category"), form.take("file").content);
    let room = app.limits().documents_room;
    rounds::add_document(office, round, code, &category, &file, room).await?;
    Ok("documents-added")
}

/// Round and document of an address.
#[derive(Deserialize)]
pub(crate) struct InDocument {
    round: String,
    id: String,
}

/// A document, for whoever reviews it. Every look stands in the trail.
pub(crate) async fn open(
    staff: Staff<Reviewer>,
    State(app): State<App>,
    InPath(InDocument { round, id }): InPath<InDocument>,
) -> Result<Response, Problem> {
    let found = rounds::document(app.office(), &round, &id).await?;
    let (document, content) = found.ok_or_else(|| Problem::of(kind::NOT_FOUND))?;
    let detail = json!({ "code": document.code, "document": document.id });
    app.staff().record(staff.name(), "look-document", &round, &detail).await?;
    // Browsers show a PDF file by a program of their own, which a sandbox keeps out: it is saved.
    let way = if document.kind == FileKind::Pdf { "attachment" } else { "inline" };
    let name = format!("{}-{}.{}", document.code, document.category, document.kind.as_str());
    let disposition = format!("{way}; filename=\"{name}\"");
    let disposition = HeaderValue::from_str(&disposition).map_err(Problem::internal)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(document.kind.media_type())),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    Ok((headers, content.to_vec()).into_response())
}
