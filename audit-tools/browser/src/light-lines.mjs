/**
 * The unit's lines and the receipts against them (PROTOCOL.md 17.5, 17.6; L4).
 */
import { utf8 } from './bytes.mjs';
import { parseResultLines } from './cutoffs.mjs';
import { demandIncluded } from './inclusion.mjs';
import { rollContradictions } from './receipt.mjs';
import { demand } from './refusal.mjs';
import { RESULTS_HEADER } from './results.mjs';
import { parseRoll, ROLL_HEADER } from './roll.mjs';
import { owed, remarksOn, usurpations } from './succession.mjs';

const MOST_INDEX = 2 ** 32 - 1;

/**
 * The lines of a unit, parsed.
 * @typedef {object} Lines
 * @property {import('./roll.mjs').RollLine[]} roll their `index` is not that of the whole roll
 * @property {import('./cutoffs.mjs').ResultLine[]} results
 * @property {number[]} indexes in the whole roll
 */

/** @param {string} header @param {string[]} lines @returns {Uint8Array} a table of these lines */
function table(header, lines) {
  return utf8([header, ...lines].map((line) => `${line}\n`).join(''));
}

/**
 * Read the members' lines; refuse what isn't one unit's, or isn't under the roots.
 * @param {import('./proof.mjs').Proof} proof
 * @param {import('./light-entries.mjs').Ground} ground
 * @returns {Lines}
 */
export function unitLines({ members }, { frozen, result, rules }) {
  const { results } = result.value;
  demand(frozen.value.size === results.size, 'results.csv', 'has not as many records as roll.csv');
  for (const { index, roll, roll_path: rollPath, result: line, result_path: resultPath } of members) {
    demandIncluded(roll, index, rollPath, frozen.value, `roll.csv record ${index}`);
    demandIncluded(line, index, resultPath, results, `results.csv record ${index}`);
    demand(index <= MOST_INDEX, `roll.csv record ${index}`, 'is beyond the records of a roll');
  }
  const roll = parseRoll(table(ROLL_HEADER, members.map((one) => one.roll)), 'roll.csv', rules).lines;
  const resultLines = parseResultLines(table(RESULTS_HEADER, members.map((one) => one.result)), 'results.csv');
  demandOneUnit(roll, resultLines);
  return { roll, results: resultLines, indexes: members.map(({ index }) => index) };
}

/** @param {import('./roll.mjs').RollLine[]} roll @param {import('./cutoffs.mjs').ResultLine[]} results */
function demandOneUnit(roll, results) {
  roll.forEach(({ code }, i) => {
    demand(results[i].code === code, 'results.csv', `has a line of ${results[i].code} for ${code}`);
  });
  const codes = roll.map(({ code }) => code).join('+');
  const right = roll.length === 1 ? '' : codes;
  for (const { code, bundle } of roll) demand(bundle === right, 'roll.csv', `the lines given are not those of the unit of ${code}`);
}

/**
 * How receipts stand to the lines.
 * @typedef {object} Held
 * @property {'passed' | 'failed' | 'not-run'} outcome
 * @property {string[]} findings
 * @property {string[]} remarks (6.12)
 * @property {boolean} goesOn whether L5 and L6 are run
 */

/**
 * How the receipts stand to the lines. Faults come before what isn't run.
 * @param {import('./receipt.mjs').Receipt[]} receipts
 * @param {import('./roll.mjs').RollLine[]} roll
 * @returns {Held}
 */
export function heldAgainst(receipts, roll) {
  const lineOf = (/** @type {string} */ code) => roll.find((line) => line.code === code);
  const foreign = receipts.filter(({ code }) => lineOf(code) === undefined);
  if (foreign.length > 0) {
    const findings = foreign.map(({ name, code }) => `${name}: ${code} is not in this proof file; take its own`);
    return { outcome: foreign.length === receipts.length ? 'not-run' : 'failed', findings, remarks: [], goesOn: false };
  }
  const contradicting = receipts.flatMap((receipt) =>
    rollContradictions(receipt, lineOf(receipt.code)).map((finding) => `${receipt.name}: ${finding}`),
  );
  const faults = [...contradicting, ...usurpations(receipts)];
  if (faults.length > 0) return { outcome: 'failed', findings: faults, remarks: [], goesOn: false };
  const remarks = remarksOn(receipts, lineOf);
  const idle = roll.filter(({ entered }) => !entered);
  if (idle.length > 0) {
    const findings = idle.map(({ code, fields }) => `${code} is ${fields.status}: it took no part in the draw`);
    return { outcome: 'not-run', findings, remarks, goesOn: false };
  }
  const findings = owed(receipts, lineOf);
  return { outcome: findings.length === 0 ? 'passed' : 'not-run', findings, remarks, goesOn: true };
}
