//! The order of events from the freeze to the draw: V06.

use paiwei_protocol::digest::Digest;
use serde_json::json;

use crate::{
    ceremony::Ceremony,
    drand::{QUICKNET, chain},
    people::five,
    rules::{DICE, small, with_drand},
    vector::Vector,
};

use super::events::acted;

pub(super) fn all() -> Vec<Vector> {
    [seeds(), orders(), dice()].concat()
}

fn order(held: &mut Ceremony) {
    held.to_opened();
    held.set_order();
}

fn conclude(held: &mut Ceremony) {
    held.draw();
    held.publish();
}

fn throw_and_conclude(held: &mut Ceremony) {
    held.throw();
    held.record_dice();
    conclude(held);
}

fn seeds() -> Vec<Vector> {
    vec![
        acted(
            "observer-opens-first",
            "the notary opened before the office",
            Ceremony::to_posted,
            |held| {
                held.freeze();
                held.open("notary");
                held.open("office");
                held.randomise();
                conclude(held);
            },
        ),
        acted(
            "opened-before-freeze",
            "the office opened before the freeze",
            Ceremony::to_posted,
            |held| {
                held.open("office");
                held.freeze();
                held.open("notary");
                held.randomise();
                conclude(held);
            },
        ),
        acted("frozen-twice", "the roll was frozen again", Ceremony::to_posted, |held| {
            held.freeze();
            held.line("An").points = Some(1);
            held.finish();
        }),
        acted(
            "opened-and-missing",
            "an opened seed was called missing",
            Ceremony::to_opened,
            |held| {
                held.miss("notary");
                held.randomise();
                conclude(held);
            },
        ),
        acted(
            "office-missing",
            "the office's own seed is called missing",
            Ceremony::to_posted,
            |held| {
                held.freeze();
                held.miss("office");
                held.open("notary");
                held.randomise();
                conclude(held);
            },
        ),
    ]
}

fn orders() -> Vec<Vector> {
    vec![
        acted("order-set-again-silently", "the order was set twice", order, |held| {
            held.set_order_again(0, &[]);
            held.witness_order();
            throw_and_conclude(held);
        }),
        acted(
            "order-set-after-witness",
            "the order was set again after it was witnessed",
            order,
            |held| {
                held.witness_order();
                let notes = held.witnesses.clone();
                held.set_order_again(0, &notes);
                held.witness_order();
                throw_and_conclude(held);
            },
        ),
        acted(
            "void-after-order-silently",
            "given up after the order, without notes",
            order,
            |held| {
                held.void();
            },
        ),
        acted("void-after-witness", "given up after the order was witnessed", order, |held| {
            held.witness_order();
            let notes = held.denials(&held.witnesses);
            held.void_with(&notes);
        }),
        acted(
            "order-names-beacon",
            "a drand round where dice are the source",
            Ceremony::to_opened,
            |held| {
                let drand = chain(QUICKNET).to_string();
                held.office
                    .forge(move |entry| entry["drand"] = json!({ "chain": drand, "round": 1 }));
                held.randomise();
                conclude(held);
            },
        ),
    ]
}

fn dice() -> Vec<Vector> {
    vec![
        acted(
            "order-not-witnessed",
            "dice were thrown on an order that nobody saw",
            order,
            |held| {
                throw_and_conclude(held);
            },
        ),
        acted("thrown-again-silently", "dice were thrown again without a word", order, |held| {
            held.witness_order();
            held.throw();
            held.throw_faces(&["7"; 40].join(" "));
            held.record_dice();
            conclude(held);
        }),
        acted("first-throw-confirmed", "the first throw carries confirmations", order, |held| {
            held.witness_order();
            let text = held.statements().confirm("dice-thrown", &Digest::of(b"the throw"));
            let note = held.note_of("notary", &text);
            held.office.forge(move |entry| entry["confirmations"] = json!([note]));
            throw_and_conclude(held);
        }),
        fallback_not_in_rules(),
    ]
}

fn fallback_not_in_rules() -> Vector {
    let mut held = Ceremony::alone(with_drand(small(), QUICKNET, 1000), five());
    held.beacon = 1000;
    held.to_opened();
    held.set_order();
    held.witness_order();
    held.fail_source();
    held.rules.randomness.fallback = Some(DICE);
    held.throw();
    held.record_throw("fallback");
    conclude(&mut held);
    let why = "dice in drand's place, which the rules do not name";
    Vector::bad("fallback-not-in-rules", &held, "V06", why)
}
