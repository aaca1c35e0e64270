//! Orders that are set again, and times at their bounds (PROTOCOL.md, section 11).

use crate::{
    ceremony::Ceremony,
    drand::{QUICKNET, chain, time_of},
    vector::Vector,
};

use super::randomness::{beacon, three_observers};

pub(super) fn all() -> Vec<Vector> {
    vec![
        second_order(),
        second_order_after_hasty(),
        second_order_dice(),
        void_after_hasty_order(),
        times_at_their_bounds(),
    ]
}

fn second_order() -> Vector {
    let mut held = beacon(QUICKNET, 1000);
    held.to_opened();
    held.set_order();
    // Nobody cosigned in time: the drand round of the first order passes.
    held.office.clock += 3600;
    held.set_order_again(657_413, &held.witnesses.clone());
    held.witness_order();
    held.record_drand();
    held.draw();
    held.publish();
    Vector::good("second-order", &held, "the notary states that it did not cosign the first order")
}

/// A round whose order leaves a witness no time.
fn hasty() -> Ceremony {
    let mut held = beacon(QUICKNET, 1000);
    held.to_opened();
    held.office.wait_until(time_of(&chain(QUICKNET), 1000) - 10);
    held.set_order();
    held
}

fn second_order_after_hasty() -> Vector {
    let mut held = hasty();
    held.set_order_again(657_413, &held.witnesses.clone());
    held.witness_order();
    held.record_drand();
    held.draw();
    held.publish();
    Vector::good("second-order-after-hasty", &held, "the first order left no time, the second does")
}

fn void_after_hasty_order() -> Vector {
    let mut held = hasty();
    let notes = held.denials(&held.witnesses);
    held.void_with(&notes);
    Vector::good("void-after-hasty-order", &held, "the order left no time, and the round was void")
}

fn times_at_their_bounds() -> Vector {
    let mut held = beacon(QUICKNET, 657_413);
    (held.rules.posting.objection, held.rules.timeline.close) =
        (60, held.rules.timeline.open + 9000);
    held.begin();
    held.take_applications();
    let late = held.intake.split_off(4);
    held.office.wait_until(held.receipts[4].time + 7199);
    held.hour();
    held.intake.extend(late);
    held.close_intake();
    held.review();
    held.post();
    held.witness_posting();
    held.freeze();
    let size = held.office.entries.len();
    let seen = held.office.cosigned_at(size, &held.witnesses, held.objections_end);
    held.append_checkpoint("freeze-witnessed", &seen);
    let opened = held.office.clock;
    held.open("office");
    held.office.clock = opened;
    held.miss("notary");
    let latest = time_of(&chain(QUICKNET), held.beacon) - held.rules.randomness.lead;
    held.office.wait_until(latest);
    held.set_order();
    let seen = held.office.cosigned_at(held.office.entries.len(), &held.witnesses, latest);
    held.append_checkpoint("order-witnessed", &seen);
    held.record_drand();
    held.draw();
    let published = held.office.clock;
    held.publish();
    let size = held.office.entries.len();
    let checkpoint = held.office.cosigned_at(size, &held.witnesses, published - 300);
    let mut vector = Vector::good("times-at-their-bounds", &held, "no second to spare anywhere")
        .with_receipts([held.slips[4].clone()])
        .remarked([("E", "1 office")]);
    vector.round = held.folder_under(&checkpoint);
    vector
}

fn second_order_dice() -> Vector {
    let mut held = three_observers();
    held.to_opened();
    held.set_order();
    held.set_order_again(0, &["committee".to_owned(), "neighbour".to_owned()]);
    held.witness_order();
    held.throw();
    held.record_dice();
    held.draw();
    held.publish();
    Vector::good("second-order-dice", &held, "two of three witnesses deny the first order")
}
