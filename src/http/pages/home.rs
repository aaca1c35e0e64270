//! The office's rounds.

use askama::Template;
use axum::extract::State;
use paiwei_protocol::rules::Titles;

use super::{Page, Shell, assets::Asset};
use crate::{
    http::{App, Problem, access::Everyone},
    rounds,
};

/// The first page.
#[derive(Template)]
#[template(path = "public/home.html")]
pub(crate) struct Home {
    pub(crate) shell: Shell,
    pub(crate) rounds: Vec<Card>,
}

/// A round among others.
pub(crate) struct Card {
    pub(crate) id: String,
    pub(crate) titles: Titles,
    /// The state's word (PROTOCOL.md).
    pub(crate) state: String,
    pub(crate) rehearsal: bool,
    /// When applications are taken (Unix seconds).
    pub(crate) opens: u64,
    /// From when on none is (Unix seconds).
    pub(crate) closes: u64,
}

impl Card {
    /// Whether the hall has something to watch: from the frozen roll until the result.
    fn is_under_way(&self) -> bool {
        !["announced", "open", "closed", "posted", "published", "void"].contains(&&*self.state)
    }
}

/// The rounds, the newest first.
pub(crate) async fn home(
    _: Everyone,
    State(app): State<App>,
    shell: Shell,
) -> Result<Page<Home>, Problem> {
    let mut cards = Vec::new();
    for round in rounds::rounds(app.office()).await? {
        let rules = rounds::rules(app.office(), &round.id).await?;
        cards.push(Card {
            id: round.id.clone(),
            titles: rules.titles.clone(),
            state: round.state.to_string(),
            rehearsal: rules.rehearsal,
            opens: rules.timeline.open,
            closes: rules.timeline.close,
        });
    }
    cards.reverse();
    Ok(Page(Home { shell, rounds: cards }))
}
