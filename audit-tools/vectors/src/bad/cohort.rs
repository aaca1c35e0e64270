//! Rounds of a cohort: V06, V18.

use crate::{
    ceremony::Ceremony,
    folder::{file, replace, sum},
    people::{child, children},
    vector::Vector,
};

use super::{plain, published};

pub(super) fn all() -> Vec<Vector> {
    vec![
        following("cohort-not-cited", "V06", "the second round does not cite the first", |held| {
            held.rules.follows = None;
        }),
        following("cohort-other-cited", "V06", "the second round cites another cohort's", |held| {
            held.rules.follows = Some("junior-2026".to_owned());
        }),
        following("tag-key-changed", "V06", "the second round has another tag key", |held| {
            held.tag_key = "another tag key".to_owned();
        }),
        earlier_running(),
        older_cited(),
        placed_child_again(),
        placed_child_of_older_round(),
        earlier_results_replaced(),
        earlier_roll_of_annulled(),
        earlier_missing(),
        earlier_surplus(),
        earlier_replaced_while_announced(),
    ]
}

/// A second round of the cohort for three new children, changed by `act` before it is announced.
fn following(
    name: &'static str,
    check: &'static str,
    why: &'static str,
    act: fn(&mut Ceremony),
) -> Vector {
    let new = children([("Fang", "P1"), ("Gu", "P1"), ("He", "P1")]);
    let mut held = published().follow("junior-2027-2", new);
    act(&mut held);
    held.to_published();
    Vector::bad(name, &held, check, why)
}

fn earlier_running() -> Vector {
    let mut held = plain();
    held.to_posted();
    let mut held = held.follow("junior-2027-2", vec![child("Fang", "P1")]);
    held.to_published();
    let why = "the cohort's first round is not over";
    Vector::bad("cohort-earlier-running", &held, "V06", why)
}

fn older_cited() -> Vector {
    let (_, left) = published().by_place();
    let mut held = published().follow("junior-2027-2", left);
    held.to_published();
    let (_, left) = held.by_place();
    let mut held = held.follow("junior-2027-3", left);
    held.rules.follows = Some("junior-2027".to_owned());
    held.to_published();
    let why = "the third round cites the first, not the second";
    Vector::bad("cohort-older-cited", &held, "V06", why)
}

fn placed_child_again() -> Vector {
    let held = published();
    let (placed, mut left) = held.by_place();
    left.push(placed[0].clone());
    let mut held = held.follow("junior-2027-2", left);
    held.to_published();
    let why = "a child that holds a place is entered again";
    Vector::bad("placed-child-again", &held, "V18", why)
}

fn placed_child_of_older_round() -> Vector {
    let held = published();
    let (placed, left) = held.by_place();
    let mut held = held.follow("junior-2027-2", left);
    held.announce();
    held.void();
    let again = vec![crate::people::Child { name: "New name", ..placed[0].clone() }];
    let mut held = held.follow("junior-2027-3", again);
    held.to_published();
    let why = "a child that holds a place of the first round enters the third under a new code";
    Vector::bad("placed-child-of-older-round", &held, "V18", why)
}

/// A second round in which a child with a place is entered again.
fn again() -> Ceremony {
    let held = published();
    let (placed, _) = held.by_place();
    let mut held = held.follow("junior-2027-2", placed);
    held.to_published();
    held
}

fn earlier_results_replaced() -> Vector {
    let held = again();
    let mut folder = held.folder();
    for _ in 0..2 {
        replace(&mut folder, "earlier/junior-2027/results.csv", ",P1,all,1,", ",,,,");
    }
    sum(&mut folder);
    let why = "the earlier results were replaced, so that nobody seems to hold a place";
    Vector::bad_folder("earlier-results-replaced", &held, folder, "V18", why)
}

fn earlier_roll_of_annulled() -> Vector {
    let mut first = published();
    let annulled = [first.files["roll.csv"].clone(), first.files["results.csv"].clone()];
    first.annul();
    first.line("Bo").points = Some(1);
    first.draw_again();
    let (_, left) = first.by_place();
    let mut held = first.follow("junior-2027-2", left);
    held.to_published();
    let mut folder = held.folder();
    for (name, bytes) in ["roll.csv", "results.csv"].into_iter().zip(annulled) {
        *file(&mut folder, &format!("earlier/junior-2027/{name}")) = bytes;
    }
    sum(&mut folder);
    let why = "earlier/ holds the annulled attempt";
    Vector::bad_folder("earlier-of-annulled-attempt", &held, folder, "V18", why)
}

fn earlier_missing() -> Vector {
    let held = again();
    let mut folder = held.folder();
    folder.retain(|path, _| !path.starts_with("earlier/"));
    sum(&mut folder);
    Vector::bad_folder("earlier-missing", &held, folder, "V08", "earlier/ is not published")
}

fn earlier_surplus() -> Vector {
    let mut first = plain();
    first.to_posted();
    first.void();
    let mut held = first.follow("junior-2027-2", vec![child("Fang", "P1")]);
    held.to_published();
    let mut folder = held.folder();
    let roll = folder["roll.csv"].clone();
    folder.insert("earlier/junior-2027/roll.csv".to_owned(), roll);
    sum(&mut folder);
    let why = "earlier/ holds a roll of a void round";
    Vector::bad_folder("earlier-of-void", &held, folder, "V08", why)
}

fn earlier_replaced_while_announced() -> Vector {
    let mut held = published().follow("junior-2027-2", vec![child("Fang", "P1")]);
    held.announce();
    let mut folder = held.folder();
    replace(&mut folder, "earlier/junior-2027/results.csv", ",P1,all,1,", ",,,,");
    sum(&mut folder);
    let why = "the earlier results were replaced, and the round has only been announced";
    Vector::bad_folder("earlier-replaced-at-once", &held, folder, "V18", why)
}
