//! Signatures in the corners of Ed25519 (PROTOCOL.md, section 3.1): on receipts, statements,
//! checkpoints, cosignatures, and in verifier keys.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use paiwei_protocol::{
    digest::Digest,
    note::{KeyKind, Note},
};
use serde_json::json;

use crate::{ceremony::Ceremony, receipt::Receipt, secret::secret, vector::Vector};

use super::{
    corner::{Point, plus_order, sign},
    keyed, plain, published,
};

pub(super) fn all() -> Vec<Vector> {
    [families(), statements(), checkpoints(), vec![key_of_small_order()]].concat()
}

/// A round in which An's family signs with this key and this R.
fn family(name: &'static str, why: &'static str, key: Point, r: Point) -> Vector {
    by_family(name, why, |request| sign(&secret("family An"), request, key, r))
}

fn by_family(
    name: &'static str,
    why: &'static str,
    sign: impl Fn(&[u8]) -> ([u8; 32], [u8; 64]),
) -> Vector {
    let mut held = keyed();
    held.begin();
    held.open_intake();
    let children = held.children.clone();
    let mut receipt = Receipt::of(&children[0], &held.office.origin, &held.rules.round, 1);
    let (key, signature) = sign(receipt.request().as_bytes());
    (receipt.key, receipt.signature) = (Some(key), Some(signature));
    held.receive(receipt);
    for child in &children[1..] {
        held.apply(child);
    }
    held.close_and_draw();
    let slip = held.slips[0].clone();
    Vector::bad(name, &held, "V30", why).with_receipts([slip])
}

fn families() -> Vec<Vector> {
    use Point::{Honest, Identity, IdentityAgain, Mixed, Small};
    vec![
        family("family-key-identity", "the family's key is the identity", Identity, Honest),
        family("family-key-small", "the family's key is of small order", Small, Honest),
        family("family-key-mixed", "the family's key has a part of small order", Mixed, Honest),
        family(
            "family-key-again",
            "the key is the identity's second encoding",
            IdentityAgain,
            Honest,
        ),
        family("family-key-and-r-mixed", "key and R have parts that cancel out", Mixed, Mixed),
        family("family-r-identity", "R is the identity", Honest, Identity),
        family("family-r-small", "R is of small order", Honest, Small),
        family("family-r-mixed", "R has a part of small order", Honest, Mixed),
        family("family-r-again", "R is the identity's second encoding", Honest, IdentityAgain),
        by_family("family-s-plus-order", "S + L is written for S", |request| {
            let (key, signature) = sign(&secret("family An"), request, Honest, Honest);
            (key, plus_order(signature))
        }),
    ]
}

/// The same note with its signature bent.
fn bent(note: &str, bend: impl Fn(&[u8]) -> [u8; 64]) -> String {
    let mut note =
        Note::parse("note", note.as_bytes()).expect("the script's notes are well-formed");
    note.signatures[0].blob = bend(note.text.as_bytes()).to_vec();
    note.to_string()
}

/// The label of the notary's key for notes.
const NOTARY: &str = "office notary notes";

fn mixed_r(text: &[u8]) -> [u8; 64] {
    sign(&secret(NOTARY), text, Point::Honest, Point::Mixed).1
}

fn large_s(text: &[u8]) -> [u8; 64] {
    plus_order(sign(&secret(NOTARY), text, Point::Honest, Point::Honest).1)
}

/// A round in which the notary's note in the entry of `kind` is bent.
fn statement(
    name: &'static str,
    check: &'static str,
    why: &'static str,
    until: fn(&mut Ceremony),
    then: fn(&mut Ceremony),
    bend: fn(&[u8]) -> [u8; 64],
) -> Vector {
    let mut held = plain();
    until(&mut held);
    held.office.forge(move |entry| {
        for member in ["/note", "/confirmations/0"] {
            if let Some(note) = entry.pointer_mut(member) {
                *note = json!(bent(note.as_str().unwrap_or_default(), bend));
            }
        }
    });
    then(&mut held);
    Vector::bad(name, &held, check, why)
}

