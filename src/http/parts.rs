//! A browser's form that brings files, part by part.

use axum::{
    body::Bytes,
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
};
use paiwei_audit::texts::Message;

use super::{App, Problem, kind};

/// A part of a form: a field, or a file with its name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// The field's name.
    pub name: String,
    /// The file's name as the browser tells it; empty for what was typed.
    pub file: String,
    /// What was typed, or the file.
    pub content: Bytes,
}

/// The parts of a browser's form in their order. What doesn't arrive whole is refused as a problem.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InParts(pub Vec<Part>);

impl InParts {
    /// The last part of a name; an empty one where there is none.
    pub(crate) fn take(&mut self, name: &str) -> Part {
        let at = self.0.iter().rposition(|part| part.name == name);
        at.map(|at| self.0.remove(at)).unwrap_or_default()
    }

    /// What was typed into a field; empty where it isn't there.
    pub(crate) fn text(&self, name: &str) -> String {
        let found = self.0.iter().rfind(|part| part.name == name);
        found.map_or_else(String::new, |part| String::from_utf8_lossy(&part.content).into_owned())
    }
}

impl FromRequest<App> for InParts {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let form = Multipart::from_request(request, app).await;
        let form = form.map_err(|error| broken(&error.body_text()))?;
        read(form).await.map(Self).map_err(|error| broken(&error.body_text()))
    }
}

async fn read(mut form: Multipart) -> Result<Vec<Part>, MultipartError> {
    let mut parts = Vec::new();
    while let Some(field) = form.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().unwrap_or_default().to_owned();
        parts.push(Part { name, file, content: field.bytes().await? });
    }
    Ok(parts)
}

/// Why goes into the log: it says nothing to whoever filled the form in.
fn broken(why: &str) -> Problem {
    Problem::told(kind::BAD_REQUEST, &Message::new("problem-broken-form")).because(why)
}
