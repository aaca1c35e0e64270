//! The two drand chains that a draw may take its randomness from, checked offline (PROTOCOL.md,
//! section 11.6).
//!
//! `drand-verify` hashes the message to the curve and checks the pairing. It takes a signature of
//! any shape that its decoder takes, so the rest is done here: lengths, the one canonical encoding,
//! not the identity, the subgroup, and a previous signature exactly where the chain has one.

use bls12_381::{G1Affine, G2Affine};
use drand_verify::{G1Pubkey, G2PubkeyRfc, Pubkey};

use crate::digest::Digest;

/// Largest number of a round: 2^53 − 1.
pub const MAX_ROUND: u64 = (1 << 53) - 1;

/// Bytes of a signature on the default chain, a point of G2, and so of a previous signature.
const G2_BYTES: usize = 96;
/// Bytes of a signature on quicknet, a point of G1.
const G1_BYTES: usize = 48;
/// Bytes that stand for the previous signature in round 1: the chain's genesis seed.
const GENESIS_BYTES: usize = 32;

/// A drand chain.
#[derive(Debug, PartialEq, Eq)]
pub struct Chain {
    /// Its name at drand.
    pub name: &'static str,
    /// Its scheme at drand.
    pub scheme: &'static str,
    /// The chain hash, its name in rules and draw texts.
    pub hash: Digest,
    /// Unix seconds of round 1.
    pub genesis: u64,
    /// Seconds from round to round.
    pub period: u64,
    key: PublicKey,
}

/// A public key, in the group that the signatures are not in.
#[derive(Debug, PartialEq, Eq)]
enum PublicKey {
    /// In G1; a message holds the signature before.
    Chained([u8; G1_BYTES]),
    /// In G2; a message is the round alone.
    Unchained([u8; G2_BYTES]),
}

/// The League of Entropy's first chain: a round every 30 seconds, each signed over the one before.
pub static DEFAULT: Chain = Chain {
    name: "default",
    scheme: "pedersen-bls-chained",
    hash: Digest(hex("8990e7a9aaed2ffed73dbd7092123d6f289930540d7651336225dc172e51b2ce")),
    genesis: 1_595_431_050,
    period: 30,
    key: PublicKey::Chained(hex(concat!(
        "868f005eb8e6e4ca0a47c8a77ceaa5309a47978a7c71bc5c",
        "ce96366b5d7a569937c529eeda66c7293784a9402801af31"
    ))),
};

/// The League of Entropy's quick chain: a round every 3 seconds, each signed alone.
pub static QUICKNET: Chain = Chain {
    name: "quicknet",
    scheme: "bls-unchained-g1-rfc9380",
    hash: Digest(hex("52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971")),
    genesis: 1_692_803_367,
    period: 3,
    key: PublicKey::Unchained(hex(concat!(
        "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c",
        "8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb",
        "5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
    ))),
};

/// Why a beacon is refused (PROTOCOL.md, section 11.6).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DrandError {
    /// No chain that a draw may use has this hash.
    #[error("{0} is neither of the two chains that a draw may use, default and quicknet")]
    Chain(Digest),
    /// No round has this number.
    #[error("there is no round {0}; rounds count from 1 to 2^53 - 1")]
    Round(u64),
    /// A signature of the wrong length.
    #[error("a signature of this chain has {expected} bytes, this has {found}: another chain's?")]
    Length {
        /// Bytes of the chain's signatures.
        expected: usize,
        /// Bytes found.
        found: usize,
    },
    /// The previous signature is not there.
    #[error("the round before signs into this chain's rounds; give its signature")]
    PreviousMissing,
    /// A previous signature on a chain that has none.
    #[error("rounds of this chain are signed alone; leave the previous signature out")]
    PreviousGiven,
    /// A previous signature of the wrong length.
    #[error("the previous signature has {expected} bytes in this round, this has {found}")]
    PreviousLength {
        /// Bytes that belong there.
        expected: usize,
        /// Bytes found.
        found: usize,
    },
    /// The signature is no point, or not in its one encoding.
    #[error("the signature is not the canonical encoding of a point of the curve")]
    Encoding,
    /// The signature is the neutral element.
    #[error("the signature is the identity; no beacon makes it")]
    Identity,
    /// The signature is outside the subgroup of prime order.
    #[error("the signature is outside the subgroup of prime order; no beacon makes it")]
    Subgroup,
    /// The signature is not this round's.
    #[error("it is not this chain's signature of round {round}: round, chain or bytes differ")]
    Mismatch {
        /// The round.
        round: u64,
    },
}

