//! Long journals: replaying one takes time in proportion to its entries, whatever they are.
//!
//! Each journal here would keep a replay that looks back from every entry over all before it busy
//! for minutes.

#![allow(clippy::unwrap_used, reason = "whatever fails here fails the test")]

mod readers;

use std::time::{Duration, Instant};

use paiwei_protocol::{
    digest::Digest,
    journal::{
        Announced, Body, Entry, Event, IntakePhase, Journal, JournalOpened, KeyRole, KeyRotated,
    },
    merkle,
    note::Note,
};
use readers::notes::{note_key, signer};

const ORIGIN: &str = "office.example/journal";
const ENTRIES: usize = 20_000;
/// Far more than a replay takes on a slow and busy machine, far less than looking back takes.
const SOON: Duration = Duration::from_secs(60);

#[expect(clippy::disallowed_methods, reason = "this test is about time")]
fn soon(work: impl FnOnce()) {
    let start = Instant::now();
    work();
    assert!(start.elapsed() < SOON, "took {:?}", start.elapsed());
}

fn statement() -> Note {
    Note::sign("paiwei x v1\n", &[(ORIGIN, &signer(1))]).unwrap()
}

fn opened() -> Journal {
    let opened = JournalOpened {
        origin: ORIGIN.into(),
        journal: note_key(ORIGIN, 1),
        receipts: note_key("office.example/journal/receipts", 3),
        recovery: note_key("office.example/journal/recovery", 4),
        proof: statement(),
    };
    Journal::open(&entry(Body::JournalOpened(Box::new(opened)))).unwrap()
}

fn entry(body: Body) -> Entry {
    Entry { at: 1_800_000_000, body }
}

fn of_round(round: &str, event: Event) -> Entry {
    Entry::of_round(1_800_000_000, round, 1, event)
}

/// Announcements of one round each, of a cohort each.
fn announcements() -> impl Iterator<Item = Entry> {
    let rules = readers::round::rules();
    let announced = Announced::of(rules, b"rules", Digest::of(b"tag key")).unwrap();
    let alone = Announced { observers: Vec::new(), ..announced };
    (0..).map(move |number| {
        let announced = Announced { cohort: format!("c{number}"), ..alone.clone() };
        of_round(&format!("r{number}"), Event::Announced(Box::new(announced)))
    })
}

fn intake(phase: IntakePhase) -> Event {
    Event::Intake { phase, size: 0, root: Digest::of(b"") }
}

#[test]
fn the_root_at_every_size() {
    soon(|| {
        let mut journal = opened();
        journal.append(&announcements().next().unwrap()).unwrap();
        journal.append(&of_round("r0", intake(IntakePhase::Open))).unwrap();
        let hour = of_round("r0", intake(IntakePhase::Hour));
        for _ in 0..ENTRIES {
            journal.append(&hour).unwrap();
        }
        let mut frontier = merkle::Frontier::new();
        for (size, leaf) in (1..).zip(journal.leaves()) {
            frontier.push(*leaf);
            assert_eq!(journal.root_at(size), Some(frontier.root()));
        }
        assert_eq!(journal.root_at(0), Some(Digest::of(b"")));
        assert_eq!(journal.root_at(journal.size() + 1), None);
        assert_eq!(journal.root_at(u64::MAX), None);
    });
}

#[test]
fn a_cohort_a_round() {
    soon(|| {
        let mut journal = opened();
        announcements().take(ENTRIES).for_each(|entry| journal.append(&entry).unwrap());
    });
}

#[test]
fn to_and_fro_between_the_machines() {
    soon(|| {
        let mut journal = opened();
        announcements().take(ENTRIES).for_each(|entry| journal.append(&entry).unwrap());
        let key = note_key(ORIGIN, 6);
        for _ in 0..ENTRIES {
            journal.append(&entry(Body::HandedOver { key: key.clone() })).unwrap();
            journal.append(&entry(Body::HandedBack)).unwrap();
        }
        journal.append(&of_round("r7", intake(IntakePhase::Open))).unwrap();
        assert!(journal.append(&entry(Body::HandedOver { key: key.clone() })).is_err());
        journal.append(&of_round("r7", intake(IntakePhase::Close))).unwrap();
        journal.append(&entry(Body::HandedOver { key })).unwrap();
    });
}

#[test]
fn a_key_an_entry() {
    soon(|| {
        let mut journal = opened();
        let keys = [note_key(ORIGIN, 5), note_key(ORIGIN, 6)];
        let proof = statement();
        for number in 0..ENTRIES {
            let (key, proof) = (keys[number % 2].clone(), proof.clone());
            let rotated = KeyRotated { role: KeyRole::Journal, key, lost: true, proof };
            journal.append(&entry(Body::KeyRotated(Box::new(rotated)))).unwrap();
        }
        for number in 0..ENTRIES {
            assert_eq!(journal.keys().journal_at(number as u64 + 1), &keys[number % 2]);
        }
    });
}
