//! A small office that the observer's tests deal with: it appends whatever it is told to.

use paiwei_protocol::{
    digest::Digest,
    drand::QUICKNET,
    ed25519::SigningKey,
    journal::{
        Announced, BeaconRound, Body, Entry, Event, IntakePhase, Journal, JournalOpened, Table,
    },
    merkle,
    note::{Checkpoint, KeyKind, Note, VerifierKey},
    rules::{
        Band, Dice, Numbers, Observer, OrderKey, Ownership, Pool, PostedNames, Posting, Program,
        Randomness, Rules, Source, Stage, Tier, Timeline, Titles, Vacancies,
    },
    seed, statement,
};

use super::{Bundle, Home};

pub(super) const ORIGIN: &str = "office.example/journal";
pub(super) const ROUND: &str = "small-2027";
/// `at` of entry 0; each further entry is ten seconds later.
pub(super) const START: u64 = 1_800_000_000;
const SEED: [u8; 32] = [9; 32];

/// An office and its journal.
#[derive(Clone)]
pub(super) struct Office {
    pub(super) rules: Rules,
    pub(super) entries: Vec<Entry>,
    pub(super) pending: Option<Vec<u8>>,
}

impl Office {
    /// Opens a journal and announces a round whose only observer is `home`.
    pub(super) fn new(home: &Home, sources: Vec<Source>) -> Self {
        let mut office = Self { rules: rules(home, sources), entries: Vec::new(), pending: None };
        office.push(opening());
        let bytes = office.rules.to_json();
        let announced = Announced::of(&office.rules, &bytes, Digest::of(b"tag key")).unwrap();
        office.event(Event::Announced(Box::new(announced)));
        office
    }

    fn push(&mut self, body: Body) {
        let at = START + 10 * self.entries.len() as u64;
        self.entries.push(Entry { at, body });
    }

    /// Appends a step of the round's first attempt.
    pub(super) fn event(&mut self, event: Event) {
        self.push(Body::Round { round: ROUND.into(), attempt: 1, event });
    }

    /// Takes what an observer gave for its seed's commitment.
    pub(super) fn committed(&mut self, note: &Note) {
        let line = note.text.lines().nth(5).unwrap();
        let commitment = line.parse().unwrap();
        let note = Some(note.clone());
        self.event(Event::SeedCommitted { holder: "notary".into(), commitment, note });
        let own = seed::commitment(ORIGIN, ROUND, 1, "office", &SEED);
        let holder = "office".to_owned();
        self.event(Event::SeedCommitted { holder, commitment: own, note: None });
    }

    /// Begins to take applications.
    pub(super) fn open_intake(&mut self) {
        self.event(Event::Intake { phase: IntakePhase::Open, size: 0, root: empty() });
    }

    /// Counts them, still none.
    pub(super) fn count_intake(&mut self) {
        self.event(Event::Intake { phase: IntakePhase::Hour, size: 0, root: empty() });
    }

    /// Goes on to the frozen roll.
    pub(super) fn frozen(&mut self) {
        let empty = empty();
        self.open_intake();
        self.event(Event::Intake { phase: IntakePhase::Close, size: 0, root: empty });
        let table = Table { size: 0, root: empty, sha256: Digest::of(b"roll") };
        self.event(Event::RollPosted(table));
        self.event(Event::RollFrozen { roll: table, changes: Digest::of(b"changes") });
    }

    /// Opens its own seed.
    pub(super) fn opened(&mut self) {
        self.event(Event::SeedOpened { holder: "office".into(), seed: SEED, note: None });
    }

    /// Takes the observer's seed.
    pub(super) fn taken(&mut self, note: &Note) {
        let line = note.text.lines().nth(5).unwrap();
        let seed = paiwei_protocol::digest::parse_hex(line).unwrap();
        let note = Some(note.clone());
        self.event(Event::SeedOpened { holder: "notary".into(), seed, note });
    }

    /// Sets the order, with the first drand round `later` seconds after its entry or more.
    pub(super) fn ordered(&mut self, later: Option<u64>) {
        let drand = later.map(|later| self.beacon(later));
        self.event(Event::OrderSet { drand, notes: Vec::new() });
    }

