//! Somebody without the office's keys, and an office that makes up its observers: V04, V05, V09.

use crate::{
    ceremony::{Ceremony, trust},
    office::Office,
    people::five,
    rules::{ORIGIN, START, observers, small},
    vector::{Vector, Verdict},
};

use super::published;

pub(super) fn all() -> Vec<Vector> {
    vec![
        all_forged(),
        trust_of_other_office(),
        opening_kept(),
        journal_continued(),
        observers_made_up(),
    ]
}

/// A whole round by a forger: every name is right, every key is another.
#[must_use]
fn forged() -> Ceremony {
    let mut rules = small();
    rules.observers = observers("forger", ["notary"]);
    let mut held = Ceremony::new(Office::open("forger", ORIGIN, START), rules, five());
    held.to_published();
    held
}

fn all_forged() -> Vector {
    let why = "all is consistent, and made with other keys than the pinned ones";
    let vector = Vector::bad("forged-throughout", &forged(), "V04", why);
    Vector { trust: Some(published().trust()), ..vector }
}

fn trust_of_other_office() -> Vector {
    let other = Office::open("office", "330198.admissions.example/journal", START);
    let why = "the trust that was given is another office's";
    let vector = Vector::bad("trust-of-other-office", &published(), "V04", why);
    Vector { trust: Some(trust(&other, &small())), ..vector }
}

fn opening_kept() -> Vector {
    let honest = published();
    let mut rules = small();
    rules.observers = observers("forger", ["notary"]);
    let mut office = Office::open("forger", ORIGIN, START);
    office.entries[0] = honest.office.entries[0].clone();
    let mut held = Ceremony::new(office, rules, five());
    held.to_published();
    let mut folder = held.folder();
    let inside = trust(&honest.office, &held.rules);
    folder.insert("trust.txt".to_owned(), inside);
    crate::folder::sum(&mut folder);
    let why = "entry 0 is the office's, all others are the forger's";
    let vector = Vector::bad_folder("forged-after-opening", &held, folder, "V05", why);
    Vector { trust: Some(honest.trust()), ..vector }
}

fn journal_continued() -> Vector {
    let mut held = published();
    let honest = held.trust();
    // The forger has the published journal, and annuls the result in its name.
    held.office.whose = "forger";
    held.annul();
    held.draw_again();
    let mut folder = held.folder();
    folder.insert("trust.txt".to_owned(), honest.clone());
    crate::folder::sum(&mut folder);
    let why = "a forger went on with the published journal";
    let vector = Vector::bad_folder("forged-continuation", &held, folder, "V05", why);
    Vector { trust: Some(honest), ..vector }
}

fn observers_made_up() -> Vector {
    let mut rules = small();
    rules.observers = observers("forger", ["notary"]);
    let mut held = Ceremony::alone(rules, five());
    held.office.observers = "forger";
    held.to_published();
    let why = "the office made the notary's keys itself; the true notary is pinned";
    let verdict = Verdict { exit: 2, check: Some("V09"), remarks: Vec::new(), why };
    let vector = Vector::of("observers-made-up", &held, held.folder(), verdict);
    Vector { trust: Some(published().trust()), ..vector }
}
