//! Units: what the draw places, a child or a bundle of linked children, and the pools each of them
//! is tried at (PROTOCOL.md, Assignment).

use std::collections::BTreeMap;

use super::pool::{Pools, Standing};
use crate::{
    ident::Code,
    roll::{Line, Status},
};

/// One application, or one bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Indexes of its lines in the roll, ascending; at least one.
    pub members: Vec<u32>,
    /// The lowest points of its members, an empty field being 0.
    pub points: u32,
    /// The pools it is tried at, in order.
    pub list: Vec<ListEntry>,
}

/// A pool on a unit's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListEntry {
    /// Number of the pool in [`Pools`].
    pub pool: u32,
    /// Position of the choice's band, from 0.
    pub band: u32,
    /// The unit's tier in the pool, from 0.
    pub tier: u32,
    /// How many choices were written before this one.
    pub choice: u32,
}

impl Unit {
    /// The unit of these lines, given with their indexes ascending: one line without bundle, or
    /// all lines of one bundle.
    ///
    /// # Panics
    ///
    /// Without a line.
    #[must_use]
    pub fn of(pools: &Pools, members: &[(u32, &Line)]) -> Self {
        let (_, first) = members.first().expect("a unit has a member");
        let categories = shared_categories(members);
        Self {
            members: members.iter().map(|&(index, _)| index).collect(),
            points: members.iter().map(|(_, line)| line.points.unwrap_or(0)).min().unwrap_or(0),
            list: list(pools, &categories, first),
        }
    }

    /// The index of its first line: ties of numbers fall to it, and its number is the unit's.
    #[must_use]
    pub fn index(&self) -> u32 {
        self.members[0]
    }

    /// Seats it takes: its number of children.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.members.len() as u64
    }

    /// What the pool of this entry of its list ranks it by, before the number.
    #[must_use]
    pub fn standing(&self, entry: &ListEntry) -> Standing {
        Standing { band: entry.band, tier: entry.tier, points: self.points }
    }
}

/// The indexes of each unit's lines, ascending; units in the order of their first line. Lines that
/// are not entered take no part.
#[must_use]
pub(super) fn members_of_units(lines: &[Line]) -> Vec<Vec<u32>> {
    let mut units: Vec<Vec<u32>> = Vec::new();
    let mut bundles: BTreeMap<&[Code], usize> = BTreeMap::new();
    for (index, line) in (0..).zip(lines).filter(|(_, line)| line.status == Status::Entered) {
        match bundles.get(line.bundle.as_slice()) {
            Some(&unit) => units[unit].push(index),
            None => {
                if !line.bundle.is_empty() {
                    bundles.insert(&line.bundle, units.len());
                }
                units.push(vec![index]);
            }
        }
    }
    units
}

/// The categories that all members have.
fn shared_categories<'a>(members: &[(u32, &'a Line)]) -> Vec<&'a str> {
    let Some(((_, first), others)) = members.split_first() else { return Vec::new() };
    let all_have = |id: &&String| others.iter().all(|(_, line)| line.categories.contains(id));
    first.categories.iter().filter(all_have).map(String::as_str).collect()
}

/// The choices in order, each expanded to the program's pools, without those not open to the unit.
fn list(pools: &Pools, categories: &[&str], line: &Line) -> Vec<ListEntry> {
    let mut entries = Vec::new();
    for (choice, (band, program)) in (0..).zip(line.choices.iter()) {
        for pool in pools.of_program(program) {
            if let Some(tier) = pools.rows()[pool].tier(categories) {
                entries.push(ListEntry { pool: as_u32(pool), band: as_u32(band), tier, choice });
            }
        }
    }
    entries
}

/// Counts of pools and bands are far below 2^32 (PROTOCOL.md, Limits).
fn as_u32(count: usize) -> u32 {
    u32::try_from(count).expect("pools and bands are fewer than 2^32")
}
