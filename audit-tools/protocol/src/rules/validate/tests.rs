//! Every kind of contradiction, each by one change to sound rules.

use std::collections::BTreeSet;

use super::super::fixture::{self, band, pool, program, tier};
use super::*;
use crate::rules::{Dice, MOST_TOLD, OrderKey, RulesError, Source, Stage, Tier, Vacancies};

type Change = fn(&mut Rules);

/// Kind, the member that is named, and the change that brings it about.
const CASES: &[(Kind, &str, Change)] = &[
    (Kind::MalformedOrigin, "origin", |r| r.origin = "/x".into()),
    (Kind::RehearsalAndOrigin, "rehearsal", |r| r.rehearsal = true),
    (Kind::RehearsalAndOrigin, "rehearsal", |r| r.origin = "a/rehearsal".into()),
    (Kind::MalformedId, "round", |r| r.round = "2027".into()),
    (Kind::MalformedId, "cohort", |r| r.cohort = String::new()),
    (Kind::MalformedId, "follows", |r| r.follows = Some("a b".into())),
    (Kind::MalformedId, "programs[0].school", |r| r.programs[0].school = "文".into()),
    (Kind::ReservedId, "observers[1].id", |r| r.observers[1].id = "office".into()),
    (Kind::ReservedId, "cohort", |r| r.cohort = "office".into()),
    (Kind::DuplicateId, "observers[1].id", |r| r.observers[1].id = "notary".into()),
    (Kind::DuplicateId, "categories[3].id", |r| r.categories.push(fixture::category("staff"))),
    (Kind::DuplicateId, "reasons[1].id", |r| r.reasons[1].id = "objection".into()),
    (Kind::DuplicateId, "programs[3].id", |r| r.programs.push(r.programs[2].clone())),
    (Kind::DuplicateId, "programs[1].pools[1].id", |r| r.programs[1].pools[1].id = "direct".into()),
    (Kind::FollowsItself, "follows", |r| r.follows = Some(r.round.clone())),
    (Kind::BadText, "titles.en", |r| r.titles.en = String::new()),
    (Kind::BadText, "reasons[0].titles.zh", |r| r.reasons[0].titles.zh = "文".repeat(201)),
    (Kind::BadText, "jurisdiction", |r| {
        r.jurisdiction = "x".repeat(65);
        r.programs[0].jurisdiction = "x".repeat(64);
        r.programs.remove(0);
        r.bands.remove(0);
    }),
    (Kind::BadText, "programs[1].titles.en", |r| r.programs[1].titles.en = "\u{1b}[2J".into()),
    (Kind::BadText, "categories[0].basis", |r| r.categories[0].basis = "x".repeat(201)),
    (Kind::TooMany, "observers", |r| {
        r.observers.extend((3..18).map(|n| fixture::observer(&format!("o{n}"), n)));
    }),
    (Kind::TooMany, "bands", |r| r.bands.extend(vec![band(1, &["P1"]); 15])),
    (Kind::TooMany, "categories", |r| {
        r.categories.extend((0..62).map(|n| fixture::category(&format!("c{n}"))));
    }),
    (Kind::TooMany, "reasons", |r| {
        let reason = r.reasons[0].clone();
        r.reasons.extend(
            (0..63).map(|n| super::super::Reason { id: format!("r{n}"), ..reason.clone() }),
        );
    }),
    (Kind::TooMany, "programs", |r| {
        let new = |n| program(&format!("x{n}"), None, r.programs[2].pools.clone());
        let more: Vec<_> = (0..998).map(new).collect();
        r.bands[1].programs.extend(more.iter().map(|program| program.id.clone()));
        r.programs.extend(more);
    }),
    (Kind::TooMany, "programs[2].pools", |r| {
        let new = |n| pool(&format!("x{n}"), None, vec![Tier::Everyone], vec![]);
        r.programs[2].pools.extend((0..16).map(new));
    }),
    (Kind::TooMany, "vacancies.dates", |r| {
        r.vacancies = Vacancies::Succession { dates: (0..65).map(|n| 1_900_000_000 + n).collect() };
    }),
    (Kind::CloseBeforeOpen, "timeline.close", |r| r.timeline.close = r.timeline.open),
    (Kind::AnswersBeforeClose, "timeline.answers", |r| {
        r.timeline.answers = Some(r.timeline.close);
    }),
    (Kind::BadKey, "observers[0].note_key", |r| r.observers[0].note_key = "x".into()),
    (Kind::BadKey, "observers[0].cosign_key", |r| {
        r.observers[0].cosign_key = r.observers[0].cosign_key.replace("notary", "notories");
    }),
    (Kind::BadKey, "observers[0].note_key", |r| {
        r.observers[0].note_key = r.observers[0].cosign_key.clone();
    }),
    (Kind::BadKey, "observers[1].cosign_key", |r| {
        r.observers[1].cosign_key = r.observers[1].note_key.clone();
    }),
    (Kind::KeyNamesDiffer, "observers[0].cosign_key", |r| {
        r.observers[0].cosign_key = fixture::verifier_key("other.example/key", 1, 4);
    }),
    (Kind::SharedKey, "observers[1].cosign_key", |r| {
        r.observers[1].cosign_key = fixture::verifier_key("committee.example/key", 1, 4);
    }),
    (Kind::NoWitness, "observers", |r| r.observers.iter_mut().for_each(|o| o.witness = false)),
    (Kind::NoConfirmer, "observers", |r| r.observers[0].confirm = false),
    (Kind::Sources, "randomness.sources", |r| r.randomness.sources.reverse()),
    (Kind::Sources, "randomness.sources", |r| {
        r.randomness.sources.clear();
        r.randomness.fallback = None;
    }),
    (Kind::DiceRange, "randomness.sources[0]", |r| dice(r, 1, 1000)),
    (Kind::DiceRange, "randomness.sources[0]", |r| dice(r, 101, 1000)),
    (Kind::DiceRange, "randomness.sources[0]", |r| dice(r, 10, 0)),
    (Kind::DiceRange, "randomness.sources[0]", |r| dice(r, 10, 1001)),
    (Kind::TooLittleDice, "randomness.sources[0]", |r| dice(r, 10, 38)),
    (Kind::TooLittleDice, "randomness.sources[0]", |r| dice(r, 2, 127)),
    (Kind::TooLittleDice, "randomness.fallback", |r| {
        r.randomness.fallback = Some(Dice { sides: 6, throws: 49 });
    }),
    (Kind::UnknownChain, "randomness.sources[1].chain", |r| {
        let chain = crate::digest::Digest::of(b"");
        r.randomness.sources[1] = Source::Drand { chain };
    }),
    (Kind::ShortLead, "randomness.lead", |r| r.randomness.lead = 599),
    (Kind::FallbackWithoutDrand, "randomness.fallback", |r| {
        r.randomness.sources.pop();
    }),
    (Kind::NoBand, "bands", |r| {
        r.bands.clear();
        r.programs.clear();
    }),
    (Kind::BandMost, "bands[0].most", |r| r.bands[0].most = 0),
    (Kind::BandMost, "bands[1].most", |r| r.bands[1].most = 3),
    (Kind::UnknownProgram, "bands[1].programs[2]", |r| r.bands[1].programs.push("P9".into())),
    (Kind::ProgramTwice, "bands[1].programs[2]", |r| r.bands[1].programs.push("P1".into())),
    (Kind::ProgramInNoBand, "programs[2].id", |r| r.bands[1] = band(1, &["P1"])),
    (Kind::BundleSize, "bundles.most", |r| r.bundles = Some(1)),
    (Kind::BundleSize, "bundles.most", |r| r.bundles = Some(17)),
    (Kind::CategoryWithoutBasis, "categories[1].basis", |r| r.categories[1].basis = " ".into()),
    (Kind::SuccessionDates, "vacancies.dates", |r| dates(r, &[])),
    (Kind::SuccessionDates, "vacancies.dates[0]", |r| dates(r, &[1_800_100_000])),
    (Kind::SuccessionDates, "vacancies.dates[1]", |r| dates(r, &[1_900_000_000; 2])),
    (Kind::NoPool, "programs[2].pools", |r| r.programs[2].pools.clear()),
    (Kind::TooManySeats, "programs[2].pools[0].seats", |r| {
        r.programs[2].pools[0].seats = Some(1 << 31);
        r.programs[2].pools.push(pool("x", None, vec![Tier::Everyone], vec![]));
    }),
    (Kind::TooManySeats, "programs[2].plan", |r| {
        let half = (1 << 31) - 1;
        let new = |id| pool(id, Some(half), vec![Tier::Everyone], vec![]);
        r.programs[2] = program("P2", Some(2 * half), vec![new("a"), new("b")]);
    }),
    (Kind::PlanMissing, "programs[0].plan", |r| r.programs[0].plan = None),
    (Kind::PlanWithoutLimit, "programs[2].plan", |r| r.programs[2].plan = Some(5)),
    (Kind::SeatsAndPlan, "programs[1].plan", |r| r.programs[1].plan = Some(4)),
    (Kind::ForeignPrivate, "programs[0].jurisdiction", |r| {
        r.programs[0].jurisdiction = "Elsewhere".into();
    }),
    (Kind::PrivateByPoints, "programs[0].pools[0].order", |r| {
        r.programs[0].pools[0].order = vec![OrderKey::Points];
    }),
    (Kind::NoTier, "programs[0].pools[0].tiers", |r| r.programs[0].pools[0].tiers.clear()),
    (Kind::EmptyTier, "programs[1].pools[1].tiers[0]", |r| open(r).tiers[0] = tier(&[])),
    (Kind::Everyone, "programs[1].pools[1].tiers[0]", |r| open(r).tiers.swap(0, 2)),
    (Kind::Everyone, "programs[1].pools[1].tiers[0][1]", |r| {
        open(r).tiers[0] = tier(&["staff", "*"]);
    }),
    (Kind::UnknownCategory, "programs[1].pools[1].tiers[0][0]", |r| {
        open(r).tiers[0] = tier(&["nobody"]);
    }),
    (Kind::CategoryTwice, "programs[1].pools[1].tiers[1][0]", |r| {
        open(r).tiers[1] = tier(&["staff"]);
    }),
    (Kind::OrderTwice, "programs[1].pools[1].order[2]", |r| open(r).order.push(OrderKey::Band)),
    (Kind::TierNotInOrder, "programs[1].pools[1].order", |r| open(r).order.clear()),
];

