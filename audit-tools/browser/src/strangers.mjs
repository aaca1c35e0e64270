/**
 * What is given as a receipt and is none, or is of another round (PROTOCOL.md 6.13): it says nothing for
 * or against the round that is judged.
 */
import { sameBytes, utf8 } from './bytes.mjs';
import { isId, isOrigin } from './words.mjs';

/** No line that names an origin or a round is longer. */
const MOST_HEAD = 512;

/**
 * Receipts of one kind.
 * @typedef {object} Kind
 * @property {string} first their first line
 * @property {string} by what they are checked by
 */

/** @type {Kind} */
export const RECEIPTS = { first: 'paiwei receipt v1', by: 'proof file' };
/** @type {Kind} */
export const ANSWERS = { first: 'paiwei answered v1', by: 'folder' };

/** @param {Uint8Array} bytes @param {Kind} kind @returns {boolean} whether they begin as a receipt of this kind does */
export function isOfKind(bytes, { first }) {
  const line = utf8(`${first}\n`);
  return sameBytes(bytes.slice(0, line.length), line);
}

/** The names of origin and round in the second and third line. @param {Uint8Array} bytes @returns {[string, string] | null} null if they are damaged there */
function namesIn(bytes) {
  // A byte is a character here: names of both are ASCII.
  const lines = String.fromCharCode(...bytes.subarray(0, MOST_HEAD)).split('\n');
  // What stands behind the last line feed is no line.
  if (lines.length < 4 || !lines[1].startsWith('origin: ') || !lines[2].startsWith('round: ')) return null;
  const [origin, round] = [lines[1].slice('origin: '.length), lines[2].slice('round: '.length)];
  return isOrigin(origin) && isId(round) ? [origin, round] : null;
}

/**
 * Why something given says nothing of the round judged.
 * @param {import('./checks-receipts.mjs').Judged} judged @param {Kind} kind
 * @param {{name: string, bytes: Uint8Array}} given
 * @returns {string | null} null if it is to be judged
 */
export function strangeness({ journal, round: judged }, kind, { name, bytes }) {
  if (!isOfKind(bytes, kind)) return `${name}: this is no receipt`;
  const names = namesIn(bytes);
  if (names === null) return null;
  const [origin, round] = names;
  if (origin !== journal.origin) return `${name}: this receipt is of another office (${origin}); take that office's ${kind.by}`;
  if (round !== judged.id) return `${name}: this receipt is of another round (${round}); take that round's ${kind.by}`;
  return null;
}
