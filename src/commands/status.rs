//! Where rounds stand.

use paiwei_audit::texts::{Message, count};
use serde_json::{Value, json};

use super::{
    Answer, Console, Failure, args::Home, desk::Desk, facts, open, round::waits, tasks, words,
};
use crate::rounds::{self, Status, Task};

/// All rounds of the office, a line each.
pub(super) async fn all(home: &Home, console: &Console) -> Result<Answer, Failure> {
    let office = open(home).await?;
    let origin = office.origin().await?;
    let texts = console.texts();
    let mut text = vec![texts.say(&Message::new("status-office").with("origin", &origin))];
    let mut json = Vec::new();
    for round in rounds::rounds(&office).await? {
        let state = words::state(round.state, texts);
        let message = Message::new("status-round").with("round", &round.id).with("state", state);
        text.push(texts.say(&message.with("attempt", round.current().number)));
        json.push(json!({
            "round": round.id,
            "state": round.state.as_str(),
            "attempt": round.current().number,
        }));
    }
    if json.is_empty() {
        text.push(texts.text("status-no-round"));
    }
    let json = json!({ "origin": origin, "rounds": json });
    Ok(Answer { text: format!("{}\n", text.join("\n")), json })
}

/// One round: what was done, what waits, what can come next.
pub(super) async fn one(desk: &Desk<'_>) -> Result<Answer, Failure> {
    let status = rounds::status(&desk.office, desk.round).await?;
    let text = text(desk, &status);
    let next = status
        .next
        .iter()
        .map(|task| json!({ "task": tasks::id(*task), "final": task.is_final() }));
    let json = json!({
        "round": status.round.id,
        "state": status.round.state.as_str(),
        "attempt": status.round.current().number,
        "applications": status.applications,
        "undecided": status.undecided,
        "handed_over": status.handed_over,
        "done": status.done.iter().map(facts::entry_json).collect::<Value>(),
        "pending": status.pending.iter().map(|pending| json!({
            "type": pending.kind,
            "hash": pending.hash.to_string(),
            "have": pending.have,
            "waiting": pending.waiting,
            "need": pending.need,
        })).collect::<Value>(),
        "next": next.collect::<Value>(),
    });
    Ok(Answer { text, json })
}

fn text(desk: &Desk<'_>, status: &Status) -> String {
    let texts = desk.console.texts();
    let message = Message::new("status-round")
        .with("round", &status.round.id)
        .with("state", words::state(status.round.state, texts))
        .with("attempt", status.round.current().number);
    let applications = Message::new("status-applications")
        .with("applications", count(status.applications))
        .with("undecided", count(status.undecided));
    let mut lines = vec![texts.say(&message), texts.say(&applications)];
    if status.handed_over {
        lines.push(texts.text("status-handed-over"));
    }
    for done in &status.done {
        lines.extend(facts::lines(Some(done), &[], texts));
    }
    lines.extend(status.pending.iter().map(|pending| waits(desk, pending)));
    lines.push(texts.text("status-next"));
    lines.extend(status.next.iter().map(|task| next(desk, *task)));
    format!("{}\n", lines.join("\n"))
}

/// A task as a command, and whether it can be undone.
fn next(desk: &Desk<'_>, task: Task) -> String {
    let texts = desk.console.texts();
    let what = texts.text(&format!("task-{}", tasks::id(task)));
    let id = if task.is_final() { "status-task-final" } else { "status-task" };
    let command = tasks::command(task, desk.round);
    texts.say(&Message::new(id).with("command", command).with("what", what))
}
