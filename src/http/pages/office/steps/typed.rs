//! What was typed and uploaded into a step's form, and the step that it makes.

use std::collections::BTreeMap;

use axum::extract::{FromRequest, Request};
use paiwei_audit::texts::Message;
use paiwei_protocol::{note::Note, rules::Dice};
use serde_json::Value;

use super::{faces::faces, notes::split};
use crate::{
    http::{App, InParts, Problem},
    rounds::Task,
    staff::Step,
    words::tasks,
};

/// The longest reason, in characters.
pub(crate) const MOST_REASON: usize = 500;

/// The fields of a form; what was uploaded stands with what was typed under the same name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Typed(BTreeMap<String, String>);

/// Something that is wrong with a field, and the text that says it.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    /// The field.
    pub(crate) field: &'static str,
    /// What is wrong and what to do.
    pub(crate) why: Message,
}

/// What a round says of the step's input.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Asked {
    /// The dice of the rules, that are due now.
    pub(crate) dice: Option<Dice>,
    /// The drand round that the order names.
    pub(crate) beacon: Option<u64>,
}

impl FromRequest<App> for Typed {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let mut typed = Self::default();
        for part in InParts::from_request(request, app).await?.0 {
            typed.add(part.name, &part.content);
        }
        Ok(typed)
    }
}

impl Typed {
    /// Adds a field; lines end as files of Unix have them, which is what was signed.
    pub(super) fn add(&mut self, name: String, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
        let text = text.trim_start_matches('\u{feff}');
        let field = self.0.entry(name).or_default();
        if !field.is_empty() && !text.is_empty() && !field.ends_with('\n') {
            field.push('\n');
        }
        field.push_str(text);
    }

