//! The ids of the texts of tasks and steps.

use crate::rounds::Task;

/// The id of a task's texts (`task-ID`, `does-ID`, `done-ID`, `final-ID`), and its stable word for
/// programs.
pub(crate) fn id(task: Task) -> &'static str {
    match task {
        Task::Commit => "commit",
        Task::CommitObserver => "commit-observer",
        Task::OpenIntake => "open",
        Task::Import => "import",
        Task::Close => "close",
        Task::Review => "review",
        Task::Post => "post",
        Task::PostingWitnessed => "posting-witnessed",
        Task::Freeze => "freeze",
        Task::FreezeWitnessed => "freeze-witnessed",
        Task::OpenSeed => "open-seed",
        Task::OpenObserverSeed => "open-observer-seed",
        Task::SeedMissing => "missing",
        Task::Order => "order",
        Task::OrderAgain => "order-again",
        Task::Witness => "witness",
        Task::Dice => "dice",
        Task::DiceAgain => "dice-again",
        Task::Confirm => "confirm",
        Task::Beacon => "beacon",
        Task::SourceFailed => "failed",
        Task::Draw => "draw",
        Task::Publish => "publish",
        Task::Void => "void",
        Task::Annul => "annul",
    }
}

/// The same of a step, by the step's word.
pub(crate) fn of_step(word: &str) -> &str {
    match word {
        "seed-missing" => "missing",
        "source-failed" => "failed",
        word => word,
    }
}
