//! Signatures in the corners of Ed25519: our check refuses every one, and for each it is shown
//! which laxer rule would have let it pass. The table is `audit-tools/vectors/signatures.json`;
//! other implementations read it.

mod corner;

use corner::{Bent, Corner, challenge};
use curve25519_dalek::{
    edwards::{CompressedEdwardsY, EdwardsPoint},
    scalar::Scalar,
};
use ed25519_dalek::{Signature, Verifier, VerifyingKey};
use paiwei_protocol::ed25519::{PointFault, SignatureError, SigningKey, verify};

const SEED: [u8; 32] = [7; 32];
const MESSAGE: &[u8] = b"paiwei corner\n";
const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../vectors/signatures.json");

const ENCODING: PointFault = PointFault::Encoding;
const IDENTITY: PointFault = PointFault::Identity;
const TORSION: PointFault = PointFault::Torsion;

/// A line of the table.
struct Case {
    name: &'static str,
    why: &'static str,
    key: [u8; 32],
    message: Vec<u8>,
    signature: [u8; 64],
    verdict: Result<(), SignatureError>,
}

fn bent(name: &'static str, why: &'static str, corner: Corner, refusal: SignatureError) -> Case {
    let (key, signature) = corner.sign(&SEED, MESSAGE);
    Case { name, why, key, message: MESSAGE.to_vec(), signature, verdict: Err(refusal) }
}

fn honest(name: &'static str, why: &'static str) -> Case {
    let signer = SigningKey::from_seed(SEED);
    let (key, signature) = (signer.public(), signer.sign(MESSAGE));
    Case { name, why, key, message: MESSAGE.to_vec(), signature, verdict: Ok(()) }
}

fn keys() -> Vec<Case> {
    let zero = Bent { zero: true, ..Bent::default() };
    let of_order_8 = Bent { torsion: 1, ..zero };
    let mixed = Bent { torsion: 1, ..Bent::default() };
    let second = |torsion| Bent { torsion, second_encoding: true, ..zero };
    let key = |key| Corner { key, exact: true, ..Corner::default() };
    let refused = SignatureError::Key;
    vec![
        bent("key-identity", "A is the identity", key(zero), refused(IDENTITY)),
        bent("key-small-order", "A has order 8", key(of_order_8), refused(TORSION)),
        bent("key-mixed-order", "A = [a]B + T, T of order 8", key(mixed), refused(TORSION)),
        bent(
            "key-y-p-plus-1",
            "A is the identity, y written p + 1",
            key(second(0)),
            refused(ENCODING),
        ),
        bent("key-y-p", "A has order 4, y written p", key(second(2)), refused(ENCODING)),
        bent(
            "key-minus-zero",
            "A has order 2, x written as minus 0",
            key(second(4)),
            refused(ENCODING),
        ),
        bent(
            "key-and-r-mixed-order",
            "A = [a]B + T and R = [r]B - [k]T",
            Corner { r: Bent { torsion: 3, ..Bent::default() }, ..key(mixed) },
            refused(TORSION),
        ),
    ]
}

fn nonces() -> Vec<Case> {
    let zero = Bent { zero: true, ..Bent::default() };
    let second = |torsion| Bent { torsion, second_encoding: true, ..zero };
    let r = |r| Corner { r, ..Corner::default() };
    let mixed = Bent { torsion: 1, ..Bent::default() };
    let refused = SignatureError::R;
    vec![
        bent("r-identity", "R is the identity", r(zero), refused(IDENTITY)),
        bent("r-small-order", "R has order 8", r(Bent { torsion: 1, ..zero }), refused(TORSION)),
        bent("r-mixed-order", "R = [r]B + T, T of order 8", r(mixed), refused(TORSION)),
        bent("r-y-p-plus-1", "R is the identity, y written p + 1", r(second(0)), refused(ENCODING)),
        bent("r-y-p", "R has order 4, y written p", r(second(2)), refused(ENCODING)),
        bent(
            "r-minus-zero",
            "R has order 2, x written as minus 0",
            r(second(4)),
            refused(ENCODING),
        ),
        bent(
            "s-plus-order",
            "S + L written for S",
            Corner { s_plus_order: true, ..Corner::default() },
            SignatureError::S,
        ),
    ]
}

fn plain() -> Vec<Case> {
    let mut no_point = [0; 32];
    no_point[0] = 2;
    let mut other_message = honest("other-message", "a byte of the message was changed");
    other_message.message[0] ^= 1;
    other_message.verdict = Err(SignatureError::Mismatch);
    let mut no_key = honest("key-off-curve", "no point of the curve has A's y");
    no_key.key = no_point;
    no_key.verdict = Err(SignatureError::Key(ENCODING));
    let mut no_r = honest("r-off-curve", "no point of the curve has R's y");
    no_r.signature[..32].copy_from_slice(&no_point);
    no_r.verdict = Err(SignatureError::R(ENCODING));
    vec![honest("honest", "a good signature"), other_message, no_key, no_r]
}

