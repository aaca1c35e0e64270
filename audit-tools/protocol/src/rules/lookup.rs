//! Questions that others ask the rules.

use super::{Dice, OFFICE, Observer, Pool, Program, Reason, Rules, Source};
use crate::digest::Digest;

/// More than half of `named`; of none, none (PROTOCOL.md, section 3.8).
fn quorum(named: usize) -> usize {
    if named == 0 { 0 } else { named / 2 + 1 }
}

impl Rules {
    /// A program by its id, with its position, from which its lane follows.
    #[must_use]
    pub fn program(&self, id: &str) -> Option<(usize, &Program)> {
        self.programs.iter().enumerate().find(|(_, program)| program.id == id)
    }

    /// All pools with their programs, in the order of the rules.
    pub fn pools(&self) -> impl Iterator<Item = (&Program, &Pool)> {
        self.programs
            .iter()
            .flat_map(|program| program.pools.iter().map(move |pool| (program, pool)))
    }

    /// Whether there is a category of this id.
    #[must_use]
    pub fn has_category(&self, id: &str) -> bool {
        self.categories.iter().any(|category| category.id == id)
    }

    /// A reason by its id.
    #[must_use]
    pub fn reason(&self, id: &str) -> Option<&Reason> {
        self.reasons.iter().find(|reason| reason.id == id)
    }

    /// An observer by the id.
    #[must_use]
    pub fn observer(&self, id: &str) -> Option<&Observer> {
        self.observers.iter().find(|observer| observer.id == id)
    }

    /// The observers who witness, in the order of the rules.
    pub fn witnesses(&self) -> impl Iterator<Item = &Observer> {
        self.observers.iter().filter(|observer| observer.witness)
    }

    /// How many of the witnesses must cosign: more than half; 0 if none is named, which only a
    /// rehearsal may do.
    #[must_use]
    pub fn witness_quorum(&self) -> usize {
        quorum(self.witnesses().count())
    }

    /// The observers who confirm, in the order of the rules.
    pub fn confirmers(&self) -> impl Iterator<Item = &Observer> {
        self.observers.iter().filter(|observer| observer.confirm)
    }

    /// How many of those who confirm must: more than half; 0 if none is named.
    #[must_use]
    pub fn confirm_quorum(&self) -> usize {
        quorum(self.confirmers().count())
    }

    /// The holders of seeds in the order of the draw text: [`OFFICE`], then observers.
    #[must_use]
    pub fn seed_holders(&self) -> Vec<&str> {
        let holders = self.observers.iter().filter(|observer| observer.seed);
        std::iter::once(OFFICE).chain(holders.map(|observer| observer.id.as_str())).collect()
    }

    /// The dice among the sources; a fallback is none.
    #[must_use]
    pub fn dice(&self) -> Option<Dice> {
        self.randomness.sources.iter().find_map(|source| match source {
            Source::Dice(dice) => Some(*dice),
            Source::Drand { .. } => None,
        })
    }

    /// The hash of the drand chain among the sources.
    #[must_use]
    pub fn drand_chain(&self) -> Option<Digest> {
        self.randomness.sources.iter().find_map(|source| match source {
            Source::Dice(_) => None,
            Source::Drand { chain } => Some(*chain),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture;

    #[test]
    fn quorums_are_more_than_half() {
        let sizes: Vec<_> = (0..6).map(quorum).collect();
        assert_eq!(sizes, [0, 1, 2, 2, 3, 3]);
    }

    #[test]
    fn the_office_opens_first() {
        let rules = fixture::small();
        assert_eq!(rules.seed_holders(), ["office", "notary"]);
        assert_eq!(rules.witness_quorum(), 2);
        assert_eq!(rules.confirm_quorum(), 1);
        assert_eq!(rules.program("P1").unwrap().0, 1);
        assert_eq!(rules.pools().count(), 4);
    }
}
