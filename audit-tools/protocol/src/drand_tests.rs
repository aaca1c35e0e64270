//! Recorded rounds, and signatures that are bent in each way that the check names.

use bls12_381::{G1Projective, Scalar};
use proptest::prelude::*;
use serde_json::Value;

use super::*;

/// p, the order of the base field, big-endian.
const P: [u8; 48] = hex(concat!(
    "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf",
    "6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab"
));

struct Recorded {
    round: u64,
    signature: Vec<u8>,
    previous: Option<Vec<u8>>,
}

impl Recorded {
    fn verify(&self, chain: &Chain) -> Result<(), DrandError> {
        chain.verify(self.round, &self.signature, self.previous.as_deref())
    }
}

fn facts() -> Value {
    serde_json::from_str(include_str!("../../vectors/drand-rounds.json")).unwrap()
}

fn recorded(chain: &Chain) -> Vec<Recorded> {
    let rounds = facts()[chain.name]["rounds"].clone();
    let bytes = |value: &Value| value.as_str().map(|text| ::hex::decode(text).unwrap());
    let round = |fact: &Value| Recorded {
        round: fact["round"].as_u64().unwrap(),
        signature: bytes(&fact["signature"]).unwrap(),
        previous: bytes(&fact["previous_signature"]),
    };
    rounds.as_array().unwrap().iter().map(round).collect()
}

#[test]
fn the_constants_are_the_recorded_ones() {
    for chain in [&DEFAULT, &QUICKNET] {
        let facts = &facts()[chain.name];
        assert_eq!(facts["chain_hash"], chain.hash.to_string());
        assert_eq!(facts["scheme"], chain.scheme);
        assert_eq!(facts["period"], chain.period);
        assert_eq!(facts["genesis_time"], chain.genesis);
        let key = match &chain.key {
            PublicKey::Chained(key) => ::hex::encode(key),
            PublicKey::Unchained(key) => ::hex::encode(key),
        };
        assert_eq!(facts["public_key"], key);
        assert_eq!(Chain::by_hash(&chain.hash), Ok(chain));
    }
    let other = Digest::of(b"");
    assert_eq!(Chain::by_hash(&other), Err(DrandError::Chain(other)));
}

/// A chain hash binds period, genesis, key and seed: SHA-256 of the period (32 bits) and the
/// genesis (64 bits), big-endian, the public key and the genesis seed.
#[test]
fn the_default_chains_hash_binds_its_constants() {
    let PublicKey::Chained(key) = &DEFAULT.key else { panic!("it is chained") };
    let seed = recorded(&DEFAULT)[0].previous.clone().unwrap();
    let period = u32::try_from(DEFAULT.period).unwrap().to_be_bytes();
    let hash = Digest::of_parts(&[&period, &DEFAULT.genesis.to_be_bytes(), key, &seed]);
    assert_eq!(hash, DEFAULT.hash);
}

#[test]
fn recorded_rounds_verify() {
    for chain in [&DEFAULT, &QUICKNET] {
        for beacon in recorded(chain) {
            assert_eq!(beacon.verify(chain), Ok(()), "{} {}", chain.name, beacon.round);
        }
    }
}

#[test]
fn another_round_or_chain_is_refused() {
    for chain in [&DEFAULT, &QUICKNET] {
        let mut beacon = recorded(chain).remove(3);
        beacon.round += 1;
        assert_eq!(beacon.verify(chain), Err(DrandError::Mismatch { round: beacon.round }));
        for round in [0, MAX_ROUND + 1, u64::MAX] {
            beacon.round = round;
            assert_eq!(beacon.verify(chain), Err(DrandError::Round(round)));
        }
    }
    let quick = recorded(&QUICKNET).remove(0);
    assert_eq!(quick.verify(&DEFAULT), Err(DrandError::Length { expected: 96, found: 48 }));
    let slow = recorded(&DEFAULT).remove(1);
    assert_eq!(slow.verify(&QUICKNET), Err(DrandError::Length { expected: 48, found: 96 }));
}

#[test]
fn the_previous_signature_is_there_where_it_belongs() {
    let mut beacons = recorded(&DEFAULT);
    let (mut first, mut second) = (beacons.remove(0), beacons.remove(0));
    second.previous.as_mut().unwrap()[5] ^= 1;
    assert_eq!(second.verify(&DEFAULT), Err(DrandError::Mismatch { round: 2 }));
    second.previous = first.previous.clone();
    let short = DrandError::PreviousLength { expected: 96, found: 32 };
    assert_eq!(second.verify(&DEFAULT), Err(short));
    first.previous = Some(second.signature.clone());
    let long = DrandError::PreviousLength { expected: 32, found: 96 };
    assert_eq!(first.verify(&DEFAULT), Err(long));
    first.previous = None;
    assert_eq!(first.verify(&DEFAULT), Err(DrandError::PreviousMissing));
    let mut quick = recorded(&QUICKNET).remove(0);
    quick.previous = Some(Vec::new());
    assert_eq!(quick.verify(&QUICKNET), Err(DrandError::PreviousGiven));
}

