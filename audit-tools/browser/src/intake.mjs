/**
 * intake.csv (PROTOCOL.md 6.5).
 */
import { parseCsv, placeIn } from './csv.mjs';
import { demand, quoted, refuse } from './refusal.mjs';
import { integerOf, isCode, isHash, MAX_31 } from './words.mjs';

const HEADER = 'code,revision,receipt';

/**
 * @typedef {object} Intake
 * @property {import('./csv.mjs').Csv} csv
 * @property {Map<string, number>} highest the highest revision of each code
 */

/**
 * Parse intake.csv and judge its records.
 * @param {Uint8Array} bytes
 * @returns {Intake}
 */
export function parseIntake(bytes) {
  const csv = parseCsv(bytes, 'intake.csv', HEADER);
  const highest = new Map();
  csv.records.forEach(([code, revision, receipt], i) => {
    demand(isCode(code), placeIn(csv, i, 'code'), `${quoted(code)} is not a code`);
    const value = integerOf(revision, MAX_31);
    if (value === null) return refuse(placeIn(csv, i, 'revision'), 'is not an integer up to 2^31−1');
    const next = (highest.get(code) ?? 0) + 1;
    demand(value === next, placeIn(csv, i, 'revision'), `is ${value}, ${next} comes next for this code`);
    demand(isHash(receipt), placeIn(csv, i, 'receipt'), 'is not 64 hex digits');
    highest.set(code, value);
  });
  return { csv, highest };
}

/**
 * Refuse a roll whose codes and revisions aren't those of intake.csv (V13, V14).
 * @param {import('./csv.mjs').Csv} csv
 * @param {import('./roll.mjs').RollLine[]} lines
 * @param {Intake} intake
 */
export function demandComplete(csv, lines, intake) {
  for (const { code, index, revision } of lines) {
    const right = intake.highest.get(code);
    demand(right !== undefined, placeIn(csv, index, 'code'), `${code} is not in intake.csv`);
    demand(revision === right, placeIn(csv, index, 'revision'), `is ${revision}, the highest in intake.csv is ${right}`);
  }
  // Codes of a roll are never twice: as many as in intake.csv are all of them.
  if (lines.length === intake.highest.size) return;
  const codes = new Set(lines.map(({ code }) => code));
  for (const code of intake.highest.keys()) {
    demand(codes.has(code), csv.name, `has no line of ${code}, which is in intake.csv`);
  }
}
