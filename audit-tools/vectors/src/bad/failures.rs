//! A source that fails: V21; a result that is annulled: V28.

use paiwei_protocol::rules::Dice;
use serde_json::{Value, json};

use crate::{
    ceremony::Ceremony,
    drand::{QUICKNET, chain, time_of},
    people::five,
    rules::{small, with_drand},
    vector::Vector,
};

use super::dice::{conclude, witnessed};

pub(super) fn all() -> Vec<Vector> {
    [fallbacks(), annulments()].concat()
}

/// A round with drand and dice to fall back on, up to the witnessed order.
fn beacon_failing() -> Ceremony {
    let mut rules = with_drand(small(), QUICKNET, 1000);
    rules.randomness.fallback = Some(Dice { sides: 6, throws: 50 });
    let mut held = Ceremony::alone(rules, five());
    held.beacon = 1000;
    held.to_opened();
    held.set_order();
    held.witness_order();
    held
}

fn fallbacks() -> Vec<Vector> {
    let failing = |name, why, act: fn(&mut Ceremony)| {
        let mut held = beacon_failing();
        act(&mut held);
        held.record_throw("fallback");
        conclude(name, held, why)
    };
    vec![
        failing("failed-too-early", "drand was given up before its round was due", |held| {
            let due = time_of(&chain(QUICKNET), 1000);
            held.office.wait_until(due - 100);
            let by = held.confirmers.clone();
            held.append_confirmed("source-failed", json!({ "reason": "no hope" }), &by);
            held.fallback = true;
            held.throw();
        }),
        failing("failed-unconfirmed", "drand was given up, and nobody confirmed it", |held| {
            held.confirmers.clear();
            held.fail_source();
            held.confirmers = vec!["notary".to_owned()];
            held.throw();
        }),
        failing("fallback-other-dice", "dice of ten sides where the fallback has six", |held| {
            held.fail_source();
            held.throw_faces(&["9"; 50].join(" "));
        }),
        failing("fallback-unconfirmed", "nobody confirmed the fallback's dice", |held| {
            held.fail_source();
            held.throw();
            held.confirmers.clear();
        }),
    ]
}

fn annulments() -> Vec<Vector> {
    let annulled = |name, why, act: fn(&mut Ceremony)| {
        let mut held = witnessed();
        held.throw();
        held.record_dice();
        held.draw();
        held.publish();
        act(&mut held);
        held.annul();
        held.draw_again();
        Vector::bad(name, &held, "V28", why)
    };
    vec![
        annulled("annulment-unconfirmed", "nobody confirmed the annulment", |held| {
            held.office.forge(|entry| entry["confirmations"] = json!([]));
        }),
        annulled("annulment-without-quorum", "one of three confirmed the annulment", |held| {
            held.office.forge(|entry| {
                if let Value::Array(notes) = &mut entry["confirmations"] {
                    notes.truncate(1);
                }
            });
        }),
        annulled("annulment-for-other-reason", "the observers confirmed another reason", |held| {
            held.office.forge(|entry| entry["reason"] = json!("the result displeased"));
        }),
    ]
}
