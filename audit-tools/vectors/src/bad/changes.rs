//! What changed between posting and freeze, and why: V15.

use paiwei_protocol::{ident::Code, roll::Status};

use crate::{
    ceremony::Ceremony,
    folder::{file, replace},
    people::{child, five},
    rules::{category, plain as program, rules},
    vector::Vector,
};

use super::plain;

pub(super) fn all() -> Vec<Vector> {
    vec![
        silent("category-changed-silently", "a child got a category without a word", |held| {
            held.line("An").categories = vec!["sibling".to_owned()];
        }),
        silent("points-changed-silently", "a child got points without a word", |held| {
            held.line("An").points = Some(600);
        }),
        silent("points-zero-silently", "no points became 0 points without a word", |held| {
            held.line("An").points = Some(0);
        }),
        silent("bundle-dissolved-silently", "linked children were parted without a word", |held| {
            held.line("Du").bundle.clear();
            held.line("E").bundle.clear();
        }),
        silent("status-changed-silently", "a child was refused without a word", |held| {
            let line = held.line("Bo");
            line.status = Status::Refused;
            line.choices.bands.clear();
        }),
        silent(
            "choices-changed-silently",
            "a child's choices were changed without a word",
            |held| {
                held.line("Bo").choices.bands[0].reverse();
            },
        ),
        reason_unknown(),
        changed("change-invented", "a change that the rolls do not show", |changes| {
            let code: Code = crate::secret::code("An");
            changes.extend(format!("{code},points,,7,error\n").into_bytes());
        }),
        recorded("change-misquoted", "changes.csv names another old value", ",,600,", ",599,600,"),
        recorded(
            "change-of-other-field",
            "changes.csv names another field",
            ",points,",
            ",status,",
        ),
        changes_replaced(),
        changes_unsorted(),
        tag_changed(),
        key_changed(),
        commitment_changed(),
    ]
}

/// A round with two programs, a category and a linked pair, posted.
fn posted() -> Ceremony {
    let base = rules(vec![program("P1", 2), program("P2", 1)]);
    let categories = vec![category("sibling")];
    let rules = paiwei_protocol::rules::Rules { categories, bundles: Some(2), ..base };
    let mut children = five();
    children[1] = child("Bo", "P1>P2");
    for child in &mut children[3..] {
        child.bundle = vec!["Du", "E"];
    }
    let mut held = Ceremony::alone(rules, children);
    held.to_posted();
    held
}

/// A round in which the roll is changed by `act`, and changes.csv says nothing.
fn silent(name: &'static str, why: &'static str, act: fn(&mut Ceremony)) -> Vector {
    let mut held = posted();
    act(&mut held);
    held.write_roll();
    held.files.insert("changes.csv".to_owned(), b"code,field,old,new,reason\n".to_vec());
    conclude(name, held, why)
}

/// A round in which changes.csv is changed by `act` before the freeze.
fn changed(name: &'static str, why: &'static str, act: fn(&mut Vec<u8>)) -> Vector {
    let mut held = posted();
    held.write_roll();
    act(file(&mut held.files, "changes.csv"));
    conclude(name, held, why)
}

/// A round in which An gets points, and changes.csv has `new` for `old` in this record.
fn recorded(name: &'static str, why: &'static str, old: &str, new: &str) -> Vector {
    let mut held = posted();
    held.line("An").points = Some(600);
    held.write_roll();
    replace(&mut held.files, "changes.csv", old, new);
    conclude(name, held, why)
}

fn conclude(name: &'static str, mut held: Ceremony, why: &'static str) -> Vector {
    held.append_freeze();
    held.open_all();
    held.randomise();
    held.draw();
    held.publish();
    Vector::bad(name, &held, "V15", why)
}

fn reason_unknown() -> Vector {
    let mut held = posted();
    held.line("An").points = Some(600);
    held.reason = "favour".to_owned();
    held.write_roll();
    conclude("reason-unknown", held, "a change for a reason that the rules do not have")
}

fn changes_replaced() -> Vector {
    let mut held = posted();
    held.line("An").points = Some(600);
    held.finish();
    replace(&mut held.files, "changes.csv", "objection", "error");
    let why = "changes.csv is not the one in the journal";
    Vector::bad("changes-replaced", &held, "V15", why)
}

fn changes_unsorted() -> Vector {
    let mut held = posted();
    held.line("An").points = Some(600);
    held.line("Bo").points = Some(600);
    held.write_roll();
    let changes = file(&mut held.files, "changes.csv");
    let text = String::from_utf8_lossy(changes).into_owned();
    let mut lines: Vec<_> = text.lines().map(|line| format!("{line}\n")).collect();
    lines.swap(1, 2);
    *changes = lines.concat().into_bytes();
    conclude("changes-unsorted", held, "changes.csv is not sorted by code")
}

fn tag_changed() -> Vector {
    let mut held = plain();
    held.to_posted();
    held.line("An").tag = "0".repeat(32);
    held.write_roll();
    conclude("tag-changed", held, "a child's tag was changed after the posting")
}

fn key_changed() -> Vector {
    let mut held = super::keyed();
    held.to_posted();
    held.line("An").key = None;
    held.write_roll();
    conclude("key-changed", held, "a family's key was taken out after the posting")
}

fn commitment_changed() -> Vector {
    let mut held = plain();
    held.to_posted();
    held.line("An").commitment = paiwei_protocol::digest::Digest([7; 32]);
    held.write_roll();
    conclude("commitment-changed", held, "another identity was put in after the posting")
}
