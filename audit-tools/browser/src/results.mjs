/**
 * results.csv, cutoffs.csv and waitlist.csv (PROTOCOL.md 14).
 */
import { assign } from './assignment.mjs';
import { utf8 } from './bytes.mjs';
import { Output } from './output.mjs';
import { NONE } from './units.mjs';

/** @typedef {import('./assignment.mjs').Assigned} Assigned */
/** @typedef {import('./units.mjs').Unit} Unit */

export const RESULTS_HEADER = 'code,placement,pool,choice,numbers,ranks';
export const CUTOFFS_HEADER = 'pool,seats,applied,admitted,cutoff';
const WAITLIST_HEADER = 'pool,position,code';
/** Bytes of a code and an LF. */
const CODE_LINE = 17;
/** Words of a number. */
const WORDS = 4;

/**
 * results.csv (14.1).
 * @param {any} rules @param {import('./roll.mjs').RollLine[]} lines @param {Assigned} assigned
 * @returns {Uint8Array}
 */
function resultsFile(rules, lines, assigned) {
  const out = new Output();
  out.text(`${RESULTS_HEADER}\n`);
  lines.forEach(({ code }, i) => {
    const unit = assigned.unitOfLine[i];
    out.text(code);
    if (unit === NONE) out.text(',,,,,');
    else {
      out.text(placeFields(rules, assigned, unit));
      writeNumbers(out, rules, assigned.units[unit], assigned);
    }
    out.text('\n');
  });
  return out.bytes();
}

/**
 * Numbers and ranks of a unit.
 * @param {Output} out @param {any} rules @param {Unit} unit @param {Assigned} assigned
 */
function writeNumbers(out, rules, { firstNumber, choices }, { numbers }) {
  const end = firstNumber + (rules.numbers === 'per-child' ? 1 : choices.length);
  for (let at = firstNumber; at < end; at++) {
    if (at > firstNumber) out.text('>');
    out.hex(numbers.words, WORDS * at, WORDS * (at + 1));
  }
  out.text(',');
  for (let at = firstNumber; at < end; at++) {
    if (at > firstNumber) out.text('>');
    if (numbers.rank[at] > 0) out.text(String(numbers.rank[at]));
  }
}

/** @param {any} rules @param {Assigned} assigned @param {number} unit @returns {string} placement, pool, choice and their commas */
function placeFields(rules, { pools, applications, held }, unit) {
  const at = held[unit];
  if (at === NONE) return ',,,,';
  const { program, pool } = pools[applications.pool[at]];
  return `,${rules.programs[program].id},${pool.id},${applications.choice[at] + 1},`;
}

/** @param {Assigned} assigned @param {number[]} list applications @returns {number} children */
function children({ units, applications }, list) {
  return list.reduce((sum, at) => sum + units[applications.unit[at]].size, 0);
}

/** cutoffs.csv (14.2). @param {Assigned} assigned @returns {Uint8Array} */
function cutoffsFile(assigned) {
  const { pools, ranked, held, applications } = assigned;
  const out = new Output();
  out.text(`${CUTOFFS_HEADER}\n`);
  pools.forEach(({ name, pool }, position) => {
    const admitted = ranked[position].filter((at) => held[applications.unit[at]] === at);
    const count = children(assigned, admitted);
    const open = pool.seats === null || count < pool.seats;
    const last = admitted[admitted.length - 1];
    const cutoff = open ? 'open' : last === undefined ? 'closed' : keyText(assigned, last);
    out.text(`${name},${pool.seats ?? ''},${children(assigned, ranked[position])},${count},${cutoff}\n`);
  });
  return out.bytes();
}

/** @param {Assigned} assigned @param {number} at an application @returns {string} its key in its pool */
function keyText({ units, numbers, pools, applications }, at) {
  const unit = units[applications.unit[at]];
  const { pool } = pools[applications.pool[at]];
  const { program, band } = unit.choices[applications.choice[at]];
  const lane = numbers.lane[unit.firstNumber] === 0 ? 0 : 1 + program;
  const number = unit.firstNumber + (lane === 0 ? 0 : applications.choice[at]);
  const isIn = (/** @type {string[]} */ tier) => tier[0] === '*' || tier.some((id) => unit.categories.includes(id));
  const values = { band, tier: pool.tiers.findIndex(isIn), points: unit.points };
  const words = numbers.words.slice(WORDS * number, WORDS * (number + 1));
  const digits = Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('');
  return [...pool.order.map((name) => values[/** @type {'band'} */ (name)]), digits, unit.index].join(':');
}

/** waitlist.csv (14.3). @param {Assigned} assigned @returns {Uint8Array} */
function waitlistFile({ units, pools, ranked, held, applications }) {
  const out = new Output();
  out.text(`${WAITLIST_HEADER}\n`);
  const codes = utf8(units.map(({ code }) => `${code}\n`).join(''));
  pools.forEach(({ name, program, pool }, position) => {
    if (pool.seats === null) return;
    const start = utf8(`${name},`);
    let place = 0;
    for (const at of ranked[position]) {
      const unit = applications.unit[at];
      const got = held[unit];
      const waits = got === NONE || (got > at && pools[applications.pool[got]].program !== program);
      if (!waits) continue;
      out.copy(start, 0, start.length);
      out.text(String(++place));
      out.text(',');
      out.copy(codes, CODE_LINE * unit, CODE_LINE * (unit + 1));
    }
  });
  return out.bytes();
}

/**
 * The three files of an attempt, from rules, roll and draw text (14.4).
 * @param {any} rules
 * @param {import('./roll.mjs').RollLine[]} lines
 * @param {Uint8Array} key the draw key
 * @returns {{results: Uint8Array, cutoffs: Uint8Array, waitlist: Uint8Array}}
 */
export function resultBytes(rules, lines, key) {
  const assigned = assign(rules, lines, key);
  return {
    results: resultsFile(rules, lines, assigned),
    cutoffs: cutoffsFile(assigned),
    waitlist: waitlistFile(assigned),
  };
}
