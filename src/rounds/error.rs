//! Why a use case was refused.

use std::path::PathBuf;

use paiwei_protocol::{
    changes::ChangesError,
    encoding::json::JsonError,
    journal::{EntryError, State, StepError, evidence::EvidenceError},
    note::NoteError,
    receipt::ReceiptError,
    results::ResultsError,
    roll::RollError,
    rules::RulesError,
};

use super::{Task, import::ImportRefusal};
use crate::{
    entropy::EntropyError, folder::FolderError, keys::KeysError, store::StoreError,
    vault::VaultError,
};

/// Why nothing was done. Each says what is wrong, where, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum RoundsError {
    /// The data folder holds no opened journal.
    #[error("{0} holds no office yet; run paiwei init")]
    NoOffice(PathBuf),
    /// The data folder belongs to another journal.
    #[error("this data folder is that of {found}, not of {asked}; name the right folder")]
    OtherOffice {
        /// Its origin.
        found: String,
        /// The origin asked for.
        asked: String,
    },
    /// What can't be an origin.
    #[error("{0:?} is no origin: lower-case letters, digits, '.', '-', '/', '_', at most 128")]
    Origin(String),
    /// The recovery key must leave the data folder.
    #[error("the recovery key may not lie in the data folder; name a path on a stick or elsewhere")]
    RecoveryPlace,
    /// A round that was never announced here.
    #[error("there is no round {0}; announce it, or check its name")]
    UnknownRound(String),
    /// A step that the round's state doesn't allow.
    #[error("{step} isn't possible: round {round} is {state}. {}", next_sentence(.next))]
    OutOfOrder {
        /// The round.
        round: String,
        /// What was asked for.
        step: &'static str,
        /// Its state.
        state: State,
        /// What can be done instead.
        next: Vec<Task>,
    },
    /// The step was done with other input.
    #[error("{step} was done before with {done}, now {asked} is given; it isn't done twice")]
    Differs {
        /// The step.
        step: &'static str,
        /// What it was done with.
        done: String,
        /// What is given now.
        asked: String,
    },
    /// A step before its time.
    #[error("{step} is possible from {from} (Unix seconds) on; now it is {now}. Wait")]
    TooEarly {
        /// The step.
        step: &'static str,
        /// When it is possible.
        from: u64,
        /// Now.
        now: u64,
    },
    /// The machine's clock runs behind the journal.
    #[error(
        "the clock shows {now}, the journal's last entry is of {last} (Unix seconds); set the clock"
    )]
    Clock {
        /// What the clock shows.
        now: u64,
        /// Time of the last entry.
        last: u64,
    },
    /// The ceremony machine holds the journal.
    #[error(
        "the journal was handed over to the ceremony machine with key {0}; import what it hands \
         back first"
    )]
    HandedOver(String),
    /// The key in force is not this machine's.
    #[error("the journal key in force is {in_force}; this machine has {found}")]
    OtherKey {
        /// The key in force.
        in_force: String,
        /// The key at hand.
        found: String,
    },
    /// What needs the applications, which stay with the office.
    #[error("{0} isn't possible while the ceremony machine holds the journal; hand it back first")]
    Ceremony(&'static str),
    /// A given file is not what was asked for.
    #[error("{file}: {why}; give the right file")]
    File {
        /// The file.
        file: String,
        /// What is wrong.
        why: String,
    },
    /// Too few observers have signed.
    #[error(
        "{what}: {have} of {need} observers; kept. Still missing, any of: {}",
        .waiting.join(", ")
    )]
    Waiting {
        /// What for.
        what: &'static str,
        /// How many there are.
        have: usize,
        /// How many there must be.
        need: usize,
        /// Who has not signed.
        waiting: Vec<String>,
    },
    /// Registrations that can't be imported.
    #[error("nothing was imported:\n{}", lines(.0))]
    Import(Vec<ImportRefusal>),
    /// A code that the round doesn't have.
    #[error("round {round} has no application {code}; check the code")]
    UnknownCode {
        /// The round.
        round: String,
        /// The code.
        code: String,
    },
    /// A decision that can't stand.
    #[error("{code}: {why}")]
    Decision {
        /// The application.
        code: String,
        /// What is wrong, and what to do.
        why: String,
    },
    /// After the posting, changes need a reason of the rules.
    #[error("the roll is posted: name one of the rules' reasons ({})", .0.join(", "))]
    ReasonMissing(Vec<String>),
    /// Applications that nobody has decided on.
    #[error("{count} applications await review, the first is {first}; accept or refuse them")]
    Undecided {
        /// How many.
        count: usize,
        /// The first.
        first: String,
    },
    /// The two people typed different faces.
    #[error("throw {number} was typed as {first:?} and as {second:?}; look at the dice again")]
    TypedDifferently {
        /// The throw, from 1.
        number: usize,
        /// As typed first.
        first: String,
        /// As typed again.
        second: String,
    },
    /// The program's own second check of a result disagrees.
    #[error("nothing was signed: the second check found\n{}", .0.join("\n"))]
    SecondCheck(Vec<String>),
    /// Nothing waits for this.
    #[error("nothing waits for this confirmation; ask for the newest request")]
    NothingPending,
    /// What was handed over doesn't fit.
    #[error("the handed-over file doesn't fit: {0}; export it again")]
    Handover(String),
    /// The journal of the database can't be replayed.
    #[error("entry {index} of the database's journal is damaged: {why}; restore a backup")]
    Replay {
        /// Its index.
        index: u64,
        /// What is wrong.
        why: String,
    },
    /// A file that entries name is not in the database.
    #[error("{name} of round {round} is not in the database; restore a backup")]
    FileMissing {
        /// The round.
        round: String,
        /// The file.
        name: String,
    },
    /// Nothing is published inside the data folder.
    #[error("{0} lies in the data folder, which holds secrets; name another place")]
    InsideDataFolder(PathBuf),
    /// Not canonical JSON of its form.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// An entry beyond its limits.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// Refused by the journal's table.
    #[error(transparent)]
    Step(#[from] StepError),
    /// Refused for what people signed, or when.
    #[error(transparent)]
    Evidence(#[from] EvidenceError),
    /// Refused rules.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// A note that isn't one.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// A stored roll that the rules refuse.
    #[error(transparent)]
    Roll(#[from] RollError),
    /// Differences to the posting that may not be.
    #[error(transparent)]
    Changes(#[from] ChangesError),
    /// A stored result that isn't one.
    #[error(transparent)]
    Results(#[from] ResultsError),
    /// A receipt that isn't one.
    #[error(transparent)]
    Receipt(#[from] ReceiptError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Files and folders.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// Key files.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// The sealed identities.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Random bytes.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
}

impl RoundsError {
    /// Whether the same step may well succeed at another try, with nothing changed by people: the
    /// database was busy or away. Every step may be tried again, as none is done twice.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_transient())
    }

    /// Whether somebody else appended to the journal meanwhile.
    #[must_use]
    pub fn is_overtaken(&self) -> bool {
        matches!(self, Self::Store(StoreError::HeadMoved { .. }))
    }
}

fn next_sentence(next: &[Task]) -> String {
    let words: Vec<_> = next.iter().map(|task| task.as_str()).collect();
    if words.is_empty() {
        "Nothing follows".to_owned()
    } else {
        format!("Next: {}", words.join(", or "))
    }
}

fn lines(all: &[ImportRefusal]) -> String {
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
