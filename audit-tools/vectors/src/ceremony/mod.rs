//! A round, step by step. Each method does one step as an honest office would, from the fields as
//! they stand: whoever wants to cheat changes a field or a file between two steps, leaves a step
//! out, or forges the next entry ([`Office::forge`]); hashes and signatures are then made over it.

mod answers;
mod draw;
mod folder;
mod intake;
mod order;
mod outcome;
mod phases;
mod roll;

pub use folder::trust;
pub use roll::table;

use std::collections::BTreeMap;

use paiwei_protocol::{
    digest::Digest, encoding::json::canonical, note::Note, roll::Line, rules::Rules,
};
use serde_json::{Value, json};

use crate::{
    answer::Answer,
    folder::{Folder, PROTOCOL},
    office::Office,
    people::{Child, SCRIPTED},
    receipt::Receipt,
    rules::TO_OPEN,
    secret::secret,
    texts::Attempt,
};

/// A round that is being held.
pub struct Ceremony {
    /// The office; its clock runs on with every entry.
    pub office: Office,
    /// The rules.
    pub rules: Rules,
    /// The children who apply.
    pub children: Vec<Child>,
    /// The current attempt.
    pub attempt: u32,
    /// Receipts in order of arrival.
    pub receipts: Vec<Receipt>,
    /// These and the receipts of answers as families keep them, signed by the key of their time.
    pub slips: Vec<Vec<u8>>,
    /// Answers to the current attempt in order of arrival.
    pub answered: Vec<Answer>,
    /// Records of its `answers.csv`.
    pub answers: Vec<String>,
    /// Records of `intake.csv`.
    pub intake: Vec<String>,
    /// Lines of `posted.csv`.
    pub posted: Vec<Line>,
    /// Lines of `roll.csv`.
    pub roll: Vec<Line>,
    /// The reason that changes.csv gives for every change.
    pub reason: String,
    /// Files of the folder so far.
    pub files: Folder,
    /// Who cosigns.
    pub witnesses: Vec<String>,
    /// Who confirms.
    pub confirmers: Vec<String>,
    /// Label of the cohort's tag key.
    pub tag_key: String,
    /// Number of the drand round that the order names.
    pub beacon: u64,
    /// Seeds of those who have committed, by holder.
    pub seeds: BTreeMap<String, [u8; 32]>,
    /// Opened seeds by holder; none for the missing.
    pub opened: BTreeMap<String, Option<[u8; 32]>>,
    /// Lines of randomness of the draw text.
    pub sources: Vec<String>,
    /// Index of the last order-set.
    pub order: usize,
    /// drand has failed: the next dice are the fallback's.
    pub fallback: bool,
    /// Faces of the last throw.
    pub thrown: String,
    /// Index of the last result.
    pub result: usize,
    /// Until when objections may be raised.
    pub objections_end: u64,
}

impl Ceremony {
    /// A round of these rules for these children, not announced yet.
    #[must_use]
    pub fn new(office: Office, rules: Rules, children: Vec<Child>) -> Self {
        let named = |duty: fn(&paiwei_protocol::rules::Observer) -> bool| -> Vec<String> {
            rules.observers.iter().filter(|o| duty(o)).map(|o| o.id.clone()).collect()
        };
        let (witnesses, confirmers) = (named(|o| o.witness), named(|o| o.confirm));
        let protocol = ("PROTOCOL.md".to_owned(), PROTOCOL.as_bytes().to_vec());
        Self {
            tag_key: format!("tag key of {}", rules.cohort),
            office,
            rules,
            children,
            witnesses,
            confirmers,
            attempt: 1,
            receipts: Vec::new(),
            slips: Vec::new(),
            answered: Vec::new(),
            answers: Vec::new(),
            intake: Vec::new(),
            posted: Vec::new(),
            roll: Vec::new(),
            reason: "objection".to_owned(),
            files: Folder::from([protocol]),
            beacon: 0,
            seeds: BTreeMap::new(),
            opened: BTreeMap::new(),
            sources: Vec::new(),
            order: 0,
            fallback: false,
            thrown: String::new(),
            result: 0,
            objections_end: 0,
        }
    }

