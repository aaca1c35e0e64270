/**
 * The small words of the protocol: integers, ids, codes, origins (PROTOCOL.md 2.3, 2.7–2.9).
 */
const CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** The value of each symbol, by its ASCII code. */
const CODE_VALUES = Uint8Array.from({ length: 128 }, (_, i) => Math.max(0, CODE_ALPHABET.indexOf(String.fromCharCode(i))));
const CODE_FORM = /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]$/;
const ORIGIN_FORM = /^[a-z0-9](?:[a-z0-9.\-/_]{0,126}[a-z0-9])?$/;
const INTEGER_FORM = /^(?:0|[1-9][0-9]*)$/;

/** The largest integer of a JSON file (2.5). */
export const MAX_INTEGER = Number.MAX_SAFE_INTEGER;
/** The largest seats, plan, points, revision (19). */
export const MAX_31 = 2 ** 31 - 1;
/** The id that names the office (2.7). */
export const OFFICE = 'office';

/** @param {string} text @returns {boolean} a letter and up to 31 characters more (2.7) */
export function isAnyId(text) {
  return /^[A-Za-z][A-Za-z0-9._-]{0,31}$/.test(text);
}

/** @param {string} text @returns {boolean} an id that isn't `office` (2.7) */
export function isId(text) {
  return text !== OFFICE && isAnyId(text);
}

/** @param {string} text @returns {boolean} 64 hex digits (2.2) */
export function isHash(text) {
  return /^[0-9a-f]{64}$/.test(text);
}

/**
 * Luhn mod 32 over the 12 payload symbols (2.8).
 * @param {string} payload 12 symbols of the alphabet
 * @returns {string} the check symbol
 */
export function checkSymbol(payload) {
  let sum = 0;
  for (let i = payload.length - 1, factor = 2; i >= 0; i--, factor = 3 - factor) {
    const product = factor * CODE_VALUES[payload.charCodeAt(i)];
    sum += (product >> 5) + (product & 31);
  }
  return CODE_ALPHABET[(32 - (sum % 32)) % 32];
}

/** @param {string} text @returns {boolean} a code in the spelling of files (2.8) */
export function isCode(text) {
  if (!CODE_FORM.test(text)) return false;
  return checkSymbol(text.slice(0, 4) + text.slice(5, 9) + text.slice(10, 14)) === text[15];
}

/** @param {string} text @returns {boolean} an origin (2.9) */
export function isOrigin(text) {
  return ORIGIN_FORM.test(text) && !text.includes('//');
}

/** @param {string} origin @returns {boolean} a rehearsal's journal (2.9) */
export function isRehearsalOrigin(origin) {
  return origin.endsWith('/rehearsal');
}

/**
 * An integer in text (2.3) of at most `most`.
 * @param {string} text
 * @param {number} most not above 2^53 − 1
 * @returns {number | null} null if it isn't one
 */
export function integerOf(text, most) {
  if (!INTEGER_FORM.test(text) || text.length > 16) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) && value <= most ? value : null;
}

/** @param {string} text @returns {number} its Unicode scalar values (19) */
export function characters(text) {
  return [...text].length;
}

/**
 * A set joined by `+`: members ascending by bytes, none twice (2.6). Members are ASCII here.
 * @param {string[]} members
 * @returns {boolean}
 */
export function isAscending(members) {
  return members.every((member, i) => i === 0 || members[i - 1] < member);
}
