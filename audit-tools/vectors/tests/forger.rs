//! Somebody without the keys, who recomputes every hash and root, is found.

#![allow(clippy::unwrap_used, reason = "whatever fails here fails the test")]

use paiwei_protocol::{
    trust::Trust,
    verify::{Folder, Report, verify},
};
use paiwei_vectors::{
    ceremony::Ceremony,
    folder::sum,
    office::Office,
    people::five,
    rules::{ORIGIN, START, observers, small},
};

fn honest() -> Ceremony {
    let mut held = Ceremony::alone(small(), five());
    held.to_published();
    held
}

/// Judges a folder by what the honest round pins.
fn judge(folder: &Folder) -> Report {
    let trust = Trust::read("trust.txt", &honest().trust()).unwrap();
    verify(folder, Some(&trust), &[], &mut |_| {})
}

/// Exit status and deciding check.
fn verdict(folder: &Folder) -> (u8, String) {
    let report = judge(folder);
    let check = report.deciding().map(|check| check.id.to_string());
    (report.exit(), check.unwrap_or_default())
}

/// The honest round, whose journal and files `act` rewrites with all hashes and roots; the forger
/// keeps the cosignatures and signatures that are there, and can make none.
fn rewritten(act: impl FnOnce(&mut Ceremony)) -> Folder {
    let mut held = honest();
    let signed = held.office.cosigned(&held.witnesses);
    let trust = held.trust();
    act(&mut held);
    let mut checkpoint = held.office.cosigned(&held.witnesses);
    checkpoint.signatures = signed.signatures;
    let mut folder = held.folder_under(&checkpoint);
    folder.insert("trust.txt".to_owned(), trust);
    sum(&mut folder);
    folder
}

/// Draws anew from the files as they are, and replaces the last entry by what comes out.
fn publish_again(held: &mut Ceremony) {
    held.compute();
    held.office.entries.pop();
    held.publish();
}

#[test]
fn the_honest_round_passes() {
    assert_eq!(verdict(&honest().folder()), (0, String::new()));
    assert_eq!(verdict(&rewritten(|_| {})), (0, String::new()));
}

#[test]
fn a_rewritten_result() {
    let folder = rewritten(|held| {
        held.line("An").points = Some(9);
        held.write_roll();
        publish_again(held);
    });
    assert_eq!(verdict(&folder), (1, "V05".to_owned()));
}

#[test]
fn a_rewritten_journal() {
    for index in 1..honest().office.entries.len() {
        let folder = rewritten(|held| {
            let entry = String::from_utf8(held.office.entries[index].clone()).unwrap();
            // A second later is an entry of the right form that nobody signed.
            let at = entry.find("\"at\":").unwrap() + 5;
            let end = at + entry[at..].find(',').unwrap();
            let later = entry[at..end].parse::<u64>().unwrap() + 1;
            held.office.entries[index] =
                format!("{}{later}{}", &entry[..at], &entry[end..]).into_bytes();
        });
        assert_eq!(verdict(&folder), (1, "V05".to_owned()), "entry {index}");
    }
}

#[test]
fn a_shortened_journal() {
    for size in 1..honest().office.entries.len() {
        let folder = rewritten(|held| held.office.entries.truncate(size));
        assert_eq!(verdict(&folder), (1, "V05".to_owned()), "{size} entries");
    }
}

#[test]
fn a_continued_journal() {
    let folder = rewritten(|held| {
        held.office.whose = "forger";
        held.office.observers = "forger";
        held.annul();
        held.draw_again();
    });
    assert_eq!(verdict(&folder), (1, "V05".to_owned()));
}

#[test]
fn a_key_put_in_force_by_the_forger() {
    let mut held = honest();
    let trust = held.trust();
    held.office.whose = "forger";
    held.office.rotate("journal", "journal", true);
    let mut folder = held.folder();
    folder.insert("trust.txt".to_owned(), trust);
    sum(&mut folder);
    assert_eq!(verdict(&folder), (1, "V05".to_owned()));
}

/// Everything anew under the same names, for the forger's favourite.
fn forged() -> Ceremony {
    let mut rules = small();
    rules.observers = observers("forger", ["notary"]);
    let mut held = Ceremony::new(Office::open("forger", ORIGIN, START), rules, five());
    held.to_published();
    held
}

#[test]
fn everything_anew_under_the_same_names() {
    assert_eq!(verdict(&forged().folder()), (1, "V04".to_owned()));
}

#[test]
fn everything_anew_under_the_true_opening() {
    let mut rules = small();
    rules.observers = observers("forger", ["notary"]);
    let mut office = Office::open("forger", ORIGIN, START);
    office.entries[0] = honest().office.entries[0].clone();
    let mut held = Ceremony::new(office, rules, five());
    held.to_published();
    assert_eq!(verdict(&held.folder()), (1, "V05".to_owned()));
}

#[test]
fn without_pinned_keys_the_forger_is_not_told_from_the_office() {
    let report = verify(&forged().folder(), None, &[], &mut |_| {});
    assert_eq!(report.exit(), 2);
    assert_eq!(report.deciding().unwrap().id.to_string(), "V04");
}
