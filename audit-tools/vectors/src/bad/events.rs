//! The order of events: V06.

use serde_json::json;

use crate::{ceremony::Ceremony, people::child, vector::Vector};

use super::plain;

pub(super) fn all() -> Vec<Vector> {
    [before_the_draw(), after_the_draw()].concat()
}

/// A round that goes on to its result after `act`, which begins at the state that it is given.
pub(super) fn acted(
    name: &'static str,
    why: &'static str,
    until: fn(&mut Ceremony),
    act: fn(&mut Ceremony),
) -> Vector {
    let mut held = plain();
    until(&mut held);
    act(&mut held);
    Vector::bad(name, &held, "V06", why)
}

fn before_the_draw() -> Vec<Vector> {
    let nothing: fn(&mut Ceremony) = |_| {};
    vec![
        acted("freeze-without-commitment", "the notary never committed", nothing, |held| {
            held.announce();
            held.commit("office");
            held.take_applications();
            held.close_intake();
            held.review();
            held.post();
            held.freeze();
            held.open("office");
            held.opened.insert("notary".to_owned(), None);
            held.randomise();
            held.draw();
            held.publish();
        }),
        acted("committed-twice", "the office replaced its seed", Ceremony::begin, |held| {
            held.commit_to("office", [7; 32]);
            held.take_applications();
            held.close_and_draw();
        }),
        acted("stranger-commits", "somebody who holds no seed commits", Ceremony::begin, |held| {
            held.commit("committee");
            held.take_applications();
            held.close_and_draw();
        }),
        acted(
            "commitment-without-note",
            "the notary's commitment without its note",
            |_| {},
            |held| {
                held.announce();
                held.commit("office");
                held.office.forge(|entry| entry["note"] = json!(null));
                held.commit("notary");
                held.take_applications();
                held.close_and_draw();
            },
        ),
        acted("posted-twice", "another roll was posted", Ceremony::to_posted, |held| {
            held.post();
            held.finish();
        }),
        acted(
            "intake-after-close",
            "an application came after the close",
            Ceremony::begin,
            |held| {
                held.take_applications();
                held.close_intake();
                let late = child("Late", "P1");
                held.children.push(late.clone());
                held.apply(&late);
                held.close_and_draw();
            },
        ),
        acted("intake-shrinks", "intake lost an application", Ceremony::begin, |held| {
            held.take_applications();
            held.hour();
            held.intake.pop();
            held.children.pop();
            held.close_and_draw();
        }),
    ]
}

fn after_the_draw() -> Vec<Vector> {
    let result: fn(&mut Ceremony) = Ceremony::to_published;
    vec![
        acted("second-result", "a second result without annulment", result, |held| {
            held.publish();
        }),
        acted("second-attempt-silently", "attempt 2 began without annulment", result, |held| {
            held.attempt = 2;
            held.draw_again();
        }),
        acted("standing-wrong", "standing names another entry than the result", result, |held| {
            held.result -= 1;
            held.stand();
        }),
        acted("standing-annulled", "standing names the annulled result", result, |held| {
            let first = held.result;
            held.annul();
            held.draw_again();
            held.result = first;
            held.stand();
        }),
        acted("void-after-result", "given up after the result", result, Ceremony::void),
        acted("seed-opened-before", "attempt 2 uses the seed of attempt 1", result, |held| {
            let seed = held.seeds["office"];
            held.annul();
            held.commit_to("office", seed);
            held.commit("notary");
            held.finish();
        }),
        acted("commitment-used-before", "attempt 2 repeats a commitment", result, |held| {
            let first = held.statements().commitment("office", &held.seeds["office"]).to_string();
            held.annul();
            held.office.forge(move |entry| entry["commitment"] = json!(first));
            held.draw_again();
        }),
        acted("announced-twice", "the round's id was used before", result, |held| {
            held.rules.cohort = "born-2016".to_owned();
            held.announce();
        }),
        acted(
            "rehearsal-among-official",
            "a rehearsal in the official journal",
            |_| {},
            |held| {
                held.rules.rehearsal = true;
                held.to_published();
            },
        ),
    ]
}
