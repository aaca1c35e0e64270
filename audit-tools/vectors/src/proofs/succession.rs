//! Keys that the office replaced or put in the family's place, and what review made otherwise than
//! was asked for: L4 (PROTOCOL.md, sections 6.6, 6.12 and 17.6).

use paiwei_protocol::roll::Status;

use super::{
    ProofVector,
    family::{Family, round, slip},
};
use crate::{ceremony::Ceremony, good::succession::linked, secret::signing_key};

pub(super) fn all() -> Vec<ProofVector> {
    vec![replaced(), unanswered(), usurped(), laundered(), by_office(), reviewed(), refused()]
}

/// A round in which `act` is done after all have applied.
fn taken(act: impl FnOnce(&mut Ceremony)) -> Ceremony {
    let mut held = round();
    held.begin();
    held.take_applications();
    act(&mut held);
    held.close_and_draw();
    held
}

/// Fang's family gets another key at the counter and changes its choices with it.
fn with_second_key() -> Ceremony {
    let key = signing_key("family Fang, second device");
    taken(|held| {
        held.rekey("Fang", &key, false);
        held.child("Fang").choices = "P2|P3".to_owned();
        held.rekey("Fang", &key, true);
    })
}

/// Fang's receipts of these revisions.
fn fangs<const N: usize>(held: &Ceremony, revisions: [u64; N]) -> Family {
    let receipts = revisions.map(|revision| slip(held, "Fang", Some(revision)));
    Family::of(held, &["Fang"]).with(receipts.into())
}

fn replaced() -> ProofVector {
    let why = "the counter gave the family another key, which then signed";
    fangs(&with_second_key(), [1, 2, 3])
        .good("key-replaced", why)
        .remarked([("Fang", "2 key"), ("Fang", "2 office")])
}

fn unanswered() -> ProofVector {
    let why = "the roll's key is another, and no receipt shows how it came there";
    fangs(&with_second_key(), [1, 3]).open("key-unanswered", "L4", why)
}

fn usurped() -> ProofVector {
    let held = taken(|held| {
        held.child("Fang").choices = "P2|P3".to_owned();
        held.rekey("Fang", &signing_key("office's own"), true);
    });
    let why = "revision 2 is signed by a key that is not the family's";
    fangs(&held, [1, 2]).bad("key-usurped", "L4", why)
}

/// The family has a receipt of revision 2; the office hands over another one of it.
fn laundered() -> ProofVector {
    let own = signing_key("office's own");
    let held = taken(|held| {
        held.revise("Fang", "P1|P3");
        held.child("Fang").choices = "P2|P3".to_owned();
        held.rekey("Fang", &own, true);
    });
    let seconds = |receipt: &&crate::receipt::Receipt| receipt.revision == 2;
    let mut made = held.receipts.iter().find(seconds).expect("Fang revised").clone();
    made.sign(&own);
    made.signature = None;
    let family = fangs(&held, [1, 2, 3]);
    let receipts = [family.receipts.clone(), vec![held.sign_receipt(&made)]].concat();
    let why =
        "a second receipt of revision 2, made up afterwards, has the key that signed revision 3";
    family.with(receipts).bad("key-laundered", "L4", why)
}

fn by_office() -> ProofVector {
    let held = taken(|held| {
        held.child("Fang").choices = "P2|P3".to_owned();
        held.rekey("Fang", &signing_key("family Fang"), false);
    });
    fangs(&held, [1, 2])
        .good(
            "made-by-office",
            "the roll's revision was made by the office, under the family's key",
        )
        .remarked([("Fang", "2 office")])
}

fn reviewed() -> ProofVector {
    let held = taken(|held| {
        held.child("Bo").categories = vec!["sibling"];
        held.child("Bo").bundle.clear();
        held.child("Cai").bundle.clear();
    });
    let asked = linked(&["Bo", "Cai"]);
    Family::of(&held, &["Bo"])
        .good("review-remarked", "review granted one of two categories, and linked nobody")
        .remarked([
            ("Bo", "1 claims sibling+staff sibling"),
            ("Bo", &format!("1 bundle {asked} -")),
        ])
}

fn refused() -> ProofVector {
    let held = taken(|held| held.child("Fang").status = Status::Refused);
    Family::of(&held, &["Fang"])
        .open("refused", "L4", "review refused the child")
        .remarked([("Fang", "1 status entered refused")])
}
