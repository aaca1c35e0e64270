/**
 * The compression function of SHA-256 (FIPS 180-4), for the hundreds of thousands of short messages of
 * a Merkle tree: a library that makes an object for each message takes five times as long. A test
 * holds it against @noble/hashes.
 */
const ROUND_CONSTANTS = Int32Array.of(
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
);
const START = Int32Array.of(
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
);

/** The message schedule; whoever compresses fills its first 16 words. */
const SCHEDULE = new Int32Array(64);
/** The state between blocks. */
const STATE = new Int32Array(8);

/** Words 16 to 63 of the schedule. */
function expand() {
  for (let i = 16; i < 64; i++) {
    const early = SCHEDULE[i - 15];
    const late = SCHEDULE[i - 2];
    const s0 = ((early >>> 7) | (early << 25)) ^ ((early >>> 18) | (early << 14)) ^ (early >>> 3);
    const s1 = ((late >>> 17) | (late << 15)) ^ ((late >>> 19) | (late << 13)) ^ (late >>> 10);
    SCHEDULE[i] = (SCHEDULE[i - 16] + s0 + SCHEDULE[i - 7] + s1) | 0;
  }
}

/** Take the block in the schedule into the state. */
function compress() {
  expand();
  let a = STATE[0];
  let b = STATE[1];
  let c = STATE[2];
  let d = STATE[3];
  let e = STATE[4];
  let f = STATE[5];
  let g = STATE[6];
  let h = STATE[7];
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + (g ^ (e & (f ^ g))) + ROUND_CONSTANTS[i] + SCHEDULE[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) | (c & (a | b)))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  STATE[0] += a;
  STATE[1] += b;
  STATE[2] += c;
  STATE[3] += d;
  STATE[4] += e;
  STATE[5] += f;
  STATE[6] += g;
  STATE[7] += h;
}

/**
 * A word of the message 00 ‖ bytes[start…end) ‖ 80 ‖ 00…
 * @param {Uint8Array} bytes @param {number} start @param {number} end
 * @param {number} at where its first byte lies in `bytes`; −1 from `start` is the 00
 * @returns {number}
 */
function edgeWord(bytes, start, end, at) {
  let word = 0;
  for (let i = at; i < at + 4; i++) {
    const byte = i < start ? 0 : i < end ? bytes[i] : i === end ? 0x80 : 0;
    word = (word << 8) | byte;
  }
  return word;
}

/**
 * Write the leaf hash of a line, SHA-256(00 ‖ line), as 8 words.
 * @param {Uint8Array} bytes @param {number} start @param {number} end of the line in `bytes`
 * @param {Int32Array} out @param {number} at
 */
export function leafWords(bytes, start, end, out, at) {
  STATE.set(START);
  const bits = (end - start + 1) * 8;
  // A block holds 64 bytes; behind the message come 80 and 8 bytes of length.
  const blocks = Math.ceil((end - start + 1 + 9) / 64);
  for (let block = 0, from = start - 1; block < blocks; block++) {
    for (let i = 0; i < 16; i++, from += 4) {
      const inside = from >= start && from + 4 <= end;
      SCHEDULE[i] = inside
        ? (bytes[from] << 24) | (bytes[from + 1] << 16) | (bytes[from + 2] << 8) | bytes[from + 3]
        : edgeWord(bytes, start, end, from);
    }
    if (block === blocks - 1) SCHEDULE[15] = bits;
    compress();
  }
  out.set(STATE, at);
}

/**
 * Write the hash of a node, SHA-256(01 ‖ left ‖ right), as 8 words.
 * @param {Int32Array} left @param {number} leftAt @param {Int32Array} right @param {number} rightAt
 * @param {Int32Array} out @param {number} at
 */
export function nodeWords(left, leftAt, right, rightAt, out, at) {
  STATE.set(START);
  let before = 1;
  for (let i = 0; i < 16; i++) {
    const word = i < 8 ? left[leftAt + i] : right[rightAt + i - 8];
    SCHEDULE[i] = (before << 24) | (word >>> 8);
    before = word;
  }
  compress();
  SCHEDULE.fill(0, 1, 15);
  SCHEDULE[0] = (before << 24) | 0x800000;
  SCHEDULE[15] = 65 * 8;
  compress();
  out.set(STATE, at);
}
