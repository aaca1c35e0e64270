//! The ceremony console: what can be done in a round now, and what it needs.

mod act;
mod faces;
mod found;
mod notes;
mod offer;
mod typed;

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use paiwei_protocol::rules::{Dice, Rules};
use serde::Deserialize;

pub(super) use self::act::refusal;
pub(in crate::http) use self::act::{draw, hand_in, propose};
pub(super) use self::{
    faces::faces,
    found::{Found, dice_due},
    offer::{is_final, is_usual},
    typed::{Fault, MOST_REASON, fault},
};
#[cfg(test)]
pub(crate) use self::{found::BeaconDue, offer::Offer, typed::Typed};
#[cfg(not(test))]
use self::{found::BeaconDue, offer::Offer, typed::Typed};
use super::{Desk, console::ProposalLine};
use crate::{
    http::{
        App, InPath, InQuery, Problem,
        access::{AnyRole, Staff},
        api::families::InRound,
        pages::{Page, Shell, assets::Asset},
    },
    rounds::{Appended, Drawn, Head, Pending},
};

/// Entries of the journal that the console shows.
const ENTRIES: usize = 8;

/// What was wrong with what was sent.
#[derive(Debug, Clone)]
pub(crate) struct Wrong {
    /// The form that it was sent with: its task's id.
    pub(crate) form: String,
    /// The field; empty where it is no field's fault.
    pub(crate) field: String,
    /// What is wrong and what to do, in the reader's language.
    pub(crate) why: String,
    /// A proposal that stands in the way.
    pub(crate) other: Option<String>,
}

/// The ceremony console of a round.
#[derive(Template)]
#[template(path = "office/steps.html")]
pub(crate) struct StepsPage {
    pub(crate) shell: Shell,
    pub(crate) desk: Desk,
    pub(crate) id: String,
    pub(crate) rules: Arc<Rules>,
    /// The state's word (PROTOCOL.md).
    pub(crate) state: String,
    pub(crate) attempt: u32,
    /// What is possible, the usual way first.
    pub(crate) offers: Vec<Offer>,
    /// What is only for when something went wrong.
    pub(crate) dangers: Vec<Offer>,
    pub(crate) pending: Option<Pending>,
    /// Steps of this round that wait for a second person.
    pub(crate) proposals: Vec<ProposalLine>,
    /// The newest entries of the round, the newest first.
    pub(crate) entries: Vec<Appended>,
    pub(crate) head: Head,
    /// The dice that are due.
    pub(crate) dice: Option<Dice>,
    /// The drand round that the order names.
    pub(crate) beacon: Option<BeaconDue>,
    /// The ceremony machine holds the journal.
    pub(crate) handed_over: bool,
    /// What was done just now, as an id of the texts.
    pub(crate) done: Option<&'static str>,
    /// The result as it was computed just now.
    pub(crate) drawn: Option<Drawn>,
    /// What was typed.
    pub(crate) typed: Typed,
    pub(crate) wrong: Option<Wrong>,
    /// Changes whenever anything on the page does.
    pub(crate) token: String,
}

impl StepsPage {
    /// What was typed into a field of a form that was refused; empty for others.
    pub(crate) fn value(&self, form: &str, field: &str) -> &str {
        if self.typed.value("step") == form { self.typed.value(field) } else { "" }
    }

    /// What is wrong with a field.
    pub(crate) fn error(&self, form: &str, field: &str) -> Option<&str> {
        let wrong = self.wrong.as_ref()?;
        (wrong.form == form && wrong.field == field).then_some(wrong.why.as_str())
    }

    /// Whether a form was refused.
    pub(crate) fn is_refused(&self, form: &str) -> bool {
        self.wrong.as_ref().is_some_and(|wrong| wrong.form == form)
    }

    /// The address where another page does a task.
    pub(crate) fn place(&self, offer: &Offer) -> String {
        super::console::place_of(&self.id, offer.task)
    }

    /// What an observer is called.
    pub(crate) fn observer(&self, id: &str) -> String {
        let found = self.rules.observers.iter().find(|observer| observer.id == id);
        found.map_or_else(|| id.to_owned(), |found| self.shell.title(&found.titles))
    }

    /// The round has observers who cosign.
    pub(crate) fn is_witnessed(&self) -> bool {
        self.rules.observers.iter().any(|observer| observer.witness)
    }

    /// The order names a drand round, or is to name one.
    pub(crate) fn has_beacon(&self) -> bool {
        self.rules.drand_chain().is_some()
    }

    /// There is a roll, and what hangs on it.
    pub(crate) fn has_roll(&self) -> bool {
        !matches!(self.state.as_str(), "announced" | "open" | "closed" | "void")
    }

    /// Dice were thrown.
    pub(crate) fn has_dice(&self) -> bool {
        self.entries.iter().any(|entry| entry.kind == "dice-thrown")
            || matches!(self.state.as_str(), "dicing" | "thrown" | "diced")
    }

    /// A result is in force.
    pub(crate) fn is_published(&self) -> bool {
        self.state == "published"
    }
}

/// What was done just now.
#[derive(Deserialize)]
pub(crate) struct Told {
    #[serde(default)]
    done: String,
}

impl Told {
    /// The id of the text that says it.
    fn id(&self) -> Option<&'static str> {
        const TEXTS: [(&str, &str); 4] = [
            ("confirm", "done-confirm"),
            ("journalled", "steps-done-journalled"),
            ("cosigned", "done-cosigned"),
            ("known", "steps-done-known"),
        ];
        TEXTS.iter().find(|(word, _)| *word == self.done).map(|(_, id)| *id)
    }
}

/// The ceremony console of a round.
pub(crate) async fn steps(
    staff: Staff<AnyRole>,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    InQuery(told): InQuery<Told>,
) -> Result<Page<StepsPage>, Problem> {
    let found = Found::of(&app, &round).await?;
    let mut page = page(&app, &staff, shell, found).await?;
    page.done = told.id();
    Ok(Page(page))
}

/// The console, with nothing typed.
async fn page<D: crate::http::access::Duty>(
    app: &App,
    staff: &Staff<D>,
    shell: Shell,
    found: Found,
) -> Result<StepsPage, Problem> {
    let desk = Desk::of(app, staff).await?;
    let Found { overview, head, proposals, offers, dice, beacon } = found;
    let (offers, dangers) = offers.into_iter().partition(Offer::is_usual);
    let token = token(&head, overview.pending.as_ref(), proposals.len());
    Ok(StepsPage {
        shell,
        desk,
        state: overview.round.state.to_string(),
        attempt: overview.round.current().number,
        offers,
        dangers,
        pending: overview.pending,
        proposals: proposals.iter().map(|one| ProposalLine::of(one, staff.name())).collect(),
        entries: overview.done.into_iter().rev().take(ENTRIES).collect(),
        head,
        dice,
        beacon,
        handed_over: overview.handed_over,
        done: None,
        drawn: None,
        typed: Typed::default(),
        wrong: None,
        token,
        rules: overview.rules,
        id: overview.round.id,
    })
}

fn token(head: &Head, pending: Option<&Pending>, waiting: usize) -> String {
    let have = pending.map_or(0, |pending| pending.have.len() + 1);
    format!("{}-{}-{have}-{waiting}", head.size, head.cosigned)
}
