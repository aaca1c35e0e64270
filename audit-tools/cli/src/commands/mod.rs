//! What the program does, command by command.

mod answered;
mod check;
mod child;
mod explain;
mod hash;
mod number;
mod observer;
mod page;
mod proof;
mod published;
mod remarks;
mod review;
mod summary;
mod verify;
mod words;

use std::{io, path::Path};

use paiwei_protocol::ident::CodeError;
use serde_json::Value;

use page::Page;
pub(crate) use page::plain;

use crate::{
    args::Command,
    disk::DiskError,
    folder::{self, FolderError, Gathered},
    observer::ObserverError,
    pins::PinsError,
    progress,
    texts::{Message, Tell, Texts, in_english},
};

/// What a command has to say.
pub(crate) struct Answer {
    /// For people, in their language.
    pub(crate) text: String,
    /// For programs.
    pub(crate) json: Value,
    /// Exit status.
    pub(crate) status: u8,
}

/// Why a command has no answer.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_english(self))]
pub(crate) enum Failure {
    /// A folder can't be read.
    Folder(#[from] FolderError),
    /// A file can't be read or written.
    Disk(#[from] DiskError),
    /// Keys can't be pinned.
    Pins(#[from] PinsError),
    /// An observer's refusal.
    Observer(#[from] ObserverError),
    /// No entropy.
    Entropy(#[from] getrandom::Error),
    /// The terminal or the output is gone.
    Output(#[from] io::Error),
    /// A code that isn't one.
    Code {
        /// What was typed.
        text: String,
        /// Why.
        error: CodeError,
    },
    /// Something typed that isn't hex.
    Key,
    /// A file of the folder that can't be read as what it should be.
    Published {
        /// Why, with its place.
        why: String,
    },
    /// The round has no result yet.
    NoResult,
    /// No line of this code.
    NoLine {
        /// The code.
        code: String,
    },
    /// The person at the keyboard didn't agree.
    Declined,
    /// Something doesn't hold, and nobody was asked.
    NotAsked,
}

impl Failure {
    /// Exit status.
    pub(crate) fn status(&self) -> u8 {
        match self {
            Self::Observer(error) => error.status(),
            Self::NoLine { .. } | Self::NotAsked => 1,
            _ => 2,
        }
    }

    /// What to say, in the reader's language.
    pub(crate) fn told(&self, texts: &Texts) -> String {
        texts.say(&self.tell())
    }
}

impl Tell for Failure {
    fn tell(&self) -> Message {
        match self {
            Self::Folder(error) => error.tell(),
            Self::Disk(error) => error.tell(),
            Self::Pins(error) => error.tell(),
            Self::Observer(error) => error.tell(),
            Self::Entropy(error) => Message::new("error-entropy").with("why", error),
            Self::Output(error) => Message::new("error-output").with("why", error),
            Self::Code { text, error } => {
                Message::new("error-code").with("text", text).with("why", error)
            }
            Self::Key => Message::new("error-key"),
            Self::Published { why } => Message::new("error-published").with("why", why),
            Self::NoResult => Message::new("error-no-result"),
            Self::NoLine { code } => Message::new("error-no-line").with("code", code),
            Self::Declined => Message::new("error-declined"),
            Self::NotAsked => Message::new("error-not-asked"),
        }
    }
}

/// Does what the command line asks for.
pub(crate) fn run(command: &Command, texts: &Texts) -> Result<Answer, Failure> {
    match command {
        Command::Verify(args) => verify::run(args, texts),
        Command::Check(args) => check::run(args, texts),
        Command::Proof(args) => proof::run(args, texts),
        Command::Number(args) => number::run(args, texts),
        Command::Explain(args) => explain::run(args, texts),
        Command::Observer { act } => observer::run(act, texts),
        Command::Hash => Ok(hash::run(texts)),
    }
}

/// Reads a published folder, telling how far it is.
fn gather(dir: &Path, texts: &Texts) -> Result<Gathered, Failure> {
    let bar = progress::Counting::new(texts);
    Ok(folder::gather(dir, &mut |files| bar.at(files))?)
}
