//! Seeds and their notes: V11, V19.

use serde_json::json;

use crate::{ceremony::Ceremony, people::note, vector::Vector};

use super::{plain, published};

pub(super) fn all() -> Vec<Vector> {
    vec![
        commitment_not_signed(),
        commitment_note(
            "commitment-of-other-attempt",
            "the notary's note is of attempt 2",
            |held| {
                held.attempt = 2;
            },
        ),
        commitment_note(
            "commitment-of-other-round",
            "the notary's note is of another round",
            |held| {
                held.rules.round = "junior-2026".to_owned();
            },
        ),
        commitment_of_other_seed(),
        seed_mismatch("seed-mismatch-office", "office", "the office opened another seed"),
        seed_mismatch("seed-mismatch-notary", "notary", "the notary's opened seed is another"),
        opening_not_signed(),
        opening_of_other_seed(),
        missing_too_early(),
        second_attempt_mismatch(),
    ]
}

fn commitment_not_signed() -> Vector {
    let mut held = plain();
    held.announce();
    held.commit("office");
    // The office makes up a seed for the notary, and signs for it with a key of its own.
    let commitment = held.statements().commitment("notary", &[9; 32]);
    let text = held.statements().seed_commit("notary", &commitment);
    let forged = note(&text, "notary.example/key", &held.office.key("journal")).to_string();
    held.office.forge(move |entry| entry["note"] = json!(forged));
    held.commit_to("notary", [9; 32]);
    held.take_applications();
    held.close_and_draw();
    let why = "the office signed the notary's commitment with a key of its own";
    Vector::bad("commitment-not-signed", &held, "V11", why)
}

/// A round in which the notary's commitment carries a note made after `act`.
fn commitment_note(name: &'static str, why: &'static str, act: fn(&mut Ceremony)) -> Vector {
    let mut other = plain();
    act(&mut other);
    let mut held = plain();
    held.announce();
    held.commit("office");
    let seed = [9; 32];
    let commitment = held.statements().commitment("notary", &seed);
    let text = other.statements().seed_commit("notary", &commitment);
    let elsewhere = held.note_of("notary", &text);
    held.office.forge(move |entry| entry["note"] = elsewhere);
    held.commit_to("notary", seed);
    held.take_applications();
    held.close_and_draw();
    Vector::bad(name, &held, "V11", why)
}

fn commitment_of_other_seed() -> Vector {
    let mut held = plain();
    held.announce();
    held.commit("office");
    let theirs = held.statements().commitment("notary", &[8; 32]);
    let text = held.statements().seed_commit("notary", &theirs);
    let signed = held.note_of("notary", &text);
    held.office.forge(move |entry| entry["note"] = signed);
    held.commit_to("notary", [9; 32]);
    held.take_applications();
    held.close_and_draw();
    let why = "the notary signed another commitment than the one that stands";
    Vector::bad("commitment-replaced", &held, "V11", why)
}

fn seed_mismatch(name: &'static str, holder: &str, why: &'static str) -> Vector {
    let mut held = plain();
    held.to_posted();
    held.seeds.insert(holder.to_owned(), [5; 32]);
    held.finish();
    Vector::bad(name, &held, "V19", why)
}

/// A round in which the notary's opening carries this note.
fn opened_with(name: &'static str, why: &'static str, sign: fn(&Ceremony) -> String) -> Vector {
    let mut held = plain();
    held.to_posted();
    held.freeze();
    held.open("office");
    let forged = sign(&held);
    held.office.forge(move |entry| entry["note"] = json!(forged));
    held.open("notary");
    held.randomise();
    held.draw();
    held.publish();
    Vector::bad(name, &held, "V19", why)
}

fn opening_not_signed() -> Vector {
    let why = "the office opened the notary's seed with a signature of its own";
    opened_with("opening-not-signed", why, |held| {
        let text = held.statements().seed_open("notary", &held.seeds["notary"]);
        note(&text, "notary.example/key", &held.office.key("journal")).to_string()
    })
}

fn opening_of_other_seed() -> Vector {
    let why = "the notary signed that it opened another seed";
    opened_with("opening-replaced", why, |held| {
        let text = held.statements().seed_open("notary", &[8; 32]);
        held.office.observer("notary").sign(&text).to_string()
    })
}

fn missing_too_early() -> Vector {
    let mut held = plain();
    held.rules.timeline.reveal = 600;
    held.to_posted();
    held.freeze();
    held.open("office");
    held.rules.timeline.reveal = 500;
    held.miss("notary");
    held.randomise();
    held.draw();
    held.publish();
    let why = "the notary's time to open was not over";
    Vector::bad("missing-too-early", &held, "V19", why)
}

fn second_attempt_mismatch() -> Vector {
    let mut held = published();
    held.annul();
    held.commit_all();
    held.seeds.insert("office".to_owned(), [5; 32]);
    held.finish();
    let why = "in attempt 2 the office opened another seed";
    Vector::bad("seed-mismatch-attempt-2", &held, "V19", why)
}
