/**
 * Forms: small checkers of parsed JSON values, put together to the tables of PROTOCOL.md 5 and 9.
 * A form is called with a value and the place it stands at and refuses what isn't of the form.
 */
import { isObject } from './json.mjs';
import { demand, quoted, refuse } from './refusal.mjs';
import { MAX_INTEGER, characters, isAnyId, isHash, isId, isOrigin } from './words.mjs';

/** @typedef {(value: any, where: string) => void} Form */

/**
 * An object with exactly these members; those in `maybe` may be absent (2.5).
 * @param {Record<string, Form>} members
 * @param {Record<string, Form>} [maybe]
 * @returns {Form}
 */
export function object(members, maybe = {}) {
  const known = new Map([...Object.entries(members), ...Object.entries(maybe)]);
  return (value, where) => {
    demand(isObject(value), where, 'is not an object');
    for (const name of Object.keys(value)) {
      demand(known.has(name), where, `has the unknown member ${quoted(name)}`);
    }
    for (const [name, form] of known) {
      if (Object.hasOwn(value, name)) form(value[name], `${where} ${name}`);
      else demand(Object.hasOwn(maybe, name), where, `has no member ${quoted(name)}`);
    }
  };
}

/**
 * A list of at most `most` items of one form.
 * @param {Form} item
 * @param {number} [most]
 * @returns {Form}
 */
export function listOf(item, most = Infinity) {
  return (value, where) => {
    demand(Array.isArray(value), where, 'is not a list');
    demand(value.length <= most, where, `has ${value.length} items, at most ${most} are allowed`);
    value.forEach((/** @type {any} */ one, /** @type {number} */ i) => item(one, `${where}[${i}]`));
  };
}

/** @param {Form} form @returns {Form} the form, or null */
export function nullOr(form) {
  return (value, where) => {
    if (value !== null) form(value, where);
  };
}

/** @param {...string} choices @returns {Form} one of these strings */
export function oneOf(...choices) {
  return (value, where) => {
    const fine = typeof value === 'string' && choices.includes(value);
    demand(fine, where, `is ${quoted(value)}, not one of ${choices.join(', ')}`);
  };
}

/** @param {number} least @param {number} most @returns {Form} */
export function integerFrom(least, most) {
  return (value, where) => {
    const fine = Number.isSafeInteger(value) && value >= least && value <= most;
    demand(fine, where, `is ${quoted(value)}, not an integer from ${least} to ${most}`);
  };
}

/** Any integer of 2.5. @type {Form} */
export const integer = integerFrom(0, MAX_INTEGER);

/** A boolean. @type {Form} */
export const truth = (value, where) => {
  demand(typeof value === 'boolean', where, 'is neither true nor false');
};

/**
 * A string that a predicate accepts.
 * @param {string} what its name in error texts
 * @param {(text: string) => boolean} accepts
 * @returns {Form}
 */
export function stringThat(what, accepts) {
  return (value, where) => {
    if (typeof value !== 'string' || !accepts(value)) refuse(where, `is ${quoted(value)}, not ${what}`);
  };
}

/** @param {number} least @param {number} most @returns {Form} so many characters (19), none a control character (5, 9) */
export function plainText(least, most) {
  return stringThat(`a text of ${least}–${most} characters without control characters`, (text) => {
    const count = characters(text);
    return count >= least && count <= most && !/[\u0000-\u001f\u007f-\u009f]/.test(text);
  });
}

/** An id other than `office` (2.7). */
export const id = stringThat('an id', isId);
/** An observer's id or `office` (2.7). */
export const holderId = stringThat('an id', isAnyId);
/** A hash or seed (2.2). */
export const hash = stringThat('64 hex digits', isHash);
/** Hex digits; how many there must be is judged elsewhere (V22). */
export const hexDigits = stringThat('hex', (text) => /^[0-9a-f]*$/.test(text));
/** An origin (2.9). */
export const origin = stringThat('an origin', isOrigin);
