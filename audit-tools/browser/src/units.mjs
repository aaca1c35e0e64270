/**
 * Units and their numbers (PROTOCOL.md 12.3, 13.1, 14.1). A round may have a million numbers: they
 * stand in typed arrays.
 */
import { Numbers } from './chacha.mjs';

/** Words of a number. */
const WORDS = 4;
/** In place of a position: there is none. */
export const NONE = -1;
/** A sort's digit has so many bits. */
const DIGIT = 11;

/**
 * @typedef {object} Unit
 * @property {number} size
 * @property {number} index of its first line
 * @property {string} code of its first line
 * @property {string[]} categories those that all members have
 * @property {number} points
 * @property {{program: number, band: number}[]} choices in order of bands; programs by their position
 * @property {number} firstNumber position of its first number: one (`per-child`), or one for each choice
 */

/**
 * The numbers of all units.
 * @typedef {object} UnitNumbers
 * @property {Uint32Array} words four to a number, the highest first
 * @property {Uint32Array} unit position of the number's unit
 * @property {Uint32Array} lane
 * @property {Uint32Array} rank in its lane, from 1 (14.1)
 * @property {Uint32Array} order positions of the numbers, ascending by number, then by index
 */

/**
 * The units of a roll (13.1), in order of their index.
 * @param {any} rules
 * @param {import('./roll.mjs').RollLine[]} lines
 * @returns {{units: Unit[], unitOfLine: Int32Array}} positions of units, NONE for a line that takes no part
 */
export function unitsOf(rules, lines) {
  const positions = new Map(rules.programs.map((/** @type {any} */ one, /** @type {number} */ i) => [one.id, i]));
  /** @type {Map<string, number>} by the text of the bundle */
  const bundles = new Map();
  /** @type {Unit[]} */
  const units = [];
  let numbers = 0;
  const unitOfLine = Int32Array.from(lines, (line) => {
    if (!line.entered) return NONE;
    const linked = bundles.get(line.bundle);
    if (linked !== undefined) {
      join(units[linked], line);
      return linked;
    }
    const unit = unitOf(line, positions, numbers);
    numbers += rules.numbers === 'per-child' ? 1 : unit.choices.length;
    if (line.bundle !== '') bundles.set(line.bundle, units.length);
    return units.push(unit) - 1;
  });
  return { units, unitOfLine };
}

/** @param {import('./roll.mjs').RollLine} line @param {Map<string, number>} positions @param {number} firstNumber @returns {Unit} */
function unitOf({ index, code, categories, points, choices: bands }, positions, firstNumber) {
  /** @type {Unit['choices']} */
  const choices = [];
  bands.forEach((list, band) => {
    for (const id of list) choices.push({ program: positions.get(id) ?? 0, band });
  });
  return { size: 1, index, code, categories, points, choices, firstNumber };
}

/** Take a further line of a bundle in. @param {Unit} unit @param {import('./roll.mjs').RollLine} line */
function join(unit, line) {
  unit.size += 1;
  unit.categories = unit.categories.filter((id) => line.categories.includes(id));
  unit.points = Math.min(unit.points, line.points);
}

/**
 * All numbers of the units, and their ranks.
 * @param {any} rules @param {Unit[]} units @param {Uint8Array} key the draw key
 * @returns {UnitNumbers}
 */
export function numbersOf(rules, units, key) {
  const perChild = rules.numbers === 'per-child';
  const count = units.reduce((sum, { choices }) => sum + (perChild ? 1 : choices.length), 0);
  const numbers = {
    words: new Uint32Array(WORDS * count),
    unit: new Uint32Array(count),
    lane: new Uint32Array(count),
    rank: new Uint32Array(count),
    order: new Uint32Array(count),
  };
  const source = new Numbers(key);
  units.forEach((unit, position) => {
    const lanes = perChild ? [0] : unit.choices.map(({ program }) => 1 + program);
    lanes.forEach((lane, i) => {
      const at = unit.firstNumber + i;
      source.write(unit.index, lane, numbers.words, WORDS * at);
      numbers.unit[at] = position;
      numbers.lane[at] = lane;
    });
  });
  sort(numbers);
  rank(numbers, units, rules.programs.length);
  return numbers;
}

/** Fill `order`: by the highest word digit by digit, then neighbours by the rest. @param {UnitNumbers} numbers */
function sort({ words, order }) {
  let from = order.slice();
  for (let i = 0; i < from.length; i++) from[i] = i;
  let to = new Uint32Array(from.length);
  for (let shift = 0; shift < 32; shift += DIGIT) {
    const ends = new Uint32Array((1 << DIGIT) + 1);
    const digit = (/** @type {number} */ at) => (words[WORDS * at] >>> shift) & ((1 << DIGIT) - 1);
    for (let i = 0; i < from.length; i++) ends[digit(from[i]) + 1]++;
    for (let i = 1; i < ends.length; i++) ends[i] += ends[i - 1];
    for (let i = 0; i < from.length; i++) to[ends[digit(from[i])]++] = from[i];
    [from, to] = [to, from];
  }
  settle(words, from);
  order.set(from);
}

/**
 * Put right the few whose highest words are equal. Positions ascend with the index within a lane, so
 * equal numbers come in order of their index.
 * @param {Uint32Array} words @param {Uint32Array} order
 */
function settle(words, order) {
  for (let i = 1; i < order.length; i++) {
    const moved = order[i];
    let at = i;
    for (; at > 0 && isBelow(words, moved, order[at - 1]); at--) order[at] = order[at - 1];
    order[at] = moved;
  }
}

/** @param {Uint32Array} words @param {number} a @param {number} b @returns {boolean} number a is smaller, or equal and earlier */
function isBelow(words, a, b) {
  for (let i = 0; i < WORDS; i++) {
    const difference = words[WORDS * a + i] - words[WORDS * b + i];
    if (difference !== 0) return difference < 0;
  }
  return a < b;
}

/** Fill `rank` (14.1): a unit without choices has none. @param {UnitNumbers} numbers @param {Unit[]} units @param {number} programs */
function rank({ unit, lane, rank: ranks, order }, units, programs) {
  const counts = new Uint32Array(1 + programs);
  for (const at of order) {
    if (units[unit[at]].choices.length > 0) ranks[at] = ++counts[lane[at]];
  }
}
