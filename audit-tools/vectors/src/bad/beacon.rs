//! drand rounds: V22.

use paiwei_protocol::rules::Source;
use serde_json::{Value, json};

use crate::{
    ceremony::Ceremony,
    drand::{DEFAULT, QUICKNET, chain, recorded},
    people::five,
    rules::{small, with_drand},
    vector::Vector,
};

pub(super) fn all() -> Vec<Vector> {
    [quicknet(), default_chain(), other_chain()].concat()
}

/// A round whose drand round is recorded with what `act` makes of it.
fn with(
    name: &'static str,
    (chain_name, round): (&str, u64),
    why: &'static str,
    act: fn(&mut Value),
) -> Vector {
    let mut held = Ceremony::alone(with_drand(small(), chain_name, round), five());
    held.beacon = round;
    held.to_opened();
    held.set_order();
    held.witness_order();
    let mut drand = recorded(&chain(chain_name), round);
    act(&mut drand);
    held.record_beacon(&drand);
    conclude(name, held, why)
}

fn conclude(name: &'static str, mut held: Ceremony, why: &'static str) -> Vector {
    held.draw();
    held.publish();
    Vector::bad(name, &held, "V22", why)
}

/// A bit of a hex member changed.
fn flip(member: &mut Value) {
    let text = member.as_str().unwrap_or_default().to_owned();
    let (head, last) = text.split_at(text.len() - 1);
    let last = if last == "0" { "1" } else { "0" };
    *member = json!(format!("{head}{last}"));
}

/// On the curve of G1 (x = 4), but not in the subgroup of prime order.
const OUTSIDE_SUBGROUP: &str = "800000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000004";

fn quicknet() -> Vec<Vector> {
    let at = (QUICKNET, 1000);
    vec![
        with("beacon-other-round", at, "another round of the chain was recorded", |drand| {
            *drand = recorded(&chain(QUICKNET), 1003);
        }),
        with("beacon-signature-of-other-round", at, "another round's signature", |drand| {
            drand["signature"] = recorded(&chain(QUICKNET), 1003)["signature"].clone();
        }),
        with("beacon-signature-changed", at, "a bit of the signature was changed", |drand| {
            flip(&mut drand["signature"]);
        }),
        with("beacon-negated", at, "the point of the other sign", |drand| {
            let text = drand["signature"].as_str().unwrap_or_default().to_owned();
            drand["signature"] = json!(text.replacen('b', "9", 1));
        }),
        with("beacon-identity", at, "the signature is the identity", |drand| {
            drand["signature"] = json!(format!("c0{}", "00".repeat(47)));
        }),
        with("beacon-outside-subgroup", at, "a point outside the subgroup", |drand| {
            drand["signature"] = json!(OUTSIDE_SUBGROUP);
        }),
        with("beacon-needless-previous", at, "a previous signature on quicknet", |drand| {
            drand["previous_signature"] = recorded(&chain(QUICKNET), 1003)["signature"].clone();
        }),
        with("beacon-short", at, "the signature lacks a byte", |drand| {
            let text = drand["signature"].as_str().unwrap_or_default().to_owned();
            drand["signature"] = json!(text[..94]);
        }),
    ]
}

fn default_chain() -> Vec<Vector> {
    let at = (DEFAULT, 72_785);
    vec![
        with("beacon-wrong-previous", at, "the previous signature is another", |drand| {
            flip(&mut drand["previous_signature"]);
        }),
        with("beacon-no-previous", at, "the previous signature is left out", |drand| {
            drand["previous_signature"] = Value::Null;
        }),
        with("beacon-not-canonical", at, "the same point with p added to a coordinate", |drand| {
            let text = drand["signature"].as_str().unwrap_or_default().to_owned();
            drand["signature"] = json!(plus_p(&text));
        }),
    ]
}

/// The field's order p, big-endian.
const P: &str = "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab";

/// Adds p to the first coordinate of a compressed point: it must be small enough to leave the three
/// flag bits alone.
fn plus_p(point: &str) -> String {
    let bytes = |text: &str| hex::decode(text).expect("hex digits");
    let (mut sum, p) = (bytes(point), bytes(P));
    let mut carry = 0;
    for (byte, add) in sum[..48].iter_mut().zip(&p).rev() {
        let total = u16::from(*byte) + u16::from(*add) + carry;
        [*byte, _] = total.to_le_bytes();
        carry = total >> 8;
    }
    assert_eq!(sum[0] >> 5, bytes(point)[0] >> 5, "the coordinate is too large");
    hex::encode(sum)
}

fn other_chain() -> Vec<Vector> {
    let of = |name| vec![Source::Drand { chain: chain(name) }];
    let mut held = Ceremony::alone(with_drand(small(), DEFAULT, 72_785), five());
    held.beacon = 72_785;
    held.rules.randomness.sources = of(QUICKNET);
    held.announce();
    held.rules.randomness.sources = of(DEFAULT);
    held.commit_all();
    held.take_applications();
    held.close_and_draw();
    let why = "the rules name quicknet, the order and the record the default chain";
    vec![Vector::bad("beacon-other-chain", &held, "V20", why)]
}
