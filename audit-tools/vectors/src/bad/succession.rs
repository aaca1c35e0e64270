//! An office that puts its own key in the place of a family's, and then signs for the family: V30
//! (PROTOCOL.md, sections 6.4 and 6.6).

use super::receipts::{two_programs, vector};
use crate::{ceremony::Ceremony, secret::signing_key, vector::Vector};

pub(super) fn all() -> Vec<Vector> {
    vec![
        usurped("key-usurped", "revision 2 is signed by a key that is not the family's", |held| {
            held.rekey("An", &signing_key("office's own"), true);
        }),
        usurped(
            "key-usurped-in-between",
            "the office signs revision 2 itself, and then makes the roll's with the family's key",
            |held| {
                held.rekey("An", &signing_key("office's own"), true);
                held.rekey("An", &signing_key("family An"), false);
            },
        ),
        usurped(
            "key-from-nowhere",
            "the counter takes the key away, and the next revision is signed by another",
            |held| {
                held.child("An").key = false;
                held.revise("An", "P1>P2");
                held.child("An").choices = "P2".to_owned();
                held.rekey("An", &signing_key("office's own"), true);
            },
        ),
        while_open(),
    ]
}

/// An applies, then `act` makes revisions; all of An's receipts are given.
fn usurped(name: &'static str, why: &'static str, act: fn(&mut Ceremony)) -> Vector {
    let mut held = two_programs();
    held.begin();
    held.take_applications();
    act(&mut held);
    held.close_and_draw();
    let receipts = [&held.slips[..1], &held.slips[5..]].concat();
    vector(name, &held, why, &receipts)
}

/// Two receipts are enough, however far the round has come.
fn while_open() -> Vector {
    let mut held = two_programs();
    held.begin();
    held.take_applications();
    held.rekey("An", &signing_key("office's own"), true);
    held.hour();
    let receipts = [held.slips[0].clone(), held.slips[5].clone()];
    let why = "while applications are taken, a revision is signed by another key";
    vector("key-usurped-while-open", &held, why, &receipts)
}
