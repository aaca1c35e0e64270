//! The differential test: two implementations, the same fresh rounds, the same answers.
//!
//! `cargo run -p paiwei-vectors --example differential [-- --seed TEXT --engine N --signed N]`
//!
//! Engine rounds (rules, roll, draw text), signed rounds as published, and proof files go as JSON
//! lines to one process of the second implementation (`browser/test/differential.mjs`); its answers
//! must be those of this one. The seed is printed, and gives the same rounds again.

#![allow(clippy::unwrap_used, reason = "whatever fails here fails the test")]
#![allow(clippy::disallowed_methods, reason = "the test says how long it took")]

mod chance;
mod damage;
mod engine;
mod other;
mod rounds;
#[path = "../../../protocol/tests/small_rounds/mod.rs"]
mod small_rounds;

use std::{
    fs,
    io::Read as _,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

use serde_json::Value;

/// A question, and this implementation's answer.
struct Question {
    /// What is asked, for people.
    name: String,
    /// The line for the other implementation.
    line: Value,
    /// This one's answer.
    answer: String,
}

/// What the command line asks for.
struct Settings {
    /// A script for Node that answers; without, the one of this repository.
    other: Option<PathBuf>,
    seed: String,
    engine: usize,
    signed: usize,
}

/// So that a disagreement can be looked at.
const KEPT: &str = "target/differential";
/// How many disagreements are printed.
const SHOWN: usize = 20;

fn main() -> ExitCode {
    let settings = settings(std::env::args().skip(1));
    let Settings { seed, engine, signed, .. } = &settings;
    println!("differential test: {engine} engine rounds, {signed} signed rounds, --seed {seed}");
    let begun = Instant::now();
    let mut other = other::Other::start(settings.other.as_deref());
    let mut asked: Vec<(String, String)> = Vec::new();
    for Question { name, line, answer } in questions(&settings) {
        other.ask(&line);
        asked.push((name, answer));
    }
    let answers = other.answers();
    assert_eq!(answers.len(), asked.len(), "the other implementation left questions unanswered");
    let (of_engine, of_rounds) = asked.split_at(*engine);
    println!("{}\n{}", engine::told(of_engine), rounds::told(of_rounds));
    let differing: Vec<_> =
        asked.iter().zip(&answers).filter(|((_, answer), other)| answer != *other).collect();
    for ((name, answer), other) in differing.iter().take(SHOWN) {
        println!("DISAGREE {name}\n  this one:  {answer}\n  the other: {other}");
    }
    let (count, wrong) = (asked.len(), differing.len());
    println!("{count} answers compared in {:?}, {wrong} disagree", begun.elapsed());
    let names: Vec<&str> = differing.iter().map(|((name, _), _)| name.as_str()).collect();
    keep(&settings, &names);
    if names.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// All questions, in order.
fn questions(settings: &Settings) -> impl Iterator<Item = Question> {
    let Settings { seed, engine, signed, .. } = settings;
    let of_engine = (0..*engine).map(|number| engine::question(seed, number));
    let of_rounds = (0..*signed).flat_map(|number| rounds::questions(seed, number));
    of_engine.chain(of_rounds)
}

/// Writes the questions of these names to files.
fn keep(settings: &Settings, names: &[&str]) {
    if names.is_empty() {
        return;
    }
    let folder = Path::new(KEPT);
    fs::create_dir_all(folder).unwrap();
    for Question { name, line, .. } in questions(settings) {
        if names.contains(&name.as_str()) {
            let file = folder.join(format!("{}.json", name.replace(' ', "-")));
            fs::write(&file, line.to_string()).unwrap();
            println!("kept {}", file.display());
        }
    }
}

fn settings(mut words: impl Iterator<Item = String>) -> Settings {
    let mut settings = Settings { other: None, seed: fresh(), engine: 25_000, signed: 400 };
    while let Some(word) = words.next() {
        let value = words.next().expect("a value after each option");
        match word.as_str() {
            "--other" => settings.other = Some(value.into()),
            "--seed" => settings.seed = value,
            "--engine" => settings.engine = value.parse().unwrap(),
            "--signed" => settings.signed = value.parse().unwrap(),
            _ => panic!(
                "usage: differential [--other SCRIPT] [--seed TEXT] [--engine N] [--signed N]"
            ),
        }
    }
    settings
}

/// A seed that nobody has used.
fn fresh() -> String {
    let mut bytes = [0; 8];
    fs::File::open("/dev/urandom").unwrap().read_exact(&mut bytes).unwrap();
    hex::encode(bytes)
}
