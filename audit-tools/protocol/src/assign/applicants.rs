//! The units of a round with their numbers, and the ranks of these: all that the assignment looks
//! at (PROTOCOL.md, Numbers; Results).

use rayon::prelude::*;

use super::{
    pool::{Pools, RankKey},
    propose::Market,
    unit::{ListEntry, Unit, members_of_units},
};
use crate::{
    choices::Choices,
    draw::{DrawKey, LANE_OF_CHILD, Number, lane_of_program, number, numbers_of_lane},
    roll::Line,
    rules::{Numbers, Rules},
};

/// A unit's number in a lane, and its rank there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draw {
    /// The number.
    pub number: Number,
    /// 1 + the units with a choice in the lane and a smaller (number, index); `None` for a unit
    /// that has no choice at all.
    pub rank: Option<u32>,
}

/// The units of a round, their lists and numbers.
pub struct Applicants<'a> {
    pools: Pools<'a>,
    lines: &'a [Line],
    units: Vec<Unit>,
    draws: Vec<Vec<Draw>>,
}

impl<'a> Applicants<'a> {
    /// The units of a roll that was read under these rules.
    ///
    /// # Panics
    ///
    /// If a line chooses a program which the rules do not have: no roll read under them does.
    #[must_use]
    pub fn of(rules: &'a Rules, lines: &'a [Line], key: &DrawKey) -> Self {
        let pools = Pools::of(rules);
        let with_line = |index: u32| (index, &lines[index as usize]);
        let units: Vec<Unit> = members_of_units(lines)
            .into_par_iter()
            .map(|members| {
                Unit::of(&pools, &members.into_iter().map(with_line).collect::<Vec<_>>())
            })
            .collect();
        let mut applicants = Self { pools, lines, units, draws: Vec::new() };
        applicants.draw(key);
        applicants.rank();
        applicants
    }

    /// The pools of the round.
    #[must_use]
    pub fn pools(&self) -> &Pools<'a> {
        &self.pools
    }

    /// The lines of the roll.
    #[must_use]
    pub fn lines(&self) -> &'a [Line] {
        self.lines
    }

    /// The units, in the order of their first lines.
    #[must_use]
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The choices of a unit.
    #[must_use]
    pub fn choices(&self, unit: usize) -> &'a Choices {
        &self.lines[self.units[unit].index() as usize].choices
    }

    /// The unit's numbers: one for each choice with `per-program`, else its one number.
    #[must_use]
    pub fn draws(&self, unit: usize) -> &[Draw] {
        &self.draws[unit]
    }

    /// An entry of the unit's list.
    #[must_use]
    pub fn entry(&self, unit: usize, position: usize) -> Option<&ListEntry> {
        self.units[unit].list.get(position)
    }

    /// Gives every unit its numbers.
    fn draw(&mut self, key: &DrawKey) {
        let of_unit: Vec<Vec<Number>> = match self.pools.rules().numbers {
            Numbers::PerChild => {
                let all = numbers_of_lane(key, LANE_OF_CHILD, self.lines.len());
                self.units.iter().map(|unit| vec![all[unit.index() as usize]]).collect()
            }
            Numbers::PerProgram => (0..self.units.len())
                .into_par_iter()
                .map(|unit| self.numbers_per_program(unit, key))
                .collect(),
        };
        let draw = |number| Draw { number, rank: None };
        self.draws =
            of_unit.into_iter().map(|numbers| numbers.into_iter().map(draw).collect()).collect();
    }

    fn numbers_per_program(&self, unit: usize, key: &DrawKey) -> Vec<Number> {
        let index = self.units[unit].index();
        numbers_of_unit(&self.pools, key, index, self.choices(unit))
    }

    /// Ranks the numbers of each lane among the units with a choice there.
    fn rank(&mut self) {
        for entrants in self.lanes() {
            let place = |(unit, slot): (usize, usize)| {
                (self.draws[unit][slot].number, self.units[unit].index(), unit, slot)
            };
            let mut places: Vec<_> = entrants.into_iter().map(place).collect();
            places.par_sort_unstable();
            for (rank, (_, _, unit, slot)) in (1..).zip(places) {
                self.draws[unit][slot].rank = Some(rank);
            }
        }
    }

    /// For each lane the units with a choice in it, and which of their numbers is the lane's.
    fn lanes(&self) -> Vec<Vec<(usize, usize)>> {
        if self.pools.rules().numbers == Numbers::PerChild {
            let choosing = (0..self.units.len()).filter(|&unit| !self.choices(unit).is_empty());
            return vec![choosing.map(|unit| (unit, 0)).collect()];
        }
        let mut lanes = vec![Vec::new(); self.pools.rules().programs.len()];
        for unit in 0..self.units.len() {
            for (slot, (_, program)) in self.choices(unit).iter().enumerate() {
                lanes[position_of(&self.pools, program)].push((unit, slot));
            }
        }
        lanes
    }
}

impl Market for Applicants<'_> {
    type Key = RankKey;

    fn unit_count(&self) -> usize {
        self.units.len()
    }

    fn size(&self, unit: usize) -> u64 {
        self.units[unit].size()
    }

    fn pool(&self, unit: usize, position: usize) -> Option<usize> {
        self.entry(unit, position).map(|entry| entry.pool as usize)
    }

    fn key(&self, unit: usize, position: usize) -> RankKey {
        let of = &self.units[unit];
        let entry = &of.list[position];
        let slot = number_of_choice(self.pools.rules().numbers, entry.choice);
        let order = &self.pools.rows()[entry.pool as usize].pool.order;
        RankKey::new(order, of.standing(entry), self.draws[unit][slot].number, of.index())
    }

    fn pool_count(&self) -> usize {
        self.pools.rows().len()
    }

    fn seats(&self, pool: usize) -> Option<u64> {
        self.pools.rows()[pool].pool.seats
    }
}

/// The numbers of one unit, by its index and choices: one for each choice with `per-program`, else
/// its one number.
///
/// # Panics
///
/// If a choice is a program which the rules do not have.
#[must_use]
pub fn numbers_of_unit(pools: &Pools, key: &DrawKey, index: u32, choices: &Choices) -> Vec<Number> {
    let lane = |program| lane_of_program(position_of(pools, program));
    match pools.rules().numbers {
        Numbers::PerChild => vec![number(key, LANE_OF_CHILD, index.into())],
        Numbers::PerProgram => {
            choices.iter().map(|(_, program)| number(key, lane(program), index.into())).collect()
        }
    }
}

/// Which of a unit's numbers counts for the choice that has `choice` others before it.
#[must_use]
pub fn number_of_choice(numbers: Numbers, choice: u32) -> usize {
    match numbers {
        Numbers::PerChild => 0,
        Numbers::PerProgram => choice as usize,
    }
}

fn position_of(pools: &Pools, program: &str) -> usize {
    pools.program_position(program).expect("choices are read under the rules")
}
