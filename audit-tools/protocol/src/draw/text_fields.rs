//! The values of a draw text's lines, each in its one spelling.

use super::text::{SeedLine, SourceLine, first_line};
use crate::{
    digest::{Digest, parse_hex},
    encoding::decimal,
    ident::{is_id, is_origin},
};

/// Largest integer of a draw text.
const MAX_INTEGER: u64 = (1 << 53) - 1;
/// Bytes of a beacon's signature, on the two chains of the protocol.
const SIGNATURE_BYTES: [usize; 2] = [48, 96];

pub(super) fn title(line: &str) -> Option<bool> {
    [false, true].into_iter().find(|&rehearsal| line == first_line(rehearsal))
}

pub(super) fn origin(text: &str) -> Option<String> {
    is_origin(text).then(|| text.to_owned())
}

pub(super) fn id(text: &str) -> Option<String> {
    is_id(text).then(|| text.to_owned())
}

pub(super) fn digest(text: &str) -> Option<Digest> {
    text.parse().ok()
}

pub(super) fn positive(text: &str) -> Option<u64> {
    decimal::parse(text).filter(|value| (1..=MAX_INTEGER).contains(value))
}

pub(super) fn roll(text: &str) -> Option<(u64, Digest)> {
    let (size, root) = text.split_once(' ')?;
    let size: u32 = decimal::parse(size)?;
    Some((size.into(), digest(root)?))
}

pub(super) fn seed(line: &str) -> Option<SeedLine> {
    let (holder, seed) = line.strip_prefix("seed ")?.split_once(": ")?;
    let seed = match seed {
        "missing" => None,
        hex => Some(parse_hex(hex)?),
    };
    Some(SeedLine { holder: id(holder)?, seed })
}

pub(super) fn source(line: &str) -> Option<SourceLine> {
    match line.strip_prefix("dice: ") {
        Some(faces) => faces.split(' ').map(face).collect::<Option<_>>().map(SourceLine::Dice),
        None => drand(line.strip_prefix("drand: ")?),
    }
}

fn face(text: &str) -> Option<u32> {
    positive(text).and_then(|face| face.try_into().ok())
}

fn drand(text: &str) -> Option<SourceLine> {
    let (chain, rest) = text.split_once(' ')?;
    let (round, signature) = rest.split_once(' ')?;
    let bytes = hex::decode(signature).ok()?;
    let canonical = hex::encode(&bytes) == signature && SIGNATURE_BYTES.contains(&bytes.len());
    let (chain, round) = (digest(chain)?, positive(round)?);
    canonical.then_some(SourceLine::Drand { chain, round, signature: bytes })
}
