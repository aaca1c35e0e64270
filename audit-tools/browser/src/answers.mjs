/**
 * answers.csv (PROTOCOL.md 6.9).
 */
import { WORDS } from './answer.mjs';
import { parseCsv, placeIn } from './csv.mjs';
import { fromOne } from './receipt.mjs';
import { demand, quoted } from './refusal.mjs';
import { isCode, isHash } from './words.mjs';

const HEADER = 'code,number,answer,receipt';

/**
 * @typedef {object} Answers
 * @property {import('./csv.mjs').Csv} csv
 * @property {Map<string, number>} highest the highest number of each code
 */

/**
 * Parse an answers.csv and judge its records.
 * @param {Uint8Array} bytes
 * @param {string} name
 * @param {Set<string>} placed codes with a place
 * @returns {Answers}
 */
export function parseAnswers(bytes, name, placed) {
  const csv = parseCsv(bytes, name, HEADER);
  const highest = new Map();
  /** @type {Map<string, string>} */
  const said = new Map();
  csv.records.forEach(([code, number, answer, receipt], i) => {
    demand(isCode(code), placeIn(csv, i, 'code'), `${quoted(code)} is not a code`);
    demand(placed.has(code), placeIn(csv, i, 'code'), `${code} has no place`);
    const value = fromOne(number, placeIn(csv, i, 'number'));
    const next = (highest.get(code) ?? 0) + 1;
    demand(value === next, placeIn(csv, i, 'number'), `is ${value}, ${next} comes next for this code`);
    demand(WORDS.includes(answer), placeIn(csv, i, 'answer'), `${quoted(answer)} is neither accept nor decline`);
    const before = said.get(code);
    const follows = before === undefined || (before === 'accept' && answer === 'decline');
    demand(follows, placeIn(csv, i, 'answer'), `${answer} doesn't follow ${before}`);
    demand(isHash(receipt), placeIn(csv, i, 'receipt'), 'is not 64 hex digits');
    highest.set(code, value);
    said.set(code, answer);
  });
  return { csv, highest };
}
