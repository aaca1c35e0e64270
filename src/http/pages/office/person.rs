//! Who stands behind an application, as the office sees it. Every look stands in the trail.

use paiwei_protocol::ident::Code;
use serde_json::json;

use crate::{
    http::{
        App, Problem,
        access::{Reviewer, Staff},
        pages::Shell,
    },
    rounds::{self, Person},
};

/// The fields that registrations usually have, in the order in which papers show them.
const ORDER: [&str; 9] = [
    "name",
    "sex",
    "birth",
    "document-type",
    "document-number",
    "guardian",
    "phone",
    "school",
    "address",
];

/// Who stands behind an application.
#[derive(Debug, Clone)]
pub(crate) struct PersonShown {
    /// Field and value.
    pub(crate) fields: Vec<(String, String)>,
    /// The registration's number; empty for an application made online.
    pub(crate) registration: String,
    /// What review noted last.
    pub(crate) why: String,
}

impl PersonShown {
    /// Opens the identity, and records the look.
    ///
    /// # Errors
    ///
    /// A [`Problem`] where there is no such application.
    pub(crate) async fn opened(
        app: &App,
        staff: &Staff<Reviewer>,
        round: &str,
        code: Code,
    ) -> Result<Self, Problem> {
        let Person { identity, number, why } = rounds::person(app.office(), round, code).await?;
        let detail = json!({ "code": code.to_string() });
        app.staff().record(staff.name(), "look", round, &detail).await?;
        let mut fields: Vec<_> = identity.fields().clone().into_iter().collect();
        let place = |name: &str| ORDER.iter().position(|known| *known == name);
        fields.sort_by_key(|(name, _)| place(name).unwrap_or(ORDER.len()));
        Ok(Self { fields, registration: number, why })
    }

    /// What a field is called; those that the office's own spreadsheet adds are called as there.
    pub(crate) fn label(&self, shell: &Shell, field: impl AsRef<str>) -> String {
        match field.as_ref() {
            "name" | "phone" | "document-type" | "document-number" => {
                shell.t(format!("field-{}", field.as_ref()))
            }
            "birth" | "sex" | "school" | "address" | "guardian" => {
                shell.t(format!("review-field-{}", field.as_ref()))
            }
            other => other.to_owned(),
        }
    }

    /// A field's value, in the reader's words where it is a word of ours.
    pub(crate) fn value(
        &self,
        shell: &Shell,
        field: impl AsRef<str>,
        value: impl AsRef<str>,
    ) -> String {
        let kinds = crate::documents::DocumentKind::ALL;
        match (field.as_ref(), value.as_ref()) {
            ("document-type", kind) if kinds.iter().any(|known| known.id() == kind) => {
                shell.t(format!("document-{kind}"))
            }
            ("sex", "male" | "female") => shell.t(format!("review-sex-{}", value.as_ref())),
            (_, other) => other.to_owned(),
        }
    }
}
