//! A dishonest signer: signatures in the corners where Ed25519 verifiers differ.
//!
//! A key decodes to A = [a]B + T and R to [r]B + T', T and T' being points of small order. With
//! S = r + k·a the cofactored equation always holds; the one without cofactor holds where
//! T' + [k]T = 0, which a signer who may try several r can bring about. a is RFC 8032's secret
//! scalar, so an unbent key is the one that an honest program makes of the same seed: a single
//! signature of an otherwise honest signer can be bent.

use curve25519_dalek::{
    constants::EIGHT_TORSION,
    edwards::EdwardsPoint,
    scalar::{Scalar, clamp_integer},
    traits::IsIdentity,
};
use sha2::{Digest as _, Sha512};

/// The order L of the group, little-endian (RFC 8032, section 5.1).
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

/// A key or an R that is not what it ought to be.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Bent {
    /// The multiple of the base point is 0.
    pub(crate) zero: bool,
    /// Number of the small-order point added: `EIGHT_TORSION[torsion]`.
    pub(crate) torsion: usize,
    /// Write the point's second, non-canonical encoding (of torsion 0, 2 or 4, with `zero`).
    pub(crate) second_encoding: bool,
}

/// How a signature is bent; the default is an honest one, save for the choice of r.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Corner {
    /// The public key.
    pub(crate) key: Bent,
    /// R of the signature.
    pub(crate) r: Bent,
    /// Make the equation without cofactor hold.
    pub(crate) exact: bool,
    /// Write S + L for S.
    pub(crate) s_plus_order: bool,
}

impl Corner {
    /// The public key of the 32-byte secret `seed`, bent, and the signature of `message`.
    pub(crate) fn sign(&self, seed: &[u8; 32], message: &[u8]) -> ([u8; 32], [u8; 64]) {
        let (a, key) = self.key.make(secret_scalar(seed));
        for attempt in 0u32..10_000 {
            let r = scalar(&[b"nonce", seed, message, &attempt.to_be_bytes()]);
            let (r, point) = self.r.make(r);
            let k = challenge(&point, &key, message);
            let rest = EIGHT_TORSION[self.r.torsion] + EIGHT_TORSION[self.key.torsion] * k;
            if !self.exact || rest.is_identity() {
                return (key, self.halves(&point, r + k * a));
            }
        }
        panic!("no r makes the equation hold in this corner");
    }

    fn halves(&self, r: &[u8; 32], s: Scalar) -> [u8; 64] {
        let mut signature = [0; 64];
        signature[..32].copy_from_slice(r);
        let s = if self.s_plus_order { plus_order(s.to_bytes()) } else { s.to_bytes() };
        signature[32..].copy_from_slice(&s);
        signature
    }
}

impl Bent {
    /// The scalar that is used, and the encoded point.
    fn make(&self, scalar: Scalar) -> (Scalar, [u8; 32]) {
        let scalar = if self.zero { Scalar::ZERO } else { scalar };
        let point = EdwardsPoint::mul_base(&scalar) + EIGHT_TORSION[self.torsion];
        let bytes = point.compress().0;
        (scalar, if self.second_encoding { self.other_bytes(bytes) } else { bytes })
    }

    /// p + y where that fits in 255 bits, or "minus zero" for x.
    fn other_bytes(&self, bytes: [u8; 32]) -> [u8; 32] {
        let mut other = bytes;
        match (self.zero, self.torsion) {
            (true, 0 | 2) => {
                other = [0xff; 32];
                other[0] = 0xed + bytes[0];
                other[31] = 0x7f | (bytes[31] & 0x80);
            }
            (true, 4) => other[31] |= 0x80,
            _ => panic!("this point has one encoding"),
        }
        other
    }
}

/// k of a signature.
pub(crate) fn challenge(r: &[u8], key: &[u8], message: &[u8]) -> Scalar {
    scalar(&[r, key, message])
}

/// The secret scalar of RFC 8032, section 5.1.5.
fn secret_scalar(seed: &[u8; 32]) -> Scalar {
    let hash = Sha512::digest(seed);
    let mut half = [0; 32];
    half.copy_from_slice(&hash[..32]);
    Scalar::from_bytes_mod_order(clamp_integer(half))
}

fn scalar(parts: &[&[u8]]) -> Scalar {
    let mut hasher = Sha512::new();
    for part in parts {
        hasher.update(part);
    }
    Scalar::from_bytes_mod_order_wide(&hasher.finalize().into())
}

fn plus_order(s: [u8; 32]) -> [u8; 32] {
    let (mut sum, mut carry) = ([0; 32], 0);
    for ((sum, s), order) in sum.iter_mut().zip(s).zip(ORDER) {
        let total = u16::from(s) + u16::from(order) + carry;
        (*sum, carry) = (total.to_le_bytes()[0], total >> 8);
    }
    sum
}
