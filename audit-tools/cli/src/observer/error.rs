//! What an observer's program refuses, and why.

use std::path::PathBuf;

use paiwei_protocol::{
    encoding::json::JsonError,
    journal::{EntryError, State, StepError, evidence::EvidenceError},
    note::NoteError,
    rules::RulesError,
};

use crate::{
    disk::DiskError,
    texts::{Message, Tell, in_english},
    when::local,
};

/// A refusal. Nothing was signed.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_english(self))]
pub enum ObserverError {
    /// A file can't be read or written.
    Disk(#[from] DiskError),
    /// A name that no key may have.
    Name {
        /// The name.
        name: String,
    },
    /// A new home needs an empty folder.
    NotEmpty {
        /// The folder.
        path: PathBuf,
    },
    /// No observer's home.
    NoHome {
        /// The folder.
        path: PathBuf,
    },
    /// A file of the home is not as this program wrote it.
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// The home is open already.
    Busy {
        /// The folder.
        path: PathBuf,
    },
    /// More entries than a journal may have.
    TooManyEntries {
        /// The checkpoint's size.
        size: u64,
    },
    /// An entry that the checkpoint doesn't cover.
    Surplus {
        /// The file.
        file: String,
    },
    /// A journal without entries.
    Empty,
    /// A note that isn't one.
    Note(#[from] NoteError),
    /// An entry that isn't one.
    Entry(#[from] EntryError),
    /// pending.json is not canonical JSON.
    Json(#[from] JsonError),
    /// Rules that are refused.
    Rules(#[from] RulesError),
    /// Rules of another round or journal.
    OtherRules,
    /// An entry that may not follow the ones before it.
    Step {
        /// Its index.
        index: u64,
        /// Why.
        error: StepError,
    },
    /// An entry that carries what doesn't hold.
    Evidence {
        /// Its index.
        index: u64,
        /// Why.
        error: EvidenceError,
    },
    /// A checkpoint that isn't these entries', or isn't signed.
    Checkpoint {
        /// Why.
        error: EvidenceError,
    },
    /// A checkpoint of fewer entries than the bundle has.
    Size {
        /// The checkpoint's size.
        size: u64,
        /// Entries there.
        count: u64,
    },
    /// The journal contradicts the one that was acted on before.
    Forks {
        /// Origin.
        origin: String,
        /// Entries known.
        known: u64,
        /// Entries offered.
        size: u64,
        /// Where both are kept.
        evidence: PathBuf,
    },
    /// The journal is shorter than the one that was acted on before.
    Shrinks {
        /// Origin.
        origin: String,
        /// Entries known.
        known: u64,
        /// Entries offered.
        size: u64,
        /// Where both are kept.
        evidence: PathBuf,
    },
    /// The last entry is of the future.
    Future {
        /// Its time.
        at: u64,
        /// The observer's.
        now: u64,
    },
    /// No such round.
    NoRound {
        /// Its id.
        round: String,
    },
    /// Not named for this duty in the round's announcement.
    NotNamed {
        /// The round.
        round: String,
        /// `seed`, `witness` or `confirm`.
        duty: &'static str,
        /// Name of the observer's keys.
        name: String,
    },
    /// The round isn't where the act belongs.
    State {
        /// The round.
        round: String,
        /// Its state.
        state: State,
        /// Where the act belongs.
        needs: &'static [State],
    },
    /// The journal holds the commitment already.
    Committed {
        /// The round.
        round: String,
    },
    /// The journal holds the opened seed already.
    Opened {
        /// The round.
        round: String,
    },
    /// No seed of this attempt.
    NoSeed {
        /// The round.
        round: String,
        /// The attempt.
        attempt: u32,
    },
    /// The journal's commitment is of another seed.
    OtherCommitment {
        /// The round.
        round: String,
    },
    /// The rules are needed to judge.
    NeedsRules {
        /// The round.
        round: String,
    },
    /// The order may not be cosigned any more.
    TooLate {
        /// The round.
        round: String,
        /// The latest time.
        latest: u64,
        /// The observer's.
        now: u64,
    },
    /// The observer stated that it doesn't cosign this order.
    Denied {
        /// The round.
        round: String,
        /// Index of the order.
        index: u64,
    },
    /// The observer did cosign the order in time.
    DidCosign {
        /// The round.
        round: String,
        /// Size of the journal cosigned.
        size: u64,
        /// When.
        time: u64,
    },
    /// The bundle has no pending entry.
    NoPending,
    /// pending.json holds what nobody signs.
    PendingMembers,
    /// An entry that isn't confirmed.
    PendingKind {
        /// Its type.
        kind: &'static str,
    },
    /// A pending entry that can't follow.
    PendingStep {
        /// Why.
        error: StepError,
    },
    /// A pending entry that doesn't hold.
    PendingEvidence {
        /// Why.
        error: EvidenceError,
    },
}

impl ObserverError {
    /// Exit status: 1 where the journal or what is asked for is at fault, 2 where the program
    /// could not do its work.
    #[must_use]
    pub fn status(&self) -> u8 {
        match self {
            Self::Disk(_)
            | Self::Name { .. }
            | Self::NotEmpty { .. }
            | Self::NoHome { .. }
            | Self::Damaged { .. }
            | Self::Busy { .. }
            | Self::NoRound { .. }
            | Self::NoSeed { .. }
            | Self::NeedsRules { .. }
            | Self::NoPending => 2,
            _ => 1,
        }
    }
}

impl Tell for ObserverError {
    fn tell(&self) -> Message {
        let say = Message::new;
        let named = |id, round: &String| say(id).with("round", round);
        match self {
            Self::Disk(error) => error.tell(),
            Self::Name { name } => say("refused-name").with("name", name),
            Self::NotEmpty { path } => say("refused-not-empty").with("path", path.display()),
            Self::NoHome { path } => say("refused-no-home").with("path", path.display()),
            Self::Damaged { path } => say("refused-damaged").with("path", path.display()),
            Self::Busy { path } => say("refused-busy").with("path", path.display()),
            Self::TooManyEntries { size } => say("refused-too-many").with("size", size),
            Self::Surplus { file } => say("refused-surplus").with("file", file),
            Self::Empty => say("refused-empty"),
            Self::Note(error) => say("refused-form").with("why", error),
            Self::Entry(error) => say("refused-form").with("why", error),
            Self::Json(error) => say("refused-form").with("why", error),
            Self::Rules(error) => say("refused-rules").with("why", error),
            Self::OtherRules => say("refused-other-rules"),
            Self::Step { index, error } => {
                say("refused-step").with("index", index).with("why", error)
            }
            Self::Evidence { index, error } => {
                say("refused-evidence").with("index", index).with("why", error)
            }
            Self::Checkpoint { error } => say("refused-checkpoint").with("why", error),
            Self::Size { size, count } => {
                say("refused-size").with("size", size).with("count", count)
            }
            Self::Forks { origin, known, size, evidence } => {
                contradicts("refused-forks", origin, *known, *size, evidence)
            }
            Self::Shrinks { origin, known, size, evidence } => {
                contradicts("refused-shrinks", origin, *known, *size, evidence)
            }
            Self::Future { at, now } => {
                say("refused-future").with("at", local(*at)).with("now", local(*now))
            }
            Self::NoRound { round } => named("refused-no-round", round),
            Self::NotNamed { round, duty, name } => {
                let said = named("refused-not-named", round).with("name", name);
                said.listing("duty", [say(&format!("duty-{duty}"))])
            }
            Self::State { round, state, needs } => {
                let said = named("refused-state", round).listing("state", [state_said(*state)]);
                said.listing("needs", needs.iter().copied().map(state_said))
            }
            Self::Committed { round } => named("refused-committed", round),
            Self::Opened { round } => named("refused-opened", round),
            Self::NoSeed { round, attempt } => {
                named("refused-no-seed", round).with("attempt", attempt)
            }
            Self::OtherCommitment { round } => named("refused-other-commitment", round),
            Self::NeedsRules { round } => named("refused-needs-rules", round),
            Self::TooLate { round, latest, now } => named("refused-too-late", round)
                .with("latest", local(*latest))
                .with("now", local(*now)),
            Self::Denied { round, index } => named("refused-denied", round).with("index", index),
            Self::DidCosign { round, size, time } => {
                named("refused-did-cosign", round).with("size", size).with("time", local(*time))
            }
            Self::NoPending => say("refused-no-pending"),
            Self::PendingMembers => say("refused-pending-members"),
            Self::PendingKind { kind } => {
                say("refused-pending-kind").listing("kind", [say(&format!("entry-{kind}"))])
            }
            Self::PendingStep { error } => say("refused-pending").with("why", error),
            Self::PendingEvidence { error } => say("refused-pending").with("why", error),
        }
    }
}

fn state_said(state: State) -> Message {
    Message::new(&format!("state-{state}"))
}

fn contradicts(
    id: &str,
    origin: &str,
    known: u64,
    size: u64,
    evidence: &std::path::Path,
) -> Message {
    Message::new(id)
        .with("origin", origin)
        .with("known", known)
        .with("size", size)
        .with("evidence", evidence.display())
}
