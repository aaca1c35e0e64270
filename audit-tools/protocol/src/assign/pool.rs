//! The seat pools of a round, and what they rank units by (PROTOCOL.md, Assignment).

use std::collections::BTreeMap;

use crate::{
    draw::Number,
    encoding::decimal,
    rules::{OrderKey, Pool, Program, Rules, Tier},
};

/// All pools of a round, numbered in the order of the rules: programs, and pools within.
pub struct Pools<'a> {
    rules: &'a Rules,
    rows: Vec<PoolRow<'a>>,
    programs: BTreeMap<&'a str, ProgramSpan>,
}

/// A pool with the program it belongs to.
#[derive(Clone, Copy)]
pub struct PoolRow<'a> {
    /// Position of the program in the rules, from 0.
    pub position: usize,
    /// The program.
    pub program: &'a Program,
    /// The pool.
    pub pool: &'a Pool,
}

/// Where a program is in the rules, and where its pools are in the numbering.
#[derive(Clone, Copy)]
struct ProgramSpan {
    position: usize,
    first: usize,
    end: usize,
}

impl<'a> Pools<'a> {
    /// The pools of `rules`.
    #[must_use]
    pub fn of(rules: &'a Rules) -> Self {
        let mut pools = Self { rules, rows: Vec::new(), programs: BTreeMap::new() };
        for (position, program) in rules.programs.iter().enumerate() {
            let first = pools.rows.len();
            pools.rows.extend(program.pools.iter().map(|pool| PoolRow { position, program, pool }));
            let span = ProgramSpan { position, first, end: pools.rows.len() };
            pools.programs.insert(&program.id, span);
        }
        pools
    }

    /// The pools in their numbering.
    #[must_use]
    pub fn rows(&self) -> &[PoolRow<'a>] {
        &self.rows
    }

    /// The rules whose pools these are.
    #[must_use]
    pub fn rules(&self) -> &'a Rules {
        self.rules
    }

    /// Position of a program in the rules; `None` if they have no such program.
    #[must_use]
    pub fn program_position(&self, id: &str) -> Option<usize> {
        self.programs.get(id).map(|span| span.position)
    }

    /// Numbers of a program's pools in the order in which a unit is tried; none for an unknown id.
    pub fn of_program(&self, id: &str) -> std::ops::Range<usize> {
        self.programs.get(id).map_or(0..0, |span| span.first..span.end)
    }
}

impl PoolRow<'_> {
    /// `<program>/<pool>`, as tables name the pool.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}/{}", self.program.id, self.pool.id)
    }

    /// The tier, from 0, of a unit whose members all hold `categories`; `None`: not eligible.
    #[must_use]
    pub fn tier(&self, categories: &[&str]) -> Option<u32> {
        let holds = |tier: &Tier| match tier {
            Tier::Everyone => true,
            Tier::Categories(group) => group.iter().any(|id| categories.contains(&id.as_str())),
        };
        (0..).zip(&self.pool.tiers).find(|(_, tier)| holds(tier)).map(|(position, _)| position)
    }
}

/// What a pool ranks by before the number: the pool's order picks from these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Band of the choice, from 0.
    pub band: u32,
    /// Tier of the unit in the pool, from 0.
    pub tier: u32,
    /// Points of the unit.
    pub points: u32,
}

/// A unit's key at a pool: the values of the pool's order, the number, the index; smaller first.
/// Keys of different pools are not comparable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RankKey {
    /// Values of the order so that smaller goes first (points are turned round); the rest 0.
    values: [u32; MAX_ORDER],
    number: Number,
    index: u32,
}

/// An order holds each of band, tier and points at most once.
const MAX_ORDER: usize = 3;

impl RankKey {
    /// The key at a pool of this order.
    #[must_use]
    pub fn new(order: &[OrderKey], standing: Standing, number: Number, index: u32) -> Self {
        let mut values = [0; MAX_ORDER];
        for (value, key) in values.iter_mut().zip(order) {
            *value = match key {
                OrderKey::Band => standing.band,
                OrderKey::Tier => standing.tier,
                OrderKey::Points => turned(standing.points),
            };
        }
        Self { values, number, index }
    }

    /// The number in it.
    #[must_use]
    pub fn number(&self) -> Number {
        self.number
    }

    /// The index in it.
    #[must_use]
    pub fn index(&self) -> u32 {
        self.index
    }

