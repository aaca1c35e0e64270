//! Documents that prove claims: sent in by a family that typed its secret, opened by reviewers.

use axum::{
    body::Bytes,
    extract::{Multipart, State, multipart::MultipartError},
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use paiwei_audit::texts::Message;
use serde::Deserialize;
use serde_json::json;

use super::{
    Shell,
    own::{Outcome, Typed, shown, signed_in, unknown},
};
use crate::{
    http::{
        App, InPath, Problem,
        access::{Everyone, Reviewer, Staff},
        api::families::InRound,
        kind,
    },
    language::Speak as _,
    rounds::{self, FamilyError, FileKind},
};

/// What a browser may do with a document: look at it, and nothing else, wherever it leads.
const POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// A form with a file.
#[derive(Default)]
struct Sent {
    code: String,
    secret: String,
    category: String,
    /// Id of a document that is to be removed.
    remove: String,
    file: Bytes,
}

impl Sent {
    async fn read(mut form: Multipart) -> Result<Self, MultipartError> {
        let mut sent = Self::default();
        while let Some(field) = form.next_field().await? {
            match field.name().unwrap_or_default() {
                "code" => sent.code = field.text().await?,
                "secret" => sent.secret = field.text().await?,
                "category" => sent.category = field.text().await?,
                "remove" => sent.remove = field.text().await?,
                "file" => sent.file = field.bytes().await?,
                _ => {}
            }
        }
        Ok(sent)
    }
}

/// Keeps a document of a family that typed its secret, or removes one.
pub(crate) async fn send(
    _: Everyone,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    form: Multipart,
) -> Result<Response, Problem> {
    let sent = Sent::read(form).await.map_err(|error| {
        let detail = Message::new("problem-bad-request-why");
        Problem::told(kind::BAD_REQUEST, &detail.with("why", error))
    })?;
    let typed = Typed::of(&sent.code, &sent.secret);
    let Some(code) = signed_in(&app, &round, &typed).await? else {
        return unknown(&app, shell, round).await;
    };
    let office = app.office();
    let done = if sent.remove.is_empty() {
        let added = rounds::add_document(office, &round, code, &sent.category, &sent.file).await;
        added.map(|_| "documents-added")
    } else {
        let removed = rounds::remove_document(office, &round, code, &sent.remove).await;
        removed.map(|()| "documents-removed")
    };
    let outcome = match done {
        Ok(done) => Outcome::Done(done),
        Err(FamilyError::Rounds(error)) => return Err(error.into()),
        Err(error) => Outcome::Wrong(shell.pick(&error.message()).to_owned()),
    };
    shown(&app, shell, round, code, typed, outcome).await
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
