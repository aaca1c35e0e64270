//! Proof files in which everything holds.

use super::{
    ProofVector,
    family::{Family, published, round, slip},
};
use crate::{
    ceremony::Ceremony,
    people::{child, five},
    rules::{REHEARSAL, small},
};

pub(super) fn all() -> Vec<ProofVector> {
    let held = published();
    let mut found = vec![
        Family::of(&held, &["An"]).good("one-child", "one child, one receipt"),
        Family::of(&held, &["Bo", "Cai"])
            .good("linked-children", "two linked children, both receipts"),
        Family::of(&held, &["Cai"])
            .good("linked-child-alone", "one of two linked children's receipts"),
        Family::of(&held, &["Gu"]).good("first-band-empty", "the first band is empty"),
        Family::of(&held, &["E"]).good("one-choice", "a child that chose one program"),
    ];
    found.extend([
        without_standing(),
        revised(),
        second_attempt(),
        rotated(),
        handed_over(),
        long_journal(),
        rehearsal(),
        one_line(),
    ]);
    found
}

fn without_standing() -> ProofVector {
    let mut held = round();
    held.to_published();
    Family::of(&held, &["Fang"]).good("no-standing", "no standing entry yet")
}

fn revised() -> ProofVector {
    let mut held = round();
    held.begin();
    held.take_applications();
    held.revise("Fang", "P2|P3");
    held.close_and_draw();
    let receipts = vec![slip(&held, "Fang", Some(1)), slip(&held, "Fang", None)];
    Family::of(&held, &["Fang"]).with(receipts).good("two-revisions", "receipts of both revisions")
}

fn second_attempt() -> ProofVector {
    let mut held = published();
    held.annul();
    held.draw_again();
    held.stand();
    Family::of(&held, &["An"]).good("second-attempt", "the first result was annulled")
}

/// Keys are replaced before, during and after the round; the proof file names those that matter.
fn rotated() -> ProofVector {
    let mut held = round();
    for label in ["receipts 2", "receipts 3", "receipts 4"] {
        held.office.rotate("receipts", label, label == "receipts 3");
    }
    held.office.rotate("journal", "journal 2", false);
    held.begin();
    held.open_intake();
    let children = held.children.clone();
    held.apply(&children[0]);
    held.office.rotate("receipts", "receipts 5", false);
    held.office.clock += 400;
    for child in &children[1..] {
        held.apply(child);
    }
    held.close_and_draw();
    held.office.rotate("journal", "journal 3", true);
    held.office.rotate("receipts", "receipts 6", false);
    Family::of(&held, &["An"]).good("keys-rotated", "keys were replaced many times")
}

fn handed_over() -> ProofVector {
    let mut held = round();
    held.office.hand_over();
    held.office.hand_back();
    held.to_posted();
    held.office.hand_over();
    held.finish();
    Family::of(&held, &["Du"]).good("handed-over", "the ceremony machine holds the journal")
}

fn long_journal() -> ProofVector {
    let mut held = round();
    held.begin();
    held.take_applications();
    for _ in 0..270 {
        held.hour();
    }
    held.close_and_draw();
    held.stand();
    held.stand();
    Family::of(&held, &["An"])
        .good("long-journal", "some three hundred entries, two of them standing")
}

fn rehearsal() -> ProofVector {
    let mut rules = small();
    rules.origin = REHEARSAL.to_owned();
    rules.rehearsal = true;
    rules.observers.clear();
    let mut held = Ceremony::alone(rules, five());
    held.to_published();
    Family::of(&held, &["An"])
        .good("rehearsal", "a rehearsal without observers")
        .remarked([("An", "1 office")])
}

fn one_line() -> ProofVector {
    let mut held = Ceremony::alone(small(), vec![child("An", "P1")]);
    held.to_published();
    Family::of(&held, &["An"])
        .good("one-line", "a roll of one line: its paths are empty")
        .remarked([("An", "1 office")])
}
