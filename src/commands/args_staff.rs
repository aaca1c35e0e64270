//! The words of `paiwei staff`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::staff::Roles;

/// `paiwei staff …`.
#[derive(Debug, Subcommand)]
pub(crate) enum StaffCommand {
    /// Make an account.
    Add {
        /// Its name.
        name: String,
        /// Its roles, joined by `+`.
        #[arg(long, value_name = "ROLE+ROLE", value_parser = roles)]
        roles: Roles,
        /// Its password.
        #[command(flatten)]
        password: PasswordArg,
    },
    /// All accounts.
    List,
    /// Nobody may sign in with it any more.
    Lock {
        /// Its name.
        name: String,
    },
    /// People may sign in with it again.
    Unlock {
        /// Its name.
        name: String,
    },
    /// Another password, and no second factor.
    Reset {
        /// Its name.
        name: String,
        /// Its new password.
        #[command(flatten)]
        password: PasswordArg,
    },
}

/// Where a password comes from: never the command line itself, which other people's programs see.
#[derive(Debug, Args)]
pub(crate) struct PasswordArg {
    /// A file whose first line it is; without, it is typed.
    #[arg(long, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
}

fn roles(text: &str) -> Result<Roles, String> {
    text.parse().map_err(|error: crate::staff::StaffError| error.to_string())
}
