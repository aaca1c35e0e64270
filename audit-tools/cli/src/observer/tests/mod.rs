//! An observer's acts against offices that behave, and against some that don't.

mod office;

use std::fs;

use paiwei_protocol::{
    drand::QUICKNET,
    journal::{Event, Recorded, evidence::EvidenceError},
    note::Note,
    rules::Source,
};
use tempfile::TempDir;
use zeroize::Zeroizing;

use super::*;
use office::{ORIGIN, Office, ROUND, START, dice};

fn home() -> (TempDir, Home) {
    let dir = tempfile::tempdir().unwrap();
    let seed = Zeroizing::new([7; 32]);
    let home = Home::create(&dir.path().join("home"), "notary.example", &seed).unwrap();
    (dir, home)
}

fn with_dice() -> Vec<Source> {
    vec![Source::Dice(dice())]
}

fn with_drand() -> Vec<Source> {
    vec![Source::Drand { chain: QUICKNET.hash }]
}

fn drawn() -> Zeroizing<[u8; 32]> {
    Zeroizing::new([5; 32])
}

/// The office, and the observer's acts as far as the order.
fn ordered(home: &Home, sources: Vec<Source>, later: Option<u64>) -> Office {
    let mut office = Office::new(home, sources);
    let note = Session::begin(home, &office.bundle()).unwrap().commit_seed(None, &drawn());
    office.committed(&note.unwrap());
    office.frozen();
    office.opened();
    office.taken(&Session::begin(home, &office.bundle()).unwrap().open_seed(None).unwrap());
    office.ordered(later);
    office
}

fn faces() -> String {
    vec!["10"; 40].join(" ")
}

#[test]
fn a_whole_round_by_dice() {
    let (_dir, home) = home();
    let mut office = ordered(&home, with_dice(), None);
    let bundle = office.bundle();
    let note = Session::begin(&home, &bundle).unwrap().cosign(office.now()).unwrap();
    assert_eq!(note.cosigned(home.cosign_key()), Ok(Some(office.now())));
    office.event(Event::OrderWitnessed { checkpoint: note });
    office.event(Event::DiceThrown { dice: faces(), again: None, confirmations: Vec::new() });
    let recorded = |notes: Vec<Note>| {
        Event::RandomnessRecorded(Recorded::Dice {
            fallback: false,
            dice: faces(),
            confirmations: notes,
        })
    };
    office.pending = Some(pending(&faces()));
    let bundle = office.bundle();
    let session = Session::begin(&home, &bundle).unwrap();
    let review = session.pending_review(office.now()).unwrap();
    assert_eq!((review.dice.len(), review.kind), (40, "randomness-recorded"));
    let note = session.confirm(office.now()).unwrap();
    office.event(recorded(vec![note]));
    assert_eq!(office.journal().round(ROUND).unwrap().state.as_str(), "drawn");
    let bundle = office.bundle();
    let session = Session::begin(&home, &bundle).unwrap();
    assert_eq!(session.findings(), []);
    session.cosign(office.now()).unwrap();
}

/// pending.json of recorded dice.
fn pending(faces: &str) -> Vec<u8> {
    let text = format!(
        r#"{{"attempt":1,"dice":"{faces}","round":"{ROUND}","source":"dice","type":"randomness-recorded"}}"#
    );
    text.into_bytes()
}

#[test]
fn a_seed_is_committed_to_once_and_opened_in_its_time() {
    let (_dir, home) = home();
    let mut office = Office::new(&home, with_dice());
    let bundle = office.bundle();
    let session = Session::begin(&home, &bundle).unwrap();
    let first = session.commit_seed(None, &drawn()).unwrap();
    let again = session.commit_seed(None, &Zeroizing::new([6; 32])).unwrap();
    assert_eq!(first, again, "the seed that was drawn first stays");
    let early = session.open_seed(None);
    assert!(matches!(early, Err(ObserverError::State { .. })));
    office.committed(&first);
    office.frozen();
    let bundle = office.bundle();
    let session = Session::begin(&home, &bundle).unwrap();
    assert!(matches!(session.commit_seed(None, &drawn()), Err(ObserverError::State { .. })));
    assert!(matches!(session.open_seed(None), Err(ObserverError::State { .. })));
    assert!(matches!(session.open_seed(Some("other")), Err(ObserverError::NoRound { .. })));
    let seeds = home.seeds().unwrap();
    assert_eq!((seeds.len(), seeds[0].origin.as_str()), (1, ORIGIN));
}

#[test]
fn another_commitment_in_the_journal_is_not_opened() {
    let ((_dir, home), (_other_dir, other)) = (home(), home());
    let mut office = Office::new(&home, with_dice());
    let bundle = office.bundle();
    Session::begin(&home, &bundle).unwrap().commit_seed(None, &drawn()).unwrap();
    let copy = Session::begin(&other, &bundle).unwrap();
    office.committed(&copy.commit_seed(None, &Zeroizing::new([1; 32])).unwrap());
    office.frozen();
    office.opened();
    let bundle = office.bundle();
    let refused = Session::begin(&home, &bundle).unwrap().open_seed(None);
    assert!(matches!(refused, Err(ObserverError::OtherCommitment { .. })));
}

