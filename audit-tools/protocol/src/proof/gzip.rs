//! Packing: one gzip member (RFC 1952) without optional fields.

use miniz_oxide::{
    deflate::compress_to_vec,
    inflate::{
        TINFLStatus,
        core::{
            DecompressorOxide, decompress, inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
        },
    },
};

use super::MAX_PROOF;

/// Magic bytes, deflate, no optional field.
const START: [u8; 4] = [0x1f, 0x8b, 8, 0];
/// No time; the slowest packing; an unknown system.
const REST: [u8; 6] = [0, 0, 0, 0, 2, 255];
/// The best that there is.
const LEVEL: u8 = 10;

/// Bytes that can't be unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// More than [`MAX_PROOF`] bytes.
    #[error("larger than {MAX_PROOF} bytes, packed or unpacked")]
    TooLarge,
    /// Not a gzip file, or one with optional fields.
    #[error("not a gzip file of the form of PROTOCOL.md, section 17.3")]
    Head,
    /// The packed bytes are damaged, cut off, or followed by others.
    #[error("damaged, cut off, or followed by other bytes")]
    Body,
    /// Unpacked, but not to what was packed.
    #[error("damaged: the checksum is another one")]
    Sum,
}

/// Packs bytes; the same bytes always alike.
pub(super) fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut packed = [&START[..], &REST[..]].concat();
    packed.extend(compress_to_vec(bytes, LEVEL));
    packed.extend(crc32fast::hash(bytes).to_le_bytes());
    // RFC 1952 has the length modulo 2^32; what we pack is far below.
    packed.extend_from_slice(&bytes.len().to_le_bytes()[..4]);
    packed
}

/// Unpacks what [`pack`], or any gzip program, has packed.
pub(super) fn unpack(packed: &[u8]) -> Result<Vec<u8>, PackError> {
    if packed.len() > MAX_PROOF {
        return Err(PackError::TooLarge);
    }
    let inner = packed.strip_prefix(&START).and_then(|rest| rest.get(REST.len()..));
    let (body, length) = inner.and_then(<[u8]>::split_last_chunk::<4>).ok_or(PackError::Head)?;
    let (body, sum) = body.split_last_chunk::<4>().ok_or(PackError::Head)?;
    let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| PackError::TooLarge)?;
    if length > MAX_PROOF {
        return Err(PackError::TooLarge);
    }
    let mut bytes = vec![0; length];
    let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let mut inflator = DecompressorOxide::new();
    let done = decompress(&mut inflator, body, &mut bytes, 0, flags);
    if done != (TINFLStatus::Done, body.len(), length) {
        return Err(PackError::Body);
    }
    if crc32fast::hash(&bytes) == u32::from_le_bytes(*sum) {
        Ok(bytes)
    } else {
        Err(PackError::Sum)
    }
}
