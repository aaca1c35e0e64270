//! A proposed step: what it does, before the person who decides; and what became of it.

mod decide;
mod handed;

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};
use paiwei_protocol::{
    digest::Digest,
    encoding::json,
    rules::{Dice, Rules},
};
use serde::Deserialize;
use serde_json::Value;

pub(in crate::http) use self::decide::decide;
pub(crate) use self::{decide::Decision, handed::Handed};
use super::{
    Desk,
    rules::{InPart, Words},
    steps::{dice_due, is_final},
};
use crate::{
    http::{
        App, InPath, Problem,
        access::{AnyRole, Staff},
        pages::{Page, Shell, assets::Asset, receipt::Kept, round::RoundPage},
    },
    rounds,
    staff::{Proposal, Step},
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
    /// The rules that it announces, and the same in words.
    pub(crate) announced: Option<Rules>,
    pub(crate) words: Option<Words>,
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

    /// Until when witnesses may cosign the order (Unix seconds), where it names a drand round.
    pub(crate) fn cosign_by(&self) -> Option<u64> {
        self.proposal.ended.as_ref()?.outcome["drand"]["cosign_by"].as_u64()
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

/// A proposed step.
pub(crate) async fn show(
    staff: Staff<AnyRole>,
    State(app): State<App>,
    shell: Shell,
    InPath(InProposal { id }): InPath<InProposal>,
) -> Result<Page<ProposalPage>, Problem> {
    Ok(Page(page(&app, &staff, shell, &id).await?))
}

/// The page of a proposal, with nothing typed.
async fn page(
    app: &App,
    staff: &Staff<AnyRole>,
    shell: Shell,
    id: &str,
) -> Result<ProposalPage, Problem> {
    let proposal = app.staff().proposal(id).await?;
    let desk = Desk::of(app, staff).await?;
    let (mut rules, mut dice) = (None, None);
    if !proposal.round.is_empty() {
        let found = rounds::overview(app.office(), &proposal.round).await?;
        dice = dice_due(&found.rules, &found.round).filter(|_| proposal.step.is_blind());
        rules = Some(found.rules);
    }
    let index = proposal.ended.as_ref().and_then(|ended| {
        let outcome = &ended.outcome;
        outcome["entry"].as_u64().or_else(|| outcome["result"].as_u64())
    });
    let entry = match index {
        Some(index) => rounds::entry_hash(app.office(), index).await?.map(|hash| (index, hash)),
        None => None,
    };
    let receipts = receipts(&shell, rules.as_deref(), &proposal);
    let announced = announced(&proposal.step);
    let words = announced.as_ref().map(|rules| Words::of(&shell, rules, &[], InPart::default()));
    Ok(ProposalPage {
        shell,
        desk,
        id: proposal.round.clone(),
        rules,
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

/// The rules that a step announces, where they can be read.
fn announced(step: &Step) -> Option<Rules> {
    let Step::Announce { rules } = step else { return None };
    Rules::read(&json::canonical(rules)).ok()
}

/// The page that everybody would see of the round, if it were announced.
pub(crate) async fn preview(
    _: Staff<AnyRole>,
    State(app): State<App>,
    shell: Shell,
    InPath(InProposal { id }): InPath<InProposal>,
) -> Result<Page<RoundPage>, Problem> {
    Ok(Page(RoundPage::preview(shell, proposed_rules(&app, &id).await?)))
}

/// The rules of a proposal, byte for byte as their hash is journalled.
pub(crate) async fn rules_file(
    _: Staff<AnyRole>,
    State(app): State<App>,
    InPath(InProposal { id }): InPath<InProposal>,
) -> Result<Response, Problem> {
    let rules = proposed_rules(&app, &id).await?.to_json();
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"rules.json\""),
    ];
    Ok((headers, rules).into_response())
}

async fn proposed_rules(app: &App, id: &str) -> Result<Rules, Problem> {
    let step = app.staff().proposal(id).await?.step;
    announced(&step).ok_or_else(|| Problem::of(crate::http::kind::NOT_FOUND))
}
