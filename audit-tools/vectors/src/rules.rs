//! Small rules to begin from.

use paiwei_protocol::rules::{
    Band, Category, Dice, Numbers, OrderKey, Ownership, Pool, PostedNames, Posting, Program,
    Randomness, Reason, Rules, Source, Stage, Tier, Timeline, Vacancies,
};

use crate::{
    drand,
    people::{Observer, titles},
};

/// Origin of the official journal.
pub const ORIGIN: &str = "330199.admissions.example/journal";
/// Origin of the journal of rehearsals.
pub const REHEARSAL: &str = "330199.admissions.example/rehearsal";
/// Time of the first entry where no drand round decides it.
pub const START: u64 = 1_800_000_000;
/// Seconds from the first entry to the opening of intake.
pub const TO_OPEN: u64 = 1000;
/// Seconds from the first entry to the closing of intake.
const TO_CLOSE: u64 = 5000;
/// Seconds from the first entry to the drand round.
const TO_BEACON: u64 = 20_000;
/// Ten-sided dice, 132 bits.
pub const DICE: Dice = Dice { sides: 10, throws: 40 };

/// Rules of one band that holds all programs, one number a child, dice, and one notary who has all
/// duties.
#[must_use]
pub fn rules(programs: Vec<Program>) -> Rules {
    let ids: Vec<_> = programs.iter().map(|program| program.id.clone()).collect();
    Rules {
        origin: ORIGIN.to_owned(),
        round: "junior-2027".to_owned(),
        cohort: "born-2015".to_owned(),
        follows: None,
        titles: titles("Junior secondary admission 2027", "2027年初中招生"),
        jurisdiction: "Qingchuan".to_owned(),
        stage: Stage::Compulsory,
        rehearsal: false,
        timeline: timeline(START),
        observers: observers("office", ["notary"]),
        randomness: Randomness { sources: vec![Source::Dice(DICE)], lead: 0, fallback: None },
        posting: Posting { objection: 0, names: PostedNames::None },
        bands: vec![Band { most: u32::try_from(ids.len()).unwrap_or(u32::MAX), programs: ids }],
        numbers: Numbers::PerChild,
        bundles: None,
        categories: Vec::new(),
        reasons: ["objection", "error"].map(reason).into(),
        programs,
        vacancies: Vacancies::None,
    }
}

/// Opening and close of intake of a round whose first entry is at `start`.
#[must_use]
pub fn timeline(start: u64) -> Timeline {
    Timeline { open: start + TO_OPEN, close: start + TO_CLOSE, reveal: 600, answers: None }
}

/// The first entry's time of a round that ends with this drand round.
#[must_use]
pub fn start_before(chain: &str, beacon: u64) -> u64 {
    drand::time_of(&drand::chain(chain), beacon) - TO_BEACON
}

/// The same rules with drand as the only source, and times that lead to the round `beacon`.
#[must_use]
pub fn with_drand(rules: Rules, chain: &str, beacon: u64) -> Rules {
    let source = Source::Drand { chain: drand::chain(chain) };
    Rules {
        timeline: timeline(start_before(chain, beacon)),
        randomness: Randomness { sources: vec![source], lead: 600, fallback: None },
        ..rules
    }
}

/// Observers with all duties, of the office of `whose` story.
#[must_use]
pub fn observers<const N: usize>(
    whose: &str,
    ids: [&str; N],
) -> Vec<paiwei_protocol::rules::Observer> {
    ids.map(|id| Observer::new(whose, id).in_rules()).into()
}

/// The smallest rules: one program with two seats, and no more.
#[must_use]
pub fn small() -> Rules {
    rules(vec![plain("P1", 2)])
}

/// A slot of the form.
#[must_use]
pub fn band<const N: usize>(most: u32, programs: [&str; N]) -> Band {
    Band { most, programs: programs.map(str::to_owned).into() }
}

/// A category with its basis.
#[must_use]
pub fn category(id: &str) -> Category {
    Category {
        id: id.to_owned(),
        titles: titles(id, "类别"),
        basis: "Notice 12 of 2027".to_owned(),
    }
}

fn reason(id: &str) -> Reason {
    Reason { id: id.to_owned(), titles: titles(id, "理由") }
}

/// A public program with these pools; the plan is the sum of their seats.
#[must_use]
pub fn program(id: &str, pools: Vec<Pool>) -> Program {
    Program {
        id: id.to_owned(),
        school: format!("school-{id}"),
        titles: titles(&format!("School {id}"), "学校"),
        ownership: Ownership::Public,
        jurisdiction: "Qingchuan".to_owned(),
        plan: pools.iter().map(|pool| pool.seats).sum(),
        pools,
    }
}

/// A public program with one pool for everyone, in which only the number decides.
#[must_use]
pub fn plain(id: &str, seats: u64) -> Program {
    program(id, vec![pool("all", Some(seats), everyone(), [])])
}

/// The same program, private.
#[must_use]
pub fn private(program: Program) -> Program {
    Program { ownership: Ownership::Private, ..program }
}

/// A seat pool.
#[must_use]
pub fn pool<const N: usize>(
    id: &str,
    seats: Option<u64>,
    tiers: Vec<Tier>,
    order: [OrderKey; N],
) -> Pool {
    Pool { id: id.to_owned(), seats, tiers, order: order.into() }
}

/// One tier that holds everyone.
#[must_use]
pub fn everyone() -> Vec<Tier> {
    vec![Tier::Everyone]
}

/// A tier of categories.
#[must_use]
pub fn tier<const N: usize>(categories: [&str; N]) -> Tier {
    Tier::Categories(categories.map(str::to_owned).into())
}
