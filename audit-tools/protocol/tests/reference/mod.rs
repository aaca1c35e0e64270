//! The draw once more, written from the rules' text alone and as plainly as possible, to hold the
//! engine against: no shared code but the numbers.

use std::collections::BTreeMap;

use paiwei_protocol::{
    draw::{lane_of_program, number},
    roll::{Line, Status},
    rules::{Numbers, OrderKey, Pool, Tier},
};

use crate::small_rounds::SmallRound;

/// Program, pool and choice (from 1), by the index of a unit's first line.
pub(crate) type Places = BTreeMap<usize, (String, String, u32)>;

/// A unit, with the pools that it may be tried at.
struct Applicant<'a> {
    index: usize,
    size: u64,
    points: i64,
    tries: Vec<Try<'a>>,
}

/// A pool that a unit may be tried at.
#[derive(Clone)]
struct Try<'a> {
    program: usize,
    pool: &'a Pool,
    band: i64,
    tier: i64,
    choice: u32,
}

/// What a pool compares, in this order.
type Key = (Vec<i64>, u128, usize);

/// Deferred acceptance over all bands at once, in waves: whoever is unplaced applies, then every
/// pool looks at all it has.
pub(crate) fn all_at_once(round: &SmallRound) -> Places {
    let mut places = Places::new();
    let mut seats = Seats::new();
    let all = applicants(round);
    wave_by_wave(round, &all, &mut seats, &mut places);
    places
}

/// Band by band: deferred acceptance among those still unplaced, over the choices of the band and
/// the seats that are left; then the seats taken are final.
pub(crate) fn band_by_band(round: &SmallRound) -> Places {
    let mut places = Places::new();
    let mut seats = Seats::new();
    for band in 0..round.rules.bands.len() {
        let mut unplaced = applicants(round);
        unplaced.retain(|unit| !places.contains_key(&unit.index));
        for unit in &mut unplaced {
            unit.tries.retain(|it| it.band == i64::try_from(band).unwrap());
        }
        wave_by_wave(round, &unplaced, &mut seats, &mut places);
    }
    places
}

/// Seats that are taken for good, by program and pool.
type Seats = BTreeMap<(usize, String), u64>;

fn wave_by_wave(round: &SmallRound, units: &[Applicant], taken: &mut Seats, places: &mut Places) {
    let mut turned_away = vec![0; units.len()];
    loop {
        let mut at_pool: BTreeMap<(usize, String), Vec<(Key, usize)>> = BTreeMap::new();
        for (number, unit) in units.iter().enumerate() {
            if let Some(it) = unit.tries.get(turned_away[number]) {
                let pool = at_pool.entry((it.program, it.pool.id.clone())).or_default();
                pool.push((key(round, unit, it), number));
            }
        }
        let mut moved = false;
        for (id, mut present) in at_pool {
            present.sort();
            let mut before = *taken.get(&id).unwrap_or(&0);
            for (_, number) in present {
                let seats = units[number].tries[turned_away[number]].pool.seats;
                if seats.is_none_or(|seats| before < seats) {
                    before += units[number].size;
                } else {
                    turned_away[number] += 1;
                    moved = true;
                }
            }
        }
        if !moved {
            break;
        }
    }
    for (number, unit) in units.iter().enumerate() {
        if let Some(it) = unit.tries.get(turned_away[number]) {
            *taken.entry((it.program, it.pool.id.clone())).or_default() += unit.size;
            let program = round.rules.programs[it.program].id.clone();
            places.insert(unit.index, (program, it.pool.id.clone(), it.choice));
        }
    }
}

fn key(round: &SmallRound, unit: &Applicant, it: &Try) -> Key {
    let values = it.pool.order.iter().map(|key| match key {
        OrderKey::Band => it.band,
        OrderKey::Tier => it.tier,
        OrderKey::Points => -unit.points,
    });
    let lane = match round.rules.numbers {
        Numbers::PerChild => 0,
        Numbers::PerProgram => lane_of_program(it.program),
    };
    (values.collect(), number(&round.key, lane, unit.index as u64).0, unit.index)
}

fn applicants(round: &SmallRound) -> Vec<Applicant<'_>> {
    let lines = &round.roll.lines;
    let entered: Vec<&Line> = lines.iter().filter(|it| it.status == Status::Entered).collect();
    let first_of_unit = |line: &&&Line| line.bundle.first().is_none_or(|first| *first == line.code);
    entered
        .iter()
        .filter(first_of_unit)
        .map(|first| {
            let members: Vec<&&Line> = entered
                .iter()
                .filter(|it| it.code == first.code || first.bundle.contains(&it.code))
                .collect();
            Applicant {
                index: lines.iter().position(|it| it.code == first.code).unwrap(),
                size: members.len() as u64,
                points: members.iter().map(|it| it.points.unwrap_or(0)).min().unwrap().into(),
                tries: tries(round, &members),
            }
        })
        .collect()
}

fn tries<'a>(round: &'a SmallRound, members: &[&&Line]) -> Vec<Try<'a>> {
    let mut tries = Vec::new();
    let mut choice = 0;
    for (band, programs) in (0..).zip(&members[0].choices.bands) {
        for id in programs {
            choice += 1;
            let program = round.rules.programs.iter().position(|it| it.id == *id).unwrap();
            for pool in &round.rules.programs[program].pools {
                if let Some(tier) = tier(pool, members) {
                    tries.push(Try { program, pool, band, tier, choice });
                }
            }
        }
    }
    tries
}

fn tier(pool: &Pool, members: &[&&Line]) -> Option<i64> {
    let all_have = |id: &String| members.iter().all(|it| it.categories.contains(id));
    (0..).zip(&pool.tiers).find_map(|(position, tier)| match tier {
        Tier::Everyone => Some(position),
        Tier::Categories(ids) => ids.iter().any(all_have).then_some(position),
    })
}
