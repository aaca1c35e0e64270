//! The time of objection: V16.

use crate::{
    ceremony::Ceremony,
    people::five,
    rules::{observers, small},
    vector::Vector,
};

pub(super) fn all() -> Vec<Vector> {
    vec![
        acted("objection-cut-short", "frozen a second before the hour was over", |held| {
            held.witness_posting();
            held.objections_end -= 1;
            held.freeze();
            held.office.clock += 60;
            held.witness_freeze();
        }),
        acted("posting-not-witnessed", "nobody saw the posting", |held| {
            held.office.clock += 3600;
            held.freeze();
            held.witness_freeze();
        }),
        acted("freeze-not-witnessed", "nobody saw the freeze", |held| {
            held.witness_posting();
            held.freeze();
        }),
        acted("posting-witnessed-by-one", "one of three saw the posting", |held| {
            let witnesses = held.witnesses.clone();
            held.witnesses.truncate(1);
            held.witness_posting();
            held.witnesses = witnesses;
            held.freeze();
            held.witness_freeze();
        }),
        acted("posting-witnessed-before", "the checkpoint does not cover the posting", |held| {
            let size = held.office.entries.len() - 1;
            let early = held.office.cosigned_at(size, &held.witnesses, held.office.clock);
            held.append_checkpoint("posting-witnessed", &early);
            held.office.clock += 3600;
            held.freeze();
            held.witness_freeze();
        }),
        acted(
            "freeze-witnessed-early",
            "a witness saw the freeze before the hour was over",
            |held| {
                held.witness_posting();
                held.freeze();
                // The freeze is on time; a clock that is slow by a minute is not.
                let (size, time) = (held.office.entries.len(), held.office.clock - 70);
                let slow = held.office.cosigned_at(size, &held.witnesses, time);
                held.append_checkpoint("freeze-witnessed", &slow);
            },
        ),
        acted("freeze-witnessed-early-and-again", "the same, and again in time", |held| {
            held.witness_posting();
            held.freeze();
            let (size, time) = (held.office.entries.len(), held.office.clock - 70);
            let slow = held.office.cosigned_at(size, &held.witnesses, time);
            held.append_checkpoint("freeze-witnessed", &slow);
            held.witness_freeze();
        }),
        second_attempt(),
    ]
}

/// A round with three witnesses and an hour of objections, posted; `act` freezes it.
fn acted(name: &'static str, why: &'static str, act: fn(&mut Ceremony)) -> Vector {
    let mut held = posted();
    act(&mut held);
    conclude(&mut held);
    Vector::bad(name, &held, "V16", why)
}

fn posted() -> Ceremony {
    let mut rules = small();
    rules.observers = observers("office", ["notary", "committee", "neighbour"]);
    rules.posting.objection = 3600;
    let mut held = Ceremony::alone(rules, five());
    held.to_posted();
    held
}

fn conclude(held: &mut Ceremony) {
    held.open_all();
    held.randomise();
    held.draw();
    held.publish();
}

fn second_attempt() -> Vector {
    let mut held = posted();
    held.witness_posting();
    held.freeze();
    held.witness_freeze();
    conclude(&mut held);
    held.annul();
    held.draw_again();
    let why = "nobody saw the freeze of attempt 2";
    Vector::bad("freeze-of-attempt-2-not-witnessed", &held, "V16", why)
}
