//! A round's page: where it stands, its rules in words, its programs, who watches, its journal, its
//! files, and how to check it.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use paiwei_protocol::{
    digest::Digest,
    rules::{Numbers, Rules, Source},
};

use super::{
    Page, Shell,
    assets::Asset,
    files::{self, FileTold},
    paging::Paging,
    programs::Programs,
    standing::{Stage, stages},
    telling::Telling,
    watching::{ObserverTold, observers},
};
use crate::{
    http::{App, InPath, Problem, access::Everyone, api::families::InRound},
    rounds::{self, Record, RecordedEntry},
};

/// Entries that the page shows itself: those that say most, the newest of them.
const ENTRIES: usize = 30;

/// A round's page.
#[derive(Template)]
#[template(path = "public/round.html")]
pub(crate) struct RoundPage {
    pub(crate) shell: Shell,
    pub(crate) id: String,
    pub(crate) rules: Arc<Rules>,
    pub(crate) state: String,
    pub(crate) stages: Vec<Stage>,
    /// Receipts given so far.
    pub(crate) received: u64,
    pub(crate) programs: Programs,
    /// The pages of programs, where they are not a page of their own.
    pub(crate) paging: Option<Paging>,
    pub(crate) observers: Vec<ObserverTold>,
    pub(crate) entries: Vec<RecordedEntry>,
    /// Entries of the round, with those that the page leaves out.
    pub(crate) all_entries: usize,
    pub(crate) files: Vec<FileTold>,
    /// What the round is judged by.
    pub(crate) software: Vec<FileTold>,
    /// What to type to check it.
    pub(crate) commands: Vec<String>,
    /// A result is in force.
    pub(crate) published: bool,
}

impl RoundPage {
    /// The page of a round that isn't announced: what everybody would see of its rules, with a page of
    /// programs; `address` is what the number of a page is written after.
    pub(crate) fn preview(
        shell: Shell,
        rules: Rules,
        page: Option<usize>,
        address: String,
    ) -> Self {
        let telling = Telling { shell: &shell, rules: &rules };
        let hash = Digest::of(&rules.to_json()).to_string();
        let (programs, paging) = Programs::of(telling, None, page, address);
        Self {
            observers: observers(telling, &[]),
            programs,
            paging: Some(paging),
            stages: Vec::new(),
            state: "announced".to_owned(),
            published: false,
            received: 0,
            all_entries: 0,
            entries: Vec::new(),
            files: vec![FileTold { path: "rules.json".to_owned(), hash: Some(hash) }],
            software: Vec::new(),
            commands: Vec::new(),
            id: rules.round.clone(),
            rules: Arc::new(rules),
            shell,
        }
    }

    /// Applications are taken now.
    pub(crate) fn is_open(&self) -> bool {
        self.state == "open"
    }

    /// The round was given up.
    pub(crate) fn is_void(&self) -> bool {
        self.state == "void"
    }

    /// A source of randomness in words.
    pub(crate) fn source_in_words(&self, source: &Source) -> String {
        match source {
            Source::Dice(dice) => {
                self.shell.t2("source-dice", "throws", dice.throws, "sides", dice.sides)
            }
            Source::Drand { .. } => self.shell.t("source-drand"),
        }
    }
}

/// A round.
pub(crate) async fn round(
    _: Everyone,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
) -> Result<Page<RoundPage>, Problem> {
    let found = rounds::overview(app.office(), &round).await?;
    let record = rounds::record(app.office(), &round).await?;
    let counted = rounds::applicants(app.office(), &round).await?;
    let telling = Telling { shell: &shell, rules: &found.rules };
    let (programs, _) = Programs::of(telling, counted.as_deref(), None, String::new());
    Ok(Page(RoundPage {
        observers: observers(telling, &record.acts),
        stages: stages(&found),
        state: found.round.state.to_string(),
        published: found.round.in_force(),
        received: found.received,
        all_entries: record.entries.len(),
        entries: telling_entries(&record),
        files: files::files(&found, &record),
        software: files::software(&record),
        commands: files::commands(app.options().public_url.as_deref(), &round),
        rules: found.rules,
        id: round,
        programs,
        paging: None,
        shell,
    }))
}

/// The newest entries that aren't mere routine.
fn telling_entries(record: &Record) -> Vec<RecordedEntry> {
    let entries: Vec<&RecordedEntry> = record.entries.iter().filter(|e| !e.routine).collect();
    entries[entries.len().saturating_sub(ENTRIES)..].iter().copied().cloned().collect()
}
