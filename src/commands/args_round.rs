//! The words after `paiwei round`.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand};
use paiwei_protocol::ident::Code;

use super::args::code;

/// The steps of a round, in their usual order, and what goes with them.
#[derive(Debug, Subcommand)]
pub(crate) enum RoundCommand {
    /// Publish the rules.
    Announce {
        /// rules.json
        rules: PathBuf,
    },
    /// Commit to a seed.
    Commit(SeedArgs),
    /// Take applications.
    Open(Round),
    /// Import registrations.
    Import(ImportArgs),
    /// Journal what has come.
    Intake(Round),
    /// Withdraw an application.
    Withdraw {
        /// Round.
        round: String,
        /// Code.
        #[arg(value_parser = code)]
        code: Code,
        /// Where the receipt is written.
        #[arg(long, value_name = "FILE")]
        receipt: Option<PathBuf>,
    },
    /// Take no more.
    Close(Round),
    /// Decide on applications.
    Review(ReviewArgs),
    /// Publish the roll for objections.
    Post(Round),
    /// Hand in what witnesses cosigned.
    Witness(WitnessArgs),
    /// Freeze the roll.
    Freeze(Round),
    /// Open a seed.
    OpenSeed(SeedArgs),
    /// An observer did not open.
    Missing {
        /// Round.
        round: String,
        /// Observer.
        observer: String,
    },
    /// End the secret part.
    Order(OrderArgs),
    /// Type in the dice.
    Dice(DiceArgs),
    /// Take the beacon's value.
    Beacon(BeaconArgs),
    /// Give the beacon up.
    Failed {
        /// Round.
        round: String,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Hand in confirmations.
    Confirm(NotesArgs),
    /// Compute the result.
    Draw(Round),
    /// Publish the result.
    Publish(OutArgs),
    /// Give the round up.
    Void {
        /// Round.
        round: String,
        /// Why.
        #[arg(long)]
        reason: String,
        /// Witnesses' notes, once the order is set.
        notes: Vec<PathBuf>,
    },
    /// Annul the result.
    Annul {
        /// Round.
        round: String,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Where rounds stand.
    Status {
        /// Round; all without.
        round: Option<String>,
    },
    /// Files for the observers.
    Bundle(OutArgs),
    /// A family's identity file.
    Identity {
        /// Round.
        round: String,
        /// Code.
        #[arg(value_parser = code)]
        code: Code,
        /// Where it is written.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}

/// A round alone.
#[derive(Debug, Args)]
pub(crate) struct Round {
    /// Round.
    pub(crate) round: String,
}

/// A seed: the office's, or an observer's note.
#[derive(Debug, Args)]
pub(crate) struct SeedArgs {
    /// Round.
    pub(crate) round: String,
    /// The observer's note; without, the office's own seed.
    #[arg(long, value_name = "FILE")]
    pub(crate) note: Option<PathBuf>,
}

/// Notes that observers signed.
#[derive(Debug, Args)]
pub(crate) struct NotesArgs {
    /// Round.
    pub(crate) round: String,
    /// Their files.
    #[arg(required = true)]
    pub(crate) notes: Vec<PathBuf>,
}

/// A round and what witnesses cosigned of it; a rehearsal without observers has none.
#[derive(Debug, Args)]
pub(crate) struct WitnessArgs {
    /// Round.
    pub(crate) round: String,
    /// Their files.
    pub(crate) notes: Vec<PathBuf>,
}

/// A round and a folder.
#[derive(Debug, Args)]
pub(crate) struct OutArgs {
    /// Round.
    pub(crate) round: String,
    /// Where it is written.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}

/// `paiwei round import`.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// Round.
    pub(crate) round: String,
    /// The spreadsheet.
    pub(crate) file: PathBuf,
    /// What its columns hold.
    #[arg(long, value_name = "FILE")]
    pub(crate) mapping: PathBuf,
    /// Check only.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Where the report is written: .xlsx, or else text.
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    /// Folder for the workbook of codes, the slips and the receipts.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// `paiwei round review`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("act").required(true).args(["list", "decisions", "accept_rest"]))]
pub(crate) struct ReviewArgs {
    /// Round.
    pub(crate) round: String,
    /// Where the list of applications is written.
    #[arg(long, value_name = "FILE")]
    pub(crate) list: Option<PathBuf>,
    /// Decisions to take.
    #[arg(long, value_name = "FILE")]
    pub(crate) decisions: Option<PathBuf>,
    /// Reason of the rules, after the posting.
    #[arg(long, value_name = "ID", requires = "decisions")]
    pub(crate) reason: Option<String>,
    /// Accept all that await review, as claimed.
    #[arg(long)]
    pub(crate) accept_rest: bool,
}

/// `paiwei round order`.
#[derive(Debug, Args)]
pub(crate) struct OrderArgs {
    /// Round.
    pub(crate) round: String,
    /// Seconds that witnesses have.
    #[arg(long, value_name = "SECONDS", default_value_t = 900)]
    pub(crate) window: u64,
    /// Set it anew: notes of witnesses who did not cosign the first in time.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) again: Vec<PathBuf>,
}

/// `paiwei round dice`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("one").args(["first", "faces"]))]
#[command(group = ArgGroup::new("two").args(["second", "again"]))]
pub(crate) struct DiceArgs {
    /// Round.
    pub(crate) round: String,
    /// File of the faces as one person typed them.
    #[arg(long, value_name = "FILE", requires = "two")]
    pub(crate) first: Option<PathBuf>,
    /// File of the faces as a second person typed them.
    #[arg(long, value_name = "FILE", requires = "one")]
    pub(crate) second: Option<PathBuf>,
    /// The faces as one person typed them.
    #[arg(long, requires = "two")]
    pub(crate) faces: Option<String>,
    /// The faces as a second person typed them.
    #[arg(long, value_name = "FACES", requires = "one")]
    pub(crate) again: Option<String>,
    /// Why the throw before was vetoed.
    #[arg(long, value_name = "WHY")]
    pub(crate) vetoed: Option<String>,
}

/// `paiwei round beacon`.
#[derive(Debug, Args)]
pub(crate) struct BeaconArgs {
    /// Round.
    pub(crate) round: String,
    /// The beacon's answer as its servers give it (JSON).
    #[arg(conflicts_with = "signature")]
    pub(crate) file: Option<PathBuf>,
    /// Signature in hex.
    #[arg(long, value_name = "HEX", required_unless_present = "file")]
    pub(crate) signature: Option<String>,
    /// Previous signature in hex, on the chained chain.
    #[arg(long, value_name = "HEX")]
    pub(crate) previous: Option<String>,
}

impl RoundCommand {
    /// The round that the command is about; empty where its rules or nothing name it.
    pub(super) fn round(&self) -> &str {
        match self {
            Self::Announce { .. } => "",
            Self::Open(args)
            | Self::Intake(args)
            | Self::Close(args)
            | Self::Post(args)
            | Self::Freeze(args)
            | Self::Draw(args) => &args.round,
            Self::Commit(args) | Self::OpenSeed(args) => &args.round,
            Self::Import(args) => &args.round,
            Self::Review(args) => &args.round,
            Self::Witness(args) => &args.round,
            Self::Confirm(args) => &args.round,
            Self::Order(args) => &args.round,
            Self::Dice(args) => &args.round,
            Self::Beacon(args) => &args.round,
            Self::Publish(args) | Self::Bundle(args) => &args.round,
            Self::Withdraw { round, .. }
            | Self::Missing { round, .. }
            | Self::Failed { round, .. }
            | Self::Void { round, .. }
            | Self::Annul { round, .. }
            | Self::Identity { round, .. } => round,
            Self::Status { round } => round.as_deref().unwrap_or_default(),
        }
    }
}
