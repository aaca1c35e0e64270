//! Sheets to print and sign at the ceremony: the program's hash, the sealed roll, the dice, the
//! result.

use std::{
    fs,
    sync::{Arc, OnceLock},
};

use askama::Template;
use axum::extract::State;
use paiwei_protocol::{
    digest::Digest,
    journal::{Attempt, Recorded},
    rules::{Dice, Rules, Source, Titles},
};
use serde::Deserialize;

use crate::{
    http::{
        App, InPath, Problem,
        access::{AnyRole, Staff},
        kind, off_thread,
        pages::{Page, Shell, assets::Asset, office::Desk},
        publications,
    },
    rounds::{self, Overview, RollSheet},
};

/// Throws of a row.
const ROW: usize = 10;

/// A sheet to print.
#[derive(Template)]
#[template(path = "office/sheet.html")]
pub(crate) struct SheetPage {
    pub(crate) shell: Shell,
    pub(crate) desk: Desk,
    pub(crate) id: String,
    pub(crate) rules: Arc<Rules>,
    /// The attempt that it is about.
    pub(crate) attempt: u32,
    pub(crate) sheet: Sheet,
}

/// What stands on a sheet.
pub(crate) enum Sheet {
    /// The program, and what it publishes verifiers by.
    Software { version: &'static str, hash: Option<String>, files: Vec<(String, String)> },
    /// The roll.
    Roll(RollSheet),
    /// Throws, row by row, with their numbers: to be filled in by hand, or as they were recorded.
    Dice { dice: Dice, rows: Vec<Vec<(usize, String)>>, thrown: bool, confirmed: bool },
    /// The result: hashes of its files; program by program plan, applied and admitted.
    Results { files: Vec<(String, String)>, programs: Vec<(Titles, Option<u64>, u64, u64)> },
    /// There is nothing to print yet.
    NotYet(&'static str),
}

impl SheetPage {
    /// The word of its texts.
    pub(crate) fn word(&self) -> &'static str {
        match self.sheet {
            Sheet::Software { .. } => "software",
            Sheet::Roll(_) => "roll",
            Sheet::Dice { .. } => "dice",
            Sheet::Results { .. } => "results",
            Sheet::NotYet(word) => word,
        }
    }

    /// There is nothing to print yet.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self.sheet, Sheet::NotYet(_))
    }
}

/// Round and sheet of an address.
#[derive(Deserialize)]
pub(in crate::http) struct InSheet {
    round: String,
    sheet: String,
}

/// A sheet to print.
pub(crate) async fn sheet(
    staff: Staff<AnyRole>,
    State(app): State<App>,
    shell: Shell,
    InPath(InSheet { round, sheet }): InPath<InSheet>,
) -> Result<Page<SheetPage>, Problem> {
    let found = rounds::overview(app.office(), &round).await?;
    let sheet = match sheet.as_str() {
        "software" => software(&app, &round).await?,
        "roll" => match rounds::roll_sheet(app.office(), &round).await? {
            Some(roll) => Sheet::Roll(roll),
            None => Sheet::NotYet("roll"),
        },
        "dice" => dice(&found),
        "results" => results(&app, &found).await?,
        _ => return Err(Problem::of(kind::NOT_FOUND)),
    };
    let desk = Desk::of(&app, &staff).await?;
    let attempt = found.round.current().number;
    Ok(Page(SheetPage { shell, desk, id: round, rules: found.rules, attempt, sheet }))
}

async fn software(app: &App, round: &str) -> Result<Sheet, Problem> {
    let hash = off_thread(program_hash).await?;
    let files = hashes(app, round, 1, &["rules.json", "PROTOCOL.md"]).await?;
    Ok(Sheet::Software { version: env!("CARGO_PKG_VERSION"), hash, files })
}

/// SHA-256 of the program that runs; none where it can't be read.
fn program_hash() -> Option<String> {
    static HASH: OnceLock<Option<String>> = OnceLock::new();
    let read = || fs::read(std::env::current_exe().ok()?).ok();
    HASH.get_or_init(|| Some(Digest::of(&read()?).to_string())).clone()
}

/// SHA-256 of published files, of those that are out.
async fn hashes(
    app: &App,
    round: &str,
    attempt: u32,
    names: &[&str],
) -> Result<Vec<(String, String)>, Problem> {
    let mut hashes = Vec::new();
    for name in names {
        let path = match attempt {
            1 => (*name).to_owned(),
            _ => format!("attempt-{attempt}/{name}"),
        };
        if let Some(file) = publications::published(app, Some(round), &path).await? {
            hashes.push((path, Digest::of(&file.bytes).to_string()));
        }
    }
    Ok(hashes)
}

fn dice(found: &Overview) -> Sheet {
    let named = found.rules.randomness.sources.iter().find_map(|source| match source {
        Source::Dice(dice) => Some(*dice),
        Source::Drand { .. } => None,
    });
    let Some(dice) = named.or(found.rules.randomness.fallback) else {
        return Sheet::NotYet("dice");
    };
    let (faces, confirmed) = thrown(found.round.current());
    let throws = usize::try_from(dice.throws).unwrap_or(usize::MAX);
    let face = |at: usize| (at + 1, faces.get(at).cloned().unwrap_or_default());
    let all: Vec<(usize, String)> = (0..throws).map(face).collect();
    let rows = all.chunks(ROW).map(<[_]>::to_vec).collect();
    Sheet::Dice { dice, rows, thrown: !faces.is_empty(), confirmed }
}

/// The faces of an attempt, and whether observers have confirmed them.
fn thrown(attempt: &Attempt) -> (Vec<String>, bool) {
    let recorded = attempt.recorded.iter().find_map(|recorded| match recorded {
        Recorded::Dice { dice, .. } => Some(dice.as_str()),
        Recorded::Drand(_) => None,
    });
    let faces = recorded.or(attempt.thrown.as_deref()).unwrap_or_default();
    (faces.split_whitespace().map(str::to_owned).collect(), recorded.is_some())
}

async fn results(app: &App, found: &Overview) -> Result<Sheet, Problem> {
    let round = &found.round.id;
    let Some(book) = rounds::seat_book(app.office(), round).await? else {
        return Ok(Sheet::NotYet("results"));
    };
    let names = ["draw.txt", "roll.csv", "results.csv", "cutoffs.csv", "waitlist.csv"];
    let files = hashes(app, round, book.attempt, &names).await?;
    let of = |seats: &rounds::ProgramSeats| {
        let titles = found.rules.program(&seats.program)?.1.titles.clone();
        Some((titles, seats.plan, seats.applied, seats.admitted))
    };
    Ok(Sheet::Results { files, programs: book.programs.iter().filter_map(of).collect() })
}
