//! Chance that a seed decides.

use paiwei_protocol::digest::Digest;

/// A stream of choices.
pub(crate) struct Chance {
    seed: Digest,
    drawn: u64,
}

impl Chance {
    /// The stream of a seed and what it is for: each round has its own, and can be made again
    /// without those before it.
    pub(crate) fn new(seed: &str, what: &str, number: usize) -> Self {
        Self { seed: Digest::of(format!("{seed} {what} {number}").as_bytes()), drawn: 0 }
    }

    /// 32 bytes.
    pub(crate) fn bytes(&mut self) -> [u8; 32] {
        self.drawn += 1;
        Digest::of_parts(&[self.seed.as_bytes(), &self.drawn.to_be_bytes()]).0
    }

    /// A number below `bound`. A slight bias does no harm here.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let [a, b, c, d, ..] = self.bytes();
        u32::from_be_bytes([a, b, c, d]) as usize % bound
    }

    /// Once in `times`.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of these.
    pub(crate) fn of<T: Clone>(&mut self, these: &[T]) -> T {
        these[self.below(these.len())].clone()
    }
}
