//! Before a step and after it: what it does, whether somebody agrees, what was done, what comes next.

use paiwei_audit::texts::Message;
use serde_json::{Map, Value, json};

use super::{Answer, Console, Failure, args::Home, facts, open, tasks};
use crate::rounds::{self, Appended, Done, Office, Task};

/// A round at which somebody works.
pub(super) struct Desk<'a> {
    pub(super) office: Office,
    pub(super) round: &'a str,
    pub(super) console: &'a Console,
}

impl<'a> Desk<'a> {
    /// Opens the office for work on a round.
    pub(super) async fn open(
        home: &Home,
        round: &'a str,
        console: &'a Console,
    ) -> Result<Self, Failure> {
        Ok(Self { office: open(home).await?, round, console })
    }

    /// Tells what a step does, and asks. Where the step isn't possible now nobody is asked: it will
    /// be refused, or is found to have been done.
    pub(super) async fn agree(&self, task: Task) -> Result<(), Failure> {
        let status = rounds::status(&self.office, self.round).await?;
        if !status.next.contains(&task) {
            return Ok(());
        }
        self.agree_to(tasks::id(task))
    }

    /// Tells what the step of this id does, and asks.
    pub(super) fn agree_to(&self, id: &str) -> Result<(), Failure> {
        let texts = self.console.texts();
        self.console.tell(&Message::new(&format!("does-{id}")).with("round", self.round));
        let last = format!("final-{id}");
        if !texts.has(&last) {
            return Ok(());
        }
        self.console.tell(&Message::new(&last));
        self.console.consent()
    }

    /// The answer of a step that appended one entry.
    pub(super) async fn appended(
        &self,
        task: Task,
        done: &Done<Appended>,
    ) -> Result<Answer, Failure> {
        let entry = Some(done.answer);
        self.done(tasks::id(task), entry, done.repeated, Map::new(), Vec::new()).await
    }

    /// The answer of a step: what was done, the values worth reading aloud, and what comes next.
    /// `more` are further members of the JSON, `lines` what they say to people.
    pub(super) async fn done(
        &self,
        id: &str,
        entry: Option<Appended>,
        repeated: bool,
        more: Map<String, Value>,
        lines: Vec<String>,
    ) -> Result<Answer, Failure> {
        let texts = self.console.texts();
        let status = rounds::status(&self.office, self.round).await?;
        let mut text = Vec::new();
        if repeated {
            text.push(texts.text("done-before"));
        }
        text.push(texts.say(&Message::new(&format!("done-{id}")).with("round", self.round)));
        let facts = entry.map_or_else(Vec::new, |entry| facts::of(&entry, &status.round));
        text.extend(facts::lines(entry.as_ref(), &facts, texts));
        text.extend(lines);
        let next = tasks::next_words(&status.next, self.round, texts);
        text.push(texts.say(&Message::new("next").with("next", next)));
        let mut json = Map::from_iter([
            ("round".to_owned(), json!(self.round)),
            ("step".to_owned(), json!(id)),
            ("repeated".to_owned(), json!(repeated)),
            ("entry".to_owned(), entry.as_ref().map_or(Value::Null, facts::entry_json)),
            ("facts".to_owned(), facts::json(&facts)),
            ("state".to_owned(), json!(status.round.state.as_str())),
            ("next".to_owned(), status.next.iter().map(|task| tasks::id(*task)).collect()),
        ]);
        json.extend(more);
        Ok(Answer { text: format!("{}\n", text.join("\n")), json: Value::Object(json) })
    }
}
