//! Random bytes as a parameter: nothing but [`OsEntropy`] asks the operating system for them.

use std::sync::{Mutex, PoisonError};

use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng, SeedableRng},
};

/// The operating system gave no random bytes.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gave no random bytes ({0}); restart the machine before going on")]
pub struct EntropyError(#[from] getrandom::Error);

/// Gives random bytes.
pub trait Entropy: Send + Sync {
    /// Fills `out` with random bytes.
    ///
    /// # Errors
    ///
    /// [`EntropyError`] when the source fails; `out` is then not to be used.
    fn fill(&self, out: &mut [u8]) -> Result<(), EntropyError>;
}

/// `N` random bytes.
///
/// # Errors
///
/// [`EntropyError`] when the source fails.
pub fn bytes<const N: usize>(entropy: &dyn Entropy) -> Result<[u8; N], EntropyError> {
    let mut out = [0; N];
    entropy.fill(&mut out)?;
    Ok(out)
}

/// The operating system's random bytes: every key, salt, code and seed of a real round.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    #[allow(clippy::disallowed_methods, reason = "the one place that asks the operating system")]
    fn fill(&self, out: &mut [u8]) -> Result<(), EntropyError> {
        Ok(getrandom::fill(out)?)
    }
}

/// The ChaCha20 key stream of a seed: the same bytes every time. Of a seed that is known, for the
/// demonstration, the vectors and tests, never for a real round: who knows the seed knows every key.
/// Of a secret one, where the same request must meet the same bytes again.
pub struct SeededEntropy(Mutex<ChaCha20Rng>);

impl SeededEntropy {
    /// The key stream of this seed, from its first byte.
    #[must_use]
    pub fn new(seed: [u8; 32]) -> Self {
        Self(Mutex::new(ChaCha20Rng::from_seed(seed)))
    }

    /// The key stream of the seed that `label` hashes to: one independent stream a label.
    #[must_use]
    pub fn labelled(label: &str) -> Self {
        Self::new(paiwei_protocol::digest::Digest::of(label.as_bytes()).0)
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, out: &mut [u8]) -> Result<(), EntropyError> {
        // A panic elsewhere cannot leave the stream half written: filling is all the lock does.
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(out);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seeded_stream_is_the_published_one() {
        // ChaCha20 block 0 of the all-zero key and nonce (RFC 8439, appendix A.1, vector 1).
        let entropy = SeededEntropy::new([0; 32]);
        let first: [u8; 16] = bytes(&entropy).unwrap();
        assert_eq!(hex::encode(first), "76b8e0ada0f13d90405d6ae55386bd28");
        let second: [u8; 4] = bytes(&entropy).unwrap();
        assert_eq!(hex::encode(second), "bdd219b8");
    }

    #[test]
    fn labels_give_different_streams() {
        let of = |label| bytes::<32>(&SeededEntropy::labelled(label)).unwrap();
        assert_eq!(of("a"), of("a"));
        assert_ne!(of("a"), of("b"));
    }

    #[test]
    fn the_operating_system_does_not_repeat() {
        assert_ne!(bytes::<32>(&OsEntropy).unwrap(), bytes::<32>(&OsEntropy).unwrap());
    }
}