fn dice(rules: &mut Rules, sides: u32, throws: u32) {
    rules.randomness.sources[0] = Source::Dice(Dice { sides, throws });
}

fn dates(rules: &mut Rules, dates: &[u64]) {
    rules.vacancies = Vacancies::Succession { dates: dates.to_vec() };
}

fn open(rules: &mut Rules) -> &mut super::super::Pool {
    &mut rules.programs[1].pools[1]
}

#[test]
fn sound_rules_contradict_nothing() {
    assert_eq!(fixture::small().contradictions(), []);
    assert_eq!(fixture::rehearsal().contradictions(), []);
}

#[test]
fn each_contradiction_is_found_alone_and_with_its_place() {
    for (kind, path, change) in CASES {
        let mut rules = fixture::small();
        change(&mut rules);
        let found = rules.contradictions();
        let [one] = found.as_slice() else { panic!("{kind} at {path}: {found:#?}") };
        assert_eq!((one.kind, one.place.field.as_deref()), (*kind, Some(*path)), "{one}");
        assert_eq!(Rules::read(&rules.to_json()), Err(RulesError::Contradictions(found)));
    }
}

#[test]
fn each_kind_has_a_case() {
    let seen: BTreeSet<_> = CASES.iter().map(|(kind, ..)| *kind).collect();
    assert!(Kind::ALL.iter().all(|kind| seen.contains(kind)));
    let names: BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(names.len(), Kind::ALL.len());
}

