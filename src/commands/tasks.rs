//! Tasks as people type them.

use paiwei_audit::texts::Texts;

use crate::{
    rounds::{RoundsError, Task},
    words::refused::{self, Voice},
};

pub(super) use crate::words::tasks::id;

/// What is typed after `paiwei round` for a task.
fn typed(task: Task) -> &'static str {
    match task {
        Task::Commit => "commit {}",
        Task::CommitObserver => "commit {} --note FILE",
        Task::OpenIntake => "open {}",
        Task::Import => "import {} FILE --mapping FILE",
        Task::Close => "close {}",
        Task::Review => "review {}",
        Task::Post => "post {}",
        Task::PostingWitnessed => "witness {} FILE",
        Task::Freeze => "freeze {}",
        Task::FreezeWitnessed => "witness {} FILE",
        Task::OpenSeed => "open-seed {}",
        Task::OpenObserverSeed => "open-seed {} --note FILE",
        Task::SeedMissing => "missing {} OBSERVER",
        Task::Order => "order {}",
        Task::OrderAgain => "order {} --again FILE",
        Task::Witness => "witness {} FILE",
        Task::Dice => "dice {}",
        Task::DiceAgain => "dice {} --vetoed WHY",
        Task::Confirm => "confirm {} FILE",
        Task::Beacon => "beacon {} FILE",
        Task::SourceFailed => "failed {} --reason WHY",
        Task::Draw => "draw {}",
        Task::Publish => "publish {} --out DIR",
        Task::Void => "void {} --reason WHY",
        Task::Annul => "annul {} --reason WHY",
    }
}

/// The command of a task.
pub(crate) fn command(task: Task, round: &str) -> String {
    format!("paiwei round {}", typed(task).replace("{}", round))
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