#[test]
fn a_fork_is_refused_and_both_sides_are_kept() {
    let (_dir, home) = home();
    let mut office = Office::new(&home, with_dice());
    let mut other = office.clone();
    office.open_intake();
    other.entries[1].at += 1;
    let bundle = office.bundle();
    Session::begin(&home, &bundle).unwrap().cosign(office.now()).unwrap();
    for size in [2, 1] {
        // The shorter one is a fork only if it differs; entry 0 is the same in both.
        let offered = other.bundle_of(size);
        let refused = Session::begin(&home, &offered).err().unwrap();
        let evidence = match (size, refused) {
            (2, ObserverError::Forks { evidence, known: 3, size: 2, .. })
            | (1, ObserverError::Shrinks { evidence, known: 3, size: 1, .. }) => evidence,
            (_, other) => panic!("{other}"),
        };
        assert_eq!(Bundle::read(&evidence.join("offered")).unwrap(), offered);
        let kept = Bundle::read(&evidence.join("remembered")).unwrap();
        assert_eq!(kept.entries, bundle.entries);
    }
    assert_eq!(home.evidence().unwrap().len(), 2);
    let mut longer = other.clone();
    longer.open_intake();
    longer.count_intake();
    let refused = Session::begin(&home, &longer.bundle()).err().unwrap();
    assert!(matches!(refused, ObserverError::Forks { known: 3, size: 4, .. }));
    Session::begin(&home, &bundle).unwrap().cosign(office.now()).unwrap();
}

#[test]
fn an_order_is_not_cosigned_too_late_nor_after_a_denial() {
    let (_dir, home) = home();
    let office = ordered(&home, with_drand(), Some(1200));
    let bundle = office.bundle();
    let session = Session::begin(&home, &bundle).unwrap();
    let review = session.head_review();
    let order = review.rounds[0].order.clone().unwrap();
    let (due, latest) = (order.due.unwrap(), order.latest.unwrap());
    assert_eq!(due - latest, 600);
    let late = session.cosign(latest + 1);
    assert!(matches!(late, Err(ObserverError::TooLate { .. })));
    session.deny(None).unwrap();
    let session = Session::begin(&home, &bundle).unwrap();
    assert!(matches!(session.cosign(latest), Err(ObserverError::Denied { .. })));
}

#[test]
fn what_was_cosigned_in_time_is_not_denied() {
    let (_dir, home) = home();
    let office = ordered(&home, with_drand(), Some(1200));
    let bundle = office.bundle();
    Session::begin(&home, &bundle).unwrap().cosign(office.now()).unwrap();
    let session = Session::begin(&home, &bundle).unwrap();
    assert!(matches!(session.deny(None), Err(ObserverError::DidCosign { .. })));
    let without = Bundle { rules: None, ..bundle.clone() };
    let session = Session::begin(&home, &without).unwrap();
    let order = session.head_review().rounds[0].order.clone().unwrap();
    assert!(order.latest.is_some(), "the home remembers the rules");
}

#[test]
fn without_rules_an_order_is_not_judged() {
    let (_dir, home) = home();
    let office = ordered(&home, with_drand(), Some(1200));
    fs::remove_dir_all(home.dir().join("rules")).unwrap();
    let bundle = Bundle { rules: None, ..office.bundle() };
    let session = Session::begin(&home, &bundle).unwrap();
    assert!(matches!(session.cosign(office.now()), Err(ObserverError::NeedsRules { .. })));
}

#[test]
fn an_order_without_lead_is_denied_and_set_again() {
    let (_dir, home) = home();
    let mut office = ordered(&home, with_drand(), Some(60));
    let bundle = office.bundle();
    let session = Session::begin(&home, &bundle).unwrap();
    assert!(session.cosign(office.now()).is_err());
    let note = session.deny(None).unwrap();
    office.ordered_again(1200, note);
    let bundle = office.bundle();
    let session = Session::begin(&home, &bundle).unwrap();
    session.cosign(office.now()).unwrap();
}

#[test]
fn times_of_the_future_are_not_cosigned() {
    let (_dir, home) = home();
    let office = Office::new(&home, with_dice());
    let bundle = office.bundle();
    let session = Session::begin(&home, &bundle).unwrap();
    let early = session.cosign(office.now() - 301);
    assert!(matches!(early, Err(ObserverError::Future { .. })));
    session.cosign(office.now() - 300).unwrap();
    let known = home.remembered(ORIGIN).unwrap().unwrap();
    assert_eq!(known.cosigned, [Cosigned { size: 2, time: START + 10 - 300 }]);
}