fn cases() -> Vec<Case> {
    plain().into_iter().chain(keys()).chain(nonces()).collect()
}

/// Which laxer rules accept the signature.
fn accepted_by(case: &Case) -> Vec<&'static str> {
    let signature = Signature::from_bytes(&case.signature);
    let key = VerifyingKey::from_bytes(&case.key);
    let dalek = key.as_ref().is_ok_and(|key| key.verify(&case.message, &signature).is_ok());
    let strict = key.is_ok_and(|key| key.verify_strict(&case.message, &signature).is_ok());
    let rules = [
        ("cofactored, any S", cofactored(case, true)),
        ("cofactored", cofactored(case, false)),
        ("dalek verify", dalek),
        ("dalek verify_strict", strict),
    ];
    rules.into_iter().filter_map(|(rule, accepts)| accepts.then_some(rule)).collect()
}

/// [8][S]B = [8]R + [8][k]A, points in any encoding.
fn cofactored(case: &Case, any_s: bool) -> bool {
    let (r, s) = case.signature.split_at(32);
    let s: [u8; 32] = s.try_into().expect("half of 64 bytes");
    let canonical: Option<Scalar> = Scalar::from_canonical_bytes(s).into();
    if !any_s && canonical.is_none() {
        return false;
    }
    let k = challenge(r, &case.key, &case.message);
    let decode = |bytes: &[u8]| CompressedEdwardsY::from_slice(bytes).ok()?.decompress();
    let (Some(a), Some(r)) = (decode(&case.key), decode(r)) else { return false };
    let s = Scalar::from_bytes_mod_order(s);
    (EdwardsPoint::mul_base(&s) - a * k - r).is_small_order()
}

fn table() -> String {
    let lines: Vec<_> = cases().iter().map(line).collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

fn line(case: &Case) -> String {
    let verdict = case.verdict.map_or_else(|refusal| refusal.to_string(), |()| "valid".to_owned());
    let verdict = verdict.split_once(';').map_or(&*verdict, |(reason, _)| reason);
    let (name, why) = (case.name, case.why);
    let (key, message) = (hex::encode(case.key), hex::encode(&case.message));
    let (signature, accepted) = (hex::encode(case.signature), accepted_by(case));
    format!(
        r#" {{"name":"{name}","why":"{why}","verdict":"{verdict}","accepted_by":{accepted:?},
  "key":"{key}","message":"{message}",
  "signature":"{signature}"}}"#
    )
}

#[test]
fn each_corner_is_refused_for_its_reason() {
    for case in cases() {
        assert_eq!(
            verify(&case.key, &case.message, &case.signature),
            case.verdict,
            "{}",
            case.name
        );
    }
}

#[test]
fn the_corners_are_what_they_claim() {
    let accepted = |name| {
        let all = cases();
        accepted_by(all.iter().find(|case| case.name == name).unwrap())
    };
    for mixed in ["key-mixed-order", "key-and-r-mixed-order"] {
        assert!(accepted(mixed).contains(&"dalek verify_strict"), "{mixed}");
    }
    for small in [
        "key-identity",
        "key-small-order",
        "key-y-p-plus-1",
        "key-y-p",
        "key-minus-zero",
        "r-identity",
    ] {
        assert!(accepted(small).contains(&"dalek verify"), "{small}");
    }
    for cofactor in ["r-small-order", "r-mixed-order", "r-y-p-plus-1", "r-y-p", "r-minus-zero"] {
        assert_eq!(accepted(cofactor), ["cofactored, any S", "cofactored"], "{cofactor}");
    }
    assert_eq!(accepted("s-plus-order"), ["cofactored, any S"]);
    assert_eq!(accepted("other-message"), [""; 0]);
    assert_eq!(accepted("honest").len(), 4);
}

/// A nonce of one's own choice is no corner: nobody can tell it from RFC 8032's.
#[test]
fn an_unbent_signature_is_a_good_one() {
    let (key, signature) = Corner::default().sign(&SEED, MESSAGE);
    assert_eq!(key, SigningKey::from_seed(SEED).public());
    assert_eq!(verify(&key, MESSAGE, &signature), Ok(()));
}

#[test]
fn the_table_is_up_to_date() {
    let committed = std::fs::read_to_string(TABLE).unwrap();
    assert!(committed == table(), "the committed table differs; see vectors/README.md");
}

#[test]
#[ignore = "writes audit-tools/vectors/signatures.json"]
fn write_the_table() {
    std::fs::write(TABLE, table()).unwrap();
}
