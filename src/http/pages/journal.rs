//! The entries of a round, with their hashes.

use askama::Template;
use axum::extract::State;
use paiwei_protocol::rules::Titles;
use serde::Deserialize;

use super::{Page, Shell, assets::Asset, paging::Paging};
use crate::{
    http::{App, InPath, InQuery, Problem, access::Everyone, api::families::InRound},
    rounds::{self, RecordedEntry},
};

/// Entries of a page.
const ENTRIES: usize = 120;

/// The entries of a round.
#[derive(Template)]
#[template(path = "public/journal.html")]
pub(crate) struct JournalPage {
    pub(crate) shell: Shell,
    pub(crate) round: String,
    pub(crate) titles: Titles,
    pub(crate) rehearsal: bool,
    /// Entries of the whole journal.
    pub(crate) size: u64,
    /// Its root.
    pub(crate) root: String,
    pub(crate) entries: Vec<RecordedEntry>,
    pub(crate) paging: Paging,
}

/// The page that was asked for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    page: Option<usize>,
}

/// All entries of a round, page by page.
pub(crate) async fn journal(
    _: Everyone,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    InQuery(Asked { page }): InQuery<Asked>,
) -> Result<Page<JournalPage>, Problem> {
    let rules = rounds::rules(app.office(), &round).await?;
    let record = rounds::record(app.office(), &round).await?;
    let address = format!("/rounds/{round}/journal?page=");
    let (entries, paging) = Paging::of(&record.entries, page, ENTRIES, address);
    Ok(Page(JournalPage {
        titles: rules.titles,
        rehearsal: rules.rehearsal,
        size: record.size,
        root: record.root.to_string(),
        entries: entries.to_vec(),
        shell,
        round,
        paging,
    }))
}
