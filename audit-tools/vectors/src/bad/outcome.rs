//! The draw text and what follows from it: V23 to V27.

use paiwei_protocol::{
    digest::Digest,
    rules::{Numbers, OrderKey, Program, Rules},
};
use serde_json::{Value, json};

use crate::{
    ceremony::Ceremony,
    folder::{file, replace, swap_fields},
    people::{children, five},
    rules::{plain as program, rules, small},
    vector::Vector,
};

use super::{plain, published};

pub(super) fn all() -> Vec<Vector> {
    [draw_texts(), results(), tables(), hashes()].concat()
}

/// A round whose draw text is changed by `act` before all numbers are drawn from it.
fn drawn_from(name: &'static str, why: &'static str, act: fn(&mut Ceremony)) -> Vector {
    let mut held = plain();
    held.to_drawn();
    held.draw();
    act(&mut held);
    held.compute();
    held.publish();
    Vector::bad(name, &held, "V23", why)
}

fn draw_texts() -> Vec<Vector> {
    vec![
        drawn_from("draw-text-seeds-swapped", "the seeds stand in another order", |held| {
            let text = file(&mut held.files, "draw.txt");
            let lines = String::from_utf8_lossy(text).into_owned();
            let mut lines: Vec<_> = lines.lines().map(|line| format!("{line}\n")).collect();
            lines.swap(6, 7);
            *text = lines.concat().into_bytes();
        }),
        drawn_from("draw-text-seed-missing", "an opened seed is called missing", |held| {
            let seed = format!("seed notary: {}", hex::encode(held.seeds["notary"]));
            replace(&mut held.files, "draw.txt", &seed, "seed notary: missing");
        }),
        drawn_from("draw-text-other-dice", "the dice are not the recorded ones", |held| {
            let faces = held.thrown.clone();
            replace(&mut held.files, "draw.txt", &faces, &["7"; 40].join(" "));
        }),
        drawn_from("draw-text-of-rehearsal", "the draw text is a rehearsal's", |held| {
            replace(&mut held.files, "draw.txt", "paiwei draw v1", "paiwei rehearsal v1");
        }),
        drawn_from("draw-text-other-attempt", "the draw text names attempt 2", |held| {
            replace(&mut held.files, "draw.txt", "attempt: 1", "attempt: 2");
        }),
        drawn_from("draw-text-space", "a space at the end of a line", |held| {
            replace(&mut held.files, "draw.txt", "attempt: 1\n", "attempt: 1 \n");
        }),
        drawn_from("draw-text-other-roll", "the draw text names another roll", |held| {
            replace(&mut held.files, "draw.txt", "roll: 5 ", "roll: 4 ");
        }),
        drawn_from("draw-text-surplus-line", "a line that nobody witnessed", |held| {
            file(&mut held.files, "draw.txt").extend(b"luck: 8\n");
        }),
    ]
}

/// A round whose tables are changed by `act` before they are hashed.
fn tabled(
    name: &'static str,
    check: &'static str,
    why: &'static str,
    act: fn(&mut Ceremony),
) -> Vector {
    let mut held = plain();
    held.to_drawn();
    held.draw();
    act(&mut held);
    held.publish();
    Vector::bad(name, &held, check, why)
}

fn results() -> Vec<Vector> {
    vec![
        tabled("placement-swapped", "V24", "a loser has a winner's place", |held| {
            swap_fields(&mut held.files, "results.csv", [1, 2], 1..4);
        }),
        tabled("numbers-swapped", "V24", "two children's numbers and places are swapped", |held| {
            swap_fields(&mut held.files, "results.csv", [1, 2], 1..6);
        }),
        tabled("ranks-swapped", "V24", "two ranks are swapped", |held| {
            swap_fields(&mut held.files, "results.csv", [1, 2], 5..6);
        }),
        tabled("place-beyond-seats", "V24", "a third child has a place of two", |held| {
            replace(&mut held.files, "results.csv", ",,,,", ",P1,all,1,");
        }),
        tabled("results-of-other-draw", "V24", "all three tables are of another draw", |held| {
            let text = held.files["draw.txt"].clone();
            replace(&mut held.files, "draw.txt", "seed office: ", "seed office: 0");
            held.compute();
            held.files.insert("draw.txt".to_owned(), text);
        }),
        tier_ignored(),
        lanes_swapped(),
        annulled_replaced(),
    ]
}

