//! Receipts that nobody signed as they are, or of another form: V30.

use paiwei_protocol::digest::Digest;

use crate::{
    ceremony::Ceremony, people::note, receipt::Receipt, secret::signing_key, vector::Vector,
};

use super::{
    keyed,
    receipts::{two_programs, vector},
};

pub(super) fn all() -> Vec<Vector> {
    [unsigned(), malformed()].concat()
}

/// A round in which An's receipt is made by `act` of the honest one before it enters the intake.
fn received(name: &'static str, why: &'static str, act: fn(&mut Receipt)) -> Vector {
    let mut held = two_programs();
    held.begin();
    held.open_intake();
    let child = held.children[0].clone();
    let mut receipt = Receipt::of(&child, &held.office.origin, &held.rules.round, 1);
    act(&mut receipt);
    held.receive(receipt);
    let children = held.children.clone();
    for child in &children[1..] {
        held.apply(child);
    }
    held.close_and_draw();
    let slip = held.slips[0].clone();
    vector(name, &held, why, &[slip])
}

fn unsigned() -> Vec<Vector> {
    vec![
        received("receipt-other-choices-signed", "the family signed other choices", |receipt| {
            "P2>P1".clone_into(&mut receipt.choices);
            receipt.sign(&signing_key("family An"));
            "P1>P2".clone_into(&mut receipt.choices);
        }),
        received(
            "receipt-other-commitment-signed",
            "the family signed another identity",
            |receipt| {
                let honest = receipt.commitment;
                receipt.commitment = Digest([7; 32]);
                receipt.sign(&signing_key("family An"));
                receipt.commitment = honest;
            },
        ),
        received("receipt-signed-by-other", "somebody else signed for the family", |receipt| {
            let key = receipt.key;
            receipt.sign(&signing_key("family Bo"));
            receipt.key = key;
        }),
        received("receipt-signature-without-key", "a signature, but no key", |receipt| {
            receipt.key = None;
        }),
        by_other_key(),
        by_retired_key(),
        beside_a_stranger(),
    ]
}

/// An honest round with a receipt that `act` makes.
fn given(name: &'static str, why: &'static str, act: fn(&Ceremony) -> Vec<u8>) -> Vector {
    let mut held = keyed();
    held.to_published();
    let slip = act(&held);
    vector(name, &held, why, &[slip])
}

fn by_other_key() -> Vector {
    given("receipt-by-other-key", "the journal key signed the receipt", |held| {
        let name = format!("{}/receipts", held.office.origin);
        let receipt = held.receipts[0].signed(&name, &held.office.key("journal"));
        receipt.to_string().into_bytes()
    })
}

fn by_retired_key() -> Vector {
    let mut held = keyed();
    held.begin();
    held.open_intake();
    held.office.rotate("receipts", "receipts 2", false);
    held.office.clock += 301;
    held.apply_all();
    let name = format!("{}/receipts", held.office.origin);
    let slip = held.receipts[0].signed(&name, &held.office.key("receipts")).to_string();
    held.close_and_draw();
    let why = "a receipts key signed that had been replaced more than five minutes before";
    vector("receipt-by-retired-key", &held, why, &[slip.into_bytes()])
}

/// A receipt of another round does not hide one that fails.
fn beside_a_stranger() -> Vector {
    let mut vector = by_other_key();
    vector.name = "receipt-by-other-key-beside-stranger";
    vector.verdict.why = "the journal key signed one receipt, the other is of another round";
    let mut other = Receipt::of(&keyed().children[0], "a/b", "primary-2027", 1);
    other.sign(&signing_key("family An"));
    let slip = other.signed("a/b/receipts", &signing_key("a stranger")).to_string();
    vector.receipts.push(("2.txt".to_owned(), slip.into_bytes()));
    vector
}

/// A round in which the text of An's receipt is changed by `act`, also for the intake.
fn worded(name: &'static str, why: &'static str, act: fn(String) -> String) -> Vector {
    let mut held = keyed();
    held.begin();
    held.take_applications();
    let text = act(held.receipts[0].text());
    let hash = Digest::of(text.as_bytes());
    held.intake[0] = format!("{},1,{hash}", held.receipts[0].code);
    let (receipts_name, key) = held.office.receipts_key();
    let slip = note(&text, &receipts_name, &key).to_string().into_bytes();
    held.close_and_draw();
    vector(name, &held, why, &[slip])
}

fn malformed() -> Vec<Vector> {
    vec![
        worded("receipt-line-missing", "the receipt lacks its time", |text| {
            text.lines()
                .filter(|line| !line.starts_with("time"))
                .map(|l| format!("{l}\n"))
                .collect()
        }),
        worded("receipt-two-spaces", "two spaces after a colon", |text| {
            text.replacen("round: ", "round:  ", 1)
        }),
        worded(
            "receipt-round-damaged",
            "the receipt names no round, for the id is damaged",
            |text| text.replacen("\nround: ", "\nround: 0", 1),
        ),
    ]
}