/// The same point with x + p for x, where that still fits into 381 bits.
fn plus_p(compressed: &mut [u8]) {
    let mut carry = 0;
    for at in (0..48).rev() {
        let flags = if at == 0 { compressed[0] & 0xe0 } else { 0 };
        let sum = u16::from(compressed[at] & !flags) + u16::from(P[at]) + carry;
        let [low, high] = sum.to_le_bytes();
        (compressed[at], carry) = (low | flags, high.into());
    }
}

#[test]
fn one_encoding_of_a_point_is_accepted() {
    let mut beacon = recorded(&DEFAULT).into_iter().find(|b| b.round == 72_785).unwrap();
    assert_eq!(beacon.signature[0] & 0x1f, 2, "small enough for x + p");
    plus_p(&mut beacon.signature);
    assert_eq!(beacon.verify(&DEFAULT), Err(DrandError::Encoding));

    let small = |n: &u64| G1Affine::from(G1Projective::generator() * Scalar::from(*n));
    let n = (1..).find(|n| small(n).to_compressed()[0] & 0x1f < 5).unwrap();
    let mut point = small(&n).to_compressed();
    assert_eq!(check_g1(&point), Ok(()));
    plus_p(&mut point);
    assert_eq!(check_g1(&point), Err(DrandError::Encoding));
}

#[test]
fn flags_of_the_encoding_are_read() {
    for chain in [&DEFAULT, &QUICKNET] {
        for (flag, negated) in [(0x80, false), (0x40, false), (0x20, true)] {
            let mut beacon = recorded(chain).remove(2);
            beacon.signature[0] ^= flag;
            let round = beacon.round;
            let refusal =
                if negated { DrandError::Mismatch { round } } else { DrandError::Encoding };
            assert_eq!(beacon.verify(chain), Err(refusal));
        }
        let mut beacon = recorded(chain).remove(2);
        beacon.signature.fill(0);
        beacon.signature[0] = 0xc0;
        assert_eq!(beacon.verify(chain), Err(DrandError::Identity));
        beacon.signature[0] = 0xe0;
        assert_eq!(beacon.verify(chain), Err(DrandError::Encoding));
    }
}

#[test]
fn points_outside_the_subgroup_are_refused() {
    let bent = |length: usize, x: u8| {
        let mut bytes = vec![0; length];
        (bytes[0], bytes[length - 1]) = (0x80, x);
        bytes
    };
    let refusals = |chain: &'static Chain, length| {
        (0..40).map(move |x| chain.verify(1, &bent(length, x), Some(&[0; 32])))
    };
    assert!(refusals(&DEFAULT, 96).any(|refusal| refusal == Err(DrandError::Subgroup)));
    assert!(refusals(&QUICKNET, 48).any(|refusal| refusal == Err(DrandError::Subgroup)));
}

#[test]
fn rounds_and_times() {
    assert_eq!(DEFAULT.time_of(1), Ok(1_595_431_050));
    assert_eq!(DEFAULT.time_of(3), Ok(1_595_431_110));
    assert_eq!(QUICKNET.time_of(0), Err(DrandError::Round(0)));
    assert_eq!(QUICKNET.time_of(MAX_ROUND + 1), Err(DrandError::Round(MAX_ROUND + 1)));
    assert_eq!(DEFAULT.time_of(MAX_ROUND), Ok(1_595_431_050 + (MAX_ROUND - 1) * 30));
    for (time, round) in [(0, 1), (1_595_431_050, 1), (1_595_431_051, 2), (1_595_431_080, 2)] {
        assert_eq!(DEFAULT.round_at_or_after(time), round);
    }
    assert!(QUICKNET.round_at_or_after(u64::MAX) > MAX_ROUND);
}

proptest! {
    #[test]
    fn the_round_after_a_time_is_the_first(time in 0u64..1 << 50) {
        for chain in [&DEFAULT, &QUICKNET] {
            let round = chain.round_at_or_after(time);
            prop_assert!(chain.time_of(round).unwrap() >= time);
            prop_assert!(chain.time_of(round - 1).map_or(true, |before| before < time));
        }
    }

    #[test]
    fn no_bytes_make_the_check_panic(mut bytes in prop::collection::vec(any::<u8>(), 0..100), compressed: bool) {
        if let (Some(first), true) = (bytes.first_mut(), compressed) {
            *first |= 0x80;
        }
        bytes.resize(if bytes.len() < 48 { 48 } else { 96 }, 7);
        prop_assert!(DEFAULT.verify(1, &bytes, Some(&[0; 32])).is_err());
        prop_assert!(QUICKNET.verify(1, &bytes, None).is_err());
    }
}
