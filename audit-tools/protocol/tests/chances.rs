//! Equal chances: units that differ in nothing but their place in the roll are placed equally
//! often, over many draw keys.
//!
//! Keys are fixed, so the test always gives the same verdict. Its bound is one that a fair engine
//! would break for fewer than one choice of keys in ten million.

mod small_rounds;

use paiwei_protocol::{
    assign::{Outcome, assign},
    rules::{Numbers, OrderKey, Rules},
};
use rayon::prelude::*;
use small_rounds::{
    SmallRound,
    fixed::{lines_of, link, pool, program, rules_of},
    key, roll,
};

/// Draws of each round.
const DRAWS: u64 = 20_000;
/// Identical units in each round.
const UNITS: usize = 12;
/// Chi-square with 11 degrees of freedom is above 60 with a probability below 10^-8; the test asks
/// nine times.
const BOUND: u64 = 60;

/// How often each of the identical units had a property.
#[derive(Default)]
struct Tally {
    /// Draws in which the unit had it.
    times: [u64; UNITS],
    /// Sum over the draws of m(n-m), m of n units having it: its spread within the draws.
    spread: u64,
}

impl Tally {
    fn add(&mut self, has: [bool; UNITS]) {
        let with = has.iter().filter(|has| **has).count() as u64;
        self.spread += with * (UNITS as u64 - with);
        for (times, has) in self.times.iter_mut().zip(has) {
            *times += u64::from(has);
        }
    }

    /// Within a draw the units' fates depend on each other, so the usual statistic for independent
    /// counts does not fit. For exchangeable units, with t_i the times of unit i, T their sum and
    /// S the spread, (n-1) · sum (n·t_i - T)^2 / (n·S) has the chi-square distribution with n-1
    /// degrees of freedom in the limit. Compared without division.
    fn assert_fair(&self, what: &str) {
        let (n, total) = (UNITS as u64, self.times.iter().sum::<u64>());
        let squares: u64 = self.times.iter().map(|t| (n * t).abs_diff(total).pow(2)).sum();
        assert!(self.spread > DRAWS, "{what}: hardly ever decided by the draw");
        assert!((n - 1) * squares <= BOUND * n * self.spread, "{what}: {:?}", self.times);
    }
}

/// Tallies of properties over all draws of a round; `units` are the identical ones.
fn tallies<const N: usize>(
    round: &SmallRound,
    units: [usize; UNITS],
    properties: impl Fn(&Outcome, usize) -> [bool; N] + Sync,
) -> [Tally; N] {
    let draw = |seed| {
        let outcome = assign(&round.rules, &round.roll, &key(seed));
        units.map(|unit| properties(&outcome, unit))
    };
    let mut tallies = [(); N].map(|()| Tally::default());
    for found in (0..DRAWS).into_par_iter().map(draw).collect::<Vec<_>>() {
        for (property, tally) in tallies.iter_mut().enumerate() {
            tally.add(found.map(|found| found[property]));
        }
    }
    tallies
}

/// The pool that admits the unit, by its number.
fn pool_of(outcome: &Outcome, unit: usize) -> Option<u32> {
    outcome.place(unit).map(|entry| entry.pool)
}

/// Twelve children like each other at either end of the roll and in its midst, among three others,
/// two pairs of twins and a bundle of three.
fn round(rules: Rules, alike: (&str, u32, &str), other: (&str, u32, &str)) -> SmallRound {
    let children: Vec<_> = (0..22).map(|it| if is_alike(it) { alike } else { other }).collect();
    let mut lines = lines_of(&children);
    link(&mut lines, &[1, 2]);
    link(&mut lines, &[5, 20]);
    link(&mut lines, &[11, 12, 13]);
    SmallRound { rules, roll: roll(lines), key: key(0) }
}

fn is_alike(index: usize) -> bool {
    ![1, 2, 5, 8, 11, 12, 13, 15, 18, 20].contains(&index)
}

/// The units of the identical children: units are in the order of their first lines, and of the
/// lines 2, 12, 13 and 20 others come first.
fn alike_units() -> [usize; UNITS] {
    let firsts = (0..22).filter(|it| ![2, 12, 13, 20].contains(it));
    let alike = firsts.enumerate().filter(|(_, it)| is_alike(*it)).map(|(unit, _)| unit);
    alike.collect::<Vec<_>>().try_into().expect("twelve children are alike")
}

#[test]
fn the_plain_draw() {
    let only = program("P1", vec![pool("all", Some(6), &["*"], &[])]);
    let rules = rules_of(Numbers::PerChild, &["P1"], vec![only]);
    let round = round(rules, ("", 0, "P1"), ("", 0, "P1"));
    let [placed, ahead] = tallies(&round, alike_units(), |outcome, unit| {
        let rank = outcome.applicants().draws(unit)[0].rank;
        [outcome.place(unit).is_some(), rank < Some(9)]
    });
    placed.assert_fair("placed");
    ahead.assert_fair("in the first half of the ranks");
}

#[test]
fn tiers_and_bands_with_a_number_a_program() {
    use OrderKey::{Band, Tier};
    let day = pool("day", Some(2), &["staff", "*"], &[Tier]);
    let boarding = pool("boarding", Some(3), &["*"], &[]);
    let programs = vec![
        program("J1", vec![day, boarding]),
        program("P1", vec![pool("all", Some(4), &["sibling", "*"], &[Tier, Band])]),
        program("P2", vec![pool("all", Some(5), &["*"], &[Band])]),
    ];
    let rules = rules_of(Numbers::PerProgram, &["J1", "P1 P2"], programs);
    let round = round(rules, ("", 0, "J1|P1>P2"), ("sibling", 0, "J1|P2>P1"));
    let found = tallies(&round, alike_units(), |outcome, unit| {
        let pool = pool_of(outcome, unit);
        [Some(0), Some(1), Some(3), None].map(|expected| pool == expected)
    });
    let names = ["J1/day", "J1/boarding", "P2/all", "unplaced"];
    for (tally, what) in found.iter().zip(names) {
        tally.assert_fair(what);
    }
}

#[test]
fn points_with_ties_in_one_number() {
    use OrderKey::{Band, Points};
    let programs = vec![
        program("P1", vec![pool("all", Some(4), &["*"], &[Points])]),
        program("P2", vec![pool("all", Some(5), &["*"], &[Band, Points])]),
    ];
    let rules = rules_of(Numbers::PerChild, &["P1", "P2"], programs);
    let round = round(rules, ("", 80, "P1|P2"), ("", 80, "|P2"));
    let found = tallies(&round, alike_units(), |outcome, unit| {
        let pool = pool_of(outcome, unit);
        [Some(0), Some(1), None].map(|expected| pool == expected)
    });
    for (tally, what) in found.iter().zip(["P1", "P2", "unplaced"]) {
        tally.assert_fair(what);
    }
}
