//! A round before those who run it: where it stands, what can be done, and where.

use std::{borrow::Borrow, sync::Arc};

use askama::Template;
use axum::extract::State;
use paiwei_protocol::rules::Rules;

use super::{
    Desk,
    console::{ProposalLine, place_of},
    steps::is_usual,
};
use crate::{
    http::{
        App, InPath, Problem,
        access::{AnyRole, Staff},
        api::families::InRound,
        pages::{
            Page, Shell,
            assets::Asset,
            standing::{Stage, stages},
        },
    },
    rounds::{self, Pending, Task},
};

/// A round's page for the office.
#[derive(Template)]
#[template(path = "office/round.html")]
pub(crate) struct OfficeRound {
    pub(crate) shell: Shell,
    pub(crate) desk: Desk,
    pub(crate) id: String,
    pub(crate) rules: Arc<Rules>,
    /// Its state's word (PROTOCOL.md).
    pub(crate) state: String,
    pub(crate) stages: Vec<Stage>,
    /// Receipts given so far.
    pub(crate) received: u64,
    /// Applications that await review.
    pub(crate) undecided: u64,
    /// What can be done next where nothing went wrong.
    pub(crate) next: Vec<Task>,
    /// What waits for observers' confirmations.
    pub(crate) pending: Option<Pending>,
    /// The ceremony machine holds the journal.
    pub(crate) handed_over: bool,
    /// Steps of this round that wait for a second person.
    pub(crate) proposals: Vec<ProposalLine>,
}

impl OfficeRound {
    /// The address where a task is done.
    pub(crate) fn place(&self, task: impl Borrow<Task>) -> String {
        place_of(&self.id, *task.borrow())
    }

    /// The round was given up.
    pub(crate) fn is_void(&self) -> bool {
        self.state == "void"
    }

    /// A result is in force.
    pub(crate) fn is_published(&self) -> bool {
        self.state == "published"
    }

    /// Families apply, or their applications are reviewed.
    pub(crate) fn is_reviewed(&self) -> bool {
        matches!(self.state.as_str(), "open" | "closed" | "posted")
    }
}

/// A round's page for the office.
pub(crate) async fn round(
    staff: Staff<AnyRole>,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
) -> Result<Page<OfficeRound>, Problem> {
    let found = rounds::overview(app.office(), &round).await?;
    let status = rounds::status(app.office(), &round).await?;
    let waiting = app.staff().waiting().await?;
    let of_round = waiting.iter().filter(|one| one.round == round);
    let proposals = of_round.map(|one| ProposalLine::of(one, staff.name())).collect();
    let desk = Desk::of(&app, &staff).await?;
    Ok(Page(OfficeRound {
        shell,
        desk,
        stages: stages(&found),
        state: found.round.state.to_string(),
        received: found.received,
        undecided: status.undecided,
        next: status.next.into_iter().filter(|task| is_usual(*task)).collect(),
        pending: status.pending,
        handed_over: status.handed_over,
        proposals,
        rules: found.rules,
        id: round,
    }))
}
