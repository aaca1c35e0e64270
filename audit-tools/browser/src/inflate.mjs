/**
 * Unpacking of one gzip member (RFC 1952, RFC 1951) as PROTOCOL.md 17.3 wants it: no optional
 * fields, nothing after it. Browsers before 2023 have no unpacker of their own that refuses the rest.
 */
import { demand, refuse } from './refusal.mjs';

const HEAD = 10;
const TRAILER = 8;
const MOST_BITS = 15;
const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
];
const DISTANCE_EXTRA = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
const CODE_LENGTHS = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/**
 * A Huffman code: how many codes there are of each length, and the symbols in order of their codes.
 * @typedef {{count: Uint16Array, symbols: Uint16Array}} Huffman
 */

/**
 * @param {ArrayLike<number>} lengths of each symbol's code; 0: none
 * @param {boolean} whole the code must not be incomplete, not even with a single symbol
 * @param {string} where
 * @returns {Huffman}
 */
function huffman(lengths, whole, where) {
  const count = new Uint16Array(MOST_BITS + 1);
  for (let i = 0; i < lengths.length; i++) count[lengths[i]]++;
  const used = lengths.length - count[0];
  let left = 1;
  for (let bits = 1; bits <= MOST_BITS; bits++) {
    left = 2 * left - count[bits];
    demand(left >= 0, where, 'is damaged: a code is over-subscribed');
  }
  demand(left === 0 || (used <= 1 && !whole), where, 'is damaged: a code is incomplete');
  const next = new Uint16Array(MOST_BITS + 1);
  for (let bits = 1; bits < MOST_BITS; bits++) next[bits + 1] = next[bits] + count[bits];
  const symbols = new Uint16Array(used);
  for (let i = 0; i < lengths.length; i++) if (lengths[i] !== 0) symbols[next[lengths[i]]++] = i;
  count[0] = 0;
  return { count, symbols };
}

/** Bits of a deflate stream, from the lowest of each byte. */
class Bits {
  /** @param {Uint8Array} bytes @param {string} where */
  constructor(bytes, where) {
    this.bytes = bytes;
    this.where = where;
    this.at = 0;
    this.held = 0;
    this.count = 0;
  }

  /** @param {number} need at most 16 @returns {number} */
  take(need) {
    while (this.count < need) {
      if (this.at >= this.bytes.length) refuse(this.where, 'is cut off');
      this.held |= this.bytes[this.at++] << this.count;
      this.count += 8;
    }
    const value = this.held & ((1 << need) - 1);
    this.held >>>= need;
    this.count -= need;
    return value;
  }

  /** @param {Huffman} code @returns {number} the next symbol */
  symbol({ count, symbols }) {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let bits = 1; bits <= MOST_BITS; bits++) {
      code |= this.take(1);
      if (code - count[bits] < first) return symbols[index + (code - first)];
      index += count[bits];
      first = (first + count[bits]) << 1;
      code <<= 1;
    }
    return refuse(this.where, 'is damaged: no such code');
  }

  /** Drop the rest of a byte. */
  align() {
    this.held = 0;
    this.count = 0;
  }
}

/** Where unpacked bytes go; there are never more than the trailer says. */
class Output {
  /** @param {number} length @param {string} where */
  constructor(length, where) {
    this.bytes = new Uint8Array(length);
    this.where = where;
    this.at = 0;
  }

  /** @param {number} byte */
  push(byte) {
    if (this.at >= this.bytes.length) refuse(this.where, 'is damaged: longer than it says');
    this.bytes[this.at++] = byte;
  }

  /** @param {number} distance @param {number} length */
  copy(distance, length) {
    demand(distance <= this.at, this.where, 'is damaged: refers to before its beginning');
    for (let i = 0; i < length; i++) this.push(this.bytes[this.at - distance]);
  }
}

/** @param {Bits} bits @param {Output} out */
function stored(bits, out) {
  bits.align();
  const length = bits.take(16);
  demand(bits.take(16) === (length ^ 0xffff), bits.where, 'is damaged: a stored block has two lengths');
  for (let i = 0; i < length; i++) out.push(bits.take(8));
}

