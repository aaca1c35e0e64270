//! The laws of the assignment (PROTOCOL.md, Assignment), on random small rounds.

#![allow(clippy::unwrap_used, reason = "whatever fails here fails the test")]

mod reference;
mod small_rounds;

use paiwei_protocol::{
    assign::{ListEntry, Market, Outcome, Proposals, Unit, assign, propose},
    roll::Status,
    rules::{Numbers, Rules},
};
use proptest::{collection::vec, prelude::*};
use reference::Places;
use small_rounds::{Shape, SmallRound, band_first, roll, rounds, rules};

fn outcome(round: &SmallRound) -> Outcome<'_> {
    assign(&round.rules, &round.roll, &round.key)
}

/// The engine's places in the form of the reference's.
fn places(outcome: &Outcome) -> Places {
    let rows = outcome.applicants().pools().rows();
    let place = |unit: usize| {
        let entry = outcome.place(unit)?;
        let row = &rows[entry.pool as usize];
        let index = outcome.units()[unit].index() as usize;
        Some((index, (row.program.id.clone(), row.pool.id.clone(), entry.choice + 1)))
    };
    (0..outcome.units().len()).filter_map(place).collect()
}

/// Positions on lists, unplaced behind all.
fn positions(outcome: &Outcome) -> Vec<usize> {
    let position = |unit| outcome.position(unit).unwrap_or(usize::MAX);
    (0..outcome.units().len()).map(position).collect()
}

/// Seats that are taken at the pool at `position` of the unit's list by units ranked before it.
fn taken_before(outcome: &Outcome, unit: usize, position: usize) -> u64 {
    let applicants = outcome.applicants();
    let (pool, key) = (applicants.pool(unit, position), applicants.key(unit, position));
    (0..applicants.unit_count())
        .filter_map(|other| Some((other, outcome.position(other)?)))
        .filter(|&(other, at)| applicants.pool(other, at) == pool)
        .filter(|&(other, at)| applicants.key(other, at) < key)
        .map(|(other, _)| applicants.size(other))
        .sum()
}

fn seats_at(outcome: &Outcome, unit: usize, position: usize) -> Option<u64> {
    let applicants = outcome.applicants();
    applicants.pool(unit, position).and_then(|pool| applicants.seats(pool))
}

/// A market in which one unit has another size.
struct Resized<'a, M> {
    market: &'a M,
    unit: usize,
    size: u64,
}

