//! Random rules.

use paiwei_protocol::rules::{
    Band, Category, Dice, Numbers, OrderKey, Ownership, Pool, PostedNames, Posting, Program,
    Randomness, Rules, Source, Stage, Tier, Timeline, Titles, Vacancies,
};
use proptest::{collection::vec, prelude::*, sample::subsequence};

use super::Shape;

/// The categories of every round.
pub(super) const CATEGORIES: [&str; 3] = ["sibling", "district", "staff"];

pub(super) const JURISDICTION: &str = "Qingchuan";

/// Rules of this shape. `Rules::read` accepts them.
pub(crate) fn rules(shape: Shape) -> impl Strategy<Value = Rules> {
    let programs = vec(vec(pool(), 1..=3), 1..=shape.programs);
    programs.prop_flat_map(move |pools| {
        let bands =
            vec(subsequence((0..pools.len()).collect::<Vec<_>>(), 0..=pools.len()), 0..shape.bands);
        let numbers = prop_oneof![Just(Numbers::PerChild), Just(Numbers::PerProgram)];
        let bundles = prop_oneof![Just(None), (2..=4_u32).prop_map(Some)];
        (bands, vec(1..=4_u32, shape.bands), numbers, bundles).prop_map(
            move |(bands, most, numbers, bundles)| {
                let programs: Vec<Program> =
                    pools.iter().cloned().enumerate().map(program).collect();
                let bands = banded(&programs, &bands, &most);
                let bundles = bundles.filter(|_| shape.bundles);
                Rules { programs, bands, numbers, bundles, ..empty_rules() }
            },
        )
    })
}

/// A pool: few seats, none, or no limit; tiers; any order that the tiers allow.
fn pool() -> impl Strategy<Value = Pool> {
    let seats = prop_oneof![8 => (0..=4_u64).prop_map(Some), 1 => Just(None)];
    let order = Just(vec![OrderKey::Band, OrderKey::Tier, OrderKey::Points]).prop_shuffle();
    (seats, tiers(), order, 0..=3_usize).prop_map(|(seats, tiers, mut order, keys)| {
        order.truncate(keys);
        if tiers.len() > 1 && !order.contains(&OrderKey::Tier) {
            order.push(OrderKey::Tier);
        }
        Pool { id: String::new(), seats, tiers, order }
    })
}

/// Each category in one of three groups or in none, then perhaps everyone.
fn tiers() -> impl Strategy<Value = Vec<Tier>> {
    (vec(0..=3_usize, CATEGORIES.len()), prop::bool::weighted(0.7)).prop_map(
        |(groups, everyone)| {
            let members = |group: usize| -> Vec<String> {
                let of_group = CATEGORIES.iter().zip(&groups).filter(|(_, of)| **of == group);
                of_group.map(|(id, _)| (*id).to_owned()).collect()
            };
            let groups = (0..3).map(members).filter(|members| !members.is_empty());
            let mut tiers: Vec<Tier> = groups.map(Tier::Categories).collect();
            if everyone || tiers.is_empty() {
                tiers.push(Tier::Everyone);
            }
            tiers
        },
    )
}

fn program((number, mut pools): (usize, Vec<Pool>)) -> Program {
    for (number, pool) in pools.iter_mut().enumerate() {
        pool.id = format!("q{number}");
    }
    Program {
        id: format!("P{number}"),
        school: format!("S{number}"),
        titles: titles("program"),
        ownership: Ownership::Public,
        jurisdiction: JURISDICTION.into(),
        plan: pools.iter().map(|pool| pool.seats).sum(),
        pools,
    }
}

/// The bands, with a last one for programs that stand in none.
fn banded(programs: &[Program], bands: &[Vec<usize>], most: &[u32]) -> Vec<Band> {
    let missing = |number: &usize| !bands.iter().any(|band| band.contains(number));
    let last: Vec<usize> = (0..programs.len()).filter(missing).collect();
    let all = bands.iter().chain([&last]).filter(|band| !band.is_empty());
    all.zip(most)
        .map(|(band, &most)| Band {
            most: most.min(band.len().try_into().unwrap()),
            programs: band.iter().map(|&number| programs[number].id.clone()).collect(),
        })
        .collect()
}

/// Rules of a rehearsal that lack only what is random.
pub(super) fn empty_rules() -> Rules {
    let category =
        |id: &str| Category { id: id.into(), titles: titles(id), basis: "a rule".into() };
    Rules {
        origin: "small.example/rehearsal".into(),
        round: "small".into(),
        cohort: "cohort".into(),
        follows: None,
        titles: titles("A small round"),
        jurisdiction: JURISDICTION.into(),
        stage: Stage::Senior,
        rehearsal: true,
        timeline: Timeline { open: 1000, close: 2000, reveal: 60, answers: None },
        observers: Vec::new(),
        randomness: Randomness {
            sources: vec![Source::Dice(Dice { sides: 10, throws: 40 })],
            lead: 0,
            fallback: None,
        },
        posting: Posting { objection: 0, names: PostedNames::None },
        bands: Vec::new(),
        numbers: Numbers::PerChild,
        bundles: None,
        categories: CATEGORIES.map(category).to_vec(),
        reasons: Vec::new(),
        programs: Vec::new(),
        vacancies: Vacancies::None,
    }
}

pub(super) fn titles(en: &str) -> Titles {
    Titles { zh: "派位".into(), en: en.into() }
}
