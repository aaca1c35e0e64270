//! What is given as a receipt and is none, or is of another round: V30 and V32 are not run for it
//! (PROTOCOL.md, section 6.13).

use super::answers;
use crate::{
    answer::Answer,
    ceremony::Ceremony,
    people::{Child, five},
    receipt::Receipt,
    rules::small,
    secret::signing_key,
    vector::Vector,
};

const OTHER_ROUND: &str = "junior-2026";
const OTHER_OFFICE: &str = "330198.admissions.example/journal";

pub(super) fn all() -> Vec<Vector> {
    vec![
        given("receipt-of-other-round", "the receipt is of another round", |held, receipt| {
            OTHER_ROUND.clone_into(&mut receipt.round);
            receipt.sign(&signing_key("family An"));
            held.sign_receipt(receipt)
        }),
        given("receipt-of-other-origin", "the receipt is of another office", |held, receipt| {
            OTHER_OFFICE.clone_into(&mut receipt.origin);
            receipt.sign(&signing_key("family An"));
            held.sign_receipt(receipt)
        }),
        given("receipt-other-kind", "a text of another kind", |held, receipt| {
            let slip = String::from_utf8(held.sign_receipt(receipt)).unwrap_or_default();
            slip.replacen("paiwei receipt v1", "paiwei receipt v2", 1).into_bytes()
        }),
        given("receipt-is-none", "a file that is no receipt", |held, _| {
            held.files["roll.csv"].clone()
        }),
        beside_a_good_one(),
        answered("answer-of-other-round", "an answer to another round", |answer| {
            OTHER_ROUND.clone_into(&mut answer.of.round);
        }),
        answered("answer-of-other-origin", "an answer to another office", |answer| {
            OTHER_OFFICE.clone_into(&mut answer.of.origin);
        }),
    ]
}

fn published() -> Ceremony {
    let mut held = Ceremony::alone(small(), five().into_iter().map(Child::with_key).collect());
    held.to_published();
    held
}

/// A good round with what `act` makes of An's receipt.
fn given(
    name: &'static str,
    why: &'static str,
    act: fn(&Ceremony, &mut Receipt) -> Vec<u8>,
) -> Vector {
    let held = published();
    let mut receipt = held.receipts[0].clone();
    let slip = act(&held, &mut receipt);
    Vector::good(name, &held, why).with_receipts([slip]).open("V30")
}

/// What is told of the good one is told all the same.
fn beside_a_good_one() -> Vector {
    let mut held = Ceremony::alone(small(), five());
    held.to_published();
    let receipts = [held.slips[0].clone(), held.files["draw.txt"].clone()];
    Vector::good("receipt-beside-a-stranger", &held, "one receipt, and one file that is none")
        .with_receipts(receipts)
        .open("V30")
        .remarked([("An", "1 office")])
}

/// A round that took one answer; its family gives the receipt of another, which `act` makes.
fn answered(name: &'static str, why: &'static str, act: fn(&mut Answer)) -> Vector {
    let mut held = answers::published();
    let child = answers::placed(&held).remove(0);
    held.answer(&child, "accept");
    held.enter_answers();
    let mut other = held.answered[0].clone();
    act(&mut other);
    let slip = held.sign_answer(&other);
    Vector::good(name, &held, why).with_receipts([slip]).open("V32")
}