impl<M: Market> Market for Resized<'_, M> {
    type Key = M::Key;

    fn unit_count(&self) -> usize {
        self.market.unit_count()
    }
    fn size(&self, unit: usize) -> u64 {
        if unit == self.unit { self.size } else { self.market.size(unit) }
    }
    fn pool(&self, unit: usize, position: usize) -> Option<usize> {
        self.market.pool(unit, position)
    }
    fn key(&self, unit: usize, position: usize) -> M::Key {
        self.market.key(unit, position)
    }
    fn pool_count(&self) -> usize {
        self.market.pool_count()
    }
    fn seats(&self, pool: usize) -> Option<u64> {
        self.market.seats(pool)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn the_generated_rules_are_accepted(rules in rules(Shape::default())) {
        prop_assert_eq!(Rules::read(&rules.to_json()).unwrap(), rules);
    }

    #[test]
    fn the_engine_gives_what_the_text_says(round in rounds(Shape::default())) {
        prop_assert_eq!(places(&outcome(&round)), reference::all_at_once(&round));
    }

    #[test]
    fn with_band_first_it_is_the_sequential_procedure(round in rounds(Shape::default())) {
        let round = band_first(round);
        prop_assert_eq!(places(&outcome(&round)), reference::band_by_band(&round));
    }

    #[test]
    fn the_order_of_processing_does_not_matter(
        round in rounds(Shape::default()),
        picks in vec(any::<prop::sample::Index>(), 1..60),
    ) {
        let outcome = outcome(&round);
        let mut proposals = Proposals::new(outcome.applicants());
        let mut free: Vec<usize> = (0..outcome.units().len()).collect();
        let mut picks = picks.iter().cycle();
        while !free.is_empty() {
            let unit = free.swap_remove(picks.next().unwrap().index(free.len()));
            proposals.apply(unit, &mut free);
        }
        let expected: Vec<_> = (0..outcome.units().len()).map(|it| outcome.position(it)).collect();
        prop_assert_eq!(proposals.held(), expected);
    }

    #[test]
    fn it_is_stable(round in rounds(Shape::default())) {
        let outcome = outcome(&round);
        for (unit, last) in positions(&outcome).into_iter().enumerate() {
            for position in 0..outcome.units()[unit].list.len() {
                let full = seats_at(&outcome, unit, position)
                    .is_some_and(|seats| taken_before(&outcome, unit, position) >= seats);
                if position < last {
                    prop_assert!(full, "unit {} would be admitted at {}", unit, position);
                } else if position == last {
                    prop_assert!(!full, "unit {} is admitted beyond the seats", unit);
                }
            }
        }
    }

    #[test]
    fn a_pool_exceeds_its_seats_by_less_than_the_largest_bundle(round in rounds(Shape::default())) {
        let outcome = outcome(&round);
        let largest = outcome.units().iter().map(Unit::size).max().unwrap_or(1);
        for (pool, row) in outcome.applicants().pools().rows().iter().enumerate() {
            let held = |unit: &usize| {
                outcome.place(*unit).is_some_and(|entry| entry.pool as usize == pool)
            };
            let units = (0..outcome.units().len()).filter(held);
            let children: u64 = units.map(|unit| outcome.units()[unit].size()).sum();
            match row.pool.seats {
                Some(0) => prop_assert_eq!(children, 0),
                Some(seats) => prop_assert!(children < seats + largest),
                None => {}
            }
        }
    }

    #[test]
    fn a_departure_makes_nobody_worse_off(round in rounds(Shape::default())) {
        let before = outcome(&round);
        for gone in before.units() {
            let mut lines = round.roll.lines.clone();
            for &member in &gone.members {
                lines[member as usize].status = Status::Withdrawn;
            }
            let round = SmallRound { roll: roll(lines), ..round.clone() };
            let after = outcome(&round);
            let mut expected = positions(&before);
            let at = before.units().iter().position(|unit| unit == gone).unwrap();
            expected.remove(at);
            for (unit, (now, then)) in positions(&after).into_iter().zip(expected).enumerate() {
                prop_assert!(now <= then, "unit {} of those left is worse off", unit);
            }
        }
    }

    #[test]
    fn a_shrinking_bundle_makes_nobody_worse_off(round in rounds(Shape::default())) {
        let outcome = outcome(&round);
        let market = outcome.applicants();
        for unit in 0..market.unit_count() {
            for size in 1..market.size(unit) {
                let after = propose(&Resized { market, unit, size });
                for (now, then) in after.into_iter().zip(positions(&outcome)) {
                    prop_assert!(now.unwrap_or(usize::MAX) <= then);
                }
            }
        }
    }

    /// A unit is turned away from a program only if the pools open to it are full. So whoever finds
    /// in them as many seats as the program has applicants is admitted there, or further up.
    #[test]
    fn with_no_more_applicants_than_seats_open_to_it_a_unit_is_admitted(
        round in rounds(Shape::default()),
    ) {
        let outcome = outcome(&round);
        let rows = outcome.applicants().pools().rows();
        for (number, unit) in outcome.units().iter().enumerate() {
            for (position, entry) in unit.list.iter().enumerate() {
                let program = rows[entry.pool as usize].position;
                let of_program = |it: &&ListEntry| {
                    rows[it.pool as usize].position == program
                };
                let open: Option<u64> = unit
                    .list
                    .iter()
                    .filter(of_program)
                    .map(|it| rows[it.pool as usize].pool.seats)
                    .sum();
                let units = outcome.units().iter();
                let applied: u64 = units
                    .filter(|other| other.list.iter().any(|it| of_program(&it)))
                    .map(Unit::size)
                    .sum();
                let is_last = unit.list[position + 1..].iter().all(|it| !of_program(&it));
                if is_last && open.is_none_or(|open| applied <= open) {
                    prop_assert!(outcome.position(number).is_some_and(|at| at <= position));
                }
            }
        }
    }

    #[test]
    fn one_number_and_no_order_is_serial_dictatorship(round in rounds(Shape::default())) {
        let mut round = round;
        round.rules.numbers = Numbers::PerChild;
        for pool in round.rules.programs.iter_mut().flat_map(|program| &mut program.pools) {
            pool.tiers.truncate(1);
            pool.order.clear();
        }
        let outcome = outcome(&round);
        let mut turns: Vec<usize> = (0..outcome.units().len()).collect();
        turns.sort_by_key(|&it| {
            (outcome.applicants().draws(it)[0].number, outcome.units()[it].index())
        });
        let mut taken = vec![0; outcome.applicants().pools().rows().len()];
        for unit in turns {
            let list = outcome.units()[unit].list.iter();
            let has_seat = |pool: usize| {
                outcome.applicants().seats(pool).is_none_or(|seats| taken[pool] < seats)
            };
            let choice = list.map(|entry| entry.pool as usize).position(has_seat);
            prop_assert_eq!(outcome.position(unit), choice);
            if let Some(entry) = outcome.place(unit) {
                taken[entry.pool as usize] += outcome.units()[unit].size();
            }
        }
    }
}
