//! Whole numbers from a key stream: what the samples call chance.

use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng as _, SeedableRng as _},
};

use paiwei_protocol::digest::Digest;

/// A stream of numbers that is the same for the same label.
pub(super) struct Stream(ChaCha20Rng);

impl Stream {
    /// The stream of a label.
    pub(super) fn of(label: &str) -> Self {
        Self(ChaCha20Rng::from_seed(Digest::of(label.as_bytes()).0))
    }

    /// A number below `bound`, which is above 0. For samples the tiny unevenness does not matter.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        let product = u128::from(self.0.next_u64()) * bound as u128;
        usize::try_from(product >> 64).expect("less than the bound, which is a usize")
    }

    /// The same things in another order: sorted by a number drawn for each.
    pub(super) fn mixed<T>(&mut self, things: Vec<T>) -> Vec<T> {
        let mut keyed: Vec<(u64, usize, T)> = things
            .into_iter()
            .enumerate()
            .map(|(at, thing)| (self.0.next_u64(), at, thing))
            .collect();
        keyed.sort_by_key(|&(key, at, _)| (key, at));
        keyed.into_iter().map(|(.., thing)| thing).collect()
    }

    /// `count` different positions of `weights`, one after another, likelier where the weight is
    /// greater.
    pub(super) fn ranked(&mut self, weights: &[usize], count: usize) -> Vec<usize> {
        let mut left: Vec<(usize, usize)> = weights.iter().copied().enumerate().collect();
        let mut chosen = Vec::new();
        while chosen.len() < count && !left.is_empty() {
            let total: usize = left.iter().map(|&(_, weight)| weight).sum();
            let mut ticket = self.below(total);
            let at = left.iter().position(|&(_, weight)| {
                let won = ticket < weight;
                ticket = ticket.saturating_sub(weight);
                won
            });
            chosen.push(left.remove(at.expect("the ticket is below the total")).0);
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_below_their_bound_and_repeat() {
        let draw = |label| {
            let mut stream = Stream::of(label);
            (0..200).map(|_| stream.below(7)).collect::<Vec<_>>()
        };
        assert!(draw("a").iter().all(|&number| number < 7));
        assert_eq!(draw("a"), draw("a"));
        assert_ne!(draw("a"), draw("b"));
    }

    #[test]
    fn mixing_keeps_everything() {
        let mut mixed = Stream::of("m").mixed((0..100).collect());
        assert_ne!(mixed, (0..100).collect::<Vec<_>>());
        mixed.sort_unstable();
        assert_eq!(mixed, (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn rankings_name_nothing_twice() {
        let mut stream = Stream::of("r");
        for _ in 0..50 {
            let mut ranking = stream.ranked(&[5, 1, 3, 2], 4);
            ranking.sort_unstable();
            assert_eq!(ranking, [0, 1, 2, 3]);
        }
        assert_eq!(stream.ranked(&[1, 1], 5).len(), 2);
    }
}
