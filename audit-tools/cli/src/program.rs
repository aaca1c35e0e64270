//! The program: command line in, text or JSON out, and the exit status.

use std::{
    ffi::OsString,
    io::{self, Write},
    process::ExitCode,
};

use clap::FromArgMatches;
use serde_json::json;

use crate::{
    args::Line,
    commands::{self, Answer, Failure},
    help,
    texts::{Language, Texts},
};

/// Runs the program. Exit status: 0 all is well, 1 something is wrong, 2 something could not be
/// checked or done, or the command line is at fault.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let texts = Texts::new(Language::asked(&args));
    match answer(&args, &texts) {
        Ok(code) => code,
        Err(Stopped::Line(error)) => {
            // Help and version come this way too. Nothing is left to do if printing fails.
            let _ = error.print();
            ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
        }
        Err(Stopped::Failure { json, failure }) => complain(&texts, json, &failure),
    }
}

/// Why there is no answer.
enum Stopped {
    Line(clap::Error),
    Failure { json: bool, failure: Failure },
}

impl From<clap::Error> for Stopped {
    fn from(error: clap::Error) -> Self {
        Self::Line(error)
    }
}

fn answer(args: &[OsString], texts: &Texts) -> Result<ExitCode, Stopped> {
    let matches = help::command(texts).try_get_matches_from(args)?;
    let line = Line::from_arg_matches(&matches)?;
    let json = line.json;
    let stopped = |failure| Stopped::Failure { json, failure };
    let answer = commands::run(&line.command, texts).map_err(stopped)?;
    let Answer { text, json: value, status } = answer;
    let said = if json { format!("{value:#}\n") } else { text };
    print(&said).map_err(|error| stopped(Failure::Output(error)))?;
    Ok(ExitCode::from(status))
}

/// A reader who has seen enough (`| head`) is no error.
fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

fn complain(texts: &Texts, json: bool, failure: &Failure) -> ExitCode {
    let status = failure.status();
    let told = failure.told(texts);
    let told: Vec<String> = told.lines().map(commands::plain).collect();
    if json {
        let value = json!({ "exit": status, "error": failure.to_string() });
        let _ = print(&format!("{value:#}\n"));
    }
    let _ = writeln!(io::stderr(), "paiwei-audit: {}", told.join("\n  "));
    ExitCode::from(status)
}
