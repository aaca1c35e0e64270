//! The trail: who did what, the newest first.

use askama::Template;
use axum::extract::State;
use serde::Deserialize;

use super::Desk;
use crate::{
    http::{
        App, InQuery, Problem,
        access::{Staff, Supervisor},
        pages::{Page, Shell, assets::Asset},
    },
    staff::TrailEntry,
};

/// Rows of a page.
const ROWS: u32 = 100;
/// Characters that are shown of a detail.
const SHOWN: usize = 500;

/// The trail.
#[derive(Template)]
#[template(path = "office/trail.html")]
pub(crate) struct TrailPage {
    pub(crate) shell: Shell,
    pub(crate) desk: Desk,
    /// The newest first.
    pub(crate) rows: Vec<TrailEntry>,
    /// How many there are in all.
    pub(crate) size: u64,
    /// Where the next older page begins.
    pub(crate) older: Option<u64>,
    /// Rows of this page are followed by newer ones.
    pub(crate) newer: bool,
}

impl TrailPage {
    /// What was done, in words where there are some.
    pub(crate) fn act(&self, act: &str) -> String {
        if ACTS.contains(&act) { self.shell.t(format!("act-{act}")) } else { act.to_owned() }
    }

    /// With what, shortened where it names thousands of applications: the export has it whole.
    pub(crate) fn detail(&self, detail: &str) -> String {
        match detail.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{} …", &detail[..end]),
            None => detail.to_owned(),
        }
    }

    /// Who did it.
    pub(crate) fn who(&self, account: &str) -> String {
        if account == crate::staff::COMMAND_LINE {
            self.shell.t("trail-command-line")
        } else {
            account.to_owned()
        }
    }
}

/// What has words of its own.
pub(crate) const ACTS: [&str; 38] = [
    "sign-in",
    "sign-out",
    "add-account",
    "set-roles",
    "reset-account",
    "lock-account",
    "unlock-account",
    "change-password",
    "enrol-second-factor",
    "second-factor-on",
    "draft-begin",
    "draft-hand-in",
    "draft-delete",
    "propose",
    "claim",
    "carry-out",
    "release",
    "refuse",
    "withdraw",
    "typed-differently",
    "import",
    "import-trial",
    "export-check",
    "forget-upload",
    "look",
    "look-document",
    "decide",
    "accept-rest",
    "reply",
    "draw",
    "hand-in-confirmations",
    "hand-in-cosignatures",
    "export-trail",
    "export-admitted",
    "export-codes",
    "export-slips",
    "export-posting-list",
    "export-notices",
];

/// Which rows are asked for.
#[derive(Deserialize)]
pub(crate) struct Before {
    /// Only rows before this one.
    before: Option<u64>,
}

/// The trail.
pub(crate) async fn trail(
    staff: Staff<Supervisor>,
    State(app): State<App>,
    shell: Shell,
    InQuery(Before { before }): InQuery<Before>,
) -> Result<Page<TrailPage>, Problem> {
    let size = app.staff().trail_size().await?;
    let end = before.unwrap_or(size).min(size);
    let from = end.saturating_sub(ROWS.into());
    let most = u32::try_from(end - from).unwrap_or(ROWS);
    let mut rows = if most == 0 { Vec::new() } else { app.staff().trail(from, most).await? };
    rows.reverse();
    let desk = Desk::of(&app, &staff).await?;
    let older = (from > 0).then_some(from);
    Ok(Page(TrailPage { shell, desk, rows, size, older, newer: end < size }))
}
