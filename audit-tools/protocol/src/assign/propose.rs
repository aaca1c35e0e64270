//! Student-proposing deferred acceptance over plain indices (PROTOCOL.md, Assignment).
//!
//! The core knows neither rules nor roll: whatever ranks units at a pool is a key. So tests can
//! give it any market, and it can be read beside the text of the protocol.

use std::collections::BinaryHeap;

/// What deferred acceptance needs to know of units and pools. Units and pools are counted from 0,
/// and so are the positions of a unit's list, on which no pool stands twice.
pub trait Market {
    /// What a pool ranks units by, smaller first. No two units have equal keys at one pool.
    type Key: Ord;

    /// Number of units.
    fn unit_count(&self) -> usize;
    /// Seats that the unit takes.
    fn size(&self, unit: usize) -> u64;
    /// The pool at `position` of the unit's list; `None` past its end.
    fn pool(&self, unit: usize, position: usize) -> Option<usize>;
    /// The unit's key at the pool at `position` of its list.
    fn key(&self, unit: usize, position: usize) -> Self::Key;

    /// Number of pools.
    fn pool_count(&self) -> usize;
    /// Seats of the pool; `None`: without limit.
    fn seats(&self, pool: usize) -> Option<u64>;
}

/// Deferred acceptance under way: who is held where, and how far down its list each unit is.
pub struct Proposals<'m, M: Market> {
    market: &'m M,
    next: Vec<usize>,
    pools: Vec<Held<M::Key>>,
}

/// The units that a pool holds, the last of its ranking on top.
struct Held<K> {
    seats: Option<u64>,
    taken: u64,
    units: BinaryHeap<(K, usize)>,
}

impl<'m, M: Market> Proposals<'m, M> {
    /// All units unplaced, at the head of their lists.
    #[must_use]
    pub fn new(market: &'m M) -> Self {
        let pool = |pool| Held { seats: market.seats(pool), taken: 0, units: BinaryHeap::new() };
        let pools = (0..market.pool_count()).map(pool).collect();
        Self { market, next: vec![0; market.unit_count()], pools }
    }

    /// `unit`, which no pool holds, applies to the next pool on its list; those turned away, which
    /// may include it, are added to `free`. At the end of its list it stays unplaced.
    pub fn apply(&mut self, unit: usize, free: &mut Vec<usize>) {
        let position = self.next[unit];
        let Some(pool) = self.market.pool(unit, position) else { return };
        self.next[unit] += 1;
        let held = &mut self.pools[pool];
        held.units.push((self.market.key(unit, position), unit));
        held.taken += self.market.size(unit);
        while let Some(last) = held.turn_away(self.market) {
            free.push(last);
        }
    }

    /// For each unit the position, on its list, of the pool that holds it.
    #[must_use]
    pub fn held(&self) -> Vec<Option<usize>> {
        let mut places = vec![None; self.next.len()];
        for &(_, unit) in self.pools.iter().flat_map(|pool| &pool.units) {
            places[unit] = Some(self.next[unit] - 1);
        }
        places
    }
}

impl<K: Ord> Held<K> {
    /// Removes the last unit of the ranking if the units before it fill the seats. Taking away
    /// from the end is enough: a unit further up has fewer before it.
    fn turn_away(&mut self, market: &impl Market) -> Option<usize> {
        let seats = self.seats?;
        let last = market.size(self.units.peek()?.1);
        if self.taken - last < seats {
            return None;
        }
        self.taken -= last;
        self.units.pop().map(|(_, unit)| unit)
    }
}

/// For each unit the position, on its list, of the pool that admits it; `None`: unplaced.
#[must_use]
pub fn propose(market: &impl Market) -> Vec<Option<usize>> {
    let mut proposals = Proposals::new(market);
    let mut free = Vec::new();
    for unit in 0..market.unit_count() {
        free.push(unit);
        while let Some(unit) = free.pop() {
            proposals.apply(unit, &mut free);
        }
    }
    proposals.held()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One pool that ranks units by their index.
    struct OnePool {
        seats: Option<u64>,
        sizes: Vec<u64>,
    }

    impl Market for OnePool {
        type Key = usize;

        fn unit_count(&self) -> usize {
            self.sizes.len()
        }
        fn size(&self, unit: usize) -> u64 {
            self.sizes[unit]
        }
        fn pool(&self, _: usize, position: usize) -> Option<usize> {
            (position == 0).then_some(0)
        }
        fn key(&self, unit: usize, _: usize) -> usize {
            unit
        }
        fn pool_count(&self) -> usize {
            1
        }
        fn seats(&self, _: usize) -> Option<u64> {
            self.seats
        }
    }

    fn admitted(seats: impl Into<Option<u64>>, sizes: &[u64]) -> Vec<usize> {
        let places = propose(&OnePool { seats: seats.into(), sizes: sizes.to_vec() });
        (0..sizes.len()).filter(|&unit| places[unit].is_some()).collect()
    }

    #[test]
    fn a_unit_is_admitted_while_those_before_it_leave_a_seat() {
        assert!(admitted(0, &[1, 1]).is_empty());
        assert_eq!(admitted(2, &[1, 1, 1]), [0, 1]);
        assert_eq!(admitted(2, &[1, 2, 1]), [0, 1], "the last seat admits a whole bundle");
        assert_eq!(admitted(1, &[3, 1]), [0]);
        assert_eq!(admitted(3, &[3, 1]), [0]);
        assert_eq!(admitted(None, &[3, 1, 2]), [0, 1, 2]);
    }
}
