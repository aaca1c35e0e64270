//! The tasks of a round as the console offers them: what each asks for.

use crate::{rounds::Task, words::tasks};

/// Something that a step asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Input {
    /// One note that an observer signed.
    Note,
    /// Notes of observers, at least one.
    Notes,
    /// Notes of observers, where there are any.
    NotesIfAny,
    /// An observer, by its id.
    Observer,
    /// Seconds for the witnesses.
    Window,
    /// Faces of dice.
    Faces,
    /// A reason, published.
    Reason,
    /// What a drand server answers.
    Beacon,
}

/// Where a task stands on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// The usual way.
    Usual,
    /// Only when something went wrong.
    Danger,
    /// On a page of its own.
    Elsewhere,
    /// One person does it, at once.
    Alone,
}

/// A task as the console offers it.
#[derive(Debug, Clone)]
pub(crate) struct Offer {
    pub(crate) task: Task,
    pub(crate) way: Way,
    pub(crate) inputs: &'static [Input],
    /// From when it is possible (Unix seconds), where rules or journal say so and it is still to come.
    pub(crate) from: Option<u64>,
    /// The proposal of it that waits.
    pub(crate) waiting: Option<String>,
    /// Observers whose note it waits for, by their ids.
    pub(crate) observers: Vec<String>,
}

impl Offer {
    /// What a task asks for, before anything is known of its round.
    pub(crate) fn of(task: Task) -> Self {
        let (way, inputs) = asks(task);
        Self { task, way, inputs, from: None, waiting: None, observers: Vec::new() }
    }

    /// The id of its texts.
    pub(crate) fn id(&self) -> &'static str {
        tasks::id(self.task)
    }

    /// It belongs to a draw in which nothing goes wrong.
    pub(crate) fn is_usual(&self) -> bool {
        self.way != Way::Danger
    }

    /// It has pages of its own.
    pub(crate) fn is_elsewhere(&self) -> bool {
        self.way == Way::Elsewhere
    }

    /// Nothing takes it back: the round's id is typed.
    pub(crate) fn is_final(&self) -> bool {
        is_final(self.id())
    }

    /// What observers run on their own machine before it, if anything.
    pub(crate) fn command(&self) -> Option<&'static str> {
        command(self.task)
    }

    /// Notes are handed in with it, one or several.
    pub(crate) fn asks_note(&self) -> bool {
        self.inputs.iter().any(|one| matches!(one, Input::Note | Input::Notes | Input::NotesIfAny))
    }

    /// More than one note may be handed in with it.
    pub(crate) fn asks_several(&self) -> bool {
        self.inputs.iter().any(|one| matches!(one, Input::Notes | Input::NotesIfAny))
    }

    /// It names an observer.
    pub(crate) fn asks_observer(&self) -> bool {
        self.inputs.contains(&Input::Observer)
    }

    /// It sets how long witnesses have (seconds).
    pub(crate) fn asks_window(&self) -> bool {
        self.inputs.contains(&Input::Window)
    }

    /// Faces of dice are typed.
    pub(crate) fn asks_faces(&self) -> bool {
        self.inputs.contains(&Input::Faces)
    }

    /// A reason is given, which the journal publishes.
    pub(crate) fn asks_reason(&self) -> bool {
        self.inputs.contains(&Input::Reason)
    }

    /// It takes the answer of drand.
    pub(crate) fn asks_beacon(&self) -> bool {
        self.inputs.contains(&Input::Beacon)
    }
}

/// Whether nothing takes a step back, by the id of its texts, which then have a `final-…`.
pub(crate) fn is_final(id: &str) -> bool {
    const FINAL: [&str; 14] = [
        "announce",
        "open",
        "close",
        "post",
        "freeze",
        "open-seed",
        "missing",
        "order",
        "order-again",
        "dice",
        "dice-again",
        "failed",
        "publish",
        "void",
    ];
    FINAL.contains(&id) || id == "annul"
}

fn asks(task: Task) -> (Way, &'static [Input]) {
    match task {
        Task::Commit
        | Task::OpenIntake
        | Task::Close
        | Task::Post
        | Task::Freeze
        | Task::OpenSeed
        | Task::Publish => (Way::Usual, &[]),
        Task::CommitObserver | Task::OpenObserverSeed => (Way::Usual, &[Input::Note]),
        Task::PostingWitnessed | Task::FreezeWitnessed | Task::Witness => {
            (Way::Usual, &[Input::Notes])
        }
        Task::Order => (Way::Usual, &[Input::Window]),
        Task::Dice => (Way::Usual, &[Input::Faces]),
        Task::Beacon => (Way::Usual, &[Input::Beacon]),
        Task::Import | Task::Review => (Way::Elsewhere, &[]),
        Task::Confirm | Task::Draw => (Way::Alone, &[]),
        Task::SeedMissing => (Way::Danger, &[Input::Observer]),
        Task::OrderAgain => (Way::Danger, &[Input::Window, Input::Notes]),
        Task::DiceAgain => (Way::Danger, &[Input::Faces, Input::Reason]),
        Task::SourceFailed | Task::Annul => (Way::Danger, &[Input::Reason]),
        Task::Void => (Way::Danger, &[Input::Reason, Input::NotesIfAny]),
    }
}

/// A task belongs to a draw in which nothing goes wrong.
pub(crate) fn is_usual(task: Task) -> bool {
    asks(task).0 != Way::Danger
}

fn command(task: Task) -> Option<&'static str> {
    match task {
        Task::CommitObserver => Some("paiwei-audit observer commit"),
        Task::OpenObserverSeed => Some("paiwei-audit observer open"),
        Task::PostingWitnessed | Task::FreezeWitnessed | Task::Witness => {
            Some("paiwei-audit observer cosign")
        }
        Task::OrderAgain => Some("paiwei-audit observer deny"),
        Task::Confirm => Some("paiwei-audit observer confirm"),
        _ => None,
    }
}
