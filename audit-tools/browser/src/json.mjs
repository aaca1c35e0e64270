/**
 * JSON files and entries (PROTOCOL.md 2.5): the RFC 8785 serialisation of one object, integers only,
 * NFC strings, at most 8 levels deep.
 */
import { sameBytes, textOf, utf8 } from './bytes.mjs';
import { demand, quoted, refuse } from './refusal.mjs';
import { MAX_INTEGER } from './words.mjs';

const MOST_LEVELS = 8;
const ASCII = /^[\x00-\x7f]*$/;

/**
 * RFC 8785 serialisation. Members are sorted by UTF-16 units, which is JavaScript's order.
 * @param {any} value made of objects, arrays, strings, integers, booleans and null
 * @returns {string}
 */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

/**
 * Parse a JSON file or entry strictly.
 * @param {Uint8Array} bytes
 * @param {string} where
 * @param {number} most its limit in bytes (19)
 * @returns {Record<string, any>}
 */
export function parseCanonical(bytes, where, most) {
  demand(bytes.length <= most, where, `has ${bytes.length} bytes, at most ${most} are allowed`);
  const text = textOf(bytes, where);
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refuse(where, `is not JSON (${/** @type {Error} */ (error).message})`);
  }
  demand(isObject(value), where, 'is not one JSON object');
  checkValue(value, where, 1);
  demand(sameBytes(utf8(canonical(value)), bytes), where, 'is not in canonical form (RFC 8785)');
  return value;
}

/** @param {unknown} value @returns {boolean} a JSON object */
export function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param {any} value @param {string} where @param {number} level */
function checkValue(value, where, level) {
  if (typeof value === 'string') return checkString(value, where);
  if (typeof value === 'number') return checkNumber(value, where);
  if (typeof value !== 'object' || value === null) return;
  demand(level <= MOST_LEVELS, where, `is nested more than ${MOST_LEVELS} levels deep`);
  if (Array.isArray(value)) {
    value.forEach((item, i) => checkValue(item, `${where}[${i}]`, level + 1));
    return;
  }
  for (const name of Object.keys(value)) {
    demand(ASCII.test(name), where, `member name ${quoted(name)} is not ASCII`);
    checkValue(value[name], `${where} ${name}`, level + 1);
  }
}

/** @param {string} value @param {string} where */
function checkString(value, where) {
  demand(!/\p{Surrogate}/u.test(value), where, 'holds a lone surrogate');
  demand(value.normalize('NFC') === value, where, 'is not in normalisation form NFC');
}

/** @param {number} value @param {string} where */
function checkNumber(value, where) {
  const fine = Number.isSafeInteger(value) && value >= 0 && value <= MAX_INTEGER;
  demand(fine, where, 'is not an integer from 0 to 2^53−1');
}
