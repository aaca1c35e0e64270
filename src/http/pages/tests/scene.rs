//! The big screen at every stage, made of what a journal may say.

use askama::Template as _;
use paiwei_protocol::{
    digest::Digest,
    drand::QUICKNET,
    ident::Code,
    journal::{
        Announced, Attempt, Beacon, BeaconRound, Holder, Opening, Plan, Recorded, Round, State,
        Table,
    },
};

use super::{
    super::{
        Shell,
        scene::{Block, places, scene},
        screen::Screen,
        telling::Telling,
    },
    ENTRIES, STATES, shells, titles,
};
use crate::rounds::{Appended, Overview, ResultHashes};

/// A round whose every part is there, in this state.
fn overview(state: State) -> Overview {
    let rules = super::public::rules();
    let digest = Digest::of(b"x");
    let announced = Announced {
        cohort: rules.cohort.clone(),
        follows: None,
        rules: digest,
        tag_key: digest,
        rehearsal: rules.rehearsal,
        observers: Vec::new(),
        sources: Plan::DiceAndDrand,
        fallback: true,
    };
    let round = Round {
        id: rules.round.clone(),
        announced_index: 1,
        announced,
        state,
        intake: 1200,
        posted: Some((3, table())),
        attempts: vec![attempt(&rules.observers[0].id)],
    };
    let done = ENTRIES.map(|kind| Appended { index: 1, at: 2, kind }).into();
    Overview {
        round,
        rules,
        done,
        next: Vec::new(),
        pending: None,
        received: 7,
        handed_over: false,
    }
}

fn table() -> Table {
    Table { size: 1200, root: Digest::of(b"root"), sha256: Digest::of(b"table") }
}

fn attempt(observer: &str) -> Attempt {
    let holder = |id: &str, opening| Holder {
        id: id.to_owned(),
        commitment: Some(Digest::of(id.as_bytes())),
        opening: Some(opening),
    };
    let at = BeaconRound { chain: QUICKNET.hash, round: 9 };
    let beacon = Beacon { at, signature: vec![7; 48], previous_signature: None };
    let dice =
        Recorded::Dice { fallback: false, dice: "1 2 3".to_owned(), confirmations: Vec::new() };
    Attempt {
        number: 1,
        holders: vec![holder("office", Opening::Seed([1; 32])), holder(observer, Opening::Missing)],
        frozen: Some((4, table())),
        changes: Some(Digest::of(b"changes")),
        office_opened_at: Some(5),
        order: Some((6, Some(at))),
        thrown: Some("4 5 6 7 8 9".to_owned()),
        recorded: vec![dice, Recorded::Drand(beacon)],
        result: Some(8),
        answers: 0,
        annulled: false,
    }
}

fn hashes() -> ResultHashes {
    let hash = Digest::of(b"result");
    ResultHashes {
        draw: hash,
        results: hash,
        cutoffs: hash,
        waitlist: hash,
        protocol: hash,
        verify: Some(hash),
    }
}

/// What the screen shows in a state.
fn shown(shell: &Shell, state: State) -> Vec<Block> {
    let found = overview(state);
    let telling = Telling { shell, rules: &found.rules };
    let mut blocks = scene(&found, Some(&hashes()), telling);
    if state == State::Published {
        let lines = vec![(37, Code::from_bits(7), "J1".to_owned())];
        blocks.insert(0, places((lines, 1200), telling));
    }
    blocks
}

fn rendered(shell: &Shell, state: State, rehearsal: bool) -> String {
    let screen = Screen {
        shell: shell.clone(),
        round: "a-2027".to_owned(),
        titles: titles(),
        rehearsal,
        state: state.to_string(),
        entries: 9,
        shown: shown(shell, state),
        qr: crate::slips::qr("https://office.example/rounds/a-2027").unwrap(),
    };
    screen.render().unwrap()
}

/// The screen in every state.
pub(super) fn pages(shell: &Shell) -> Vec<(&'static str, String)> {
    STATES.map(|state| ("screen", rendered(shell, state, true))).into()
}

/// What blocks are, in a word each; a hash by the id of its title.
fn kinds(state: State) -> Vec<&'static str> {
    let [zh, _] = shells();
    let kind = |block: &Block| match block {
        Block::Hash { title, .. } => *title,
        Block::Dice { confirmed: true, .. } => "dice",
        Block::Dice { confirmed: false, .. } => "dice waiting",
        Block::Countdown { .. } => "countdown",
        Block::Feed { .. } => "feed",
        Block::Places { .. } => "places",
    };
    shown(&zh, state).iter().map(kind).collect()
}

#[test]
fn every_stage_has_its_scene() {
    let commitments = ["screen-commitment", "screen-commitment", "feed"];
    let seeds = ["screen-seed", "screen-seed-missing", "feed"];
    for (state, expected) in [
        (State::Announced, &commitments[..]),
        (State::Open, &commitments),
        (State::Closed, &commitments),
        (State::Posted, &["screen-posted-hash", "feed"]),
        (State::Frozen, &["screen-roll-hash", "feed"]),
        (State::Opening, &seeds),
        (State::Opened, &seeds),
        (State::Dicing, &["dice waiting", "screen-beacon", "feed"]),
        (State::Diced, &["dice", "screen-beacon", "feed"]),
        (State::Ordered, &["countdown", "screen-roll-hash", "feed"]),
        (State::Witnessed, &["countdown", "screen-roll-hash", "feed"]),
        (State::Failed, &["countdown", "screen-roll-hash", "feed"]),
        (State::Thrown, &["dice waiting", "screen-beacon", "feed"]),
        (State::Drawn, &["dice", "screen-beacon", "feed"]),
        (State::Published, &["places", "screen-result-hash", "feed"]),
        (State::Void, &["feed"]),
    ] {
        assert_eq!(kinds(state), expected, "{state}");
    }
}

#[test]
fn a_hash_that_stands_alone_is_huge() {
    let [zh, _] = shells();
    let huge = |state| {
        let blocks = shown(&zh, state);
        blocks.iter().any(|block| matches!(block, Block::Hash { huge: true, .. }))
    };
    assert!(huge(State::Posted) && huge(State::Frozen));
    assert!(!huge(State::Opened) && !huge(State::Witnessed) && !huge(State::Published));
}

#[test]
fn the_countdown_ends_with_the_beacons_round() {
    let [zh, _] = shells();
    let until = shown(&zh, State::Witnessed).into_iter().find_map(|block| match block {
        Block::Countdown { until, beacon } => Some((until, beacon)),
        _ => None,
    });
    assert_eq!(until, Some((QUICKNET.time_of(9).unwrap(), 9)));
}

#[test]
fn a_rehearsal_is_unmistakable_and_a_real_draw_has_no_banner() {
    for shell in shells() {
        for state in STATES {
            let page = rendered(&shell, state, true);
            assert!(page.contains("class=\"rehearsal\"") && page.contains("REHEARSAL"), "{page}");
            assert!(page.contains("class=\"qr\""), "{state}");
            assert!(!rendered(&shell, state, false).contains("REHEARSAL"));
        }
    }
}

#[test]
fn dice_are_in_groups_of_five_and_hashes_of_four() {
    let [zh, _] = shells();
    let page = rendered(&zh, State::Thrown, false);
    assert!(
        page.contains("<p class=\"dice many\"><span>4 5 6 7 8</span><span>9</span></p>"),
        "{page}"
    );
    let page = rendered(&zh, State::Frozen, false);
    let hash = Digest::of(b"table").to_string();
    assert_eq!(page.matches(&format!("<span>{}</span>", &hash[..4])).count(), 1, "{page}");
}
