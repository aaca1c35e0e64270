//! A draft as a file.

use axum::{extract::State, response::Response};
use paiwei_protocol::ident::is_id;

use super::InDraft;
use crate::{
    drafts,
    http::{
        App, InPath, Problem,
        access::{Operator, Staff},
        api::staff::outputs::{XLSX, attachment},
        off_thread,
    },
};

/// The rules as `rules.json`, in canonical form.
pub(crate) async fn json(
    _: Staff<Operator>,
    State(app): State<App>,
    InPath(InDraft { draft }): InPath<InDraft>,
) -> Result<Response, Problem> {
    let rules = drafts::one(app.office(), &draft).await?.rules;
    attachment("application/json", &name(&rules.round, "json"), rules.to_json())
}

/// The rules as a workbook.
pub(crate) async fn workbook(
    _: Staff<Operator>,
    State(app): State<App>,
    InPath(InDraft { draft }): InPath<InDraft>,
) -> Result<Response, Problem> {
    let rules = drafts::one(app.office(), &draft).await?.rules;
    let name = name(&rules.round, "xlsx");
    let written = off_thread(move || drafts::workbook::write(&rules)).await?;
    let bytes = written.map_err(Problem::internal)?;
    attachment(XLSX, &name, bytes)
}

/// A name for the file; a draft's id may be anything yet.
fn name(round: &str, ending: &str) -> String {
    if is_id(round) { format!("{round}-rules.{ending}") } else { format!("rules.{ending}") }
}
