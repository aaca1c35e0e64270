//! Why a command was refused, and the sentence that says so.

use std::{io, net::SocketAddr, path::PathBuf};

use paiwei_audit::texts::{Language, Message, Tell as _, Texts};

use super::tasks;
use crate::{
    config::ConfigError,
    demo::DemoError,
    folder::FolderError,
    import::MappingError,
    language::{self, Speak},
    rounds::RoundsError,
    slips::SlipError,
    spreadsheet::SpreadsheetError,
    staff::StaffError,
    words::{self, refused},
};

/// Why a command did nothing. Its `Display` is English; [`Failure::told`] knows both languages.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// A use case refused.
    #[error(transparent)]
    Rounds(#[from] RoundsError),
    /// A file can't be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// Nobody could be asked.
    #[error("this can't be undone: add --yes, or run it at a terminal")]
    NeedsYes,
    /// The person at the keyboard did not agree.
    #[error("nothing was done")]
    Declined,
    /// The terminal is gone.
    #[error("the terminal can't be read: {0}")]
    Terminal(io::Error),
    /// Dice are typed by two people at a terminal.
    #[error("nobody sits at a terminal: give the faces of both people")]
    NoTerminal,
    /// A password is typed at a terminal, or lies in a file.
    #[error("nobody sits at a terminal: give the password with --password-file")]
    NoPassword,
    /// The two passwords that were typed differ.
    #[error("the two passwords differ; nothing was done")]
    PasswordsDiffer,
    /// A password file that holds no text.
    #[error("{0} holds no text; write the password into its first line")]
    PasswordFile(PathBuf),
    /// What looking after accounts refuses.
    #[error(transparent)]
    Staff(Box<StaffError>),
    /// A spreadsheet that can't be read.
    #[error("{path}: {error}")]
    Spreadsheet {
        /// The file.
        path: PathBuf,
        /// Why.
        error: SpreadsheetError,
    },
    /// A mapping that doesn't fit.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// Rows that can't be imported; the report was shown.
    #[error("nothing was imported; {errors} errors")]
    Rows {
        /// How many errors.
        errors: usize,
        /// The report, for people.
        report: String,
        /// The report, for programs.
        findings: serde_json::Value,
    },
    /// Slips, codes or reports that can't be written.
    #[error(transparent)]
    Slips(#[from] SlipError),
    /// A line of the file of decisions.
    #[error("{path}, line {line}: {why}")]
    Decisions {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: u64,
        /// What is wrong, and what to do.
        why: language::Message,
    },
    /// A beacon's answer that isn't one.
    #[error("{path}: this is no answer of a drand server; give its JSON, or --signature")]
    Beacon {
        /// The file.
        path: PathBuf,
    },
    /// A configuration that can't be used.
    #[error(transparent)]
    Config(ConfigError),
    /// An address that can't be listened at.
    #[error("{address}: {source}; choose another address with --listen")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the operating system said.
        source: io::Error,
    },
    /// Files of TLS that can't be used.
    #[error("{path} or its key: {source}; give PEM files")]
    Tls {
        /// The certificate.
        path: PathBuf,
        /// What is wrong.
        source: io::Error,
    },
    /// What isn't a filter of the log.
    #[error("{0:?} is no filter such as info or paiwei=debug")]
    Log(String),
    /// The demonstration.
    #[error(transparent)]
    Demo(#[from] Box<DemoError>),
}

impl Failure {
    /// An error of the operating system at `path`.
    pub(crate) fn at(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }

    /// The stable word for programs.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Rounds(error) => refused::code(error),
            Self::File { .. } => "file",
            Self::NeedsYes => "needs-yes",
            Self::Declined => "declined",
            Self::Terminal(_) => "terminal",
            Self::NoTerminal => "no-terminal",
            Self::NoPassword => "no-password",
            Self::PasswordsDiffer => "passwords-differ",
            Self::PasswordFile(_) => "password-file",
            Self::Staff(error) => error.code(),
            Self::Spreadsheet { .. } => "spreadsheet",
            Self::Mapping(_) => "mapping",
            Self::Rows { .. } => "rows",
            Self::Slips(_) => "slips",
            Self::Decisions { .. } => "decisions",
            Self::Beacon { .. } => "beacon-file",
            Self::Config(ConfigError::File { .. } | ConfigError::Form { .. }) => "config",
            Self::Config(ConfigError::HalfTls) => "config-half-tls",
            Self::Config(ConfigError::Seconds(_)) => "config-seconds",
            Self::Config(ConfigError::PublicUrl(_)) => "config-public-url",
            Self::Listen { .. } => "listen",
            Self::Tls { .. } => "tls",
            Self::Log(_) => "log",
            Self::Demo(_) => "demo",
        }
    }

    /// What to say in the reader's language.
    pub(crate) fn told(&self, texts: &Texts, language: Language) -> String {
        let spoken = |message: &language::Message| message.text(words::spoken(language)).to_owned();
        match self {
            Self::Rounds(error) => tasks::refusal(error, texts),
            Self::Staff(error) => spoken(&error.message()),
            Self::Demo(error) => told_of_demo(error, texts, language),
            Self::Spreadsheet { path, error } => {
                format!("{}: {}", path.display(), spoken(&error.message()))
            }
            Self::Mapping(error) => spoken(&error.message()),
            other => texts.say(&other.message(spoken)),
        }
    }

    fn message(&self, spoken: impl Fn(&language::Message) -> String) -> Message {
        let message = Message::new(&format!("refused-{}", self.code()));
        match self {
            Self::File { path, source } => message.with("path", path.display()).with("why", source),
            Self::Terminal(why) => message.with("why", why),
            Self::Rows { errors, .. } => message.with("errors", errors),
            Self::Slips(why) => message.with("why", why),
            Self::Decisions { path, line, why } => {
                message.with("path", path.display()).with("line", line).with("why", spoken(why))
            }
            Self::PasswordFile(path) | Self::Beacon { path } => {
                message.with("path", path.display())
            }
            Self::Config(ConfigError::PublicUrl(url)) => message.with("url", url),
            Self::Config(ConfigError::Seconds(seconds)) => message.with("seconds", seconds),
            Self::Config(why) => message.with("why", why),
            Self::Listen { address, source } => {
                message.with("address", address).with("why", source)
            }
            Self::Tls { path, source } => message.with("path", path.display()).with("why", source),
            Self::Log(filter) => message.with("filter", filter),
            _ => message,
        }
    }
}

