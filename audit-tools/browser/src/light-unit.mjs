/**
 * One unit by itself: its numbers, its keys, its place by the published cutoffs (PROTOCOL.md 12.3,
 * 13.1–13.3; L5, L6), and the same told choice by choice.
 */
import { numberOf } from './draw.mjs';

/** @typedef {import('./light-report.mjs').NumberFacts} NumberFacts */
/** @typedef {import('./light-report.mjs').PoolFacts} PoolFacts */
/** @typedef {import('./light-report.mjs').Choice} Choice */
/** @typedef {import('./cutoffs.mjs').Key} Key */
/** @typedef {import('./cutoffs.mjs').CutoffLine} CutoffLine */

/**
 * @typedef {object} LightUnit
 * @property {number} index of its first line
 * @property {Set<string>} categories those that all members have
 * @property {number} points the lowest
 * @property {{program: string, band: number}[]} choices in order
 * @property {Uint8Array} key the draw key
 */

/**
 * The unit of these lines (13.1).
 * @param {import('./roll.mjs').RollLine[]} lines
 * @param {number[]} indexes of the lines in the whole roll
 * @param {Uint8Array} key
 * @returns {LightUnit}
 */
export function lightUnit(lines, indexes, key) {
  const [first] = lines;
  const shared = first.categories.filter((id) => lines.every(({ categories }) => categories.includes(id)));
  const choices = first.choices.flatMap((list, band) => list.map((program) => ({ program, band })));
  return { index: indexes[0], categories: new Set(shared), points: Math.min(...lines.map(({ points }) => points)), choices, key };
}

/** @param {number} value @returns {string} 8 bytes, little-endian, in hex */
function hexLE(value) {
  const bytes = BigInt(value).toString(16).padStart(16, '0').match(/../g) ?? [];
  return bytes.reverse().join('');
}

/**
 * The unit's numbers, as its result lines must have them (14.1).
 * @param {LightUnit} unit @param {any} rules @param {number[]} ranks as published
 * @param {string} drawKey hex
 * @returns {NumberFacts[]}
 */
export function numbersOf(unit, rules, ranks, drawKey) {
  const position = (/** @type {string} */ id) => rules.programs.findIndex((/** @type {any} */ one) => one.id === id);
  const lanes = rules.numbers === 'per-child' ? [0] : unit.choices.map(({ program }) => 1 + position(program));
  return lanes.map((lane, i) => {
    const iv = hexLE(unit.index) + hexLE(lane);
    const shell = `head -c 16 /dev/zero | openssl enc -chacha20 -K ${drawKey} -iv ${iv} | od -An -v -tx1 | tr -d ' '`;
    return { lane, number: numberOf(unit.key, unit.index, lane), rank: ranks[i] ?? null, iv, shell };
  });
}

/**
 * The unit's key in a pool (13.3).
 * @param {LightUnit} unit @param {import('./rules.mjs').Pool} pool @param {number} band @param {string} number
 * @returns {Key | null} null if it has no tier there
 */
function keyIn(unit, { order, tiers }, band, number) {
  const tier = tiers.findIndex((ids) => ids[0] === '*' || ids.some((id) => unit.categories.has(id)));
  if (tier < 0) return null;
  const values = order.map((name) => (name === 'band' ? band : name === 'tier' ? tier : unit.points));
  return { values, number, index: unit.index };
}

/**
 * Where a key is behind another.
 * @param {Key} key @param {Key} last @param {string[]} order
 * @returns {'band' | 'tier' | 'points' | 'number' | null} null if it isn't behind
 */
function behind(key, last, order) {
  for (let i = 0; i < order.length; i++) {
    const difference = order[i] === 'points' ? last.values[i] - key.values[i] : key.values[i] - last.values[i];
    if (difference !== 0) return difference > 0 ? /** @type {any} */ (order[i]) : null;
  }
  if (key.number !== last.number) return key.number > last.number ? 'number' : null;
  return key.index > last.index ? 'number' : null;
}

/** @param {Key | null} key @returns {string | null} as cutoffs are written */
function keyText(key) {
  return key && [...key.values, key.number, key.index].join(':');
}

/**
 * What keeps a unit from a pool by its cutoff.
 * @param {Key} key @param {CutoffLine} line
 * @returns {PoolFacts['decided']} null if it is reached
 */
function missedBy(key, { cutoff, key: last, pool }) {
  if (cutoff === 'open') return null;
  return last === null ? 'closed' : behind(key, last, pool.order);
}

/**
 * The unit's way through its choices; the first pool reached is its place.
 * @param {LightUnit} unit @param {any} rules @param {CutoffLine[]} cutoffs @param {NumberFacts[]} numbers
 * @returns {Choice[]}
 */
export function choicesOf(unit, rules, cutoffs, numbers) {
  let placed = false;
  return unit.choices.map(({ program, band }, i) => {
    const number = numbers[rules.numbers === 'per-child' ? 0 : i];
    const pools = cutoffs.filter((line) => line.program === program).map((line) => {
      const key = keyIn(unit, line.pool, band, number.number);
      const decided = key && missedBy(key, line);
      const reached = key !== null && decided === null;
      /** @type {PoolFacts['verdict']} */
      const verdict = key === null ? 'not-eligible' : !reached ? 'missed' : placed ? 'not-needed' : 'placed';
      if (reached) placed = true;
      const { pool, applied, admitted, cutoff } = line;
      return { pool: pool.id, order: pool.order, seats: pool.seats, applied, admitted, key: keyText(key), cutoff, verdict, decided };
    });
    const { titles } = rules.programs.find((/** @type {any} */ one) => one.id === program);
    return { choice: i + 1, band, program, titles, number, pools };
  });
}

/**
 * The place among choices (13.2, 13.4 by the cutoffs).
 * @param {Choice[]} choices
 * @returns {import('./light-report.mjs').Place | null}
 */
export function placeOf(choices) {
  for (const { choice, program, titles, pools } of choices) {
    const found = pools.find(({ verdict }) => verdict === 'placed');
    if (found) return { program, pool: found.pool, choice, titles };
  }
  return null;
}