/** @param {Bits} bits @param {Output} out @param {Huffman} literals @param {Huffman} distances */
function compressed(bits, out, literals, distances) {
  for (;;) {
    const symbol = bits.symbol(literals);
    if (symbol < 256) out.push(symbol);
    else if (symbol === 256) return;
    else {
      demand(symbol < 286, bits.where, 'is damaged: no such length');
      const length = LENGTH_BASE[symbol - 257] + bits.take(LENGTH_EXTRA[symbol - 257]);
      const distance = bits.symbol(distances);
      demand(distance < 30, bits.where, 'is damaged: no such distance');
      out.copy(DISTANCE_BASE[distance] + bits.take(DISTANCE_EXTRA[distance]), length);
    }
  }
}

/** The codes that need no table. @param {string} where @returns {[Huffman, Huffman]} */
function fixedCodes(where) {
  const lengths = Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8));
  return [huffman(lengths, true, where), huffman(new Array(32).fill(5), true, where)];
}

/** The codes that a block brings along. @param {Bits} bits @returns {[Huffman, Huffman]} */
function ownCodes(bits) {
  const { where } = bits;
  const literals = bits.take(5) + 257;
  const distances = bits.take(5) + 1;
  const known = bits.take(4) + 4;
  demand(literals <= 286 && distances <= 30, where, 'is damaged: too many codes');
  const short = new Uint8Array(CODE_LENGTHS.length);
  for (let i = 0; i < known; i++) short[CODE_LENGTHS[i]] = bits.take(3);
  const code = huffman(short, true, where);
  const lengths = new Uint8Array(literals + distances);
  for (let at = 0; at < lengths.length; ) {
    const symbol = bits.symbol(code);
    if (symbol < 16) {
      lengths[at++] = symbol;
      continue;
    }
    demand(symbol !== 16 || at > 0, where, 'is damaged: repeats no length');
    const value = symbol === 16 ? lengths[at - 1] : 0;
    const times = symbol === 16 ? 3 + bits.take(2) : symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7);
    demand(at + times <= lengths.length, where, 'is damaged: repeats a length too often');
    lengths.fill(value, at, at + times);
    at += times;
  }
  return [huffman(lengths.subarray(0, literals), false, where), huffman(lengths.subarray(literals), false, where)];
}

/**
 * Unpack a whole deflate stream.
 * @param {Uint8Array} packed @param {number} length it must unpack to @param {string} where
 * @returns {Uint8Array}
 */
function inflate(packed, length, where) {
  const bits = new Bits(packed, where);
  const out = new Output(length, where);
  for (let last = 0; last === 0; ) {
    last = bits.take(1);
    const kind = bits.take(2);
    demand(kind !== 3, where, 'is damaged: no such kind of block');
    if (kind === 0) stored(bits, out);
    else compressed(bits, out, ...(kind === 1 ? fixedCodes(where) : ownCodes(bits)));
  }
  demand(bits.at === packed.length, where, 'is followed by other bytes');
  demand(out.at === length, where, 'is damaged: shorter than it says');
  return out.bytes;
}

/** @param {Uint8Array} bytes @returns {number} CRC-32 */
export function crc32(bytes) {
  let crc = -1;
  for (const byte of bytes) crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ byte) & 255];
  return ~crc >>> 0;
}

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  return crc;
});

/**
 * Unpack a gzip file of exactly one member without optional fields.
 * @param {Uint8Array} packed
 * @param {number} most bytes, packed as well as unpacked
 * @param {string} where
 * @returns {Uint8Array}
 */
export function gunzip(packed, most, where) {
  demand(packed.length <= most, where, `has ${packed.length} bytes, at most ${most} are allowed`);
  demand(packed.length >= HEAD + TRAILER, where, 'is too short for a gzip file');
  const head = [0x1f, 0x8b, 8, 0];
  demand(head.every((byte, i) => packed[i] === byte), where, 'is not a gzip file without optional fields');
  const trailer = new DataView(packed.buffer, packed.byteOffset + packed.length - TRAILER, TRAILER);
  const length = trailer.getUint32(4, true);
  demand(length <= most, where, `unpacks to ${length} bytes, at most ${most} are allowed`);
  const bytes = inflate(packed.subarray(HEAD, packed.length - TRAILER), length, where);
  demand(crc32(bytes) === trailer.getUint32(0, true), where, 'is damaged: the checksum is another one');
  return bytes;
}
