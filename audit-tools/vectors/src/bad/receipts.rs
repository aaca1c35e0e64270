//! Receipts that contradict the round: V30.

use paiwei_protocol::{digest::Digest, roll::Status};

use crate::{
    ceremony::Ceremony,
    receipt::Receipt,
    rules::{plain as program, rules},
    secret::signing_key,
    vector::Vector,
};

use super::keyed;

pub(super) fn all() -> Vec<Vector> {
    [lost(), altered()].concat()
}

pub(super) fn vector(
    name: &'static str,
    held: &Ceremony,
    why: &'static str,
    receipts: &[Vec<u8>],
) -> Vector {
    let mut vector = Vector::bad(name, held, "V30", why);
    let names = (1..).map(|number| format!("{number}.txt"));
    vector.receipts = names.zip(receipts.iter().cloned()).collect();
    vector
}

/// A round in which `act` is done after all have applied, and An has kept its receipt.
fn taken(name: &'static str, why: &'static str, act: fn(&mut Ceremony)) -> Vector {
    let mut held = keyed();
    held.begin();
    held.take_applications();
    act(&mut held);
    held.close_and_draw();
    let slip = held.slips[0].clone();
    vector(name, &held, why, &[slip])
}

fn lost() -> Vec<Vector> {
    vec![
        taken("receipt-dropped", "An's application was dropped before the hour was over", |held| {
            held.intake.remove(0);
            held.children.remove(0);
        }),
        taken(
            "receipt-replaced",
            "An's application was replaced by another of the same code",
            |held| {
                let mut other = held.receipts[0].clone();
                other.commitment = Digest([7; 32]);
                other.sign(&signing_key("family An"));
                held.intake[0] = other.intake_record();
                held.receipts[0] = other;
            },
        ),
        taken("receipt-reordered", "An's application was moved down", |held| {
            held.intake.swap(0, 3);
        }),
        last_dropped(),
        held_back(),
    ]
}

fn last_dropped() -> Vector {
    let mut held = keyed();
    held.begin();
    held.take_applications();
    held.intake.pop();
    held.children.pop();
    held.close_and_draw();
    let why = "the last application was dropped before the close";
    let slip = held.slips[4].clone();
    vector("receipt-beyond-close", &held, why, &[slip])
}

fn held_back() -> Vector {
    let mut held = keyed();
    held.rules.timeline.close += 10_000;
    held.begin();
    held.take_applications();
    let record = held.intake.pop().unwrap_or_default();
    let received = held.receipts[4].time;
    held.office.wait_until(received + 7200);
    held.hour();
    held.intake.push(record);
    held.close_and_draw();
    let why = "two hours after it was received, an application was not in the intake";
    let slip = held.slips[4].clone();
    vector("receipt-held-back", &held, why, &[slip])
}

/// A round in which `act` is done to the reviewed roll before it is posted.
fn reviewed(name: &'static str, why: &'static str, act: fn(&mut Ceremony)) -> Vector {
    let mut held = two_programs();
    held.begin();
    held.take_applications();
    held.close_intake();
    held.review();
    act(&mut held);
    held.posted = held.roll.clone();
    held.post();
    held.finish();
    let slip = held.slips[0].clone();
    vector(name, &held, why, &[slip])
}

pub(super) fn two_programs() -> Ceremony {
    let mut held = keyed();
    held.rules = rules(vec![program("P1", 2), program("P2", 1)]);
    "P1>P2".clone_into(&mut held.children[0].choices);
    held
}

fn altered() -> Vec<Vector> {
    vec![
        reviewed("receipt-choices-differ", "the roll has An's choices in another order", |held| {
            held.line("An").choices.bands[0].reverse();
        }),
        reviewed("receipt-key-differs", "the roll has another key for An", |held| {
            held.line("An").key = Some(signing_key("office's own").public());
        }),
        reviewed("receipt-key-left-out", "the roll has no key for An", |held| {
            held.line("An").key = None;
        }),
        reviewed("receipt-commitment-differs", "the roll has another identity for An", |held| {
            held.line("An").commitment = Digest([7; 32]);
        }),
        reviewed("receipt-entered-not-withdrawn", "the roll calls An withdrawn", |held| {
            let line = held.line("An");
            line.status = Status::Withdrawn;
            line.choices.bands.clear();
        }),
        changed_after_posting(),
        withdrawal_ignored(),
        invented_revision(),
        answer_contradicts(),
    ]
}

fn changed_after_posting() -> Vector {
    let mut held = two_programs();
    held.to_posted();
    held.line("An").choices.bands[0].reverse();
    held.finish();
    let why = "An's choices were changed at the freeze, with a reason that is none of the family's";
    let slip = held.slips[0].clone();
    vector("receipt-choices-changed", &held, why, &[slip])
}

fn withdrawal_ignored() -> Vector {
    let mut held = keyed();
    held.begin();
    held.take_applications();
    held.withdraw("An");
    held.close_intake();
    held.child("An").status = Status::Entered;
    held.review();
    held.post();
    held.finish();
    let why = "An withdrew, the roll calls it entered";
    let slip = held.slips[5].clone();
    vector("receipt-withdrawal-ignored", &held, why, &[slip])
}

/// A second revision of An that the office invents, signed by a key that is not the family's.
fn invent(held: &mut Ceremony, status: Status) -> Receipt {
    let child = held.children[0].clone();
    let mut invented = Receipt::of(&child, &held.office.origin, &held.rules.round, 2);
    "P2".clone_into(&mut invented.choices);
    invented.status = status;
    let theirs = invented.key;
    invented.sign(&signing_key("office's own"));
    invented.key = theirs;
    held.receive(invented.clone());
    invented
}

fn invented_revision() -> Vector {
    let mut held = two_programs();
    held.begin();
    held.take_applications();
    invent(&mut held, Status::Entered);
    "P2".clone_into(&mut held.children[0].choices);
    held.close_and_draw();
    let why = "revision 2 bears a signature that is not the family's";
    let slips = [held.slips[0].clone(), held.slips[5].clone()];
    vector("revision-invented", &held, why, &slips)
}

fn answer_contradicts() -> Vector {
    let mut held = two_programs();
    held.begin();
    held.take_applications();
    held.revise("An", "P2");
    held.close_intake();
    held.review();
    held.line("An").choices.bands[0] = vec!["P1".to_owned()];
    held.posted = held.roll.clone();
    held.post();
    held.finish();
    let why = "the office answers with revision 2, whose choices are not the roll's";
    let slips = [held.slips[0].clone(), held.slips[5].clone()];
    vector("revision-answer-contradicts", &held, why, &slips)
}
