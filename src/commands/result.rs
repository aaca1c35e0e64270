//! The result: computed, and published.

use std::path::Path;

use paiwei_audit::texts::{Message, count};
use serde_json::{Map, json};

use super::{Answer, Failure, desk::Desk, seats, tasks, words};
use crate::rounds::{self, Task};

/// Computes the result and shows the seats.
pub(super) async fn draw(desk: &Desk<'_>) -> Result<Answer, Failure> {
    let done = rounds::draw(&desk.office, desk.round).await?;
    let rules = rounds::rules(&desk.office, desk.round).await?;
    let (texts, drawn) = (desk.console.texts(), &done.answer);
    let message = Message::new("drawn")
        .with("key", words::grouped(&drawn.key))
        .with("entered", count(drawn.entered))
        .with("placed", count(drawn.placed));
    let mut lines = vec![texts.say(&message)];
    let language = desk.console.language();
    lines.extend(seats::table(&rules, &drawn.ledgers, &drawn.cutoffs, texts, language));
    let more = Map::from_iter([
        ("key".to_owned(), json!(drawn.key)),
        ("entered".to_owned(), json!(drawn.entered)),
        ("placed".to_owned(), json!(drawn.placed)),
        ("seats".to_owned(), seats::json(&drawn.ledgers, &rules, &drawn.cutoffs)),
    ]);
    desk.done(tasks::id(Task::Draw), None, done.repeated, more, lines).await
}

/// Journals the result, unless that was done, and writes the published folder.
pub(super) async fn publish(desk: &Desk<'_>, out: &Path) -> Result<Answer, Failure> {
    let published = rounds::status(&desk.office, desk.round).await?.round.in_force();
    if !published {
        desk.agree(Task::Publish).await?;
    }
    let done = rounds::publish(&desk.office, desk.round, out).await?;
    let folder = done.answer.folder.display().to_string();
    let message =
        Message::new("published-folder").with("path", &folder).with("entries", done.answer.entries);
    let lines = vec![desk.console.texts().say(&message)];
    let more = Map::from_iter([
        ("folder".to_owned(), json!(folder)),
        ("entries".to_owned(), json!(done.answer.entries)),
        ("written".to_owned(), json!(done.answer.written)),
    ]);
    desk.done(tasks::id(Task::Publish), done.answer.result, done.repeated, more, lines).await
}
