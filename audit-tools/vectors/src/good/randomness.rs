//! Where randomness comes from, and who watches (PROTOCOL.md, sections 10 and 11).

use paiwei_protocol::rules::{Dice, Rules, Source};

use crate::{
    ceremony::Ceremony,
    drand::{DEFAULT, QUICKNET},
    people::five,
    rules::{DICE, observers, small, with_drand},
    vector::Vector,
};

pub(super) fn all() -> Vec<Vector> {
    vec![
        drand_default(),
        drand_default_first(),
        drand_quicknet(),
        dice_and_drand(),
        fallback_dice(),
        fallback_not_needed(),
        missing_seed(),
        quorum_two_of_three(),
        witnesses_beyond_quorum(),
        separate_duties(),
        vetoed_dice(),
        vetoed_fallback(),
        joint_confirmation(),
    ]
}

/// A round with drand alone, ready to be announced.
pub(crate) fn beacon(chain: &str, round: u64) -> Ceremony {
    let mut held = Ceremony::alone(with_drand(small(), chain, round), five());
    held.beacon = round;
    held
}

fn published(name: &'static str, mut held: Ceremony, why: &'static str) -> Vector {
    held.to_published();
    Vector::good(name, &held, why)
}

fn drand_default() -> Vector {
    published("drand-default", beacon(DEFAULT, 3_311_596), "a round of drand's default chain")
}

fn drand_default_first() -> Vector {
    published(
        "drand-default-first",
        beacon(DEFAULT, 1),
        "round 1: its previous is the 32-byte genesis",
    )
}

fn drand_quicknet() -> Vector {
    published("drand-quicknet", beacon(QUICKNET, 657_413), "a round of drand's quicknet")
}

/// A round with dice, then drand.
pub(crate) fn both() -> Ceremony {
    let mut held = beacon(QUICKNET, 657_413);
    held.rules.randomness.sources.insert(0, Source::Dice(DICE));
    held
}

fn dice_and_drand() -> Vector {
    published("dice-and-drand", both(), "dice before the order, then a drand round")
}

/// A round with drand and dice to fall back on.
pub(crate) fn with_fallback() -> Ceremony {
    let mut held = beacon(QUICKNET, 1000);
    held.rules.randomness.fallback = Some(Dice { sides: 6, throws: 50 });
    held
}

fn fallback_dice() -> Vector {
    let mut held = with_fallback();
    held.to_opened();
    held.set_order();
    held.witness_order();
    held.fail_source();
    held.throw();
    held.record_throw("fallback");
    held.draw();
    held.publish();
    Vector::good("fallback-dice", &held, "drand failed; six-sided dice in its place")
}

fn fallback_not_needed() -> Vector {
    published("fallback-not-needed", with_fallback(), "drand did not fail; the fallback is unused")
}

fn missing_seed() -> Vector {
    let mut held = Ceremony::alone(small(), five());
    held.to_posted();
    held.freeze();
    held.open("office");
    held.miss("notary");
    held.randomise();
    held.draw();
    held.publish();
    Vector::good("missing-seed", &held, "the notary did not open its seed in time")
}

/// A round with three observers of all duties.
pub(crate) fn three_observers() -> Ceremony {
    let observers = observers("office", ["notary", "committee", "neighbour"]);
    Ceremony::alone(Rules { observers, ..small() }, five())
}

fn quorum_two_of_three() -> Vector {
    let mut held = three_observers();
    held.witnesses = vec!["notary".to_owned(), "neighbour".to_owned()];
    held.confirmers = vec!["committee".to_owned(), "notary".to_owned()];
    published("quorum-two-of-three", held, "two of three observers witness and confirm")
}

fn witnesses_beyond_quorum() -> Vector {
    published("three-of-three", three_observers(), "all three observers witness and confirm")
}

fn separate_duties() -> Vector {
    let mut rules = three_observers().rules;
    for (observer, duty) in rules.observers.iter_mut().zip(0..) {
        (observer.seed, observer.witness, observer.confirm) = (duty == 0, duty == 1, duty == 2);
    }
    let held = Ceremony::alone(rules, five());
    published("separate-duties", held, "one observer holds a seed, one witnesses, one confirms")
}

fn vetoed_dice() -> Vector {
    let mut held = Ceremony::alone(small(), five());
    held.to_opened();
    held.set_order();
    held.witness_order();
    held.throw();
    held.throw_again("a die fell off the table");
    held.throw_again("the second person typed another face");
    held.record_dice();
    held.draw();
    held.publish();
    Vector::good("vetoed-dice", &held, "two throws were vetoed, with confirmations")
}

fn vetoed_fallback() -> Vector {
    let mut held = with_fallback();
    held.rules.randomness.sources.insert(0, Source::Dice(DICE));
    held.to_opened();
    held.throw();
    held.throw_again("a die fell off the table");
    held.record_dice();
    held.set_order();
    held.witness_order();
    held.fail_source();
    held.fallback = true;
    held.throw();
    held.throw_again("a die fell off the table");
    held.record_throw("fallback");
    held.draw();
    held.publish();
    Vector::good("dice-and-fallback", &held, "ten-sided dice, then six-sided in drand's place")
}

fn joint_confirmation() -> Vector {
    let mut held = three_observers();
    held.to_opened();
    held.set_order();
    held.witness_order();
    held.throw();
    held.record_dice_jointly();
    held.draw();
    held.publish();
    Vector::good("joint-confirmation", &held, "all three sign one note")
}
