//! The words of the command line. Their explanations are in `locales/*/help.ftl`, in two languages.

use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use paiwei_audit::texts::Language;
use paiwei_protocol::{ident::Code, journal::KeyRole};

use super::{args_round::RoundCommand, args_staff::StaffCommand};
use crate::{config::Settings, store::Database};

/// `paiwei`.
#[derive(Debug, Parser)]
#[command(name = "paiwei", version, disable_help_subcommand = true)]
#[command(disable_help_flag = true, disable_version_flag = true)]
pub(crate) struct Cli {
    /// Where the office is.
    #[command(flatten)]
    pub(crate) home: Home,
    /// Language.
    #[arg(long, global = true, value_enum)]
    pub(crate) lang: Option<Language>,
    /// Answers for programs.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Consent to what can't be undone.
    #[arg(long, global = true)]
    pub(crate) yes: bool,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Where an office is.
#[derive(Debug, Clone, Args)]
pub(crate) struct Home {
    /// Folder of the office.
    #[arg(long, global = true, value_name = "DIR", env = "PAIWEI_DATA")]
    pub(crate) data: Option<PathBuf>,
    /// A PostgreSQL database instead of the folder's own. Never shown: it may hold a password.
    #[arg(long, global = true, value_name = "URL", env = "PAIWEI_DATABASE_URL")]
    #[arg(hide_env_values = true)]
    pub(crate) database_url: Option<String>,
}

impl Home {
    /// The folder of the office.
    pub(crate) fn folder(&self) -> &Path {
        self.data.as_deref().unwrap_or(Path::new("paiwei-data"))
    }

    /// This, and for what isn't given here, what the configuration file says.
    pub(crate) fn over(&self, file: &Settings) -> Self {
        Self {
            data: self.data.clone().or_else(|| file.data.clone()),
            database_url: self.database_url.clone().or_else(|| file.database_url.clone()),
        }
    }

    /// The database, if it isn't the folder's own.
    pub(crate) fn database(&self) -> Option<Database> {
        self.database_url.clone().map(Database::Postgres)
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Open an office.
    Init(InitArgs),
    /// A step of a round.
    Round {
        /// Which.
        #[command(subcommand)]
        command: RoundCommand,
    },
    /// The trust file.
    Trust(TrustArgs),
    /// Keys.
    Key {
        /// Which act.
        #[command(subcommand)]
        command: KeyCommand,
    },
    /// The ceremony machine.
    Handover {
        /// Which act.
        #[command(subcommand)]
        command: HandoverCommand,
    },
    /// Accounts of the office's people.
    Staff {
        /// Which act.
        #[command(subcommand)]
        command: StaffCommand,
    },
    /// The service.
    Serve(Box<ServeArgs>),
    /// The demonstration.
    Demo(DemoArgs),
}

/// `paiwei init`.
#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// Origin of the journal.
    #[arg(long)]
    pub(crate) origin: String,
    /// Where the recovery key is written.
    #[arg(long, value_name = "FILE")]
    pub(crate) recovery: PathBuf,
}

/// `paiwei trust`.
#[derive(Debug, Args)]
pub(crate) struct TrustArgs {
    /// Round whose observers are named.
    pub(crate) round: String,
    /// Where it is written.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
}

/// `paiwei key …`.
#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    /// Replace a key.
    Rotate {
        /// Which key.
        #[arg(value_enum)]
        role: RoleArg,
        /// The recovery key.
        #[arg(long, value_name = "FILE")]
        recovery: PathBuf,
        /// The old key is lost.
        #[arg(long)]
        lost: bool,
    },
}

/// A key that can be replaced.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum RoleArg {
    /// The journal's.
    Journal,
    /// The receipts'.
    Receipts,
}

impl From<RoleArg> for KeyRole {
    fn from(role: RoleArg) -> Self {
        match role {
            RoleArg::Journal => Self::Journal,
            RoleArg::Receipts => Self::Receipts,
        }
    }
}

/// `paiwei handover …`.
#[derive(Debug, Subcommand)]
pub(crate) enum HandoverCommand {
    /// On the ceremony machine: its request.
    Request {
        /// Origin of the journal.
        #[arg(long)]
        origin: String,
        /// Where it is written.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// At the office: hand a round over.
    Export {
        /// Round.
        round: String,
        /// The ceremony machine's request.
        #[arg(long, value_name = "FILE")]
        request: PathBuf,
        /// Where it is written.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// On the ceremony machine: take what was handed over.
    Import {
        /// What was handed over.
        file: PathBuf,
    },
    /// Hand back.
    Back {
        /// Which side.
        #[command(subcommand)]
        command: BackCommand,
    },
}

/// `paiwei handover back …`.
#[derive(Debug, Subcommand)]
pub(crate) enum BackCommand {
    /// On the ceremony machine.
    Export {
        /// Where it is written.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// At the office.
    Import {
        /// What was handed back.
        file: PathBuf,
    },
}

/// `paiwei serve`.
#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// The configuration file.
    #[arg(long, value_name = "FILE", env = "PAIWEI_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    /// What is set.
    #[command(flatten)]
    pub(crate) settings: Settings,
}

/// `paiwei demo`.
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// Where everything is written.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// End when all is done.
    #[arg(long)]
    pub(crate) exit: bool,
    /// Replace what a demonstration left in the folder.
    #[arg(long)]
    pub(crate) force: bool,
    /// Only the first rows of each sample.
    #[arg(long, value_name = "ROWS", hide = true)]
    pub(crate) rows: Option<usize>,
}

/// A code as people type it.
pub(super) fn code(text: &str) -> Result<Code, String> {
    Code::normalise(text).map_err(|error| error.to_string())
}
