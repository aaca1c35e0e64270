/**
 * Verifier keys (PROTOCOL.md 3.2).
 */
import { concat, fromBase64, hex, sha256, utf8 } from './bytes.mjs';
import { isPublicKey } from './ed25519.mjs';
import { demand, quoted, refuse } from './refusal.mjs';

/** Kind 01 signs notes. */
export const NOTE_KIND = 1;
/** Kind 04 signs cosignatures. */
export const COSIGN_KIND = 4;

/**
 * @typedef {object} VerifierKey
 * @property {string} text the key as written
 * @property {string} name
 * @property {string} id 8 hex digits
 * @property {number} kind
 * @property {Uint8Array} publicKey
 */

/** @param {string} name @returns {boolean} a key's name */
export function isKeyName(name) {
  return /^[A-Za-z0-9.\-/_]{1,160}$/.test(name);
}

/** @type {Map<string, VerifierKey>} */
const parsed = new Map();
const MOST_PARSED = 4096;

/**
 * Parse a verifier key; every point of 3.2 must hold.
 * @param {unknown} text
 * @param {string} where
 * @returns {VerifierKey}
 */
export function parseKey(text, where) {
  if (typeof text !== 'string') return refuse(where, 'is not a verifier key');
  const known = parsed.get(text);
  if (known) return known;
  const key = parseAnew(text, where);
  if (parsed.size >= MOST_PARSED) parsed.clear();
  parsed.set(text, key);
  return key;
}

/** @param {string} text @param {string} where @returns {VerifierKey} */
function parseAnew(text, where) {
  const match = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/s.exec(text);
  if (!match) return refuse(where, `${quoted(text)} is not a verifier key <name>+<id>+<base64>`);
  const [, name, id, encoded] = match;
  demand(isKeyName(name), where, `verifier key has the refused name ${quoted(name)}`);
  const bytes = fromBase64(encoded);
  if (bytes === null) return refuse(where, 'verifier key is not canonical base64');
  demand(bytes.length === 33, where, `verifier key has ${bytes.length} bytes, not 33`);
  const kind = bytes[0];
  demand(kind === NOTE_KIND || kind === COSIGN_KIND, where, `verifier key is of the unknown kind ${kind}`);
  const right = hex(sha256(concat(utf8(`${name}\n`), bytes)).subarray(0, 4));
  demand(id === right, where, `verifier key has the id ${id}, ${right} is right`);
  const publicKey = bytes.subarray(1);
  demand(isPublicKey(publicKey), where, 'verifier key holds a public key that 3.1 refuses');
  return { text, name, id, kind, publicKey };
}

/**
 * A verifier key of one kind (3.2), perhaps of one name.
 * @param {unknown} text
 * @param {string} where
 * @param {number} kind
 * @param {string} [name]
 * @returns {VerifierKey}
 */
export function parseKeyOfKind(text, where, kind, name) {
  const key = parseKey(text, where);
  demand(key.kind === kind, where, `verifier key is of kind 0${key.kind}, not 0${kind}`);
  if (name !== undefined) {
    demand(key.name === name, where, `verifier key is named ${quoted(key.name)}, not ${quoted(name)}`);
  }
  return key;
}
