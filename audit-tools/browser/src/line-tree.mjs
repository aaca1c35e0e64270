/**
 * The Merkle tree over the lines of a file (PROTOCOL.md 2.10), straight from its bytes.
 */
import { sha256 } from './bytes.mjs';
import { leafWords, nodeWords } from './compression.mjs';

/** Words of a hash. */
const WORDS = 8;

/** @param {Int32Array} words @returns {Uint8Array} 32 bytes */
function bytesOf(words) {
  const out = new Uint8Array(4 * WORDS);
  const view = new DataView(out.buffer);
  for (let i = 0; i < WORDS; i++) view.setInt32(4 * i, words[i]);
  return out;
}

/** A tree that can tell the root of any prefix of its lines. */
export class LineTree {
  /**
   * @param {Uint8Array} bytes
   * @param {Uint32Array} starts where each line begins, and one past the last line's LF
   */
  constructor(bytes, starts) {
    /** The number of lines. */
    this.size = starts.length - 1;
    let hashes = new Int32Array(WORDS * this.size);
    for (let i = 0; i < this.size; i++) leafWords(bytes, starts[i], starts[i + 1] - 1, hashes, WORDS * i);
    /** Hashes of the perfect subtrees of 1, 2, 4, … leaves. @type {Int32Array[]} */
    this.levels = [hashes];
    for (let count = this.size >>> 1; count > 0; count >>>= 1) {
      const above = new Int32Array(WORDS * count);
      for (let i = 0; i < count; i++) {
        nodeWords(hashes, 2 * WORDS * i, hashes, 2 * WORDS * i + WORDS, above, WORDS * i);
      }
      this.levels.push(above);
      hashes = above;
    }
  }

  /**
   * @param {number} size at most the tree's
   * @returns {Uint8Array} the root of the first `size` lines
   */
  root(size) {
    if (size === 0) return sha256(new Uint8Array(0));
    /** @type {Int32Array | null} */
    let root = null;
    let end = size;
    for (const [level, hashes] of this.levels.entries()) {
      const width = 2 ** level;
      if (Math.floor(size / width) % 2 === 0) continue;
      const at = WORDS * (end / width - 1);
      const subtree = hashes.subarray(at, at + WORDS);
      if (root === null) root = subtree.slice();
      else nodeWords(subtree, 0, root, 0, root, 0);
      end -= width;
    }
    return bytesOf(/** @type {Int32Array} */ (root));
  }
}
