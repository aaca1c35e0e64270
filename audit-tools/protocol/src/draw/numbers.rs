//! Numbers: the first 16 bytes of ChaCha20 blocks (PROTOCOL.md, Numbers).
//!
//! Only whole blocks of the raw key stream are relied on: key = the draw key, block counter = the
//! index, nonce = the lane, both 64-bit little-endian.

use std::{fmt, str::FromStr};

use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng as _, SeedableRng as _},
};
use rayon::prelude::*;

use super::DrawKey;
use crate::digest::parse_hex;

/// The lane of `per-child` numbers.
pub const LANE_OF_CHILD: u64 = 0;

/// Words of 32 bits in a ChaCha20 block.
const BLOCK_WORDS: u128 = 16;
/// Bytes in a ChaCha20 block.
const BLOCK_BYTES: usize = 64;
/// Indexes that one worker computes at a time: large enough that seeking costs nothing.
const CHUNK: usize = 4096;

/// A number of the draw: 128 bits, smaller goes first, written as 32 lower-case hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number(pub u128);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Number({self})")
    }
}

/// The text is not 32 lower-case hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected 32 lower-case hex digits")]
pub struct NotANumber;

impl FromStr for Number {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        parse_hex(text).map(|bytes| Self(u128::from_be_bytes(bytes))).ok_or(NotANumber)
    }
}

/// The lane of the program at `position` (from 0) in the rules, for `per-program` numbers.
#[must_use]
pub fn lane_of_program(position: usize) -> u64 {
    position as u64 + 1
}

/// The number of `index` (record number in the roll, from 0) in `lane`.
#[must_use]
pub fn number(key: &DrawKey, lane: u64, index: u64) -> Number {
    let mut bytes = [0; 16];
    stream_at(key, lane, index).fill_bytes(&mut bytes);
    Number(u128::from_be_bytes(bytes))
}

/// The numbers of the indexes `0..count` in `lane`, computed on all cores.
#[must_use]
pub fn numbers_of_lane(key: &DrawKey, lane: u64, count: usize) -> Vec<Number> {
    let mut numbers = vec![Number(0); count];
    numbers.par_chunks_mut(CHUNK).enumerate().for_each(|(chunk, slots)| {
        let mut stream = stream_at(key, lane, (chunk * CHUNK) as u64);
        let mut block = [0; BLOCK_BYTES];
        for slot in slots {
            stream.fill_bytes(&mut block);
            *slot = first_number(&block);
        }
    });
    numbers
}

/// The two shell lines with which anybody recomputes a number from `draw.txt`: the first prints
/// the draw key, the second the number (PROTOCOL.md, Numbers by hand).
#[must_use]
pub fn shell_lines(key: &DrawKey, lane: u64, index: u64) -> [String; 2] {
    let counter = hex::encode(index.to_le_bytes());
    let nonce = hex::encode(lane.to_le_bytes());
    [
        "sha256sum draw.txt".to_owned(),
        format!(
            "head -c 16 /dev/zero | openssl enc -chacha20 -K {key} -iv {counter}{nonce} \
             | od -An -v -tx1 | tr -d ' '"
        ),
    ]
}

/// The key stream of a lane, from the first byte of the block of `index`.
fn stream_at(key: &DrawKey, lane: u64, index: u64) -> ChaCha20Rng {
    let mut stream = ChaCha20Rng::from_seed(*key.as_bytes());
    stream.set_stream(lane);
    stream.set_word_pos(BLOCK_WORDS * u128::from(index));
    stream
}

