/**
 * The draw text, the draw key and the numbers (PROTOCOL.md 12).
 */
import { chacha20orig } from '@noble/ciphers/chacha.js';
import { hex } from './bytes.mjs';

/**
 * What the draw text of an attempt is made of.
 * @typedef {object} DrawParts
 * @property {string} origin
 * @property {string} round
 * @property {number} attempt
 * @property {boolean} rehearsal
 * @property {string} rulesHash
 * @property {{size: number, root: string}} roll
 * @property {{holder: string, seed: string | null}[]} seeds office first, null for missing
 * @property {string[]} sources lines of the sources
 */

/** The draw text (12.1). @param {DrawParts} draw @returns {string} */
export function drawText(draw) {
  const lines = [
    draw.rehearsal ? 'paiwei rehearsal v1' : 'paiwei draw v1',
    `journal: ${draw.origin}`,
    `round: ${draw.round}`,
    `attempt: ${draw.attempt}`,
    `rules: ${draw.rulesHash}`,
    `roll: ${draw.roll.size} ${draw.roll.root}`,
    ...draw.seeds.map(({ holder, seed }) => `seed ${holder}: ${seed ?? 'missing'}`),
    ...draw.sources,
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** @param {number} value @returns {Uint8Array} 8 bytes, little-endian */
function uint64LE(value) {
  const out = new Uint8Array(8);
  new DataView(out.buffer).setBigUint64(0, BigInt(value), true);
  return out;
}

const ZEROS = new Uint8Array(16);

/**
 * The number of an index in a lane (12.3). The cipher of 64-bit counter and 64-bit nonce takes the
 * counter as its block number; indices stay below 2^32 − 1 (7.1).
 * @param {Uint8Array} key the draw key
 * @param {number} index
 * @param {number} lane
 * @returns {string} 32 hex digits; they compare as the numbers do
 */
export function numberOf(key, index, lane) {
  return hex(chacha20orig(key, uint64LE(lane), ZEROS, undefined, index));
}
