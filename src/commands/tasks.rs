//! Tasks as people type them, and the ids of their texts.

use paiwei_audit::texts::Texts;

use crate::{
    rounds::{RoundsError, Task},
    words::refused::{self, Voice},
};

/// A task: the id of its texts, and what is typed after `paiwei round`.
fn row(task: Task) -> (&'static str, &'static str) {
    match task {
        Task::Commit => ("commit", "commit {}"),
        Task::CommitObserver => ("commit-observer", "commit {} --note FILE"),
        Task::OpenIntake => ("open", "open {}"),
        Task::Import => ("import", "import {} FILE --mapping FILE"),
        Task::Close => ("close", "close {}"),
        Task::Review => ("review", "review {}"),
        Task::Post => ("post", "post {}"),
        Task::PostingWitnessed => ("posting-witnessed", "witness {} FILE"),
        Task::Freeze => ("freeze", "freeze {}"),
        Task::FreezeWitnessed => ("freeze-witnessed", "witness {} FILE"),
        Task::OpenSeed => ("open-seed", "open-seed {}"),
        Task::OpenObserverSeed => ("open-observer-seed", "open-seed {} --note FILE"),
        Task::SeedMissing => ("missing", "missing {} OBSERVER"),
        Task::Order => ("order", "order {}"),
        Task::OrderAgain => ("order-again", "order {} --again FILE"),
        Task::Witness => ("witness", "witness {} FILE"),
        Task::Dice => ("dice", "dice {}"),
        Task::DiceAgain => ("dice-again", "dice {} --vetoed WHY"),
        Task::Confirm => ("confirm", "confirm {} FILE"),
        Task::Beacon => ("beacon", "beacon {} FILE"),
        Task::SourceFailed => ("failed", "failed {} --reason WHY"),
        Task::Draw => ("draw", "draw {}"),
        Task::Publish => ("publish", "publish {} --out DIR"),
        Task::Void => ("void", "void {} --reason WHY"),
        Task::Annul => ("annul", "annul {} --reason WHY"),
    }
}

/// The id of a task's texts, and its stable word for programs.
pub(crate) fn id(task: Task) -> &'static str {
    row(task).0
}

/// The command of a task.
pub(crate) fn command(task: Task, round: &str) -> String {
    format!("paiwei round {}", row(task).1.replace("{}", round))
}

/// What can be done instead, as commands.
pub(crate) fn next_words(next: &[Task], round: &str, texts: &Texts) -> String {
    if next.is_empty() {
        return texts.text("next-nothing");
    }
    let commands: Vec<String> = next.iter().map(|task| command(*task, round)).collect();
    commands.join(&texts.text("next-or"))
}

/// A refusal with the commands that can be given instead.
pub(crate) fn refusal(error: &RoundsError, texts: &Texts) -> String {
    refused::told(error, texts, Voice::Commands, |next, round| next_words(next, round, texts))
}