    /// A field as it was typed; empty for none.
    pub(crate) fn value(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// The step of a task, as far as its form says.
    ///
    /// # Errors
    ///
    /// What is missing or wrong, with its field.
    pub(crate) fn step(&self, task: Task, asked: Asked) -> Result<Step, Fault> {
        Ok(match task {
            Task::Commit => Step::Commit {},
            Task::OpenIntake => Step::Open {},
            Task::Close => Step::Close {},
            Task::Post => Step::Post {},
            Task::Freeze => Step::Freeze {},
            Task::OpenSeed => Step::OpenSeed {},
            Task::Publish => Step::Publish {},
            Task::CommitObserver => Step::CommitObserver { note: self.note()? },
            Task::OpenObserverSeed => Step::OpenObserverSeed { note: self.note()? },
            Task::PostingWitnessed => Step::PostingWitnessed { notes: self.notes(true)? },
            Task::FreezeWitnessed => Step::FreezeWitnessed { notes: self.notes(true)? },
            Task::Witness => Step::Witness { notes: self.notes(true)? },
            Task::Order => Step::Order { window: self.window()? },
            Task::OrderAgain => {
                Step::OrderAgain { window: self.window()?, notes: self.notes(true)? }
            }
            Task::Dice => Step::Dice { faces: self.faces(asked)? },
            Task::DiceAgain => Step::DiceAgain { faces: self.faces(asked)?, why: self.reason()? },
            Task::SeedMissing => Step::SeedMissing { observer: self.filled("observer")? },
            Task::SourceFailed => Step::SourceFailed { reason: self.reason()? },
            Task::Annul => Step::Annul { reason: self.reason()? },
            Task::Void => Step::Void { reason: self.reason()?, notes: self.notes(false)? },
            Task::Beacon => self.beacon(asked)?,
            Task::Import | Task::Review | Task::Confirm | Task::Draw => {
                return Err(fault("step", "steps-wrong-step"));
            }
        })
    }

    /// The task that the form is of, among those that are possible.
    pub(crate) fn task(&self, next: &[Task]) -> Option<Task> {
        next.iter().copied().find(|task| tasks::id(*task) == self.value("step"))
    }

    /// Checks the word that confirms a step which nothing takes back.
    pub(crate) fn confirmed(&self, word: &str) -> Result<(), Fault> {
        if self.value("word").trim() == word {
            return Ok(());
        }
        let why = Message::new("steps-wrong-word").with("word", word);
        Err(Fault { field: "word", why })
    }

    /// The notes that were handed in.
    pub(crate) fn notes(&self, needed: bool) -> Result<Vec<String>, Fault> {
        let notes = split(self.value("notes"));
        if needed && notes.is_empty() {
            return Err(fault("notes", "steps-wrong-no-note"));
        }
        for note in &notes {
            if let Err(error) = Note::parse("note", note.as_bytes()) {
                let why = Message::new("steps-wrong-note").with("why", error);
                return Err(Fault { field: "notes", why });
            }
        }
        Ok(notes)
    }

    fn note(&self) -> Result<String, Fault> {
        let mut notes = self.notes(true)?;
        match notes.len() {
            1 => Ok(notes.remove(0)),
            _ => Err(fault("notes", "steps-wrong-one-note")),
        }
    }

    fn filled(&self, field: &'static str) -> Result<String, Fault> {
        let text = self.value(field).trim();
        if text.is_empty() { Err(fault(field, "steps-wrong-empty")) } else { Ok(text.to_owned()) }
    }

    fn reason(&self) -> Result<String, Fault> {
        let reason = self.filled("reason")?;
        if reason.chars().count() > MOST_REASON {
            let why = Message::new("steps-wrong-long").with("most", MOST_REASON);
            return Err(Fault { field: "reason", why });
        }
        Ok(reason.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn window(&self) -> Result<u64, Fault> {
        let text = self.value("window").trim();
        if text.is_empty() {
            return Ok(0);
        }
        let seconds = text.parse().ok().filter(|seconds| *seconds <= 86_400);
        seconds.ok_or_else(|| fault("window", "steps-wrong-window"))
    }

    fn faces(&self, asked: Asked) -> Result<String, Fault> {
        let dice = asked.dice.ok_or_else(|| fault("faces", "steps-wrong-step"))?;
        faces(self.value("faces"), dice)
    }

    /// The answer of a drand server, or the signature alone.
    fn beacon(&self, asked: Asked) -> Result<Step, Fault> {
        let text = self.value("beacon").trim();
        if text.is_empty() {
            return Err(fault("beacon", "steps-wrong-empty"));
        }
        let wrong = || fault("beacon", "steps-wrong-beacon");
        if !text.starts_with('{') {
            let signature = text.to_lowercase();
            hex::decode(&signature).map_err(|_| wrong())?;
            return Ok(Step::Beacon { signature, previous: None });
        }
        let answer: Value = serde_json::from_str(text).map_err(|_| wrong())?;
        let (due, given) = (asked.beacon, answer["round"].as_u64());
        if let (Some(due), Some(given)) = (due, given)
            && due != given
        {
            let why = Message::new("steps-wrong-beacon-round");
            return Err(Fault { field: "beacon", why: why.with("due", due).with("given", given) });
        }
        let hex = |name: &str| answer[name].as_str().map(str::to_owned);
        let signature = hex("signature").filter(|text| hex::decode(text).is_ok());
        let previous = hex("previous_signature");
        Ok(Step::Beacon { signature: signature.ok_or_else(wrong)?, previous })
    }
}

/// A fault whose text needs no values.
pub(crate) fn fault(field: &'static str, id: &str) -> Fault {
    Fault { field, why: Message::new(id) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIX: Dice = Dice { sides: 6, throws: 5 };

    fn typed(fields: &[(&str, &str)]) -> Typed {
        let mut typed = Typed::default();
        for (name, text) in fields {
            typed.add((*name).to_owned(), text.as_bytes());
        }
        typed
    }

    #[test]
    fn a_form_makes_its_step_or_says_what_is_wrong() {
        let asked = Asked { dice: Some(SIX), beacon: Some(7) };
        let of = |task, fields: &[(&str, &str)]| typed(fields).step(task, asked);
        let dice = of(Task::DiceAgain, &[("faces", "41635"), ("reason", " it\nfell ")]).unwrap();
        assert_eq!(
            dice,
            Step::DiceAgain { faces: "4 1 6 3 5".to_owned(), why: "it fell".to_owned() }
        );
        let json = r#"{"round":7,"signature":"0a0b","previous_signature":"0c"}"#;
        let beacon = of(Task::Beacon, &[("beacon", json)]).unwrap();
        let previous = Some("0c".to_owned());
        assert_eq!(beacon, Step::Beacon { signature: "0a0b".to_owned(), previous });
        for (task, fields, at) in [
            (Task::Witness, &[("notes", "x")][..], "notes"),
            (Task::Witness, &[], "notes"),
            (Task::Void, &[], "reason"),
            (Task::SeedMissing, &[], "observer"),
            (Task::Order, &[("window", "soon")], "window"),
            (Task::Beacon, &[("beacon", r#"{"round":8,"signature":"0a"}"#)], "beacon"),
            (Task::Beacon, &[("beacon", "0g")], "beacon"),
            (Task::Dice, &[("faces", "1")], "faces"),
            (Task::Draw, &[], "step"),
        ] {
            assert_eq!(of(task, fields).unwrap_err().field, at, "{task:?}");
        }
        assert!(typed(&[("word", " a-2027 ")]).confirmed("a-2027").is_ok());
        assert!(typed(&[("word", "A-2027")]).confirmed("a-2027").is_err());
    }
}
