/**
 * results.csv, cutoffs.csv and waitlist.csv (PROTOCOL.md 14).
 */
import { assign, compareRank, laneOf } from './assignment.mjs';
import { numberOf } from './draw.mjs';

/** @typedef {import('./assignment.mjs').Unit} Unit */
/** @typedef {import('./assignment.mjs').PoolPlace} PoolPlace */
/** @typedef {import('./assignment.mjs').Application} Application */

export const RESULTS_HEADER = 'code,placement,pool,choice,numbers,ranks';
export const CUTOFFS_HEADER = 'pool,seats,applied,admitted,cutoff';
const WAITLIST_HEADER = 'pool,position,code';

/** @param {string} header @param {string[][]} records @returns {string} */
function csvText(header, records) {
  return [header, ...records.map((record) => record.join(','))].map((line) => `${line}\n`).join('');
}

/**
 * The ranks of units in each lane (14.1).
 * @param {any} rules @param {Unit[]} units @param {Uint8Array} key
 * @returns {(unit: Unit, lane: number) => string} empty for a unit without a choice in the lane
 */
function ranking(rules, units, key) {
  const lanes = lanesOf(rules);
  /** @type {Map<number, {number: string, index: number}[]>} */
  const members = new Map();
  for (const unit of units) {
    for (const lane of new Set(unit.choices.map(({ program }) => lanes.get(program) ?? 0))) {
      const list = members.get(lane) ?? [];
      list.push({ number: numberOf(key, unit.index, lane), index: unit.index });
      members.set(lane, list);
    }
  }
  /** @type {Map<string, string>} */
  const ranks = new Map();
  for (const [lane, list] of members) {
    list.sort((a, b) => (a.number === b.number ? a.index - b.index : a.number < b.number ? -1 : 1));
    list.forEach(({ index }, i) => ranks.set(`${lane} ${index}`, String(i + 1)));
  }
  return (unit, lane) => ranks.get(`${lane} ${unit.index}`) ?? '';
}

/** @param {any} rules @returns {Map<string, number>} lane by program id */
function lanesOf(rules) {
  return new Map(rules.programs.map((/** @type {any} */ program, /** @type {number} */ i) => [program.id, laneOf(rules, i)]));
}

/**
 * results.csv (14.1).
 * @param {any} rules @param {import('./roll.mjs').RollLine[]} lines @param {Unit[]} units @param {Uint8Array} key
 */
function resultsText(rules, lines, units, key) {
  const rankOf = ranking(rules, units, key);
  const lanes = lanesOf(rules);
  const byName = new Map();
  for (const unit of units) byName.set(unit.code, unit);
  /** @type {Map<string, Unit>} the unit of each bundle, by the bundle's text */
  const byBundle = new Map();
  const records = lines.map((line) => {
    if (!line.entered) return [line.code, '', '', '', '', ''];
    const unit = line.bundle === '' ? byName.get(line.code) : (byBundle.get(line.bundle) ?? byName.get(line.code));
    if (line.bundle !== '') byBundle.set(line.bundle, unit);
    const laneList = rules.numbers === 'per-child' ? [0] : unit.choices.map((/** @type {any} */ one) => lanes.get(one.program));
    const numbers = laneList.map((/** @type {number} */ lane) => numberOf(key, unit.index, lane)).join('>');
    const ranks = laneList.map((/** @type {number} */ lane) => rankOf(unit, lane)).join('>');
    return [line.code, ...placeFields(unit), numbers, ranks];
  });
  return csvText(RESULTS_HEADER, records);
}

/** @param {Unit} unit @returns {string[]} placement, pool, choice */
function placeFields({ held }) {
  return held === null ? ['', '', ''] : [held.place.program, held.place.pool.id, String(held.choice + 1)];
}

/**
 * The applications of each pool, in its ranking, of all units whose list holds it.
 * @param {Unit[]} units @param {PoolPlace[]} places
 * @returns {Application[][]} by the pool's position
 */
function applicationsOf(units, places) {
  /** @type {Application[][]} */
  const all = places.map(() => []);
  for (const unit of units) for (const application of unit.list) all[application.place.position].push(application);
  for (const list of all) list.sort(compareRank);
  return all;
}

/** @param {Application[]} list @returns {number} children */
function children(list) {
  return list.reduce((sum, { unit }) => sum + unit.size, 0);
}

/** @param {Application} application */
function isAdmitted(application) {
  return application.unit.held === application;
}

/** cutoffs.csv (14.2). @param {PoolPlace[]} places @param {Application[][]} all */
function cutoffsText(places, all) {
  const records = places.map(({ program, pool, position }) => {
    const admitted = all[position].filter(isAdmitted);
    const count = children(admitted);
    const seats = pool.seats === null ? '' : String(pool.seats);
    const open = pool.seats === null || count < pool.seats;
    const last = admitted[admitted.length - 1];
    const cutoff = open ? 'open' : last === undefined ? 'closed' : keyText(last);
    return [`${program}/${pool.id}`, seats, String(children(all[position])), String(count), cutoff];
  });
  return csvText(CUTOFFS_HEADER, records);
}

/** @param {Application} application @returns {string} its key in its pool */
function keyText({ values, number, unit }) {
  return [...values, number, unit.index].join(':');
}

/** waitlist.csv (14.3). @param {PoolPlace[]} places @param {Application[][]} all */
function waitlistText(places, all) {
  const records = places.flatMap(({ program, pool, position }) => {
    if (pool.seats === null) return [];
    const waiting = all[position].filter(({ unit, position: here }) => {
      const { held } = unit;
      return held === null || (held.place.program !== program && held.position > here);
    });
    return waiting.map(({ unit }, i) => [`${program}/${pool.id}`, String(i + 1), unit.code]);
  });
  return csvText(WAITLIST_HEADER, records);
}

/**
 * The three files of an attempt, from rules, roll and draw text (14.4).
 * @param {any} rules
 * @param {import('./roll.mjs').RollLine[]} lines
 * @param {Uint8Array} key the draw key
 * @returns {{results: string, cutoffs: string, waitlist: string}}
 */
export function resultFiles(rules, lines, key) {
  const { units, places } = assign(rules, lines, key);
  const all = applicationsOf(units, places);
  return {
    results: resultsText(rules, lines, units, key),
    cutoffs: cutoffsText(places, all),
    waitlist: waitlistText(places, all),
  };
}
