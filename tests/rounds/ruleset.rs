//! Rules of small rounds.

use paiwei_protocol::{
    drand::QUICKNET,
    rules::{
        Band, Category, Dice, Numbers, OrderKey, Ownership, Pool, PostedNames, Posting, Program,
        Randomness, Reason, Rules, Source, Stage, Tier, Timeline, Titles, Vacancies,
    },
};

use crate::observer::Observer;

pub const DICE: Dice = Dice { sides: 6, throws: 50 };
pub const OPEN: u64 = 1_692_700_000;
pub const CLOSE: u64 = OPEN + 50_000;
/// When intake can be closed: after the requests that arrived in time.
pub const CLOSED: u64 = CLOSE + paiwei::rounds::IN_FLIGHT;

pub fn dice() -> Source {
    Source::Dice(DICE)
}

pub fn drand() -> Source {
    Source::Drand { chain: QUICKNET.hash }
}

pub fn titles(text: &str) -> Titles {
    Titles { zh: text.to_owned(), en: text.to_owned() }
}

/// Two programs, one private with 2 seats and siblings first, one public that takes everybody.
pub fn rules(origin: &str, sources: Vec<Source>, observers: &[Observer]) -> Rules {
    let with_drand = sources.iter().any(|source| matches!(source, Source::Drand { .. }));
    Rules {
        origin: origin.to_owned(),
        round: "small-2027".to_owned(),
        cohort: "entry-2027".to_owned(),
        follows: None,
        titles: titles("小型派位"),
        jurisdiction: "Qingchuan".to_owned(),
        stage: Stage::Compulsory,
        rehearsal: origin.ends_with("/rehearsal"),
        timeline: Timeline { open: OPEN, close: CLOSE, reveal: 3600, answers: None },
        observers: observers.iter().map(Observer::named).collect(),
        randomness: Randomness {
            sources,
            lead: if with_drand { 600 } else { 0 },
            fallback: with_drand.then_some(DICE),
        },
        posting: Posting { objection: 0, names: PostedNames::None },
        bands: vec![
            Band { most: 1, programs: vec!["J1".to_owned()] },
            Band { most: 1, programs: vec!["P1".to_owned()] },
        ],
        numbers: Numbers::PerProgram,
        bundles: Some(3),
        categories: vec![Category {
            id: "sibling".to_owned(),
            titles: titles("多孩同校"),
            basis: "Qingchuan 2027, 3".to_owned(),
        }],
        reasons: ["objection", "error"]
            .map(|id| Reason { id: id.to_owned(), titles: titles(id) })
            .into(),
        programs: programs(),
        vacancies: Vacancies::None,
    }
}

fn programs() -> Vec<Program> {
    let siblings = Tier::Categories(vec!["sibling".to_owned()]);
    let first = Pool {
        id: "main".to_owned(),
        seats: Some(2),
        tiers: vec![siblings, Tier::Everyone],
        order: vec![OrderKey::Tier],
    };
    let rest =
        Pool { id: "rest".to_owned(), seats: None, tiers: vec![Tier::Everyone], order: Vec::new() };
    let program = |id: &str, ownership, plan, pool| Program {
        id: id.to_owned(),
        school: id.to_owned(),
        titles: titles(id),
        ownership,
        jurisdiction: "Qingchuan".to_owned(),
        plan,
        pools: vec![pool],
    };
    vec![
        program("J1", Ownership::Private, Some(2), first),
        program("P1", Ownership::Public, None, rest),
    ]
}