    /// The values of the order, in its order; points as such.
    #[must_use]
    pub fn parts(&self, order: &[OrderKey]) -> Vec<(OrderKey, u32)> {
        let part = |(&key, &value): (&OrderKey, &u32)| (key, shown(key, value));
        order.iter().zip(&self.values).map(part).collect()
    }

    /// The first part of the order in which two keys of one pool differ; `None`: they differ in the
    /// number or later, or not at all.
    #[must_use]
    pub fn differs_in(&self, other: &Self, order: &[OrderKey]) -> Option<OrderKey> {
        let differs = self.values.iter().zip(&other.values).position(|(own, other)| own != other);
        differs.and_then(|at| order.get(at)).copied()
    }

    /// As `cutoffs.csv` has it: the values of the order (points as such), the number and the index,
    /// joined by `:`.
    #[must_use]
    pub fn to_text(&self, order: &[OrderKey]) -> String {
        let mut text = String::new();
        for (&value, key) in self.values.iter().zip(order) {
            text.push_str(&shown(*key, value).to_string());
            text.push(':');
        }
        text + &format!("{}:{}", self.number, self.index)
    }

    /// Reads [`Self::to_text`]; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str, order: &[OrderKey]) -> Option<Self> {
        let fields: Vec<&str> = text.split(':').collect();
        let (tail, head) = fields.split_last_chunk::<2>().map(|(head, tail)| (tail, head))?;
        if head.len() != order.len() || head.len() > MAX_ORDER {
            return None;
        }
        let mut values = [0; MAX_ORDER];
        for ((value, field), key) in values.iter_mut().zip(head).zip(order) {
            *value = shown(*key, decimal::parse(field)?);
        }
        Some(Self { values, number: tail[0].parse().ok()?, index: decimal::parse(tail[1])? })
    }
}

/// A value of the order between its stored and its shown form; the same step in both directions.
fn shown(key: OrderKey, value: u32) -> u32 {
    match key {
        OrderKey::Band | OrderKey::Tier => value,
        OrderKey::Points => turned(value),
    }
}

/// More points, smaller value.
fn turned(points: u32) -> u32 {
    u32::MAX - points
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORDER: [OrderKey; 3] = [OrderKey::Tier, OrderKey::Points, OrderKey::Band];

    fn key(tier: u32, points: u32, band: u32, number: u128, index: u32) -> RankKey {
        RankKey::new(&ORDER, Standing { band, tier, points }, Number(number), index)
    }

    #[test]
    fn order_then_number_then_index() {
        let ranked = [
            key(0, 90, 1, 9, 9),
            key(0, 80, 0, 9, 9),
            key(0, 80, 1, 1, 9),
            key(0, 80, 1, 2, 3),
            key(0, 80, 1, 2, 4),
            key(1, 99, 0, 0, 0),
        ];
        assert!(ranked.is_sorted_by(|left, right| left < right));
    }

    #[test]
    fn what_decides_between_two_keys_is_named() {
        let own = key(1, 80, 0, 10, 7);
        let decided = |other: RankKey| own.differs_in(&other, &ORDER);
        assert_eq!(decided(key(0, 80, 0, 10, 7)), Some(OrderKey::Tier));
        assert_eq!(decided(key(1, 90, 1, 10, 7)), Some(OrderKey::Points));
        assert_eq!(decided(key(1, 80, 1, 1, 7)), Some(OrderKey::Band));
        assert_eq!(decided(key(1, 80, 0, 9, 7)), None);
        assert_eq!(decided(own), None);
    }

    #[test]
    fn the_text_has_points_as_such_and_reads_back() {
        let key = key(1, 80, 0, 10, 7);
        let text = format!("1:80:0:{}:7", Number(10));
        assert_eq!(key.to_text(&ORDER), text);
        assert_eq!(RankKey::parse(&text, &ORDER), Some(key));
        let parts = [(OrderKey::Tier, 1), (OrderKey::Points, 80), (OrderKey::Band, 0)];
        assert_eq!(key.parts(&ORDER), parts);
        assert_eq!(RankKey::parse(&text, &ORDER[..2]), None);
        let bare = format!("{}:7", Number(10));
        assert_eq!(RankKey::parse(&bare, &[]).unwrap().to_text(&[]), bare);
        for wrong in ["", ":", "7", "open", "01:80:0:0000000000000000000000000000000a:7"] {
            assert_eq!(RankKey::parse(wrong, &ORDER), None, "{wrong}");
        }
    }
}