impl Chain {
    /// The chain of this hash.
    ///
    /// # Errors
    ///
    /// [`DrandError::Chain`] for any but the two.
    pub fn by_hash(hash: &Digest) -> Result<&'static Self, DrandError> {
        let chain = [&DEFAULT, &QUICKNET].into_iter().find(|chain| chain.hash == *hash);
        chain.ok_or(DrandError::Chain(*hash))
    }

    /// When a round is due: genesis + (round − 1) · period, in Unix seconds.
    ///
    /// # Errors
    ///
    /// [`DrandError::Round`] if there is no such round.
    pub fn time_of(&self, round: u64) -> Result<u64, DrandError> {
        check_round(round)?;
        // Below 2^53 · 30 + 2^31: far from the end of 64 bits.
        Ok(self.genesis + (round - 1) * self.period)
    }

    /// The first round that is due at `time` (Unix seconds) or later.
    #[must_use]
    pub fn round_at_or_after(&self, time: u64) -> u64 {
        time.saturating_sub(self.genesis).div_ceil(self.period) + 1
    }

    /// Whether a beacon of this chain holds the signature before it.
    #[must_use]
    pub fn is_chained(&self) -> bool {
        matches!(self.key, PublicKey::Chained(_))
    }

    /// Checks the signature of a round; `previous` is that of the round before on the default
    /// chain, and nothing on quicknet.
    ///
    /// # Errors
    ///
    /// The first [`DrandError`] that applies.
    pub fn verify(
        &self,
        round: u64,
        signature: &[u8],
        previous: Option<&[u8]>,
    ) -> Result<(), DrandError> {
        check_round(round)?;
        let holds = match &self.key {
            PublicKey::Chained(key) => {
                check_g2(&fixed(signature)?)?;
                let previous = chained_previous(round, previous)?;
                let key = G1Pubkey::from_fixed(*key).expect("the constant is a point");
                key.verify(round, previous, signature)
            }
            PublicKey::Unchained(key) => {
                check_g1(&fixed(signature)?)?;
                refuse_previous(previous)?;
                let key = G2PubkeyRfc::from_fixed(*key).expect("the constant is a point");
                key.verify(round, b"", signature)
            }
        };
        if holds.unwrap_or(false) { Ok(()) } else { Err(DrandError::Mismatch { round }) }
    }
}

fn check_round(round: u64) -> Result<(), DrandError> {
    if (1..=MAX_ROUND).contains(&round) { Ok(()) } else { Err(DrandError::Round(round)) }
}

fn fixed<const N: usize>(signature: &[u8]) -> Result<[u8; N], DrandError> {
    let found = signature.len();
    signature.try_into().map_err(|_| DrandError::Length { expected: N, found })
}

fn chained_previous(round: u64, previous: Option<&[u8]>) -> Result<&[u8], DrandError> {
    let previous = previous.ok_or(DrandError::PreviousMissing)?;
    let expected = if round == 1 { GENESIS_BYTES } else { G2_BYTES };
    let found = previous.len();
    if found != expected {
        return Err(DrandError::PreviousLength { expected, found });
    }
    Ok(previous)
}

fn refuse_previous(previous: Option<&[u8]>) -> Result<(), DrandError> {
    if previous.is_some() { Err(DrandError::PreviousGiven) } else { Ok(()) }
}

fn check_g1(bytes: &[u8; G1_BYTES]) -> Result<(), DrandError> {
    let point: Option<G1Affine> = G1Affine::from_compressed_unchecked(bytes).into();
    let point = point.filter(|p| p.to_compressed() == *bytes).ok_or(DrandError::Encoding)?;
    check_group(point.is_identity().into(), point.is_torsion_free().into())
}

fn check_g2(bytes: &[u8; G2_BYTES]) -> Result<(), DrandError> {
    let point: Option<G2Affine> = G2Affine::from_compressed_unchecked(bytes).into();
    let point = point.filter(|p| p.to_compressed() == *bytes).ok_or(DrandError::Encoding)?;
    check_group(point.is_identity().into(), point.is_torsion_free().into())
}

fn check_group(identity: bool, torsion_free: bool) -> Result<(), DrandError> {
    match (identity, torsion_free) {
        (true, _) => Err(DrandError::Identity),
        (_, false) => Err(DrandError::Subgroup),
        _ => Ok(()),
    }
}

/// The bytes of a constant; a wrong one does not compile.
const fn hex<const N: usize>(text: &str) -> [u8; N] {
    let text = text.as_bytes();
    assert!(text.len() == 2 * N, "wrong number of hex digits");
    let mut bytes = [0; N];
    let mut at = 0;
    while at < N {
        bytes[at] = 16 * nibble(text[2 * at]) + nibble(text[2 * at + 1]);
        at += 1;
    }
    bytes
}

const fn nibble(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        _ => panic!("not a lower-case hex digit"),
    }
}

#[cfg(test)]
#[path = "drand_tests.rs"]
mod tests;