fn tier_ignored() -> Vector {
    let by_points = |id: &str| {
        let mut program: Program = program(id, 2);
        program.pools[0].order = vec![OrderKey::Points];
        program
    };
    let mut held = Ceremony::alone(rules(vec![by_points("P1")]), five());
    for (child, points) in held.children.iter_mut().zip([3, 1, 4, 7, 5]) {
        child.points = Some(points);
    }
    held.to_drawn();
    let honest = held.rules.clone();
    held.rules.programs[0].pools[0].order.clear();
    held.draw();
    held.rules = honest;
    held.publish();
    let why = "the tables leave the points out that the rules rank by";
    Vector::bad("points-left-out", &held, "V24", why)
}

fn lanes_swapped() -> Vector {
    let base = rules(vec![program("P1", 2), program("P2", 1)]);
    let choices = [("An", "P1>P2"), ("Bo", "P2>P1"), ("Cai", "P1>P2"), ("Du", "P1>P2")];
    let rules = Rules { numbers: Numbers::PerProgram, ..base };
    let mut held = Ceremony::alone(rules, children(choices));
    held.to_drawn();
    let honest = held.rules.clone();
    held.rules.numbers = Numbers::PerChild;
    held.draw();
    held.rules = honest;
    held.publish();
    let why = "one number a child where the rules want one for each program";
    Vector::bad("lanes-left-out", &held, "V24", why)
}

fn annulled_replaced() -> Vector {
    let mut held = published();
    swap_fields(&mut held.files, "results.csv", [1, 2], 1..6);
    let honest = std::mem::take(&mut held.files);
    let mut held = published();
    held.annul();
    held.draw_again();
    held.files.insert("results.csv".to_owned(), honest["results.csv"].clone());
    let why = "the results of the annulled attempt were replaced";
    Vector::bad("annulled-results-replaced", &held, "V24", why)
}

fn tables() -> Vec<Vector> {
    vec![
        tabled("cutoff-wrong", "V25", "the cutoff is not the last admitted number", |held| {
            let cutoffs = String::from_utf8_lossy(&held.files["cutoffs.csv"]).into_owned();
            let cutoff = cutoffs.trim_end().rsplit(',').next().unwrap_or_default().to_owned();
            replace(&mut held.files, "cutoffs.csv", &cutoff, "open");
        }),
        tabled("cutoff-applied-wrong", "V25", "fewer applicants than there were", |held| {
            replace(&mut held.files, "cutoffs.csv", "P1/all,2,5,2,", "P1/all,2,4,2,");
        }),
        tabled("waitlist-swapped", "V26", "two on the waiting list are swapped", |held| {
            swap_fields(&mut held.files, "waitlist.csv", [1, 2], 2..3);
        }),
        tabled("waitlist-short", "V26", "the last one is not on the waiting list", |held| {
            let text = file(&mut held.files, "waitlist.csv");
            let kept = String::from_utf8_lossy(text).into_owned();
            let lines: Vec<_> = kept.lines().map(|line| format!("{line}\n")).collect();
            *text = lines[..lines.len() - 1].concat().into_bytes();
        }),
    ]
}

/// A round whose result-published entry is forged.
fn hashed(name: &'static str, why: &'static str, act: fn(&mut Value)) -> Vector {
    let mut held = Ceremony::alone(small(), five());
    held.to_drawn();
    held.draw();
    held.office.forge(act);
    held.publish();
    Vector::bad(name, &held, "V27", why)
}

fn hashes() -> Vec<Vector> {
    vec![
        hashed("result-hash-of-cutoffs", "the result names other cutoffs", |entry| {
            entry["files"]["cutoffs.csv"] = entry["files"]["waitlist.csv"].clone();
        }),
        hashed("result-hash-of-draw-text", "the result names another draw text", |entry| {
            entry["files"]["draw.txt"] = entry["files"]["waitlist.csv"].clone();
        }),
        hashed("result-root", "the result's root is not that of results.csv", |entry| {
            entry["results"]["root"] = json!(Digest([7; 32]).to_string());
        }),
        hashed("result-hash-of-results", "the result's hash is not that of results.csv", |entry| {
            entry["results"]["sha256"] = json!(Digest([7; 32]).to_string());
        }),
        hashed("result-size", "the result counts other records than results.csv", |entry| {
            entry["results"]["size"] = json!(4);
        }),
    ]
}