    /// Sets another order, the first having been denied.
    pub(super) fn ordered_again(&mut self, later: u64, denied: Note) {
        let drand = Some(self.beacon(later));
        self.event(Event::OrderSet { drand, notes: vec![denied] });
    }

    fn beacon(&self, later: u64) -> BeaconRound {
        let at = START + 10 * self.entries.len() as u64;
        BeaconRound { chain: QUICKNET.hash, round: QUICKNET.round_at_or_after(at + later) }
    }

    /// `at` of the last entry.
    pub(super) fn now(&self) -> u64 {
        self.entries.last().unwrap().at
    }

    /// The bundle of the first `size` entries.
    pub(super) fn bundle_of(&self, size: usize) -> Bundle {
        let entries: Vec<Vec<u8>> = self.entries[..size].iter().map(Entry::to_bytes).collect();
        let root = merkle::root(&entries);
        let checkpoint = Checkpoint { origin: ORIGIN.into(), size: size as u64, root }.to_string();
        let checkpoint = Note::sign(&checkpoint, &[(ORIGIN, &key(1))]).unwrap();
        Bundle {
            rules: Some(self.rules.to_json()),
            checkpoint,
            entries,
            pending: self.pending.clone(),
        }
    }

    /// The bundle of all entries.
    pub(super) fn bundle(&self) -> Bundle {
        self.bundle_of(self.entries.len())
    }

    /// The journal as the protocol replays it: a check of these tests themselves.
    pub(super) fn journal(&self) -> Journal {
        let mut journal = Journal::open(&self.entries[0]).unwrap();
        self.entries[1..].iter().for_each(|entry| journal.append(entry).unwrap());
        journal
    }
}

/// Root of no records.
fn empty() -> Digest {
    Digest::of(b"")
}

fn key(number: u8) -> SigningKey {
    SigningKey::from_seed([number; 32])
}

fn opening() -> Body {
    let vkey =
        |name: &str, number| VerifierKey::new(name, KeyKind::Note, key(number).public()).unwrap();
    let journal = vkey(ORIGIN, 1);
    let receipts = vkey(&format!("{ORIGIN}/receipts"), 2);
    let recovery = vkey(&format!("{ORIGIN}/recovery"), 3);
    let text = statement::keys(ORIGIN, 0, &[("journal", &journal), ("receipts", &receipts)]);
    let proof = Note::sign(&text, &[(recovery.name(), &key(3))]).unwrap();
    let origin = ORIGIN.to_owned();
    Body::JournalOpened(Box::new(JournalOpened { origin, journal, receipts, recovery, proof }))
}

fn titles() -> Titles {
    Titles { zh: "小型派位".into(), en: "A small round".into() }
}

pub(super) fn dice() -> Dice {
    Dice { sides: 10, throws: 40 }
}

fn rules(home: &Home, sources: Vec<Source>) -> Rules {
    let drand = sources.iter().any(|source| matches!(source, Source::Drand { .. }));
    let program = Program {
        id: "P1".into(),
        school: "P1".into(),
        titles: titles(),
        ownership: Ownership::Public,
        jurisdiction: "Qingchuan".into(),
        plan: Some(1),
        pools: vec![Pool {
            id: "main".into(),
            seats: Some(1),
            tiers: vec![Tier::Everyone],
            order: vec![OrderKey::Band],
        }],
    };
    Rules {
        origin: ORIGIN.into(),
        round: ROUND.into(),
        cohort: "entry-2027".into(),
        follows: None,
        titles: titles(),
        jurisdiction: "Qingchuan".into(),
        stage: Stage::Compulsory,
        rehearsal: false,
        timeline: Timeline { open: START, close: START + 20, reveal: 60, answers: None },
        observers: vec![Observer {
            id: "notary".into(),
            titles: titles(),
            note_key: home.note_key().to_string(),
            cosign_key: home.cosign_key().to_string(),
            seed: true,
            witness: true,
            confirm: true,
        }],
        randomness: Randomness {
            sources,
            lead: if drand { 600 } else { 0 },
            fallback: drand.then(dice),
        },
        posting: Posting { objection: 0, names: PostedNames::None },
        bands: vec![Band { most: 1, programs: vec!["P1".into()] }],
        numbers: Numbers::PerChild,
        bundles: None,
        categories: Vec::new(),
        reasons: Vec::new(),
        programs: vec![program],
        vacancies: Vacancies::None,
    }
}
