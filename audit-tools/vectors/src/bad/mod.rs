//! Rounds of a dishonest office, or of a forger. Around each act all hashes and signatures are
//! valid as far as its doer's keys reach. The check of each verdict follows from PROTOCOL.md,
//! section 16.

mod answered;
mod answers;
mod beacon;
mod changes;
mod cohort;
mod corner;
mod corners;
mod dice;
mod entries;
mod events;
mod failures;
mod files;
mod forger;
mod intake;
mod keys;
mod machines;
mod objection;
mod order;
mod outcome;
mod receipt_texts;
mod receipts;
mod roll;
mod rules;
mod seeds;
mod steps;
mod succession;
mod witnesses;

use crate::{
    ceremony::Ceremony,
    people::{Child, five},
    rules::small,
    vector::Vector,
};

/// All bad rounds.
#[must_use]
pub fn all() -> Vec<Vector> {
    let integrity = [files::all(), entries::all(), keys::all(), rules::all()];
    let order = [events::all(), steps::all(), machines::all()];
    let people = [seeds::all(), intake::all(), roll::all(), changes::all(), objection::all()];
    let draws =
        [cohort::all(), order::all(), dice::all(), failures::all(), beacon::all(), outcome::all()];
    let others =
        [witnesses::all(), receipts::all(), receipt_texts::all(), corners::all(), forger::all()];
    let after = [succession::all(), answers::all(), answered::all()].concat();
    [integrity.concat(), order.concat(), people.concat(), draws.concat(), others.concat(), after]
        .concat()
}

/// A round of the smallest rules for five children, to be announced.
fn plain() -> Ceremony {
    Ceremony::alone(small(), five())
}

/// The same, with keys of the families.
fn keyed() -> Ceremony {
    Ceremony::alone(small(), five().into_iter().map(Child::with_key).collect())
}

/// An honest round, published.
fn published() -> Ceremony {
    let mut held = plain();
    held.to_published();
    held
}
