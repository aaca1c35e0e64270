//! Receipts that are not what they say, or contradict the roll: L1 and L4.

use paiwei_protocol::digest::Digest;

use super::{
    ProofVector,
    family::{Family, published, round},
};
use crate::{ceremony::Ceremony, receipt::Receipt, secret::signing_key};

pub(super) fn all() -> Vec<ProofVector> {
    vec![
        forged("receipt-by-stranger", "somebody else signed the receipt", |held, receipt| {
            let (name, _) = held.office.receipts_key();
            receipt.signed(&name, &signing_key("a stranger")).to_string().into_bytes()
        }),
        forged("receipt-of-other-round", "a receipt of another round", |held, receipt| {
            receipt.round = "junior-2028".to_owned();
            receipt.sign(&signing_key("family An"));
            held.sign_receipt(receipt)
        }),
        forged("receipt-of-other-office", "a receipt of another office", |held, receipt| {
            receipt.origin = "330198.admissions.example/journal".to_owned();
            receipt.sign(&signing_key("family An"));
            held.sign_receipt(receipt)
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
