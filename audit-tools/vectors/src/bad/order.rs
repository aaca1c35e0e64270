//! The order and its witnesses: V20; notes of a void after the order: V28.

use paiwei_protocol::note::Note;

use crate::{
    ceremony::Ceremony,
    drand::{QUICKNET, time_of},
    people::{five, note},
    rules::{observers, small, with_drand},
    vector::Vector,
};

/// The drand round of these vectors.
const BEACON: u64 = 657_413;

pub(super) fn all() -> Vec<Vector> {
    [witnesses(), times(), checkpoints(), second_orders(), voids()].concat()
}

/// A round with drand and three observers of all duties, up to the opened seeds.
fn opened() -> Ceremony {
    let mut rules = with_drand(small(), QUICKNET, BEACON);
    rules.observers = observers("office", ["notary", "committee", "neighbour"]);
    let mut held = Ceremony::alone(rules, five());
    held.beacon = BEACON;
    held.to_opened();
    held
}

fn due(held: &Ceremony) -> u64 {
    time_of(&crate::drand::chain(QUICKNET), held.beacon)
}

/// A round whose order, once set, is witnessed by the checkpoint that `witness` makes.
fn witnessed(name: &'static str, why: &'static str, witness: fn(&mut Ceremony) -> Note) -> Vector {
    let mut held = opened();
    held.set_order();
    let checkpoint = witness(&mut held);
    held.append_checkpoint("order-witnessed", &checkpoint);
    conclude(name, held, why)
}

fn conclude(name: &'static str, mut held: Ceremony, why: &'static str) -> Vector {
    held.record_drand();
    held.draw();
    held.publish();
    Vector::bad(name, &held, "V20", why)
}

fn witnesses() -> Vec<Vector> {
    vec![
        witnessed("order-without-quorum", "one of three witnesses saw the order", |held| {
            held.office.cosigned(&held.witnesses[..1])
        }),
        witnessed("order-not-cosigned", "the checkpoint carries no cosignature", |held| {
            held.office.cosigned(&[])
        }),
        witnessed("order-cosigned-by-stranger", "a stranger makes up the quorum", |held| {
            let by = ["notary", "stranger"].map(str::to_owned);
            held.office.cosigned(&by)
        }),
        witnessed("order-one-bad-cosignature", "a third cosignature is not accepted", |held| {
            let mut checkpoint = held.office.cosigned(&held.witnesses);
            checkpoint.signatures[3].blob[70] ^= 1;
            checkpoint
        }),
    ]
}

fn times() -> Vec<Vector> {
    vec![
        witnessed("order-witnessed-too-late", "cosigned a second after the lead began", |held| {
            let late = due(held) - held.rules.randomness.lead + 1;
            held.office.wait_until(late);
            held.office.cosigned(&held.witnesses)
        }),
        witnessed("order-one-witness-late", "a third cosignature, after the lead began", |held| {
            let mut checkpoint = held.office.cosigned(&held.witnesses[..2]);
            let late = due(held) - held.rules.randomness.lead + 1;
            held.office.observer("neighbour").cosign(&mut checkpoint, late);
            held.office.wait_until(late);
            checkpoint
        }),
        witnessed(
            "order-cosigned-before-it-was",
            "cosigned long before the order was set",
            |held| {
                let time = held.office.clock - 400;
                held.office.cosigned_at(held.office.entries.len(), &held.witnesses, time)
            },
        ),
        set_too_late(),
    ]
}

fn set_too_late() -> Vector {
    let mut held = opened();
    let latest = due(&held) - held.rules.randomness.lead;
    held.office.wait_until(latest + 100);
    held.set_order();
    let checkpoint = held.office.cosigned_at(held.office.entries.len(), &held.witnesses, latest);
    held.append_checkpoint("order-witnessed", &checkpoint);
    let why = "the order was set after the lead began, and the witnesses' clocks are slow";
    conclude("order-set-too-late", held, why)
}

fn checkpoints() -> Vec<Vector> {
    vec![
        witnessed("order-not-covered", "the checkpoint ends before the order", |held| {
            let size = held.office.entries.len() - 1;
            held.office.cosigned_at(size, &held.witnesses, held.office.clock)
        }),
        witnessed("order-of-other-journal", "the witnesses cosigned another journal", |held| {
            let order = held.office.entries.pop().unwrap_or_default();
            held.office.entries.push(b"{}".to_vec());
            let checkpoint = held.office.cosigned(&held.witnesses);
            held.office.entries.pop();
            held.office.entries.push(order);
            checkpoint
        }),
        witnessed("order-checkpoint-unsigned", "the office did not sign the checkpoint", |held| {
            let mut checkpoint = held.office.cosigned(&held.witnesses);
            checkpoint.signatures.remove(0);
            checkpoint
        }),
        retired_key(),
    ]
}

fn retired_key() -> Vector {
    let mut held = opened();
    held.office.rotate("journal", "journal 2", false);
    held.set_order();
    let mut checkpoint = held.office.checkpoint_by(held.office.entries.len(), "journal");
    for id in held.witnesses.clone() {
        held.office.observer(&id).cosign(&mut checkpoint, held.office.clock);
    }
    held.append_checkpoint("order-witnessed", &checkpoint);
    let why = "the key that was replaced signed the checkpoint";
    conclude("order-checkpoint-by-retired-key", held, why)
}

/// A round whose order was set for a drand round that passed, and then again with these notes.
fn second(name: &'static str, why: &'static str, notes: fn(&Ceremony) -> Vec<String>) -> Vector {
    let mut held = opened();
    held.beacon = 1000;
    held.set_order();
    let notes = notes(&held);
    held.office.forge(move |entry| entry["notes"] = serde_json::json!(notes));
    held.set_order_again(BEACON, &[]);
    held.witness_order();
    conclude(name, held, why)
}

/// Notes that the office signs in the witnesses' names.
fn forged(held: &Ceremony) -> Vec<String> {
    let text = held.statements().not_cosigned(held.order, &held.office.entries[held.order]);
    let key = held.office.key("journal");
    let sign = |id: &String| note(&text, &format!("{id}.example/key"), &key).to_string();
    held.witnesses.iter().take(2).map(sign).collect()
}

fn second_orders() -> Vec<Vector> {
    vec![
        second("second-order-forged-notes", "the office signed for the witnesses", forged),
        second("second-order-without-quorum", "one of three witnesses denies the first", |held| {
            held.denials(&held.witnesses[..1])
        }),
        second("second-order-one-witness-twice", "one witness gave two notes", |held| {
            let by = [held.witnesses[0].clone(), held.witnesses[0].clone()];
            held.denials(&by)
        }),
        second("second-order-of-other-entry", "the notes deny another entry", |held| {
            let entry = held.order - 1;
            let text = held.statements().not_cosigned(entry, &held.office.entries[entry]);
            let sign = |id: &String| held.office.observer(id).sign(&text).to_string();
            held.witnesses.iter().map(sign).collect()
        }),
    ]
}

/// A round given up after the order, with these notes.
fn voided(name: &'static str, why: &'static str, notes: fn(&Ceremony) -> Vec<String>) -> Vector {
    let mut held = opened();
    held.set_order();
    let notes = notes(&held);
    held.void_with(&notes);
    Vector::bad(name, &held, "V28", why)
}

fn voids() -> Vec<Vector> {
    vec![
        voided("void-forged-notes", "the office signed for the witnesses", forged),
        voided("void-without-quorum", "one of three witnesses denies the order", |held| {
            held.denials(&held.witnesses[..1])
        }),
    ]
}
