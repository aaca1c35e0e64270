//! What the rules of all sample rounds have in common.

use paiwei_protocol::rules::{
    Band, Category, Numbers, OrderKey, Ownership, Pool, PostedNames, Posting, Program, Reason,
    Rules, Stage, Tier, Timeline, Titles, Vacancies,
};

use super::Setting;

/// The approving locality of all sample programs.
pub(super) const JURISDICTION: &str = "330199";

/// A title.
pub(super) fn titles(zh: &str, en: &str) -> Titles {
    Titles { zh: zh.to_owned(), en: en.to_owned() }
}

/// Rules without bands, categories and programs.
pub(super) fn frame(setting: &Setting, round: &str, cohort: &str, titles: Titles) -> Rules {
    let Setting { open, close, reveal, objection, .. } = *setting;
    Rules {
        origin: setting.origin.clone(),
        round: round.to_owned(),
        cohort: cohort.to_owned(),
        follows: None,
        titles,
        jurisdiction: JURISDICTION.to_owned(),
        stage: Stage::Compulsory,
        rehearsal: setting.is_rehearsal(),
        timeline: Timeline { open, close, reveal, answers: None },
        observers: setting.observers.clone(),
        randomness: setting.randomness.clone(),
        posting: Posting { objection, names: PostedNames::None },
        bands: Vec::new(),
        numbers: Numbers::PerChild,
        bundles: None,
        categories: Vec::new(),
        reasons: reasons(),
        programs: Vec::new(),
        vacancies: Vacancies::None,
    }
}

fn reasons() -> Vec<Reason> {
    let reason = |id: &str, zh, en| Reason { id: id.to_owned(), titles: titles(zh, en) };
    vec![
        reason("objection-upheld", "异议成立", "an objection was upheld"),
        reason("clerical-error", "录入差错", "a clerical error"),
        reason("false-papers", "材料不实", "papers found false"),
        reason("family-withdrew", "家长撤回", "the family withdrew"),
    ]
}

/// A band of the form.
pub(super) fn band(most: u32, programs: &[&str]) -> Band {
    Band { most, programs: programs.iter().map(|&id| id.to_owned()).collect() }
}

/// A category: id, titles, and the document that grants it.
pub(super) fn category(id: &str, zh: &str, en: &str, basis: &str) -> Category {
    Category { id: id.to_owned(), titles: titles(zh, en), basis: basis.to_owned() }
}

/// A program whose plan is the sum of its pools.
pub(super) fn program(
    id: &str,
    school: &str,
    ownership: Ownership,
    titles: Titles,
    pools: Vec<Pool>,
) -> Program {
    Program {
        id: id.to_owned(),
        school: school.to_owned(),
        titles,
        ownership,
        jurisdiction: JURISDICTION.to_owned(),
        plan: pools.iter().map(|pool| pool.seats).sum(),
        pools,
    }
}

/// A pool open to everyone, by number alone.
pub(super) fn open_pool(seats: u64) -> Pool {
    ordered_pool(seats, Vec::new())
}

/// A pool open to everyone.
pub(super) fn ordered_pool(seats: u64, order: Vec<OrderKey>) -> Pool {
    Pool { id: "open".to_owned(), seats: Some(seats), tiers: vec![Tier::Everyone], order }
}

/// A pool for the holders of one category alone, by number.
pub(super) fn pool_of(id: &str, seats: u64, category: &str) -> Pool {
    Pool { id: id.to_owned(), seats: Some(seats), tiers: vec![tier(category)], order: Vec::new() }
}

/// The holders of one category.
pub(super) fn tier(category: &str) -> Tier {
    Tier::Categories(vec![category.to_owned()])
}
