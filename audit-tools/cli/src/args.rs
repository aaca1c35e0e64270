//! The command line. What its parts mean is said in the reader's language: see `help`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::texts::Language;

#[derive(Parser)]
#[command(name = "paiwei-audit", version, disable_help_subcommand = true)]
#[command(disable_help_flag = true, disable_version_flag = true)]
pub(crate) struct Line {
    #[arg(long, global = true, value_enum, hide_possible_values = true)]
    pub(crate) lang: Option<Language>,
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    Verify(Verify),
    Check(Check),
    Proof(Proof),
    Number(Number),
    Explain(Explain),
    Observer {
        #[command(subcommand)]
        act: Act,
    },
    Hash,
}

#[derive(Args)]
pub(crate) struct Verify {
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
    #[command(flatten)]
    pub(crate) pins: Pins,
    #[arg(long, value_name = "DIR")]
    pub(crate) receipts: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Check {
    #[arg(value_name = "RECEIPT", required = true, num_args = 1..)]
    pub(crate) receipts: Vec<PathBuf>,
    #[arg(value_name = "PROOF|DIR")]
    pub(crate) from: PathBuf,
    #[command(flatten)]
    pub(crate) pins: Pins,
}

#[derive(Args)]
pub(crate) struct Proof {
    #[arg(value_name = "CODE")]
    pub(crate) code: String,
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
}

/// Keys from outside the judged folder.
#[derive(Args)]
pub(crate) struct Pins {
    #[arg(long, value_name = "FILE")]
    pub(crate) trust: Vec<PathBuf>,
    #[arg(long, value_name = "ROLE=KEY")]
    pub(crate) key: Vec<String>,
}

#[derive(Args)]
pub(crate) struct Number {
    #[arg(long, value_name = "HEX", required_unless_present = "draw", conflicts_with = "draw")]
    pub(crate) key: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) draw: Option<PathBuf>,
    #[arg(long, value_name = "L")]
    pub(crate) lane: u64,
    #[arg(long, value_name = "I")]
    pub(crate) index: u64,
}

#[derive(Args)]
pub(crate) struct Explain {
    #[arg(value_name = "CODE")]
    pub(crate) code: String,
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
}

#[derive(Subcommand)]
pub(crate) enum Act {
    New {
        #[arg(long, value_name = "NAME")]
        name: String,
        #[arg(long = "home", visible_alias = "dir", value_name = "HOME")]
        home: PathBuf,
    },
    Commit(Visit),
    Open(Visit),
    Cosign(Visit),
    Confirm(Visit),
    Deny(Visit),
    Show {
        #[arg(long = "home", visible_alias = "dir", value_name = "HOME")]
        home: PathBuf,
    },
}

/// An act on an office's bundle.
#[derive(Args)]
pub(crate) struct Visit {
    #[arg(value_name = "BUNDLE")]
    pub(crate) bundle: PathBuf,
    #[arg(long = "home", visible_alias = "dir", value_name = "HOME")]
    pub(crate) home: PathBuf,
    #[arg(long, value_name = "ID")]
    pub(crate) round: Option<String>,
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    #[arg(long)]
    pub(crate) yes: bool,
}
