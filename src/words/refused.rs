//! The refusals of the use cases: a stable word for each, and what is said.
//!
//! What the protocol's own modules refuse is told in their English, after a sentence in the reader's
//! language that says what kind of thing is wrong.

use paiwei_audit::texts::{Message, Texts};

use super::time;
use crate::{
    rounds::{ImportProblem, ImportRefusal, RoundsError, Task},
    store::StoreError,
};

/// To whom a refusal is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voice {
    /// To somebody who types commands.
    Commands,
    /// To a client of the service: no commands, no options.
    Service,
}

/// The stable word of a refusal, for programs and for `locales/*/refusals.ftl`.
pub(crate) fn code(error: &RoundsError) -> &'static str {
    match error {
        RoundsError::NoOffice(_) => "no-office",
        RoundsError::OtherOffice { .. } => "other-office",
        RoundsError::Origin(_) => "origin",
        RoundsError::RecoveryPlace => "recovery-place",
        RoundsError::UnknownRound(_) => "unknown-round",
        RoundsError::OutOfOrder { .. } => "out-of-order",
        RoundsError::Differs { .. } => "differs",
        RoundsError::TooEarly { .. } => "too-early",
        RoundsError::Clock { .. } => "clock",
        RoundsError::HandedOver(_) => "handed-over",
        RoundsError::OtherKey { .. } => "other-key",
        RoundsError::Ceremony(_) => "ceremony",
        RoundsError::File { .. } => "given-file",
        RoundsError::Waiting { .. } => "waiting",
        RoundsError::Import(_) => "import",
        RoundsError::UnknownCode { .. } => "unknown-code",
        RoundsError::Decision { .. } => "decision",
        RoundsError::ReasonMissing(_) => "reason-missing",
        RoundsError::Undecided { .. } => "undecided",
        RoundsError::TypedDifferently { .. } => "typed-differently",
        RoundsError::SecondCheck(_) => "second-check",
        RoundsError::NothingPending => "nothing-pending",
        RoundsError::Handover(_) => "handover",
        RoundsError::Replay { .. } => "replay",
        RoundsError::FileMissing { .. } => "file-missing",
        RoundsError::InsideDataFolder(_) => "inside-data-folder",
        other => below(other),
    }
}

/// Refusals of the layers below, by layer.
fn below(error: &RoundsError) -> &'static str {
    match error {
        RoundsError::Step(_) => "step",
        RoundsError::Evidence(_) => "evidence",
        RoundsError::Rules(_) => "rules",
        RoundsError::Note(_) | RoundsError::Receipt(_) => "note",
        RoundsError::Roll(_) | RoundsError::Changes(_) | RoundsError::Results(_) => "roll",
        RoundsError::Store(StoreError::Busy(_)) => "database-busy",
        RoundsError::Store(StoreError::Lost(_)) => "database-lost",
        RoundsError::Store(StoreError::InDoubt(_)) => "database-in-doubt",
        RoundsError::Store(StoreError::Address(_)) => "database-address",
        RoundsError::Store(_) => "store",
        RoundsError::Folder(_) => "folder",
        RoundsError::Keys(_) => "keys",
        RoundsError::Vault(_) => "vault",
        RoundsError::Entropy(_) => "entropy",
        _ => "form",
    }
}

/// What to say in the reader's language; `next` says what can be done instead.
pub(crate) fn told(
    error: &RoundsError,
    texts: &Texts,
    voice: Voice,
    next: impl Fn(&[Task], &str) -> String,
) -> String {
    let message = Message::new(&id(code(error), texts, voice));
    let message = match error {
        RoundsError::OutOfOrder { round, step, state, next: tasks } => message
            .with("round", round)
            .with("step", step)
            .with("state", super::state(*state, texts))
            .with("next", next(tasks, round)),
        RoundsError::TooEarly { step, from, now } => {
            message.with("step", step).with("from", time(*from)).with("now", time(*now))
        }
        RoundsError::Clock { now, last } => {
            message.with("now", time(*now)).with("last", time(*last))
        }
        RoundsError::Import(refusals) => {
            let lines: Vec<String> = refusals.iter().map(|refusal| row(refusal, texts)).collect();
            message.with("rows", lines.join("\n"))
        }
        other => plain(message, other),
    };
    texts.say(&message)
}

