/**
 * What is kept of an application after applying: code, secret, salt and fields, every receipt, and the
 * answers' receipts. The last receipt says what the next revision changes.
 */
import { fromWords, publicKey, toWords } from './key.mjs';
import { readReceipt } from './receipt.mjs';
import { namesWith, nameOf, readJson, writeJson } from './storage.mjs';

/**
 * @typedef {object} Held
 * @property {string} origin
 * @property {string} round
 * @property {string} code
 * @property {string} secret 64 hex; never sent
 * @property {string | null} salt null after an import by words: the office alone has the identity file then
 * @property {Record<string, string> | null} fields
 * @property {string[]} receipts the first first
 * @property {string[]} answers receipts of answers
 * @property {string[]} [evidence] what the office gave for a receipt and isn't one of what was signed
 */

/** @typedef {import('./storage.mjs').Kept} Kept */

/** @param {Kept} storage @param {string} round @returns {Held[]} all of a round, by code */
export function heldOf(storage, round) {
  const names = namesWith(storage, nameOf('application', round, ''));
  return names.map((name) => readJson(storage, name)).filter((held) => held !== null);
}

/** @param {Kept} storage @param {string} round @param {string} code @returns {Held | null} */
export function held(storage, round, code) {
  return readJson(storage, nameOf('application', round, code));
}

/** @param {Kept} storage @param {Held} held */
export function hold(storage, held) {
  writeJson(storage, nameOf('application', held.round, held.code), held);
}

/** For a family at somebody else's device. @param {Kept} storage @param {string} round @param {string} code */
export function forget(storage, round, code) {
  storage.removeItem(nameOf('application', round, code));
}

/**
 * The request that the newest receipt restates: what the next revision is signed upon.
 * @param {Held} held
 * @returns {import('./request.mjs').Request | null} null before the first receipt
 */
export function lastRequest({ receipts }) {
  if (receipts.length === 0) return null;
  const { fields } = readReceipt(receipts[receipts.length - 1]);
  const set = (/** @type {string} */ text) => (text === '-' ? [] : text.split('+'));
  return {
    origin: fields.origin,
    round: fields.round,
    code: fields.code,
    revision: Number(fields.revision),
    status: fields.status === 'withdrawn' ? 'withdrawn' : 'entered',
    bundle: set(fields.bundle),
    claims: set(fields.claims),
    choices: fields.choices === '-' ? '' : fields.choices,
    commitment: fields.commitment,
  };
}

/**
 * What a family writes down to use another device: the code and 24 words.
 * @param {Held} held
 * @param {'zh' | 'en'} language
 * @returns {{code: string, words: string[]}}
 */
export function written({ code, secret }, language) {
  return { code, words: toWords(secret, language) };
}

/**
 * What was written down, on another device. Receipts come with the first look-up.
 * @param {{origin: string, round: string, code: string, words: string}} typed
 * @returns {Held}
 * @throws {import('./key.mjs').WordsError}
 */
export function fromWritten({ origin, round, code, words }) {
  return { origin, round, code, secret: fromWords(words), salt: null, fields: null, receipts: [], answers: [] };
}

/** @param {Held} held @returns {string} the public key */
export function keyOf(held) {
  return publicKey(held.secret);
}
