/**
 * Inclusion paths in Merkle trees (PROTOCOL.md 2.10, 17.3; RFC 9162, section 2.1.3).
 */
import { fromHex, hex, utf8 } from './bytes.mjs';
import { leafHash, nodeHash } from './merkle.mjs';
import { demand } from './refusal.mjs';

/**
 * On which side each sibling of a path stands. Numbers may be above 2^32: no bit operations.
 * @param {number} index of the leaf
 * @param {number} size of the tree
 * @returns {('left' | 'right')[]} from the leaf upwards
 */
export function sidesOf(index, size) {
  /** @type {('left' | 'right')[]} */
  const sides = [];
  for (let place = index, last = size - 1; last > 0; place = Math.floor(place / 2), last = Math.floor(last / 2)) {
    const right = place % 2 === 1;
    if (!right && place === last) continue; // an odd last node goes up as it is
    sides.push(right ? 'left' : 'right');
  }
  return sides;
}

/**
 * Follow a path from a leaf to the root of a tree.
 * @param {Uint8Array} leaf its hash
 * @param {number} index
 * @param {number} size of the tree
 * @param {string[]} path in hex, from the leaf's sibling upwards
 * @returns {Uint8Array | null} null if the path is not as long as place and size call for
 */
function climb(leaf, index, size, path) {
  const sides = sidesOf(index, size);
  if (sides.length !== path.length) return null;
  return path.reduce((hash, sibling, i) => {
    const other = fromHex(sibling);
    return sides[i] === 'left' ? nodeHash(other, hash) : nodeHash(hash, other);
  }, leaf);
}

/**
 * Refuse a leaf that its path does not lead from to the root.
 * @param {string} text the leaf
 * @param {number} index
 * @param {string[]} path
 * @param {{size: number, root: string}} tree root in hex
 * @param {string} where
 */
export function demandIncluded(text, index, path, { size, root }, where) {
  demand(index < size, where, `there is no leaf ${index} in a tree of ${size}`);
  const found = climb(leafHash(utf8(text)), index, size, path);
  demand(found !== null, where, `its path of ${path.length} hashes is of another length than its place calls for`);
  demand(found !== null && hex(found) === root, where, 'its path leads to another root: it, its place or its path was changed');
}