/// A text that names commands has a sister for the service.
fn id(code: &str, texts: &Texts, voice: Voice) -> String {
    let sister = format!("refused-{code}-service");
    match voice {
        Voice::Service if texts.has(&sister) => sister,
        _ => format!("refused-{code}"),
    }
}

/// Refusals whose values are said as they are.
fn plain(message: Message, error: &RoundsError) -> Message {
    match error {
        RoundsError::NoOffice(path) | RoundsError::InsideDataFolder(path) => {
            message.with("path", path.display())
        }
        RoundsError::OtherOffice { found, asked } => {
            message.with("found", found).with("asked", asked)
        }
        RoundsError::Origin(origin) => message.with("origin", origin),
        RoundsError::UnknownRound(round) => message.with("round", round),
        RoundsError::Differs { step, done, asked } => {
            message.with("step", step).with("done", done).with("asked", asked)
        }
        RoundsError::HandedOver(key) => message.with("key", key),
        RoundsError::OtherKey { in_force, found } => {
            message.with("key", in_force).with("found", found)
        }
        RoundsError::Ceremony(step) => message.with("step", step),
        RoundsError::File { file, why } => message.with("file", file).with("why", why),
        RoundsError::Waiting { what, have, need, waiting } => message
            .with("what", what)
            .with("have", have)
            .with("need", need)
            .with("waiting", waiting.join(", ")),
        other => of_applications(message, other),
    }
}

/// Refusals about applications and the draw.
fn of_applications(message: Message, error: &RoundsError) -> Message {
    match error {
        RoundsError::UnknownCode { round, code } => message.with("round", round).with("code", code),
        RoundsError::Decision { code, why } => message.with("code", code).with("why", why),
        RoundsError::ReasonMissing(reasons) => message.with("reasons", reasons.join(", ")),
        RoundsError::Undecided { count, first } => {
            message.with("count", count).with("first", first)
        }
        RoundsError::TypedDifferently { number, first, second } => {
            message.with("number", number).with("first", first).with("second", second)
        }
        RoundsError::SecondCheck(findings) => message.with("findings", findings.join("\n")),
        RoundsError::Handover(why) => message.with("why", why),
        RoundsError::Replay { index, why } => message.with("index", index).with("why", why),
        RoundsError::FileMissing { round, name } => message.with("round", round).with("name", name),
        RoundsError::Store(
            StoreError::Busy(why) | StoreError::Lost(why) | StoreError::InDoubt(why),
        ) => message.with("why", why),
        RoundsError::Store(StoreError::Address(why)) => message.with("why", why),
        RoundsError::RecoveryPlace | RoundsError::NothingPending => message,
        other => message.with("why", other),
    }
}

/// A row that was refused in an import.
pub(crate) fn row(refusal: &ImportRefusal, texts: &Texts) -> String {
    let message = Message::new("row-refused")
        .with("row", refusal.row)
        .with("registration", &refusal.number)
        .with("problem", of_row(refusal, texts));
    texts.say(&message)
}

/// What is wrong with a row that was refused.
pub(crate) fn of_row(refusal: &ImportRefusal, texts: &Texts) -> String {
    let (id, name, value) = match &refusal.problem {
        ImportProblem::Changed { code } => ("row-changed", "code", code.clone()),
        ImportProblem::Entered { code } => ("row-entered", "code", code.clone()),
        ImportProblem::Twice { row } => ("row-twice", "row", row.to_string()),
        ImportProblem::NumberTwice { row } => ("row-number-twice", "row", row.to_string()),
        ImportProblem::HoldsPlace { round } => ("row-holds-place", "round", round.clone()),
        ImportProblem::LinkMissing { number } => ("row-link-missing", "number", number.clone()),
        ImportProblem::LinkLate => ("row-link-late", "number", refusal.number.clone()),
    };
    texts.say(&Message::new(id).with(name, value))
}
