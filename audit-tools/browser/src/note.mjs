/**
 * Signed notes (PROTOCOL.md 3.3), checkpoints (3.4) and cosignatures (3.5).
 */
import { concat, fromBase64, hex, readUint64BE, textOf, utf8 } from './bytes.mjs';
import { accepts } from './ed25519.mjs';
import { COSIGN_KIND, isKeyName, NOTE_KIND } from './keys.mjs';
import { demand, refuse } from './refusal.mjs';
import { integerOf, MAX_INTEGER } from './words.mjs';

const MOST_TEXT = 1_000_000;
const MOST_LINES = 64;
const LATEST_TIME = 2n ** 63n - 1n;

/**
 * @typedef {object} Note
 * @property {string} text up to and with its last LF
 * @property {Map<string, Uint8Array>} signatures by `<name> <key id>`: the bytes after the key id
 */

/**
 * Parse a note (3.3).
 * @param {string} source
 * @param {string} where
 * @returns {Note}
 */
export function parseNote(source, where) {
  demand(!/[\x00-\x09\x0b-\x1f]/.test(source), where, 'note holds a control character');
  const gap = source.lastIndexOf('\n\n');
  demand(gap >= 0, where, 'note has no empty line before its signatures');
  demand(source.endsWith('\n'), where, 'note does not end in LF');
  const text = source.slice(0, gap + 1);
  demand(utf8(text).length <= MOST_TEXT, where, `note's text is longer than ${MOST_TEXT} bytes`);
  const lines = source.slice(gap + 2).split('\n').slice(0, -1);
  const fine = lines.length >= 1 && lines.length <= MOST_LINES;
  demand(fine, where, `note has ${lines.length} signature lines, not 1–${MOST_LINES}`);
  return { text, signatures: parseSignatures(lines, where) };
}

/** @param {string[]} lines @param {string} where @returns {Map<string, Uint8Array>} */
function parseSignatures(lines, where) {
  const signatures = new Map();
  lines.forEach((line, i) => {
    const at = `${where} signature line ${i + 1}`;
    const match = /^\u2014 ([^ ]+) ([^ ]+)$/u.exec(line);
    if (!match) return refuse(at, 'is not “— <name> <base64>”');
    demand(isKeyName(match[1]), at, 'has a refused name');
    const bytes = fromBase64(match[2]);
    if (bytes === null || bytes.length < 5) return refuse(at, 'is not base64 of a key id and a signature');
    const label = `${match[1]} ${hex(bytes.subarray(0, 4))}`;
    demand(!signatures.has(label), at, 'repeats the name and key id of another line');
    signatures.set(label, bytes.subarray(4));
  });
  return signatures;
}

/**
 * Parse a note that is a file.
 * @param {Uint8Array} bytes
 * @param {string} where
 * @returns {Note}
 */
export function parseNoteFile(bytes, where) {
  return parseNote(textOf(bytes, where), where);
}

/**
 * Ask whether a note is signed by a key of kind 01 (3.3).
 * @param {Note} note
 * @param {import('./keys.mjs').VerifierKey} key
 * @returns {'signed' | 'unsigned' | 'bad'}
 */
export function askNote(note, key) {
  const signature = note.signatures.get(`${key.name} ${key.id}`);
  if (signature === undefined) return 'unsigned';
  const fine = key.kind === NOTE_KIND && accepts(signature, utf8(note.text), key.publicKey);
  return fine ? 'signed' : 'bad';
}

/**
 * Refuse a note that a key did not sign well.
 * @param {Note} note
 * @param {import('./keys.mjs').VerifierKey} key
 * @param {string} where
 */
export function demandSigned(note, key, where) {
  const answer = askNote(note, key);
  demand(answer !== 'bad', where, `the signature of ${key.name}+${key.id} is not accepted`);
  demand(answer === 'signed', where, `is not signed by ${key.name}+${key.id}`);
}

/**
 * Ask whether a note is cosigned by a key of kind 04, and at what time (3.5).
 * @param {Note} note
 * @param {import('./keys.mjs').VerifierKey} key
 * @returns {{answer: 'signed' | 'unsigned' | 'bad', time: bigint}}
 */
export function askCosignature(note, key) {
  const bytes = note.signatures.get(`${key.name} ${key.id}`);
  if (bytes === undefined) return { answer: 'unsigned', time: 0n };
  if (key.kind !== COSIGN_KIND || bytes.length !== 72) return { answer: 'bad', time: 0n };
  const time = readUint64BE(bytes);
  if (time > LATEST_TIME) return { answer: 'bad', time };
  const message = concat(utf8(`cosignature/v1\ntime ${time}\n`), utf8(note.text));
  return { answer: accepts(bytes.subarray(8), message, key.publicKey) ? 'signed' : 'bad', time };
}

/**
 * @typedef {object} Checkpoint
 * @property {Note} note
 * @property {string} origin
 * @property {number} size
 * @property {Uint8Array} root
 */

/**
 * Read a note as a checkpoint (3.4).
 * @param {Note} note
 * @param {string} where
 * @returns {Checkpoint}
 */
export function checkpointOf(note, where) {
  const lines = note.text.split('\n');
  demand(lines.length === 4 && lines[3] === '', where, 'checkpoint has not exactly three lines');
  const size = integerOf(lines[1], MAX_INTEGER);
  if (size === null) return refuse(where, 'checkpoint has no decimal size');
  const root = fromBase64(lines[2]);
  if (root === null || root.length !== 32) return refuse(where, 'checkpoint has no root of 32 bytes in base64');
  return { note, origin: lines[0], size, root };
}
