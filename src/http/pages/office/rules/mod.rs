//! The round editor: drafts of rules, part by part, with the rules in words and what contradicts in
//! them beside; in and out as JSON and as a workbook; handed in for a second person to announce.

mod delete;
mod editor;
mod facts;
mod files;
mod form;
mod list;
mod parts;
mod save;
mod sections;
mod told;
mod words;

use serde::Deserialize;

#[cfg(test)]
pub(crate) use self::{
    delete::DeletePage,
    editor::{DraftPage, Notice, Preview},
    list::{DraftCard, DraftsPage, Start},
    parts::{InPart, Part},
    told::told,
};
pub(crate) use self::{
    delete::{ask, delete},
    editor::{preview, show},
    files::{json, workbook},
    list::{begin, list, upload},
    save::save,
    words::Words,
};
use crate::{
    drafts::DraftError,
    http::{App, Problem, kind},
    rounds,
};

/// The draft of an address.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct InDraft {
    /// Its id.
    draft: String,
}

impl From<DraftError> for Problem {
    fn from(error: DraftError) -> Self {
        match error {
            DraftError::Missing => Self::of(kind::NOT_FOUND),
            DraftError::Rounds(error) => error.into(),
            // Whoever saves or deletes is shown what stands now; nobody else meets this.
            DraftError::Changed(_) => Self::internal(error),
        }
    }
}

/// The groups and buttons of a part, for the pages' tests.
#[cfg(test)]
pub(crate) fn filling(
    shell: &crate::http::pages::Shell,
    rules: &paiwei_protocol::rules::Rules,
    typed: Option<&crate::drafts::edit::Fields>,
    refused: &[crate::drafts::edit::Refused],
    place: InPart,
) -> (Vec<form::Group>, Vec<form::Button>) {
    sections::of(place, form::Filling { shell, rules, typed, refused })
}

/// Ids of all rounds of the journal, the oldest first.
async fn rounds_of(app: &App) -> Result<Vec<String>, Problem> {
    Ok(rounds::rounds(app.office()).await?.into_iter().map(|round| round.id).collect())
}