    /// A round of an office that opens its journal just for it, not announced yet.
    #[must_use]
    pub fn alone(rules: Rules, children: Vec<Child>) -> Self {
        let start = rules.timeline.open - TO_OPEN;
        Self::new(Office::open("office", &rules.origin, start), rules, children)
    }

    /// A step of this round and attempt.
    #[must_use]
    pub fn step(&self, kind: &str, members: Value) -> Value {
        let mut step = members;
        step["type"] = json!(kind);
        step["round"] = json!(self.rules.round);
        step["attempt"] = json!(self.attempt);
        step
    }

    /// Appends a step of this round and attempt; gives its index.
    pub fn append(&mut self, kind: &str, members: Value) -> usize {
        let step = self.step(kind, members);
        self.office.append(step)
    }

    /// The lines that statements of this attempt begin with.
    #[must_use]
    pub fn statements(&self) -> Attempt {
        Attempt {
            origin: self.office.origin.clone(),
            round: self.rules.round.clone(),
            number: self.attempt,
        }
    }

    /// Notes of these observers which confirm a step (section 3.7).
    #[must_use]
    pub fn confirmations(&self, kind: &str, members: &Value, by: &[String]) -> Vec<String> {
        let step = self.step(kind, members.clone());
        let text = self.statements().confirm(kind, &Digest::of(&canonical(&step)));
        by.iter().map(|id| self.office.observer(id).sign(&text).to_string()).collect()
    }

    /// One note of all these observers which confirms a step.
    #[must_use]
    pub fn joint_confirmation(&self, kind: &str, members: &Value, by: &[String]) -> String {
        let step = self.step(kind, members.clone());
        let text = self.statements().confirm(kind, &Digest::of(&canonical(&step)));
        let observers: Vec<_> = by.iter().map(|id| self.office.observer(id)).collect();
        let signers: Vec<_> = observers.iter().map(|o| (o.name.as_str(), &o.notes)).collect();
        Note::sign(&text, &signers).expect(SCRIPTED).to_string()
    }

    /// Appends a step with confirmations by these observers.
    pub fn append_confirmed(&mut self, kind: &str, mut members: Value, by: &[String]) -> usize {
        members["confirmations"] = json!(self.confirmations(kind, &members, by));
        self.append(kind, members)
    }

    /// Path of a file of the current attempt (section 4.2).
    #[must_use]
    pub fn path(&self, file: &str) -> String {
        match self.attempt {
            1 => file.to_owned(),
            number => format!("attempt-{number}/{file}"),
        }
    }

    /// round-announced; rules.json goes out.
    pub fn announce(&mut self) {
        self.files.insert("rules.json".to_owned(), self.rules.to_json());
        let announcement = self.announcement();
        self.append("round-announced", announcement);
    }

    fn announcement(&self) -> Value {
        let rules = &self.rules;
        let observer = |o: &paiwei_protocol::rules::Observer| {
            json!({
                "id": o.id, "note_key": o.note_key, "cosign_key": o.cosign_key,
                "seed": o.seed, "witness": o.witness, "confirm": o.confirm,
            })
        };
        let mut sources = Vec::new();
        sources.extend(rules.dice().map(|_| "dice"));
        sources.extend(rules.drand_chain().map(|_| "drand"));
        json!({
            "cohort": rules.cohort,
            "follows": rules.follows,
            "rules": Digest::of(&rules.to_json()).to_string(),
            "tag_key": Digest::of(&secret(&self.tag_key)).to_string(),
            "rehearsal": rules.rehearsal,
            "observers": rules.observers.iter().map(observer).collect::<Vec<_>>(),
            "sources": sources,
            "fallback": rules.randomness.fallback.is_some(),
        })
    }
}
