//! Where a round stands, as a time line: what is over, what is now, what is still to come.

use paiwei_protocol::{journal::State, rules::Rules};

use crate::rounds::Overview;

/// How far a stage has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Progress {
    /// It is over.
    Done,
    /// It is now.
    Now,
    /// It is still to come.
    Next,
}

impl Progress {
    /// The class of its item in the time line.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Next => "next",
        }
    }
}

/// A stage of a round. Its texts are `stage-<id>` and `stage-<id>-about`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stage {
    /// Its word.
    pub(crate) id: &'static str,
    /// How far it has come.
    pub(crate) progress: Progress,
    /// When it began, or is to begin (Unix seconds), where the rules or the journal say so.
    pub(crate) at: Option<u64>,
}

/// The stages in their order, each with the entry that begins it.
const STAGES: [(&str, &str); 8] = [
    ("rules", "round-announced"),
    ("apply", "intake"),
    ("review", ""),
    ("post", "roll-posted"),
    ("freeze", "roll-frozen"),
    ("seeds", "seed-opened"),
    ("randomness", "randomness-recorded"),
    ("result", "result-published"),
];

/// The time line of a round that was not given up.
pub(crate) fn stages(found: &Overview) -> Vec<Stage> {
    let now = place(found.round.state);
    let mut stages: Vec<Stage> = STAGES
        .iter()
        .enumerate()
        .map(|(at, (id, entry))| Stage { id, progress: progress(at, now), at: began(found, entry) })
        .collect();
    plan(&mut stages, &found.rules);
    if found.rules.timeline.answers.is_some() {
        let progress = if now == STAGES.len() - 1 { Progress::Now } else { Progress::Next };
        stages.push(Stage { id: "answers", progress, at: None });
    }
    stages
}

fn progress(at: usize, now: usize) -> Progress {
    let over = at < now || (at == now && at == STAGES.len() - 1);
    match at.cmp(&now) {
        _ if over => Progress::Done,
        std::cmp::Ordering::Equal => Progress::Now,
        _ => Progress::Next,
    }
}

/// The stage that a state belongs to.
fn place(state: State) -> usize {
    match state {
        State::Announced | State::Void => 0,
        State::Open => 1,
        State::Closed => 2,
        State::Posted => 3,
        State::Frozen => 4,
        State::Opening | State::Opened => 5,
        State::Dicing
        | State::Diced
        | State::Ordered
        | State::Witnessed
        | State::Thrown
        | State::Failed
        | State::Drawn => 6,
        State::Published => 7,
    }
}

fn began(found: &Overview, entry: &str) -> Option<u64> {
    found.done.iter().find(|done| done.kind == entry).map(|done| done.at)
}

/// What the rules say of stages that have not begun.
fn plan(stages: &mut [Stage], rules: &Rules) {
    let planned = [("apply", rules.timeline.open), ("review", rules.timeline.close)];
    for (id, at) in planned {
        for stage in stages.iter_mut().filter(|stage| stage.id == id && stage.at.is_none()) {
            stage.at = Some(at);
        }
    }
}
