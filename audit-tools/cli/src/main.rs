//! The auditors' and observers' program. Exit status: 0 all is well, 1 something is wrong, 2
//! something could not be checked or done.

use std::process::ExitCode;

fn main() -> ExitCode {
    paiwei_audit::program::run(std::env::args_os())
}