fn statements() -> Vec<Vector> {
    let committing: fn(&mut Ceremony) = |held| {
        held.announce();
        held.commit("office");
    };
    let commit: fn(&mut Ceremony) = |held| {
        held.commit("notary");
        held.take_applications();
        held.close_and_draw();
    };
    let opening: fn(&mut Ceremony) = |held| {
        held.to_posted();
        held.freeze();
        held.open("office");
    };
    let open: fn(&mut Ceremony) = |held| {
        held.open("notary");
        held.randomise();
        held.draw();
        held.publish();
    };
    let thrown: fn(&mut Ceremony) = |held| {
        held.to_opened();
        held.set_order();
        held.witness_order();
        held.throw();
    };
    let record: fn(&mut Ceremony) = |held| {
        held.record_dice();
        held.draw();
        held.publish();
    };
    let (mixed, large) = ("R has a part of small order", "S + L is written for S");
    vec![
        statement("commitment-r-mixed", "V11", mixed, committing, commit, mixed_r),
        statement("commitment-s-plus-order", "V11", large, committing, commit, large_s),
        statement("opening-r-mixed", "V19", mixed, opening, open, mixed_r),
        statement("opening-s-plus-order", "V19", large, opening, open, large_s),
        statement("confirmation-r-mixed", "V21", mixed, thrown, record, mixed_r),
        statement("confirmation-s-plus-order", "V21", large, thrown, record, large_s),
    ]
}

/// An honest round under a checkpoint whose signature line `line` is bent.
fn checkpoint(
    name: &'static str,
    check: &'static str,
    why: &'static str,
    line: usize,
    bend: fn(&str, &mut Vec<u8>),
) -> Vector {
    let held = published();
    let mut checkpoint = held.office.cosigned(&held.witnesses);
    let text = checkpoint.text.clone();
    bend(&text, &mut checkpoint.signatures[line].blob);
    Vector::bad_folder(name, &held, held.folder_under(&checkpoint), check, why)
}

fn checkpoints() -> Vec<Vector> {
    let (mixed, large) = ("R has a part of small order", "S + L is written for S");
    let by_office: fn(&str, &mut Vec<u8>) = |text, blob| {
        *blob =
            sign(&secret("office journal"), text.as_bytes(), Point::Honest, Point::Mixed).1.into();
    };
    let by_notary: fn(&str, &mut Vec<u8>) = |text, blob| {
        let time = u64::from_be_bytes(blob[..8].try_into().unwrap_or_default());
        let signed = format!("cosignature/v1\ntime {time}\n{text}");
        let key = secret("office notary cosigns");
        let (_, signature) = sign(&key, signed.as_bytes(), Point::Honest, Point::Mixed);
        blob[8..].copy_from_slice(&signature);
    };
    let larger: fn(&str, &mut Vec<u8>) = |_, blob| {
        let at = blob.len() - 64;
        let signature: [u8; 64] = blob[at..].try_into().unwrap_or([0; 64]);
        blob[at..].copy_from_slice(&plus_order(signature));
    };
    vec![
        checkpoint("checkpoint-r-mixed", "V05", mixed, 0, by_office),
        checkpoint("checkpoint-s-plus-order", "V05", large, 0, larger),
        checkpoint("cosignature-r-mixed", "V29", mixed, 1, by_notary),
        checkpoint("cosignature-s-plus-order", "V29", large, 1, larger),
    ]
}

fn key_of_small_order() -> Vector {
    let mut held = plain();
    held.to_posted();
    let (key, _) = sign(&secret("any"), b"", Point::Small, Point::Honest);
    let kind = KeyKind::Note as u8;
    let id = Digest::of_parts(&[held.office.origin.as_bytes(), b"\n", &[kind], &key]);
    let encoded = STANDARD.encode([&[kind], &key[..]].concat());
    let verifier = format!("{}+{}+{encoded}", held.office.origin, hex::encode(&id.0[..4]));
    held.office.forge(move |entry| entry["key"] = json!(verifier));
    held.office.hand_over();
    held.finish();
    Vector::bad("ceremony-key-small", &held, "V03", "the ceremony machine's key is of small order")
}