#[test]
fn all_contradictions_come_at_once() {
    let mut rules = fixture::small();
    rules.timeline.close = 0;
    rules.programs[1].plan = Some(9);
    let kinds: Vec<_> = rules.contradictions().iter().map(|found| found.kind).collect();
    assert_eq!(kinds, [Kind::CloseBeforeOpen, Kind::SeatsAndPlan]);
    let text = RulesError::Contradictions(rules.contradictions()).to_string();
    let last = "rules.json, programs[1].plan: the pools have 3 seats, the plan is 9; make the \
                seats add up to the plan";
    assert_eq!(text.lines().last(), Some(last));
}

#[test]
fn what_is_no_contradiction() {
    let changes: &[Change] = &[
        |r| r.stage = Stage::Senior,
        |r| r.timeline.answers = Some(r.timeline.close + 1),
        |r| {
            r.stage = Stage::Senior;
            r.programs[0].pools[0].order = vec![OrderKey::Points];
        },
        |r| r.categories.push(fixture::category("unused")),
        |r| r.bands[1].programs.push("J1".into()),
        |r| r.programs[1].jurisdiction = "Elsewhere".into(),
        |r| r.reasons.clear(),
        |r| dice(r, 2, 128),
        |r| dice(r, 10, 39),
        |r| {
            r.randomness.sources.pop();
            r.randomness.fallback = None;
            r.randomness.lead = 0;
        },
        |r| r.programs[0].pools[0].order = vec![OrderKey::Tier, OrderKey::Band],
        |r| r.observers[1].cosign_key = fixture::verifier_key("committee.example/key", 9, 4),
        |r| {
            r.programs[0].plan = Some(0);
            r.programs[0].pools[0].seats = Some(0);
        },
    ];
    for (index, change) in changes.iter().enumerate() {
        let mut rules = fixture::small();
        change(&mut rules);
        assert_eq!(rules.contradictions(), [], "change {index}");
    }
}

#[test]
fn only_so_many_contradictions_are_told() {
    let mut rules = fixture::small();
    let unknown = (0..2 * MOST_TOLD).map(|number| format!("X{number}"));
    rules.bands[0].programs.extend(unknown);
    assert_eq!(rules.contradictions().len(), MOST_TOLD);
}
