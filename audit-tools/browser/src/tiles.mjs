/**
 * The tiles of a journal (PROTOCOL.md 4.3; C2SP tlog-tiles).
 */
import { concat } from './bytes.mjs';
import { rootOf } from './merkle.mjs';
import { refuse } from './refusal.mjs';

const WIDTH = 256;
const MOST_ENTRY = 65535;

/**
 * N in groups of three digits, all but the last with an `x` before it.
 * @param {number} number
 * @returns {string}
 */
export function tileNumber(number) {
  const digits = String(number);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = /** @type {string[]} */ (padded.match(/[0-9]{3}/g));
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
}

/**
 * Split items into full groups of 256 and perhaps a partial one.
 * @param {string} folder where the tiles lie
 * @param {Uint8Array[]} items
 * @returns {[string, Uint8Array][]} path and bytes of each tile
 */
function split(folder, items) {
  /** @type {[string, Uint8Array][]} */
  const tiles = [];
  for (let start = 0; start < items.length; start += WIDTH) {
    const group = items.slice(start, start + WIDTH);
    const path = `${folder}/${tileNumber(start / WIDTH)}`;
    tiles.push([group.length === WIDTH ? path : `${path}.p/${group.length}`, concat(...group)]);
  }
  return tiles;
}

/**
 * Roots of the consecutive full groups of 256.
 * @param {Uint8Array[]} hashes
 * @returns {Uint8Array[]}
 */
function levelAbove(hashes) {
  const roots = [];
  for (let end = WIDTH; end <= hashes.length; end += WIDTH) {
    roots.push(rootOf(hashes.slice(end - WIDTH, end)));
  }
  return roots;
}

/** @param {Uint8Array} entry @param {number} index @returns {Uint8Array} length and bytes */
function bundled(entry, index) {
  if (entry.length > MOST_ENTRY) {
    refuse(`journal/entries/${index}`, `has ${entry.length} bytes, at most ${MOST_ENTRY} are allowed`);
  }
  return concat(new Uint8Array([entry.length >> 8, entry.length & 255]), entry);
}

/**
 * All files of `journal/tile/` for these entries.
 * @param {Uint8Array[]} entries
 * @param {Uint8Array[]} leaves their leaf hashes
 * @returns {Map<string, Uint8Array>} by path in the published folder
 */
export function tilesOf(entries, leaves) {
  const tiles = split('journal/tile/entries', entries.map(bundled));
  let hashes = leaves;
  for (let level = 0; hashes.length > 0; level++) {
    tiles.push(...split(`journal/tile/${level}`, hashes));
    hashes = levelAbove(hashes);
  }
  return new Map(tiles);
}
