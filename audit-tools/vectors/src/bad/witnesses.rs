//! Cosignatures over the journal's last checkpoint: V29.

use paiwei_protocol::note::Note;

use crate::{
    ceremony::Ceremony,
    people::five,
    rules::{observers, small},
    vector::Vector,
};

pub(super) fn all() -> Vec<Vector> {
    vec![
        cosigned("cosigned-too-early", "a cosignature is older than the last entry", |held| {
            let time = held.office.clock - 400;
            held.office.cosigned_at(held.office.entries.len(), &held.witnesses, time)
        }),
        cosigned("cosignature-bad", "one of three cosignatures is not accepted", |held| {
            let mut checkpoint = held.office.cosigned(&held.witnesses);
            checkpoint.signatures[3].blob[40] ^= 1;
            checkpoint
        }),
        cosigned("cosignature-time-changed", "a cosignature was given another time", |held| {
            let mut checkpoint = held.office.cosigned(&held.witnesses);
            checkpoint.signatures[1].blob[7] ^= 1;
            checkpoint
        }),
        cosigned("cosignature-of-older", "a cosignature is of an older checkpoint", |held| {
            let size = held.office.entries.len();
            let older = held.office.cosigned_at(size - 1, &held.witnesses, held.office.clock);
            let mut checkpoint = held.office.cosigned(&held.witnesses[..2]);
            checkpoint.signatures.push(older.signatures[3].clone());
            checkpoint
        }),
        cosigned(
            "cosignature-as-note",
            "a witness signed as a note, with the key for cosignatures",
            |held| {
                let mut checkpoint = held.office.cosigned(&held.witnesses);
                checkpoint.signatures[2].blob.drain(..8);
                checkpoint
            },
        ),
    ]
}

/// A round with three witnesses under the checkpoint that `act` makes.
fn cosigned(name: &'static str, why: &'static str, act: fn(&Ceremony) -> Note) -> Vector {
    let mut rules = small();
    rules.observers = observers("office", ["notary", "committee", "neighbour"]);
    let mut held = Ceremony::alone(rules, five());
    held.to_published();
    let checkpoint = act(&held);
    Vector::bad_folder(name, &held, held.folder_under(&checkpoint), "V29", why)
}
