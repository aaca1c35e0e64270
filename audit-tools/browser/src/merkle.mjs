/**
 * Merkle trees (PROTOCOL.md 2.10; RFC 9162, section 2.1).
 */
import { sha256 } from './bytes.mjs';

const LEAF = new Uint8Array([0]);
const NODE = new Uint8Array([1]);

/** @param {Uint8Array} leaf @returns {Uint8Array} SHA-256(00 ‖ leaf) */
export function leafHash(leaf) {
  return sha256.create().update(LEAF).update(leaf).digest();
}

/** @param {Uint8Array} left @param {Uint8Array} right @returns {Uint8Array} SHA-256(01 ‖ left ‖ right) */
export function nodeHash(left, right) {
  return sha256.create().update(NODE).update(left).update(right).digest();
}

/** A tree that grows by leaves and can tell its root at any moment. */
export class GrowingTree {
  constructor() {
    /** Roots of the perfect subtrees, the largest first. @type {Uint8Array[]} */
    this.subtrees = [];
    /** The number of leaves. */
    this.size = 0;
  }

  /** @param {Uint8Array} leaf its leaf hash */
  append(leaf) {
    let hash = leaf;
    for (let rest = this.size; rest % 2 === 1; rest = (rest - 1) / 2) {
      hash = nodeHash(/** @type {Uint8Array} */ (this.subtrees.pop()), hash);
    }
    this.subtrees.push(hash);
    this.size += 1;
  }

  /** @returns {Uint8Array} */
  root() {
    if (this.size === 0) return sha256(new Uint8Array(0));
    let hash = this.subtrees[this.subtrees.length - 1];
    for (let i = this.subtrees.length - 2; i >= 0; i--) hash = nodeHash(this.subtrees[i], hash);
    return hash;
  }
}

/** @param {Uint8Array[]} leaves leaf hashes @returns {Uint8Array} the root */
export function rootOf(leaves) {
  const tree = new GrowingTree();
  for (const leaf of leaves) tree.append(leaf);
  return tree.root();
}

/**
 * The roots of several prefixes in one pass.
 * @param {Uint8Array[]} leaves leaf hashes
 * @param {Iterable<number>} sizes each at most the number of leaves
 * @returns {Map<number, Uint8Array>}
 */
export function prefixRoots(leaves, sizes) {
  const wanted = new Set(sizes);
  const roots = new Map();
  const tree = new GrowingTree();
  if (wanted.has(0)) roots.set(0, tree.root());
  for (const leaf of leaves) {
    tree.append(leaf);
    if (wanted.has(tree.size)) roots.set(tree.size, tree.root());
  }
  return roots;
}
