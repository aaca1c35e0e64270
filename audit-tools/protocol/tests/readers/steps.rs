//! Journal entries of every type.

use paiwei_protocol::{
    digest::Digest,
    drand,
    journal::{
        Announced, Beacon, BeaconRound, Body, Entry, Event, IntakePhase, JournalOpened, KeyRole,
        KeyRotated, PublishedFiles, Recorded, Table,
    },
    note::Note,
};

use super::{
    Reading,
    notes::{cosigned_checkpoint, note_key, signer},
    round, settle,
};

const ORIGIN: &str = "office.example/journal";

pub(crate) fn entries() -> Vec<Vec<u8>> {
    let bodies = about_keys().into_iter().chain(events().into_iter().map(|event| Body::Round {
        round: "small-2027".into(),
        attempt: 1,
        event,
    }));
    bodies.map(|body| Entry { at: 1_800_000_000, body }.to_bytes()).collect()
}

pub(crate) fn entry(bytes: &[u8]) -> Reading {
    settle("entry", bytes, Entry::read("entry", bytes), |entry| {
        let _ = entry.confirmed_hash();
        entry.to_bytes()
    })
}

/// A signed statement; what it says is for later checks.
fn statement() -> Note {
    Note::sign("paiwei x v1\n", &[(ORIGIN, &signer(1))]).unwrap()
}

fn about_keys() -> Vec<Body> {
    let opened = JournalOpened {
        origin: ORIGIN.into(),
        journal: note_key(ORIGIN, 1),
        receipts: note_key("office.example/journal/receipts", 3),
        recovery: note_key("office.example/journal/recovery", 4),
        proof: statement(),
    };
    let role = KeyRole::Receipts;
    let rotated = KeyRotated { role, key: note_key(ORIGIN, 5), lost: true, proof: statement() };
    vec![
        Body::JournalOpened(Box::new(opened)),
        Body::KeyRotated(Box::new(rotated)),
        Body::HandedOver { key: note_key(ORIGIN, 6) },
        Body::HandedBack,
    ]
}

fn events() -> Vec<Event> {
    [before_the_draw(), seeds_and_order(), randomness(), outcome()].concat()
}

fn table() -> Table {
    Table { size: 6, root: Digest::of(b"root"), sha256: Digest::of(b"file") }
}

fn before_the_draw() -> Vec<Event> {
    let announced = Announced::of(round::rules(), round::RULES, Digest::of(b"tag key"));
    vec![
        Event::Announced(Box::new(announced.unwrap())),
        Event::Intake { phase: IntakePhase::Hour, size: 3, root: Digest::of(b"") },
        Event::RollPosted(table()),
        Event::PostingWitnessed { checkpoint: cosigned_checkpoint() },
        Event::RollFrozen { roll: table(), changes: Digest::of(b"changes") },
        Event::FreezeWitnessed { checkpoint: cosigned_checkpoint() },
    ]
}

fn seeds_and_order() -> Vec<Event> {
    let (holder, commitment) = ("notary".to_owned(), Digest::of(b"seed"));
    let drand = Some(BeaconRound { chain: drand::DEFAULT.hash, round: 9 });
    vec![
        Event::SeedCommitted { holder: holder.clone(), commitment, note: Some(statement()) },
        Event::SeedOpened { holder: "office".into(), seed: [1; 32], note: None },
        Event::SeedMissing { holder },
        Event::OrderSet { drand, notes: vec![statement(), cosigned_checkpoint()] },
        Event::OrderSet { drand: None, notes: vec![] },
        Event::OrderWitnessed { checkpoint: cosigned_checkpoint() },
    ]
}

fn randomness() -> Vec<Event> {
    let at = BeaconRound { chain: drand::DEFAULT.hash, round: 9 };
    let previous_signature = Some(vec![2; 96]);
    let beacon = Beacon { at, signature: vec![0xab; 96], previous_signature };
    let dice = || "1 2 3".to_owned();
    let confirmations = vec![statement()];
    vec![
        Event::DiceThrown { dice: dice(), again: None, confirmations: vec![] },
        Event::DiceThrown {
            dice: dice(),
            again: Some("a die fell off the table".into()),
            confirmations: confirmations.clone(),
        },
        Event::SourceFailed { reason: "no round".into(), confirmations: confirmations.clone() },
        Event::RandomnessRecorded(Recorded::Dice { fallback: true, dice: dice(), confirmations }),
        Event::RandomnessRecorded(Recorded::Drand(beacon)),
    ]
}

fn outcome() -> Vec<Event> {
    let hash = Digest::of(b"file");
    let files = |verify| PublishedFiles {
        protocol: hash,
        cutoffs: hash,
        draw: hash,
        verify,
        waitlist: hash,
    };
    vec![
        Event::ResultPublished { files: files(None), results: table() },
        Event::ResultPublished { files: files(Some(hash)), results: table() },
        Event::Standing { result: 17 },
        Event::Answers { size: 3, root: Digest::of(b"root") },
        Event::Voided { reason: "原因".into(), notes: vec![statement()] },
        Event::Annulled { reason: "r".into(), result: 17, confirmations: vec![statement()] },
    ]
}
