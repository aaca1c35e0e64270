//! A proposed step: what it does, before the person who decides; and what became of it.

mod decide;
mod handed;
mod rules;

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use paiwei_protocol::{
    digest::Digest,
    rules::{Dice, Rules},
};
use serde::Deserialize;
use serde_json::Value;

pub(crate) use self::{decide::Decision, handed::Handed};
pub(in crate::http) use self::{
    decide::decide,
    rules::{preview, rules_file},
};
use super::{
    Desk,
    rules::Words,
    steps::{dice_due, is_final},
};
use crate::{
    http::{
        App, InPath, InQuery, Problem,
        access::{AnyRole, Staff},
        pages::{Page, Shell, assets::Asset, paging::Paging, receipt::Kept},
    },
    rounds,
    staff::Proposal,
    words::tasks,
};

/// A proposed step.
#[derive(Template)]
#[template(path = "office/proposal.html")]
pub(crate) struct ProposalPage {
    pub(crate) shell: Shell,
    pub(crate) desk: Desk,
    /// Its round; empty where it announces one.
    pub(crate) id: String,
    /// The rules of the round that is there.
    pub(crate) rules: Option<Arc<Rules>>,
    /// The rules that it announces, and the same in words, with a page of programs.
    pub(crate) announced: Option<Rules>,
    pub(crate) words: Option<(Words, Paging)>,
    pub(crate) proposal: Proposal,
    /// What was handed in with it.
    pub(crate) inputs: Vec<Handed>,
    /// The dice that the second person types.
    pub(crate) dice: Option<Dice>,
    /// Entry and hash, once it is journalled.
    pub(crate) entry: Option<(u64, Digest)>,
    /// Receipts for the family that stands at the counter.
    pub(crate) receipts: Vec<Kept>,
    /// What the reader typed.
    pub(crate) typed: Decision,
    /// What was wrong with it: the field, empty for none, and why.
    pub(crate) wrong: Option<(String, String)>,
}

impl ProposalPage {
    /// The id of its step's texts.
    pub(crate) fn step_id(&self) -> String {
        tasks::of_step(&self.proposal.step.parts().0).to_owned()
    }

    /// What became of it, as a word; `waiting` before that.
    pub(crate) fn state(&self) -> &str {
        self.proposal.ended.as_ref().map_or("waiting", |ended| ended.state.as_str())
    }

    /// Nobody has decided on it.
    pub(crate) fn is_waiting(&self) -> bool {
        self.proposal.ended.is_none()
    }

    /// It was confirmed and carried out.
    pub(crate) fn is_done(&self) -> bool {
        self.state() == "done"
    }

    /// The reader proposed it.
    pub(crate) fn is_own(&self) -> bool {
        self.proposal.proposed_by == self.desk.name
    }

    /// The reader may decide on it.
    pub(crate) fn may_decide(&self) -> bool {
        !self.is_own() && (self.desk.steps() || (self.at_counter() && self.desk.reviews()))
    }

    /// It is taken for a family that stands at the counter.
    pub(crate) fn at_counter(&self) -> bool {
        self.proposal.step.at_counter().is_some()
    }

    /// Nothing takes it back.
    pub(crate) fn is_final(&self) -> bool {
        is_final(&self.step_id())
    }

    /// What the second person types to confirm it: the id of the round.
    pub(crate) fn word(&self) -> &str {
        self.announced.as_ref().map_or(&self.id, |rules| &rules.round)
    }

    /// What is wrong with a field.
    pub(crate) fn error(&self, field: &str) -> Option<&str> {
        let (at, why) = self.wrong.as_ref()?;
        (at == field).then_some(why.as_str())
    }

    /// A value of what the step came to, as text; empty for none.
    pub(crate) fn came_to(&self, name: &str) -> String {
        let outcome = self.proposal.ended.as_ref().map(|ended| &ended.outcome[name]);
        match outcome {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        }
    }

    /// The drand round that the order names, if any: its number, when it is due, and until when
    /// witnesses may cosign the order (Unix seconds).
    pub(crate) fn ordered(&self) -> Option<(u64, u64, u64)> {
        let drand = &self.proposal.ended.as_ref()?.outcome["drand"];
        let number = |name: &str| drand[name].as_u64();
        Some((number("round")?, number("due")?, number("cosign_by")?))
    }

    /// What an observer is called.
    pub(crate) fn observer(&self, id: &str) -> String {
        let observers = self.rules.iter().flat_map(|rules| rules.observers.iter());
        let found = observers.into_iter().find(|observer| observer.id == id);
        found.map_or_else(|| id.to_owned(), |found| self.shell.title(&found.titles))
    }

    /// The hash of the announced rules, as the journal will hold it.
    pub(crate) fn rules_hash(&self) -> String {
        self.announced
            .as_ref()
            .map_or_else(String::new, |rules| Digest::of(&rules.to_json()).to_string())
    }
}

/// The proposal of an address.
#[derive(Deserialize)]
pub(crate) struct InProposal {
    id: String,
}

/// The page of its programs that is asked for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    page: Option<usize>,
}

/// A proposed step.
pub(crate) async fn show(
    staff: Staff<AnyRole>,
    State(app): State<App>,
    shell: Shell,
    InPath(InProposal { id }): InPath<InProposal>,
    InQuery(asked): InQuery<Asked>,
) -> Result<Page<ProposalPage>, Problem> {
    Ok(Page(page(&app, &staff, shell, &id, asked.page).await?))
}

/// The page of a proposal, with nothing typed and a page of the `programs` that it announces.
async fn page(
    app: &App,
    staff: &Staff<AnyRole>,
    shell: Shell,
    id: &str,
    programs: Option<usize>,
) -> Result<ProposalPage, Problem> {
    let proposal = app.staff().proposal(id).await?;
    let desk = Desk::of(app, staff).await?;
    let (mut known, mut dice) = (None, None);
    if !proposal.round.is_empty() {
        let found = rounds::overview(app.office(), &proposal.round).await?;
        dice = dice_due(&found.rules, &found.round).filter(|_| proposal.step.is_blind());
        known = Some(found.rules);
    }
    let index = proposal.ended.as_ref().and_then(|ended| {
        let outcome = &ended.outcome;
        outcome["entry"].as_u64().or_else(|| outcome["result"].as_u64())
    });
    let entry = match index {
        Some(index) => rounds::entry_hash(app.office(), index).await?.map(|hash| (index, hash)),
        None => None,
    };
    let receipts = receipts(&shell, known.as_deref(), &proposal);
    let announced = rules::announced(&proposal.step);
    let words = announced.as_ref().map(|rules| {
        let address = format!("/office/proposals/{id}?page=");
        Words::handed_in(&shell, rules, programs, address)
    });
    Ok(ProposalPage {
        shell,
        desk,
        id: proposal.round.clone(),
        rules: known,
        announced,
        words,
        inputs: Handed::of(&proposal.step),
        dice,
        entry,
        receipts,
        typed: Decision::default(),
        wrong: None,
        proposal,
    })
}

/// The receipts that a step came to: a replaced key has one, a withdrawal one of each linked child.
fn receipts(shell: &Shell, rules: Option<&Rules>, proposal: &Proposal) -> Vec<Kept> {
    let (Some(rules), Some(ended)) = (rules, &proposal.ended) else { return Vec::new() };
    let several = ended.outcome["receipts"].as_array().into_iter().flatten();
    let notes = std::iter::once(&ended.outcome["receipt"]).chain(several);
    notes.filter_map(|note| Kept::of(shell, rules, note.as_str()?)).collect()
}
