//! A signer who bends Ed25519 where verifiers differ (PROTOCOL.md, section 3.1).

use curve25519_dalek::{
    constants::EIGHT_TORSION, edwards::EdwardsPoint, scalar::Scalar, traits::IsIdentity,
};
use sha2::{Digest as _, Sha512};

/// The order of the group, little-endian.
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

/// A point: a multiple of the base point, a point of small order, or the sum of both.
#[derive(Debug, Clone, Copy)]
pub(super) enum Point {
    /// As it ought to be.
    Honest,
    /// The identity.
    Identity,
    /// The identity, its y written as p + 1.
    IdentityAgain,
    /// A point of order 8.
    Small,
    /// An honest point and one of order 8.
    Mixed,
}

impl Point {
    /// The scalar, the small-order part and the encoding, made of a secret scalar.
    fn make(self, secret: Scalar) -> (Scalar, EdwardsPoint, [u8; 32]) {
        let torsion = match self {
            Self::Small | Self::Mixed => EIGHT_TORSION[1],
            Self::Honest | Self::Identity | Self::IdentityAgain => EIGHT_TORSION[0],
        };
        let scalar = match self {
            Self::Honest | Self::Mixed => secret,
            Self::Small | Self::Identity | Self::IdentityAgain => Scalar::ZERO,
        };
        let mut bytes = (EdwardsPoint::mul_base(&scalar) + torsion).compress().0;
        if let Self::IdentityAgain = self {
            bytes = [0xff; 32];
            (bytes[0], bytes[31]) = (0xee, 0x7f);
        }
        (scalar, torsion, bytes)
    }
}

/// The public key that `point` makes of a secret, and its signature of `message` whose R is made by
/// `r`. Where key or R have a small-order part, r is chosen so that the equation holds without the
/// cofactor too, if that is possible.
pub(super) fn sign(
    secret: &[u8; 32],
    message: &[u8],
    key: Point,
    r: Point,
) -> ([u8; 32], [u8; 64]) {
    let (a, key_torsion, public) = key.make(private(secret));
    for attempt in 0_u32.. {
        let nonce = hash(&[b"nonce", secret, message, &attempt.to_be_bytes()]);
        let (r, r_torsion, point) = r.make(nonce);
        let k = hash(&[&point, &public, message]);
        if (r_torsion + key_torsion * k).is_identity() || attempt == 100 {
            let mut signature = [0; 64];
            signature[..32].copy_from_slice(&point);
            signature[32..].copy_from_slice((r + k * a).as_bytes());
            return (public, signature);
        }
    }
    unreachable!("the hundredth attempt is taken as it comes")
}

/// The same signature with S + order for S.
pub(super) fn plus_order(mut signature: [u8; 64]) -> [u8; 64] {
    let mut carry = 0;
    for (s, order) in signature[32..].iter_mut().zip(ORDER) {
        let total = u16::from(*s) + u16::from(order) + carry;
        [*s, _] = total.to_le_bytes();
        carry = total >> 8;
    }
    signature
}

/// The scalar of a 32-byte private key (RFC 8032, section 5.1.5).
fn private(secret: &[u8; 32]) -> Scalar {
    let hash = Sha512::digest(secret);
    let mut bytes = [0; 32];
    bytes.copy_from_slice(&hash[..32]);
    bytes[0] &= 248;
    bytes[31] = bytes[31] & 63 | 64;
    Scalar::from_bytes_mod_order(bytes)
}

fn hash(parts: &[&[u8]]) -> Scalar {
    let mut hasher = Sha512::new();
    for part in parts {
        hasher.update(part);
    }
    Scalar::from_bytes_mod_order_wide(&hasher.finalize().into())
}
