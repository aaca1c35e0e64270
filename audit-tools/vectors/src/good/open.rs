//! Nothing is found wrong, but something cannot be told: exit 2 (PROTOCOL.md, section 16).

use crate::{
    ceremony::{Ceremony, trust},
    people::five,
    rules::{observers, small},
    vector::Vector,
};

use super::{randomness::three_observers, review::revised, rounds::published};

pub(super) fn all() -> Vec<Vector> {
    vec![
        unpinned(),
        unpinned_observer(),
        not_witnessed(),
        too_few_witnesses(),
        announced(),
        taking_applications(),
        frozen(),
        drawn(),
        unanswered_revision(),
        receipt_while_open(),
        annulled_and_running(),
    ]
}

fn unpinned() -> Vector {
    let held = published();
    let vector = Vector::good("unpinned", &held, "no trust was given").open("V04");
    Vector { trust: None, ..vector }
}

fn unpinned_observer() -> Vector {
    let held = published();
    let mut rules = small();
    rules.observers = observers("office", ["committee"]);
    let trust = Some(trust(&held.office, &rules));
    let vector = Vector::good("unpinned-observer", &held, "the notary is not pinned").open("V09");
    Vector { trust, ..vector }
}

fn not_witnessed() -> Vector {
    let mut held = published();
    held.witnesses.clear();
    Vector::good("not-witnessed", &held, "nobody has cosigned the last checkpoint yet").open("V29")
}

fn too_few_witnesses() -> Vector {
    let mut held = three_observers();
    held.to_published();
    held.witnesses.truncate(1);
    Vector::good("too-few-witnesses", &held, "one of three has cosigned so far").open("V29")
}

fn running(name: &'static str, play: fn(&mut Ceremony)) -> Vector {
    let mut held = Ceremony::alone(small(), five());
    play(&mut held);
    Vector::good(name, &held, "the round is neither published nor void").open("V24")
}

fn announced() -> Vector {
    running("announced", Ceremony::announce)
}

fn taking_applications() -> Vector {
    running("taking-applications", |held| {
        held.begin();
        held.open_intake();
        held.apply_all();
        held.hour();
    })
}

fn frozen() -> Vector {
    running("frozen", |held| {
        held.to_posted();
        held.freeze();
    })
}

fn drawn() -> Vector {
    running("drawn", Ceremony::to_drawn)
}

fn unanswered_revision() -> Vector {
    let mut held = revised();
    held.close_and_draw();
    let receipts = [held.slips[0].clone()];
    Vector::good("revision-unanswered", &held, "the roll has a higher revision than the receipt")
        .with_receipts(receipts)
        .open("V30")
}

fn receipt_while_open() -> Vector {
    let vector = running("receipt-while-open", |held| {
        held.begin();
        held.take_applications();
        held.hour();
    });
    let mut held = Ceremony::alone(small(), five());
    held.begin();
    held.take_applications();
    vector.with_receipts([held.slips[2].clone()]).remarked([("Cai", "1 office")])
}

fn annulled_and_running() -> Vector {
    running("annulled-and-running", |held| {
        held.to_published();
        held.annul();
        held.commit_all();
    })
}
