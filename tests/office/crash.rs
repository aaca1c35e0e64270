//! The program is killed (SIGKILL) at random moments of every step of the page for offices, and the
//! same command is given again. Nothing that was journalled changes, nothing happens twice, and
//! everything comes out as if nothing had happened.

use std::{
    fs,
    time::{Duration, Instant},
};

use paiwei::{
    entropy::{SeededEntropy, bytes},
    store::{Database, Store},
};
use paiwei_protocol::journal::Entry;

use crate::{example::ROUND, page, programs::Desk};

/// Kills a step.
const KILLS: usize = 2;

/// The journal as the database holds it; empty before there is one.
fn journal(desk: &Desk) -> Vec<Vec<u8>> {
    let database = desk.path("paiwei-data/paiwei.db");
    if !database.is_file() {
        return Vec::new();
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(&Database::Sqlite(database)).await.unwrap();
        let entries = store.begin_read().await.unwrap().entries_from(0).await.unwrap();
        store.close().await;
        entries
    })
}

/// What a desk has come to, without what differs from run to run: keys, codes, times.
fn shape(desk: &Desk) -> (Vec<&'static str>, Option<serde_json::Value>, usize) {
    let entries = journal(desk);
    let kinds = entries.iter().map(|entry| Entry::read("entry", entry).unwrap().kind());
    let kinds: Vec<_> = kinds.collect();
    let status = (kinds.len() > 1).then(|| {
        let mut status = desk.run(&format!("paiwei round status {ROUND} --json")).well().json();
        status["done"] = serde_json::Value::Null;
        status["pending"] = serde_json::Value::Null;
        status
    });
    let written = ["receipts/receipts", "published/hudong-2027"];
    let files = written.iter().filter_map(|folder| fs::read_dir(desk.path(folder)).ok());
    (kinds, status, files.map(Iterator::count).sum())
}

/// Kills the command on a copy of the desk, at a moment within `longest`, and gives it again. The
/// copy goes on as the desk.
fn killed_and_repeated(desk: &Desk, command: &str, moment: Duration) -> (Desk, bool) {
    let trial = desk.copy();
    let before = journal(desk);
    let finished = trial.kill(command, moment);
    let left = journal(&trial);
    assert!(left.starts_with(&before), "{command}: entries from before were changed");
    trial.run(command).well();
    let after = journal(&trial);
    assert!(after.starts_with(&left), "{command}: what the killed run journalled was changed");
    (trial, finished)
}

#[test]
fn a_killed_program_goes_on_where_it_was() {
    let entropy = SeededEntropy::labelled("moments at which the program is killed");
    let mut desk = Desk::new();
    let (mut kills, mut in_time) = (0, 0);
    for command in page::commands() {
        if command.starts_with("paiwei-audit") {
            page::run(&command, &desk);
            continue;
        }
        page::before(&command, &desk);
        let reference = desk.copy();
        let began = Instant::now();
        reference.run(&command).well();
        let took = began.elapsed();
        let expected = shape(&reference);
        for _ in 0..KILLS {
            let [moment] = bytes::<1>(&entropy).unwrap();
            let moment = took * u32::from(moment) / 255;
            let (trial, finished) = killed_and_repeated(&desk, &command, moment);
            assert_eq!(shape(&trial), expected, "{command}, killed after {moment:?}");
            kills += 1;
            in_time += usize::from(!finished);
            if kills % KILLS == 0 {
                desk = trial;
            }
        }
    }
    assert!(kills > 50 && in_time > kills / 3, "{in_time} of {kills} kills came in time");
    derived_files_are_what_the_journal_gives(&desk);
}

/// What the killed and repeated program published is what an untroubled one derives from the same
/// journal.
fn derived_files_are_what_the_journal_gives(desk: &Desk) {
    desk.run(&format!("paiwei round publish {ROUND} --out anew --yes")).well();
    let read = |folder: &str| paiwei::folder::read_tree(&desk.path(folder).join(ROUND)).unwrap();
    assert_eq!(read("published"), read("anew"));
}
