/**
 * changes.csv (PROTOCOL.md 7.5; V15).
 */
import { parseCsv, placeIn } from './csv.mjs';
import { demand, quoted } from './refusal.mjs';

const HEADER = 'code,field,old,new,reason';
const FIXED = ['code', 'revision', 'key', 'tag', 'commitment'];
const CHANGEABLE = ['status', 'bundle', 'categories', 'points', 'choices'];

/** @typedef {import('./roll.mjs').Roll} Roll */

/**
 * The differences that changes.csv must list, in order.
 * @param {Roll} posted
 * @param {Roll} roll
 * @returns {string[][]} code, field, old, new
 */
function differences(posted, roll) {
  const { csv, lines } = roll;
  demand(lines.length === posted.lines.length, csv.name, 'has not as many lines as posted.csv');
  return lines.flatMap((line, i) => {
    if (line === posted.lines[i]) return [];
    const before = posted.lines[i].fields;
    const now = line.fields;
    for (const field of FIXED) {
      demand(now[field] === before[field], placeIn(csv, i, field), 'differs from posted.csv');
    }
    const changed = CHANGEABLE.filter((field) => now[field] !== before[field]);
    return changed.map((field) => [line.code, field, before[field], now[field]]);
  });
}

/**
 * Judge changes.csv.
 * @param {Uint8Array} bytes
 * @param {string} name its path
 * @param {Roll} posted
 * @param {Roll} roll
 * @param {any} rules
 */
export function demandChanges(bytes, name, posted, roll, rules) {
  const csv = parseCsv(bytes, name, HEADER);
  const reasons = new Set(rules.reasons.map((/** @type {any} */ one) => one.id));
  const expected = differences(posted, roll);
  csv.records.forEach((record, i) => {
    const right = expected[i];
    demand(right !== undefined, placeIn(csv, i), `lists more than the ${expected.length} differences`);
    const fine = right.every((field, j) => field === record[j]);
    demand(fine, placeIn(csv, i), `is not the next difference, ${quoted(right.join())}`);
    demand(reasons.has(record[4]), placeIn(csv, i, 'reason'), `${quoted(record[4])} is unknown`);
  });
  const missing = expected[csv.records.length];
  demand(missing === undefined, name, `lacks the difference ${quoted(missing?.join())}`);
}
