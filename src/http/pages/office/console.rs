//! The office's first page: what is to be done next.

use askama::Template;
use axum::extract::State;
use paiwei_protocol::rules::Titles;

use super::Desk;
use crate::{
    http::{
        App, Problem,
        access::{AnyRole, Staff},
        pages::{Page, Shell, assets::Asset},
    },
    rounds::{self, Overview, Task},
    staff::Proposal,
};

/// The office's first page.
#[derive(Template)]
#[template(path = "office/console.html")]
pub(crate) struct ConsolePage {
    pub(crate) shell: Shell,
    pub(crate) desk: Desk,
    /// Rounds on their way, the newest first.
    pub(crate) rounds: Vec<RoundCard>,
    /// Rounds that are over.
    pub(crate) over: Vec<RoundCard>,
    /// Steps that wait for a second person.
    pub(crate) proposals: Vec<ProposalLine>,
}

/// A round on the office's first page.
#[derive(Debug, Clone)]
pub(crate) struct RoundCard {
    pub(crate) id: String,
    pub(crate) titles: Titles,
    /// Its state's word (PROTOCOL.md).
    pub(crate) state: String,
    pub(crate) rehearsal: bool,
    /// Receipts given so far.
    pub(crate) received: u64,
    /// What comes next, where anything does.
    pub(crate) next: Option<Task>,
    /// Observers whose confirmation is waited for.
    pub(crate) confirming: usize,
}

impl RoundCard {
    /// A round before somebody: a reviewer reviews while others have other things to do.
    fn of(found: &Overview, desk: &Desk) -> Self {
        let first = found.next.first().copied();
        let reviews = desk.reviews() && found.next.contains(&Task::Review);
        let next = first.map(|task| if desk.does(task) || !reviews { task } else { Task::Review });
        Self {
            id: found.round.id.clone(),
            titles: found.rules.titles.clone(),
            state: found.round.state.to_string(),
            rehearsal: found.rules.rehearsal,
            received: found.received,
            next,
            confirming: found.pending.as_ref().map_or(0, |pending| pending.waiting.len()),
        }
    }

    /// The address where its next task is done.
    pub(crate) fn link(&self) -> String {
        self.next
            .map_or_else(|| format!("/office/rounds/{}", self.id), |task| place_of(&self.id, task))
    }
}

/// The address where a task is done.
pub(crate) fn place_of(round: &str, task: Task) -> String {
    let page = match task {
        Task::Import => "import",
        Task::Review => "review",
        _ => "steps",
    };
    format!("/office/rounds/{round}/{page}")
}

/// A proposed step in a list.
#[derive(Debug, Clone)]
pub(crate) struct ProposalLine {
    pub(crate) id: String,
    /// Its round; empty where it announces one.
    pub(crate) round: String,
    /// The step's word.
    pub(crate) step: String,
    /// Who proposed it.
    pub(crate) by: String,
    /// When (Unix seconds).
    pub(crate) at: u64,
    /// The reader proposed it.
    pub(crate) own: bool,
}

impl ProposalLine {
    /// A proposal as `reader` sees it.
    pub(crate) fn of(proposal: &Proposal, reader: &str) -> Self {
        Self {
            id: proposal.id.clone(),
            round: proposal.round.clone(),
            step: proposal.step.parts().0,
            by: proposal.proposed_by.clone(),
            at: proposal.proposed_at,
            own: proposal.proposed_by == reader,
        }
    }
}

/// The office's first page.
pub(crate) async fn console(
    staff: Staff<AnyRole>,
    State(app): State<App>,
    shell: Shell,
) -> Result<Page<ConsolePage>, Problem> {
    let desk = Desk::of(&app, &staff).await?;
    let (mut running, mut over) = (Vec::new(), Vec::new());
    for round in rounds::rounds(app.office()).await? {
        let found = rounds::overview(app.office(), &round.id).await?;
        let is_over = matches!(found.round.state.as_str(), "published" | "void");
        let cards = if is_over { &mut over } else { &mut running };
        cards.insert(0, RoundCard::of(&found, &desk));
    }
    let waiting = app.staff().waiting().await?;
    let proposals = waiting.iter().map(|one| ProposalLine::of(one, staff.name())).collect();
    Ok(Page(ConsolePage { shell, desk, rounds: running, over, proposals }))
}
