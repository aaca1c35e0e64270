/**
 * The head of ChaCha20 blocks (PROTOCOL.md 12.3), for the hundreds of thousands of numbers of a large
 * round. A test holds it against @noble/ciphers.
 */
const [EXPAND, ND_32, BYTE, KEY_WORD] = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574];
const DOUBLE_ROUNDS = 10;

/** @param {Uint8Array} bytes @returns {Uint32Array} its little-endian words */
function wordsOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, i) => view.getUint32(4 * i, true));
}

/** @param {number} word @returns {number} with its bytes in the other order */
function swapped(word) {
  return ((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0;
}

/** @type {Int32Array} the working state */
const X = new Int32Array(16);

/** @param {number} a @param {number} b @param {number} c @param {number} d positions in the state */
function quarterRound(a, b, c, d) {
  let xa = X[a];
  let xb = X[b];
  let xc = X[c];
  let xd = X[d];
  xa = (xa + xb) | 0;
  xd ^= xa;
  xd = (xd << 16) | (xd >>> 16);
  xc = (xc + xd) | 0;
  xb ^= xc;
  xb = (xb << 12) | (xb >>> 20);
  xa = (xa + xb) | 0;
  xd ^= xa;
  xd = (xd << 8) | (xd >>> 24);
  xc = (xc + xd) | 0;
  xb ^= xc;
  xb = (xb << 7) | (xb >>> 25);
  X[a] = xa;
  X[b] = xb;
  X[c] = xc;
  X[d] = xd;
}

/** All numbers of a draw key. */
export class Numbers {
  /** @param {Uint8Array} key the draw key */
  constructor(key) {
    this.key = wordsOf(key);
  }

  /**
   * Write a number as 4 words, the highest first.
   * @param {number} index below 2^32 (7.1)
   * @param {number} lane below 2^32
   * @param {Uint32Array} out @param {number} at
   */
  write(index, lane, out, at) {
    X[0] = EXPAND;
    X[1] = ND_32;
    X[2] = BYTE;
    X[3] = KEY_WORD;
    for (let i = 0; i < 8; i++) X[4 + i] = this.key[i];
    X[12] = index;
    X[13] = 0;
    X[14] = lane;
    X[15] = 0;
    for (let i = 0; i < DOUBLE_ROUNDS; i++) {
      quarterRound(0, 4, 8, 12);
      quarterRound(1, 5, 9, 13);
      quarterRound(2, 6, 10, 14);
      quarterRound(3, 7, 11, 15);
      quarterRound(0, 5, 10, 15);
      quarterRound(1, 6, 11, 12);
      quarterRound(2, 7, 8, 13);
      quarterRound(3, 4, 9, 14);
    }
    out[at] = swapped(X[0] + EXPAND);
    out[at + 1] = swapped(X[1] + ND_32);
    out[at + 2] = swapped(X[2] + BYTE);
    out[at + 3] = swapped(X[3] + KEY_WORD);
  }
}
