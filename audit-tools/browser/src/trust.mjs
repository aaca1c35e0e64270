/**
 * Trust (PROTOCOL.md 15).
 */
import { linesOf } from './bytes.mjs';
import { COSIGN_KIND, NOTE_KIND, parseKeyOfKind } from './keys.mjs';
import { demand } from './refusal.mjs';
import { isOrigin } from './words.mjs';

const FIRST_LINE = 'paiwei trust v1';

/**
 * @typedef {object} TrustBlock
 * @property {string} origin
 * @property {string} recovery verifier key
 * @property {{note: string, cosign: string}[]} observers
 */

/**
 * Parse a trust file (15.1).
 * @param {Uint8Array} bytes
 * @param {string} name of the file, for error texts
 * @returns {TrustBlock[]} one or more
 */
export function parseTrust(bytes, name) {
  const lines = linesOf(bytes, name);
  demand(lines.length > 0, name, 'is empty');
  const blocks = [];
  for (let at = 0; at < lines.length; ) {
    const [block, next] = parseBlock(lines, at, name);
    blocks.push(block);
    at = next;
  }
  return blocks;
}

/** @param {string[]} lines @param {number} start @param {string} name @returns {[TrustBlock, number]} */
function parseBlock(lines, start, name) {
  const where = (/** @type {number} */ i) => `${name} line ${i + 1}`;
  demand(lines[start] === FIRST_LINE, where(start), `is not ${FIRST_LINE}`);
  const origin = valueOf(lines[start + 1], 'origin', where(start + 1));
  demand(isOrigin(origin), where(start + 1), 'is not an origin');
  const recovery = valueOf(lines[start + 2], 'recovery', where(start + 2));
  parseKeyOfKind(recovery, where(start + 2), NOTE_KIND, `${origin}/recovery`);
  const observers = [];
  let at = start + 3;
  for (; at < lines.length && lines[at] !== FIRST_LINE; at++) {
    observers.push(parseObserver(valueOf(lines[at], 'observer', where(at)), where(at)));
  }
  return [{ origin, recovery, observers }, at];
}

/** @param {string} text @param {string} where @returns {{note: string, cosign: string}} */
function parseObserver(text, where) {
  const keys = text.split(' ');
  demand(keys.length === 2, where, 'is not a note key and a cosign key');
  const [note, cosign] = keys;
  const { name } = parseKeyOfKind(note, where, NOTE_KIND);
  parseKeyOfKind(cosign, where, COSIGN_KIND, name);
  return { note, cosign };
}

/** @param {string | undefined} line @param {string} name @param {string} where @returns {string} */
function valueOf(line, name, where) {
  const start = `${name}: `;
  demand(line !== undefined && line.startsWith(start), where, `is not ${start}<value>`);
  return /** @type {string} */ (line).slice(start.length);
}

/**
 * The blocks that pin an origin and a recovery key (15.3).
 * @param {TrustBlock[]} blocks
 * @param {{origin: string, recovery: string}} opened entry 0
 * @returns {TrustBlock[]}
 */
export function pinning(blocks, { origin, recovery }) {
  return blocks.filter((block) => block.origin === origin && block.recovery === recovery);
}

/**
 * The observers that no such block pins (15.3).
 * @param {TrustBlock[]} blocks those that pin the origin
 * @param {import('./rules.mjs').Observer[]} observers
 * @returns {string[]} their ids
 */
export function unpinned(blocks, observers) {
  const lines = new Set(blocks.flatMap((block) => block.observers.map(({ note, cosign }) => `${note} ${cosign}`)));
  return observers.filter((one) => !lines.has(`${one.note_key} ${one.cosign_key}`)).map(({ id }) => id);
}

/**
 * Judge the folder's own trust.txt (15.2; V10).
 * @param {Uint8Array} bytes
 * @param {{origin: string, recovery: string}} opened entry 0
 * @param {import('./rules.mjs').Observer[]} observers
 */
export function demandOwnTrust(bytes, opened, observers) {
  const blocks = parseTrust(bytes, 'trust.txt');
  demand(blocks.length === 1, 'trust.txt', `has ${blocks.length} blocks, not one`);
  const [block] = blocks;
  demand(block.origin === opened.origin, 'trust.txt origin', "is not the journal's");
  demand(block.recovery === opened.recovery, 'trust.txt recovery', "is not the journal's");
  const right = observers.map((one) => `${one.note_key} ${one.cosign_key}`).join('\n');
  const given = block.observers.map(({ note, cosign }) => `${note} ${cosign}`).join('\n');
  demand(given === right, 'trust.txt observer', 'lines are not the observers of the rules in their order');
}