/// The first 16 bytes of a block, big-endian.
fn first_number(block: &[u8; BLOCK_BYTES]) -> Number {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&block[..16]);
    Number(u128::from_be_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Key, nonce, and blocks 0 and 1 of the key stream: ChaCha20 with 256-bit keys, 20 rounds,
    /// 64-bit counter and nonce, TC1, TC2 and TC8 of J. Strombergson, "Test Vectors for the
    /// Stream Cipher ChaCha", draft-strombergson-chacha-test-vectors-01.
    const VECTORS: [(&str, &str, [&str; 2]); 3] = [
        (
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000",
            [
                "76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7\
                 da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586",
                "9f07e7be5551387a98ba977c732d080dcb0f29a048e3656912c6533e32ee7aed\
                 29b721769ce64e43d57133b074d839d531ed1f28510afb45ace10a1f4b794d6f",
            ],
        ),
        (
            "0100000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000",
            [
                "c5d30a7ce1ec119378c84f487d775a8542f13ece238a9455e8229e888de85bbd\
                 29eb63d0a17a5b999b52da22be4023eb07620a54f6fa6ad8737b71eb0464dac0",
                "10f656e6d1fd55053e50c4875c9930a33f6d0263bd14dfd6ab8c70521c19338b\
                 2308b95cf8d0bb7d202d2102780ea3528f1cb48560f76b20f382b942500fceac",
            ],
        ),
        (
            "c46ec1b18ce8a878725a37e780dfb7351f68ed2e194c79fbc6aebee1a667975d",
            "1ada31d5cf688221",
            [
                "f63a89b75c2271f9368816542ba52f06ed49241792302b00b5e8f80ae9a473af\
                 c25b218f519af0fdd406362e8d69de7f54c604a6e00f353f110f771bdca8ab92",
                "e5fbc34e60a1d9a9db17345b0a402736853bf910b060bdf1f897b6290f01d138\
                 ae2c4c90225ba9ea14d518f55929dea098ca7a6ccfe61227053c84e49a4a3332",
            ],
        ),
    ];

    fn lane_of_nonce(nonce: &str) -> u64 {
        u64::from_le_bytes(parse_hex(nonce).unwrap())
    }

    #[test]
    fn the_published_vectors_hold_block_by_block() {
        for (key, nonce, blocks) in VECTORS {
            let key: DrawKey = key.parse().unwrap();
            for (index, block) in blocks.iter().enumerate() {
                let mut bytes = [0; BLOCK_BYTES];
                stream_at(&key, lane_of_nonce(nonce), index as u64).fill_bytes(&mut bytes);
                assert_eq!(hex::encode(bytes), *block);
                let number = number(&key, lane_of_nonce(nonce), index as u64);
                assert_eq!(number.to_string(), block[..32]);
            }
        }
    }

    #[test]
    fn a_sequential_reading_of_the_key_stream_gives_the_same_numbers() {
        let key = DrawKey::of_text(b"any text");
        let count = 2 * CHUNK + 37;
        for lane in [0, 1, u64::MAX] {
            let mut stream = stream_at(&key, lane, 0);
            let mut bytes = vec![0; count * BLOCK_BYTES];
            stream.fill_bytes(&mut bytes);
            let sequential: Vec<String> =
                bytes.chunks(BLOCK_BYTES).map(|block| hex::encode(&block[..16])).collect();
            let bulk: Vec<String> =
                numbers_of_lane(&key, lane, count).iter().map(ToString::to_string).collect();
            let single: Vec<String> =
                (0..count as u64).map(|index| number(&key, lane, index).to_string()).collect();
            assert_eq!(bulk, sequential);
            assert_eq!(single, sequential);
        }
    }

    #[test]
    fn the_counter_runs_past_32_bits() {
        let key = DrawKey::of_text(b"any text");
        let far = 1 << 32;
        assert_ne!(number(&key, 0, far), number(&key, 0, 0));
        let mut stream = stream_at(&key, 0, far - 1);
        let mut bytes = [0; 2 * BLOCK_BYTES];
        stream.fill_bytes(&mut bytes);
        assert_eq!(number(&key, 0, far).to_string(), hex::encode(&bytes[64..80]));
    }

    #[test]
    fn a_number_reads_back_and_nothing_else_is_read() {
        let number = Number(0xab);
        assert_eq!(number.to_string(), "000000000000000000000000000000ab");
        assert_eq!(number.to_string().parse(), Ok(number));
        assert_eq!("AB".repeat(16).parse::<Number>(), Err(NotANumber));
        assert_eq!("".parse::<Number>(), Err(NotANumber));
    }

    #[test]
    fn the_shell_lines_hold_counter_and_nonce_little_endian() {
        let key = DrawKey::from_bytes([0; 32]);
        let [hash, number] = shell_lines(&key, 2, 258);
        assert_eq!(hash, "sha256sum draw.txt");
        assert!(number.contains("-iv 02010000000000000200000000000000 "), "{number}");
    }
}
