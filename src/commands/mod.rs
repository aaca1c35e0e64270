//! The command line of the office's program.
//!
//! Before a step it is told what the step does and what can't be undone, and somebody agrees; after
//! it, what was done and what comes next. A step that isn't possible is refused with the reason.
//! Exit status: 0 done, 1 refused, 2 the command line is at fault.

mod args;
mod args_round;
mod args_staff;
mod beacon;
mod console;
mod decisions;
mod demo;
mod desk;
mod dice;
mod facts;
mod failure;
mod files;
mod handover;
mod import;
mod office;
mod outputs;
mod result;
mod review;
mod round;
mod seats;
mod serve;
mod staff;
mod status;
mod tasks;

use std::{
    ffi::OsString,
    io::{self, Write},
    process::ExitCode,
    sync::Arc,
};

use clap::{CommandFactory as _, FromArgMatches as _};
use paiwei_audit::{help, texts::Language};
use serde_json::{Value, json};

use self::{
    args::{Cli, Command, Home},
    console::Console,
    failure::Failure,
};
use crate::{clock::SystemClock, entropy::OsEntropy, rounds::Office, words};

/// What a command has to say.
struct Answer {
    /// For people, in their language.
    text: String,
    /// For programs.
    json: Value,
}

/// Runs the program on a command line, the program's name first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let language = Language::asked(&args);
    let cli = match parse(&args, language) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version come this way too. Nothing is left to do if printing fails.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let console = Console::new(language, cli.yes);
    let answer = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(answer(&cli, &console)),
        Err(error) => Err(Failure::Terminal(error)),
    };
    match answer {
        Ok(answer) if cli.json => print(&format!("{:#}\n", answer.json)),
        Ok(answer) => print(&answer.text),
        Err(failure) => complain(&failure, &console, cli.json),
    }
}

fn parse(args: &[OsString], language: Language) -> Result<Cli, clap::Error> {
    let command = help::localised(Cli::command(), &words::texts(language));
    Cli::from_arg_matches(&command.try_get_matches_from(args)?)
}

/// Ids of the texts that explain the commands and their options.
#[cfg(test)]
pub(crate) fn help_ids() -> std::collections::BTreeSet<String> {
    let language = Language::En;
    let texts = words::texts(language);
    help::ids(&help::localised(Cli::command(), &texts), &texts)
}

async fn answer(cli: &Cli, console: &Console) -> Result<Answer, Failure> {
    match &cli.command {
        Command::Init(args) => office::init(&cli.home, args, console).await,
        Command::Round { command } => round::run(&cli.home, command, console).await,
        Command::Trust(args) => office::trust(&cli.home, args, console).await,
        Command::Key { command } => office::key(&cli.home, command, console).await,
        Command::Handover { command } => handover::run(&cli.home, command, console).await,
        Command::Staff { command } => staff::run(&cli.home, command, console).await,
        Command::Serve(args) => serve::run(&cli.home, args, console).await,
        Command::Demo(args) => demo::run(args, console).await,
    }
}

/// Opens the office, with the machine's clock and entropy.
async fn open(home: &Home) -> Result<Office, Failure> {
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(OsEntropy));
    Ok(Office::open_on(home.folder(), home.database().as_ref(), clock, entropy).await?)
}

/// A reader who has seen enough (`| head`) is no error.
fn print(text: &str) -> ExitCode {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    }
}

fn complain(failure: &Failure, console: &Console, json: bool) -> ExitCode {
    let told = failure.told(console.texts(), console.language());
    let mut refused = json!({ "refused": failure.code(), "why": told });
    if let Failure::Rows { report, findings, .. } = failure {
        refused["findings"] = findings.clone();
        if !json {
            print(report);
        }
    }
    if json {
        print(&format!("{refused:#}\n"));
    }
    let _ = writeln!(io::stderr(), "paiwei: {told}");
    ExitCode::FAILURE
}
