//! Receipts that are not what they say, or contradict the roll: L1 and L4.

use paiwei_protocol::digest::Digest;

use super::{
    ProofVector,
    family::{Family, published, round},
};
use crate::{ceremony::Ceremony, receipt::Receipt, secret::signing_key};

pub(super) fn all() -> Vec<ProofVector> {
    let mut found = strange();
    found.extend([
        forged("receipt-by-stranger", "somebody else signed the receipt", |held, receipt| {
            let (name, _) = held.office.receipts_key();
            receipt.signed(&name, &signing_key("a stranger")).to_string().into_bytes()
        }),
        forged("family-signature-bad", "the family signed other choices", |held, receipt| {
            receipt.choices = "P2|P1".to_owned();
            held.sign_receipt(receipt)
        }),
        forged("receipt-cut-off", "the receipt is cut off", |held, receipt| {
            let mut bytes = held.sign_receipt(receipt);
            bytes.truncate(100);
            bytes
        }),
        forged("receipt-round-cut-off", "cut off in the id of its round", |held, receipt| {
            receipt.round = "junior-2028".to_owned();
            let mut bytes = held.sign_receipt(receipt);
            let round = bytes.windows(7).position(|bytes| bytes == b"\nround:").unwrap_or_default();
            bytes.truncate(round + 10);
            bytes
        }),
        forged(
            "receipt-round-office",
            "the office signed a round that is no id",
            |held, receipt| {
                receipt.round = "office".to_owned();
                receipt.sign(&signing_key("family An"));
                held.sign_receipt(receipt)
            },
        ),
        forged(
            "receipt-too-long",
            "the receipt has more bytes than one may have",
            |held, receipt| {
                let mut bytes = held.sign_receipt(receipt);
                bytes.extend([b'\n'; 16 << 10]);
                bytes
            },
        ),
        contradicting("choices-contradict", "the roll has other choices", |held| {
            held.line("An").choices.bands.swap(0, 1);
        }),
        contradicting("commitment-contradicts", "the roll has another child's identity", |held| {
            held.line("An").commitment = Digest::of(b"another child");
        }),
        contradicting("revision-contradicts", "the receipt is later than the roll", |held| {
            let child = held.child("An").clone();
            held.apply(&child);
            held.line("An").revision = 1;
        }),
    ]);
    found
}

/// What is no receipt, or one of another round: L1 is not run, unless another fails it (6.13).
fn strange() -> Vec<ProofVector> {
    let held = published();
    let given = |receipts: Vec<Vec<u8>>| Family::of(&held, &["An"]).with(receipts);
    let good = held.slips[0].clone();
    let changed = |act: fn(&mut Receipt)| {
        let mut receipt = held.receipts[0].clone();
        act(&mut receipt);
        held.sign_receipt(&receipt)
    };
    let other_round = changed(|receipt| receipt.round = "junior-2028".to_owned());
    let office = changed(|receipt| receipt.origin = "330198.admissions.example/journal".to_owned());
    let bad = changed(|receipt| receipt.choices = "P2|P1".to_owned());
    let cut_off = other_round[..100].to_vec();
    let request = held.receipts[0].request().into_bytes();
    vec![
        given(vec![other_round.clone()]).open(
            "receipt-of-other-round",
            "L1",
            "a receipt of another round",
        ),
        given(vec![office]).open("receipt-of-other-office", "L1", "a receipt of another office"),
        given(vec![cut_off]).open("other-receipt-cut-off", "L1", "another round's, cut off"),
        given(vec![request]).open("receipt-is-request", "L1", "what was signed, not the receipt"),
        given(vec![Vec::new()]).open("receipt-empty", "L1", "an empty file"),
        given(vec![good, other_round.clone()]).open(
            "receipt-beside-other-round",
            "L1",
            "one receipt of this round and one of another",
        ),
        given(vec![other_round, bad]).bad(
            "bad-beside-other-round",
            "L1",
            "one receipt of another round; of the other the family signed other choices",
        ),
    ]
}

fn forged(
    name: &'static str,
    why: &'static str,
    act: fn(&Ceremony, &mut Receipt) -> Vec<u8>,
) -> ProofVector {
    let held = published();
    let mut receipt = held.receipts[0].clone();
    let slip = act(&held, &mut receipt);
    Family::of(&held, &["An"]).with(vec![slip]).bad(name, "L1", why)
}

/// The office changes the roll after review, before it is posted.
fn contradicting(name: &'static str, why: &'static str, act: fn(&mut Ceremony)) -> ProofVector {
    let mut held = round();
    held.begin();
    held.take_applications();
    held.close_intake();
    held.review();
    act(&mut held);
    held.post();
    held.finish();
    Family::of(&held, &["An"]).bad(name, "L4", why)
}
