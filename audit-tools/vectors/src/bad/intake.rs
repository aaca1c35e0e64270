//! The intake: V12.

use crate::{
    ceremony::Ceremony,
    folder::{file, sum},
    vector::Vector,
};

use super::plain;

pub(super) fn all() -> Vec<Vector> {
    vec![
        taken("intake-slipped-in", "a record was slipped in below one of last hour", |held| {
            let last = held.intake.remove(4);
            held.intake.insert(1, last);
        }),
        taken("intake-reordered", "two records were swapped after their hour", |held| {
            held.intake.swap(0, 2);
        }),
        taken("intake-receipt-replaced", "a receipt was replaced after its hour", |held| {
            let swapped = held.intake[1].replace('a', "b");
            held.intake[1] = swapped;
        }),
        dropped(),
        revision_gap(),
        revision_first(),
        file_short(),
        file_cut_off(),
        opened_too_early(),
        closed_too_early(),
        opened_too_early_and_running(),
    ]
}

/// A round in which four apply, an hour ends, a fifth applies, and then `act` is done.
fn taken(name: &'static str, why: &'static str, act: fn(&mut Ceremony)) -> Vector {
    let mut held = plain();
    held.begin();
    held.open_intake();
    let children = held.children.clone();
    for child in &children[..4] {
        held.apply(child);
    }
    held.hour();
    held.apply(&children[4]);
    act(&mut held);
    held.close_and_draw();
    Vector::bad(name, &held, "V12", why)
}

fn dropped() -> Vector {
    let mut held = plain();
    held.begin();
    held.open_intake();
    let children = held.children.clone();
    for child in &children[..3] {
        held.apply(child);
    }
    held.hour();
    held.intake.remove(1);
    held.children.remove(1);
    for child in &children[3..] {
        held.apply(child);
    }
    held.close_and_draw();
    Vector::bad("intake-dropped", &held, "V12", "a record of last hour was dropped")
}

fn revision_gap() -> Vector {
    let mut held = plain();
    held.begin();
    held.take_applications();
    held.revise("An", "P1");
    held.revise("An", "P1");
    held.intake.remove(5);
    held.close_and_draw();
    Vector::bad("intake-revision-gap", &held, "V12", "revision 2 of a code is missing")
}

fn revision_first() -> Vector {
    let mut held = plain();
    held.begin();
    held.take_applications();
    held.revise("An", "P1");
    held.intake.swap(0, 5);
    held.close_and_draw();
    Vector::bad("intake-revisions-swapped", &held, "V12", "revision 2 stands before revision 1")
}

fn file_short() -> Vector {
    let mut held = plain();
    held.to_published();
    let intake = file(&mut held.files, "intake.csv");
    let records = String::from_utf8_lossy(intake).lines().count();
    let text: String = String::from_utf8_lossy(intake)
        .lines()
        .take(records - 1)
        .map(|l| format!("{l}\n"))
        .collect();
    *intake = text.into_bytes();
    let why = "intake.csv lacks the last record";
    Vector::bad("intake-short", &held, "V12", why)
}

fn file_cut_off() -> Vector {
    let mut held = plain();
    held.to_published();
    let mut folder = held.folder();
    file(&mut folder, "intake.csv").pop();
    sum(&mut folder);
    let why = "the last line of intake.csv has no end";
    Vector::bad_folder("intake-cut-off", &held, folder, "V12", why)
}

fn opened_too_early() -> Vector {
    let mut held = plain();
    held.begin();
    let open = held.rules.timeline.open;
    held.rules.timeline.open = open - 500;
    held.take_applications();
    held.rules.timeline.open = open;
    held.close_and_draw();
    Vector::bad("intake-too-early", &held, "V12", "intake opened before its time")
}

fn closed_too_early() -> Vector {
    let mut held = plain();
    held.begin();
    held.take_applications();
    let close = held.rules.timeline.close;
    held.rules.timeline.close = close - 500;
    held.close_intake();
    held.rules.timeline.close = close;
    held.review();
    held.post();
    held.finish();
    Vector::bad("intake-closed-too-early", &held, "V12", "intake closed before its time")
}

fn opened_too_early_and_running() -> Vector {
    let mut held = plain();
    held.begin();
    let open = held.rules.timeline.open;
    held.rules.timeline.open = open - 500;
    held.take_applications();
    let why = "intake opened before its time, and is still open";
    Vector::bad("intake-too-early-running", &held, "V12", why)
}
