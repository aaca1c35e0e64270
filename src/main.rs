//! The office's program. Exit status: 0 done, 1 refused, 2 the command line is at fault.

use std::process::ExitCode;

fn main() -> ExitCode {
    paiwei::commands::run(std::env::args_os())
}
