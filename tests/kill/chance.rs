//! Chance that can be told again: all of it comes from one printed seed.

use paiwei::entropy::{Entropy as _, OsEntropy, SeededEntropy, bytes};

/// The seed of a run: `PAIWEI_SEED`, or a new one. Printed, so that a run can be made again as far
/// as the machine's own timing lets it.
pub fn seed() -> String {
    let seed = std::env::var("PAIWEI_SEED")
        .unwrap_or_else(|_| hex::encode(bytes::<8>(&OsEntropy).unwrap()));
    println!("PAIWEI_SEED={seed}");
    seed
}

/// A stream of chance of its own.
pub struct Chance(pub SeededEntropy);

impl Chance {
    pub fn of(seed: &str, who: impl std::fmt::Display) -> Self {
        Self(SeededEntropy::labelled(&format!("{seed} {who}")))
    }

    /// A number below `end`.
    pub fn below(&self, end: u64) -> u64 {
        let mut out = [0; 8];
        self.0.fill(&mut out).unwrap();
        u64::from_be_bytes(out) % end
    }

    /// Once in so many times.
    pub fn once_in(&self, times: u64) -> bool {
        self.below(times) == 0
    }

    pub fn one_of<T: Copy>(&self, all: &[T]) -> T {
        all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }
}
