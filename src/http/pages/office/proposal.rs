//! A proposed step: what it does, before the person who decides; and what became of it.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
};
use paiwei_protocol::{
    digest::Digest,
    encoding::json,
    rules::{Dice, Rules},
};
use serde::Deserialize;
use serde_json::Value;

use super::{
    Desk,
    rules::{InPart, Words},
    steps::{Fault, MOST_REASON, dice_due, faces, fault, is_final, refusal},
};
use crate::{
    http::{
        App, InForm, InPath, Problem,
        access::{AnyRole, Staff},
        pages::{Page, Shell, assets::Asset, round::RoundPage},
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
    /// What the reader typed.
    pub(crate) typed: Decision,
    /// What was wrong with it: the field, empty for none, and why.
    pub(crate) wrong: Option<(String, String)>,
}

/// Something that was handed in with a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Handed {
    /// A value, with the id of its title.
    Value(&'static str, String),
    /// Digits that people compare.
    Hash(&'static str, String),
    /// A note that an observer signed.
    Note(String),
}

impl Handed {
    /// What was handed in with a step; what is typed blind isn't shown.
    pub(crate) fn of(step: &Step) -> Vec<Self> {
        let notes = |notes: &[String]| notes.iter().cloned().map(Handed::Note).collect::<Vec<_>>();
        let value = |title, text: &str| Handed::Value(title, text.to_owned());
        match step {
            Step::CommitObserver { note } | Step::OpenObserverSeed { note } => {
                vec![Handed::Note(note.clone())]
            }
            Step::PostingWitnessed { notes: all }
            | Step::FreezeWitnessed { notes: all }
            | Step::Witness { notes: all } => notes(all),
            Step::SeedMissing { observer } => vec![value("steps-field-observer", observer)],
            Step::Order { window } if *window > 0 => {
                vec![value("steps-field-window", &window.to_string())]
            }
            Step::OrderAgain { window, notes: all } => {
                let mut shown = notes(all);
                shown.insert(0, value("steps-field-window", &window.to_string()));
                shown
            }
            Step::DiceAgain { why, .. } => vec![value("steps-field-reason", why)],
            Step::SourceFailed { reason } | Step::Annul { reason } => {
                vec![value("steps-field-reason", reason)]
            }
            Step::Void { reason, notes: all } => {
                let mut shown = notes(all);
                shown.insert(0, value("steps-field-reason", reason));
                shown
            }
            Step::Beacon { signature, .. } => {
                vec![Handed::Hash("steps-field-signature", signature.clone())]
            }
            Step::ReplaceKey { code, key } => {
                vec![value("proposal-code", code), Handed::Hash("proposal-key", key.clone())]
            }
            Step::Announce { .. }
            | Step::Commit {}
            | Step::Open {}
            | Step::Close {}
            | Step::Post {}
            | Step::Freeze {}
            | Step::OpenSeed {}
            | Step::Order { .. }
            | Step::Dice { .. }
            | Step::Publish {} => Vec::new(),
        }
    }
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
        let at_counter = matches!(self.proposal.step, Step::ReplaceKey { .. });
        !self.is_own() && (self.desk.steps() || (at_counter && self.desk.reviews()))
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

/// What somebody decides.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Decision {
    /// `accept`, `refuse` or `withdraw`.
    #[serde(default)]
    pub(crate) act: String,
    /// The word that confirms it.
    #[serde(default)]
    pub(crate) word: String,
    /// What the second person read from the dice.
    #[serde(default)]
    pub(crate) faces: String,
    /// Why it is refused.
    #[serde(default)]
    pub(crate) why: String,
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

/// Decides on it, as its second person, or takes it back, as who made it.
pub(crate) async fn decide(
    staff: Staff<AnyRole>,
    State(app): State<App>,
    shell: Shell,
    InPath(InProposal { id }): InPath<InProposal>,
    InForm(typed): InForm<Decision>,
) -> Result<Response, Problem> {
    let mut page = page(&app, &staff, shell, &id).await?;
    let people = app.staff();
    let decided = match typed.act.as_str() {
        "withdraw" => people.withdraw(&staff.signed, &id).await,
        act => match checked(&page, &typed) {
            Err(Fault { field, why }) => {
                page.wrong = Some((field.to_owned(), page.shell.say(&why)));
                page.typed = typed;
                return Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response());
            }
            Ok(faces) if act == "accept" => {
                people.accept(&staff.signed, &id, faces.as_deref()).await
            }
            Ok(_) => people.refuse(&staff.signed, &id, typed.why.trim()).await,
        },
    };
    match decided {
        Ok(_) => Ok(Redirect::to(&format!("/office/proposals/{id}")).into_response()),
        Err(error) => {
            let (status, why) = refusal(&page.shell, error)?;
            // It may have ended meanwhile.
            page.proposal = people.proposal(&id).await?;
            page.wrong = Some((String::new(), why));
            page.typed = typed;
            Ok((status, Page(page)).into_response())
        }
    }
}

/// Checks what a second person typed; the faces, where they type dice.
fn checked(page: &ProposalPage, typed: &Decision) -> Result<Option<String>, Fault> {
    match typed.act.as_str() {
        "accept" => {
            let read = |dice| faces(&typed.faces, dice);
            let faces = page.dice.map(read).transpose()?;
            if page.is_final() && typed.word.trim() != page.word() {
                let why = paiwei_audit::texts::Message::new("steps-wrong-word");
                return Err(Fault { field: "word", why: why.with("word", page.word()) });
            }
            Ok(faces)
        }
        "refuse" if typed.why.trim().is_empty() => Err(fault("why", "steps-wrong-empty")),
        "refuse" if typed.why.chars().count() > MOST_REASON => {
            let why = paiwei_audit::texts::Message::new("steps-wrong-long");
            Err(Fault { field: "why", why: why.with("most", MOST_REASON) })
        }
        "refuse" => Ok(None),
        _ => Err(fault("", "steps-wrong-step")),
    }
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
        typed: Decision::default(),
        wrong: None,
        proposal,
    })
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
