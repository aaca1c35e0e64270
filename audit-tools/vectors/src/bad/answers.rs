//! Answers after the draw: V31, and their entries and files: V06, V08.

use paiwei_protocol::{digest::Digest, merkle};
use serde_json::{Value, json};

use crate::{
    answer::Answer,
    ceremony::Ceremony,
    folder::{file, sum},
    good::answers::{placed, published},
    vector::Vector,
};

pub(super) fn all() -> Vec<Vector> {
    [tables(), records(), entries(), files()].concat()
}

/// A round in which two children answered and an hour passed, then a third.
fn answered() -> Ceremony {
    let mut held = published();
    let placed = placed(&held);
    held.answer(&placed[0], "accept");
    held.answer(&placed[1], "accept");
    held.enter_answers();
    held.office.clock += 3600;
    held.answer(&placed[2], "accept");
    held
}

/// The answers of [`answered`], of which `act` changes the records before all are entered.
fn entered(name: &'static str, why: &'static str, act: fn(&mut Ceremony)) -> Vector {
    let mut held = answered();
    act(&mut held);
    held.enter_answers();
    Vector::bad(name, &held, "V31", why)
}

fn tables() -> Vec<Vector> {
    vec![
        entered("answers-slipped-in", "an answer was slipped in below one of last hour", |held| {
            held.answers.swap(1, 2);
        }),
        entered("answers-receipt-replaced", "a receipt was replaced after its hour", |held| {
            held.answered[0].time += 1;
            held.answers[0] = held.answered[0].record();
        }),
        entered("answers-made-declines", "an accept became a decline after its hour", |held| {
            let swapped = held.answers[1].replace("accept", "decline");
            held.answers[1] = swapped;
        }),
        of_other_root(),
        short(),
        beyond(),
        of_annulled(),
        not_in_rules(),
    ]
}

fn of_other_root() -> Vector {
    let mut held = answered();
    held.office.forge(|entry| entry["root"] = json!(Digest::of(b"").to_string()));
    held.enter_answers();
    Vector::bad("answers-root", &held, "V31", "the root is not that of the answers")
}

fn short() -> Vector {
    let mut held = answered();
    held.enter_answers();
    held.answers.pop();
    held.write_answers();
    Vector::bad("answers-short", &held, "V31", "answers.csv lacks the last answer")
}

fn beyond() -> Vector {
    let mut held = answered();
    held.write_answers();
    let why = "answers.csv holds an answer that no entry names yet";
    Vector::bad("answers-beyond-entry", &held, "V31", why)
}

fn of_annulled() -> Vector {
    let mut held = answered();
    held.enter_answers();
    held.annul();
    held.draw_again();
    let mut folder = held.folder();
    let table = file(&mut folder, "answers.csv");
    *table = String::from_utf8_lossy(table).replacen("accept", "decline", 1).into_bytes();
    sum(&mut folder);
    let why = "an answer to the annulled result was changed afterwards";
    Vector::bad_folder("answers-of-annulled-replaced", &held, folder, "V31", why)
}

fn not_in_rules() -> Vector {
    let mut held = super::published();
    let child = held.by_place().0.remove(0);
    held.answer(&child, "accept");
    held.enter_answers();
    Vector::bad("answers-not-in-rules", &held, "V31", "the rules of the round take no answers")
}

/// A round in which `act` brings answers that the table may not hold.
fn told(name: &'static str, why: &'static str, act: fn(&mut Ceremony)) -> Vector {
    let mut held = published();
    act(&mut held);
    held.enter_answers();
    Vector::bad(name, &held, "V31", why)
}

/// The first child with a place says these things one after the other.
fn says(held: &mut Ceremony, all: &[&'static str]) {
    let child = placed(held).remove(0);
    for said in all {
        held.answer(&child, said);
    }
}

fn records() -> Vec<Vector> {
    vec![
        told("answer-without-place", "a child without a place declines one", |held| {
            let child = held.by_place().1.remove(0);
            held.answer(&child, "decline");
        }),
        told("answer-of-stranger", "a code that never applied accepts a place", |held| {
            held.answer(&crate::people::child("nobody", "P1"), "accept");
        }),
        told("answer-after-decline", "a child that declined accepts after all", |held| {
            says(held, &["decline", "accept"]);
        }),
        told("answer-accepted-twice", "a child accepts twice", |held| {
            says(held, &["accept", "accept"]);
        }),
        told("answer-number-gap", "the first answer of a child is missing", |held| {
            says(held, &["accept", "decline"]);
            held.answers.remove(0);
        }),
        told("answer-number-padded", "the number of an answer begins with 0", |held| {
            says(held, &["accept"]);
            held.answers[0] = held.answers[0].replacen(",1,", ",01,", 1);
        }),
        told("answer-word-unknown", "a child says maybe", |held| says(held, &["maybe"])),
    ]
}

/// An answered round, to which `act` brings one more entry.
fn out_of_order(name: &'static str, why: &'static str, act: fn(&mut Ceremony)) -> Vector {
    let mut held = answered();
    held.enter_answers();
    act(&mut held);
    Vector::bad(name, &held, "V06", why)
}

fn entries() -> Vec<Vector> {
    vec![
        out_of_order("answers-shrink", "the last answer is taken back", |held| {
            held.answers.pop();
            held.enter_answers();
        }),
        out_of_order("answers-entry-again", "an entry brings no new answer", |held| {
            held.enter_answers();
        }),
        out_of_order("answers-on-ceremony-machine", "the ceremony machine enters one", |held| {
            held.office.hand_over();
            let child = placed(held).remove(0);
            held.answer(&child, "decline");
            held.enter_answers();
        }),
        out_of_order("answers-after-annulment", "one more answer to an annulled result", |held| {
            let child = placed(held).remove(0);
            let answer: Answer = held.next_answer(&child, "decline");
            held.answers.push(answer.record());
            let (size, root) = (held.answers.len(), merkle::root(&held.answers));
            held.annul();
            held.append("answers", json!({ "size": size, "root": root.to_string() }));
        }),
        none_entered(),
        before_result(),
        with_phase(),
    ]
}

fn none_entered() -> Vector {
    let mut held = published();
    held.enter_answers();
    Vector::bad("answers-entry-of-none", &held, "V06", "an entry of no answers")
}

fn before_result() -> Vector {
    let mut held = crate::good::answers::answering();
    held.to_drawn();
    held.draw();
    let child = placed(&held).remove(0);
    held.answer(&child, "accept");
    held.enter_answers();
    held.publish();
    Vector::bad(
        "answers-before-result",
        &held,
        "V06",
        "answers are entered before the result is out",
    )
}

fn with_phase() -> Vector {
    let mut held = answered();
    held.office.forge(|entry: &mut Value| entry["phase"] = json!("hour"));
    held.enter_answers();
    Vector::bad("answers-entry-with-phase", &held, "V03", "an answers entry has no phase")
}

fn files() -> Vec<Vector> {
    let with = |name, why, act: fn(&mut Ceremony)| {
        let mut held = answered();
        act(&mut held);
        Vector::bad(name, &held, "V08", why)
    };
    let mut early = published();
    early.write_answers();
    vec![
        with("answers-missing", "answers.csv is not published", |held| {
            held.enter_answers();
            held.files.remove("answers.csv");
        }),
        with("answers-of-attempt-2-early", "attempt 2 has no answers entry yet", |held| {
            held.enter_answers();
            held.annul();
            held.draw_again();
            held.write_answers();
        }),
        Vector::bad("answers-without-entry", &early, "V08", "answers.csv before any answers entry"),
    ]
}
