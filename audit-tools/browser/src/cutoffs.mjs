/**
 * The form of cutoffs.csv and of the lines of results.csv (PROTOCOL.md 14.1, 14.2, 17.5).
 */
import { parseCsv, placeIn } from './csv.mjs';
import { demand, refuse } from './refusal.mjs';
import { CUTOFFS_HEADER, RESULTS_HEADER } from './results.mjs';
import { parts } from './roll.mjs';
import { integerOf, isAnyId, isCode, MAX_INTEGER } from './words.mjs';

const MOST_VALUE = 2 ** 32 - 1;

/**
 * A unit's key in a pool, or the last admitted one's.
 * @typedef {{values: number[], number: string, index: number}} Key values of the pool's order
 */

/**
 * @typedef {object} CutoffLine
 * @property {string} program
 * @property {import('./rules.mjs').Pool} pool
 * @property {number} applied
 * @property {number} admitted
 * @property {string} cutoff as written
 * @property {Key | null} key of the last admitted; null with `open` and `closed`
 */

/** @param {string} text @returns {boolean} 32 hex digits */
function isNumber(text) {
  return /^[0-9a-f]{32}$/.test(text);
}

/**
 * @param {string} text @param {string[]} order
 * @returns {Key | null} null if it is no key of this order
 */
function keyOf(text, order) {
  const fields = text.split(':');
  if (fields.length !== order.length + 2) return null;
  const number = fields[order.length];
  const index = integerOf(fields[order.length + 1], MOST_VALUE);
  const values = fields.slice(0, order.length).map((field) => integerOf(field, MOST_VALUE));
  if (!isNumber(number) || index === null || values.includes(null)) return null;
  return { values: /** @type {number[]} */ (values), number, index };
}

/**
 * Parse cutoffs.csv: a record for each pool in the rules' order.
 * @param {Uint8Array} bytes @param {string} name @param {any} rules
 * @returns {CutoffLine[]}
 */
export function parseCutoffs(bytes, name, rules) {
  const csv = parseCsv(bytes, name, CUTOFFS_HEADER);
  const places = rules.programs.flatMap((/** @type {any} */ program) =>
    program.pools.map((/** @type {any} */ pool) => ({ program: program.id, pool })),
  );
  demand(csv.records.length === places.length, name, `has ${csv.records.length} records, the rules have ${places.length} pools`);
  return csv.records.map((record, i) => cutoffLine(csv, record, i, places[i]));
}

/**
 * @param {import('./csv.mjs').Csv} csv @param {string[]} record @param {number} i
 * @param {{program: string, pool: import('./rules.mjs').Pool}} place
 * @returns {CutoffLine}
 */
function cutoffLine(csv, record, i, { program, pool }) {
  const at = (/** @type {string} */ field) => placeIn(csv, i, field);
  const [name, seats, appliedText, admittedText, cutoff] = record;
  demand(name === `${program}/${pool.id}`, at('pool'), `is not ${program}/${pool.id}`);
  demand(seats === (pool.seats === null ? '' : String(pool.seats)), at('seats'), "are not the rules'");
  const applied = integerOf(appliedText, MAX_INTEGER);
  const admitted = integerOf(admittedText, MAX_INTEGER);
  if (applied === null) return refuse(at('applied'), 'is not a number of children');
  if (admitted === null || admitted > applied) return refuse(at('admitted'), 'is not a number of children up to applied');
  const full = pool.seats !== null && admitted >= pool.seats;
  const key = keyOf(cutoff, pool.order);
  const fits = !full ? cutoff === 'open' : admitted === 0 ? cutoff === 'closed' : key !== null;
  demand(fits, at('cutoff'), 'is not what seats and admitted call for');
  return { program, pool, applied, admitted, cutoff, key };
}

/**
 * @typedef {object} ResultLine
 * @property {string} code
 * @property {{program: string, pool: string, choice: number} | null} placement
 * @property {string[]} numbers
 * @property {number[]} ranks
 */

/**
 * Parse records of results.csv by their form.
 * @param {Uint8Array} bytes @param {string} name
 * @returns {ResultLine[]}
 */
export function parseResultLines(bytes, name) {
  const csv = parseCsv(bytes, name, RESULTS_HEADER);
  return csv.records.map(([code, program, pool, choiceText, numbersText, ranksText], i) => {
    const at = (/** @type {string} */ field) => placeIn(csv, i, field);
    demand(isCode(code), at('code'), 'is not a code');
    const none = program === '' && pool === '' && choiceText === '';
    const choice = integerOf(choiceText, MOST_VALUE) ?? 0;
    demand(none || (isAnyId(program) && isAnyId(pool) && choice > 0), at('placement'), 'is not program, pool and choice, or nothing');
    const numbers = parts(numbersText, '>');
    demand(numbers.every(isNumber), at('numbers'), 'are not numbers joined by >');
    const ranks = parts(ranksText, '>').map((text) => integerOf(text, MOST_VALUE) ?? 0);
    const right = ranks.length === 0 ? numbers.length < 2 && none : ranks.length === numbers.length && !ranks.includes(0);
    demand(right, at('ranks'), 'are not a rank from 1 for each number');
    return { code, placement: none ? null : { program, pool, choice }, numbers, ranks };
  });
}