#[test]
fn a_pending_entry_that_differs_from_the_throw_is_refused() {
    let (_dir, home) = home();
    let mut office = ordered(&home, with_dice(), None);
    let bundle = office.bundle();
    let note = Session::begin(&home, &bundle).unwrap().cosign(office.now()).unwrap();
    office.event(Event::OrderWitnessed { checkpoint: note });
    let early = refusal(&home, &mut office, Some(pending(&faces())));
    assert!(matches!(early, ObserverError::PendingStep { .. }));
    office.event(Event::DiceThrown { dice: faces(), again: None, confirmations: Vec::new() });
    let other = refusal(&home, &mut office, Some(pending(&faces().replacen("10", "9", 1))));
    let expected = EvidenceError::OtherDice;
    assert!(matches!(other, ObserverError::PendingEvidence { error } if error == expected));
    let few = refusal(&home, &mut office, Some(pending("1 2 3")));
    assert!(matches!(few, ObserverError::PendingEvidence { error: EvidenceError::Dice(_) }));
    let text = String::from_utf8(pending(&faces())).unwrap();
    let timed = text.replacen("{", r#"{"at":1,"#, 1);
    let timed = refusal(&home, &mut office, Some(timed.into_bytes()));
    assert!(matches!(timed, ObserverError::PendingMembers));
    let standing = br#"{"attempt":1,"result":3,"round":"small-2027","type":"standing"}"#;
    let standing = refusal(&home, &mut office, Some(standing.to_vec()));
    assert!(matches!(standing, ObserverError::Entry(_)), "{standing}");
    assert!(matches!(refusal(&home, &mut office, None), ObserverError::NoPending));
}

fn refusal(home: &Home, office: &mut Office, pending: Option<Vec<u8>>) -> ObserverError {
    office.pending = pending;
    Session::begin(home, &office.bundle()).unwrap().confirm(office.now()).unwrap_err()
}

#[test]
fn rules_of_another_round_and_unsigned_heads_are_refused() {
    let (_dir, home) = home();
    let office = Office::new(&home, with_dice());
    let mut other = office.clone();
    other.rules.jurisdiction = "Elsewhere".into();
    let bundle = Bundle { rules: Some(other.rules.to_json()), ..office.bundle() };
    assert!(matches!(Session::begin(&home, &bundle), Err(ObserverError::OtherRules)));
    let mut bundle = office.bundle();
    bundle.checkpoint.signatures[0].blob[5] ^= 1;
    assert!(matches!(Session::begin(&home, &bundle), Err(ObserverError::Checkpoint { .. })));
    let mut bundle = office.bundle_of(1);
    bundle.entries = office.bundle().entries;
    assert!(matches!(Session::begin(&home, &bundle), Err(ObserverError::Size { .. })));
    let mut shuffled = office.clone();
    shuffled.entries.swap(0, 1);
    let bundle = shuffled.bundle();
    let refused = Session::begin(&home, &bundle);
    assert!(matches!(refused, Err(ObserverError::Step { index: 0, .. })));
}

#[test]
fn a_stranger_has_no_duties() {
    let ((_dir, home), strangers) = (home(), tempfile::tempdir().unwrap());
    let seed = Zeroizing::new([8; 32]);
    let stranger = Home::create(&strangers.path().join("h"), "stranger.example", &seed).unwrap();
    let office = Office::new(&home, with_dice());
    let bundle = office.bundle();
    let session = Session::begin(&stranger, &bundle).unwrap();
    let refused = session.commit_seed(None, &drawn());
    assert!(matches!(refused, Err(ObserverError::NotNamed { duty: "seed", .. })));
    session.cosign(office.now()).unwrap();
}

#[test]
fn a_home_is_locked_and_comes_back() {
    let (dir, home) = home();
    let path = dir.path().join("home");
    assert!(matches!(Home::open(&path), Err(ObserverError::Busy { .. })));
    let keys = [home.note_key().clone(), home.cosign_key().clone()];
    drop(home);
    let again = Home::open(&path).unwrap();
    assert_eq!([again.note_key().clone(), again.cosign_key().clone()], keys);
    let seed = Zeroizing::new([1; 32]);
    assert!(matches!(Home::create(&path, "x", &seed), Err(ObserverError::NotEmpty { .. })));
    assert!(matches!(Home::create(dir.path(), "a b", &seed), Err(ObserverError::Name { .. })));
    assert!(matches!(Home::open(dir.path()), Err(ObserverError::NoHome { .. })));
}

#[test]
fn a_bundle_comes_back_and_holds_nothing_more() {
    let (dir, home) = home();
    let office = Office::new(&home, with_dice());
    let path = dir.path().join("bundle");
    office.bundle().write(&path).unwrap();
    assert_eq!(Bundle::read(&path).unwrap(), office.bundle());
    fs::write(path.join("journal/entries/2"), b"{}").unwrap();
    assert!(matches!(Bundle::read(&path), Err(ObserverError::Surplus { .. })));
}