/// What stopped a demonstration.
fn told_of_demo(error: &DemoError, texts: &Texts, language: Language) -> String {
    let message = match error {
        DemoError::Rounds(error) => return tasks::refusal(error, texts),
        DemoError::Notary(error) => return Texts::new(language).say(&error.tell()),
        DemoError::NotEmpty(path) => {
            Message::new("refused-demo-not-empty").with("path", path.display())
        }
        DemoError::MadeBefore(path) => {
            Message::new("refused-demo-made-before").with("path", path.display())
        }
        DemoError::File { path, source } => {
            Message::new("refused-demo-file").with("path", path.display()).with("why", source)
        }
        DemoError::Registrations(why) => {
            Message::new("refused-demo-registrations").with("why", why)
        }
        DemoError::Verification { round, findings } => Message::new("refused-demo-verification")
            .with("round", round)
            .with("findings", findings.join("\n")),
        other => Message::new("refused-demo-sample").with("why", other),
    };
    texts.say(&message)
}

impl From<StaffError> for Failure {
    fn from(error: StaffError) -> Self {
        match error {
            StaffError::Rounds(error) => Self::Rounds(error),
            other => Self::Staff(Box::new(other)),
        }
    }
}

impl From<FolderError> for Failure {
    fn from(error: FolderError) -> Self {
        Self::Rounds(error.into())
    }
}
