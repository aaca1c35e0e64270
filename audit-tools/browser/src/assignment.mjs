/**
 * Lists, rankings and deferred acceptance (PROTOCOL.md 13). Millions of applications stand in typed
 * arrays, each known by its position there.
 */
import { NONE, numbersOf, unitsOf } from './units.mjs';

/** @typedef {import('./units.mjs').Unit} Unit */
/** @typedef {import('./units.mjs').UnitNumbers} UnitNumbers */

/** Points are below this. */
const POINTS = 2 ** 31;

/**
 * A pool of a program.
 * @typedef {object} PoolPlace
 * @property {number} program its position in the rules
 * @property {string} name `program/pool`
 * @property {import('./rules.mjs').Pool} pool
 */

/**
 * The items on all units' lists, unit by unit (13.2).
 * @typedef {object} Applications
 * @property {Uint32Array} first position of each unit's first item, and one past the last of all
 * @property {Uint32Array} unit
 * @property {Uint16Array} pool
 * @property {Uint16Array} choice number of choices before it
 * @property {Float64Array} value what the pool's order makes of it: smaller goes first
 */

/**
 * A round's assignment.
 * @typedef {object} Assigned
 * @property {Unit[]} units
 * @property {Int32Array} unitOfLine positions of units, NONE for a line that takes no part
 * @property {UnitNumbers} numbers
 * @property {PoolPlace[]} pools programs and pools in the rules' order
 * @property {Applications} applications
 * @property {number[][]} ranked the applications of each pool in its ranking (13.3)
 * @property {Int32Array} held by unit: the application that is admitted, or NONE
 */

/** @param {any} rules @returns {PoolPlace[]} */
function poolsOf(rules) {
  return rules.programs.flatMap((/** @type {any} */ { id, pools }, /** @type {number} */ program) =>
    pools.map((/** @type {any} */ pool) => ({ program, name: `${id}/${pool.id}`, pool })),
  );
}

/** @param {string[]} categories @param {PoolPlace[]} pools @returns {number[]} tier by pool (5.3); −1 if not eligible */
function tiersOf(categories, pools) {
  const isIn = (/** @type {string[]} */ tier) => tier[0] === '*' || tier.some((id) => categories.includes(id));
  return pools.map(({ pool }) => pool.tiers.findIndex(isIn));
}

/**
 * The order's values as one number: positions in the order weigh as in a number of mixed digits.
 * Limits keep it below 2^53 (section 19: 16 bands; less than 2^18 tiers fit in rules.json).
 * @param {import('./rules.mjs').Pool} pool @param {number} bands
 * @returns {(band: number, tier: number, points: number) => number}
 */
function valuing({ order, tiers }, bands) {
  return (band, tier, points) => {
    let value = 0;
    for (const name of order) {
      if (name === 'band') value = value * bands + band;
      else if (name === 'tier') value = value * tiers.length + tier;
      else value = value * POINTS + (POINTS - 1 - points);
    }
    return value;
  };
}

/**
 * The lists of all units (13.2).
 * @param {any} rules @param {Unit[]} units @param {PoolPlace[]} pools
 * @returns {Applications}
 */
function listsOf(rules, units, pools) {
  const ofProgram = rules.programs.map((/** @type {any} */ _, /** @type {number} */ program) =>
    [...pools.keys()].filter((pool) => pools[pool].program === program),
  );
  const values = pools.map(({ pool }) => valuing(pool, rules.bands.length));
  const most = Math.max(0, ...ofProgram.map((/** @type {number[]} */ list) => list.length));
  const all = roomFor(units.length, most * units.reduce((sum, { choices }) => sum + choices.length, 0));
  const tiersFor = remembered((/** @type {string[]} */ categories) => tiersOf(categories, pools));
  let size = 0;
  units.forEach(({ categories, choices, points }, position) => {
    const tiers = tiersFor(categories);
    choices.forEach(({ program, band }, choice) => {
      for (const pool of ofProgram[program]) {
        if (tiers[pool] < 0) continue;
        all.unit[size] = position;
        all.pool[size] = pool;
        all.choice[size] = choice;
        all.value[size++] = values[pool](band, tiers[pool], points);
      }
    });
    all.first[position + 1] = size;
  });
  return all;
}

/** @param {number} units @param {number} most applications @returns {Applications} */
function roomFor(units, most) {
  return {
    first: new Uint32Array(units + 1),
    unit: new Uint32Array(most),
    pool: new Uint16Array(most),
    choice: new Uint16Array(most),
    value: new Float64Array(most),
  };
}

/** Few sets of categories are held by many. @param {(categories: string[]) => number[]} tiersOf @returns {(categories: string[]) => number[]} */
function remembered(tiersOf) {
  /** @type {Map<string, number[]>} */
  const known = new Map();
  return (categories) => {
    const name = categories.join('+');
    const tiers = known.get(name) ?? tiersOf(categories);
    known.set(name, tiers);
    return tiers;
  };
}

/**
 * The applications of each pool in its ranking (13.3): taken in order of their numbers, then sorted by
 * value, which leaves equals as they are.
 * @param {any} rules @param {PoolPlace[]} pools @param {Unit[]} units
 * @param {Applications} applications @param {UnitNumbers} numbers
 * @returns {number[][]}
 */
function rankingsOf(rules, pools, units, { first, pool, choice, value }, { unit, order }) {
  /** @type {number[][]} */
  const ranked = pools.map(() => []);
  const perChild = rules.numbers === 'per-child';
  for (const number of order) {
    const holder = unit[number];
    for (let at = first[holder]; at < first[holder + 1]; at++) {
      if (perChild || choice[at] === number - units[holder].firstNumber) ranked[pool[at]].push(at);
    }
  }
  return ranked.map((list) => sortedByValue(list, value));
}

/** @param {number[]} list @param {Float64Array} value @returns {number[]} in a stable sort; values are few */
function sortedByValue(list, value) {
  /** @type {Map<number, number[]>} */
  const groups = new Map();
  for (const at of list) {
    const group = groups.get(value[at]);
    if (group === undefined) groups.set(value[at], [at]);
    else group.push(at);
  }
  const values = [...groups.keys()].sort((a, b) => a - b);
  return values.flatMap((one) => groups.get(one) ?? []);
}

/** A pool while units apply: a heap of what it holds, the last of its ranking on top. */
class Desk {
  /** @param {number | null} seats */
  constructor(seats) {
    this.seats = seats ?? Infinity;
    /** Positions in the pool's ranking. @type {number[]} */
    this.heap = [];
    this.taken = 0;
  }

  /** @param {number} rank @param {number} size */
  take(rank, size) {
    const { heap } = this;
    let at = heap.push(rank) - 1;
    for (let above; at > 0 && heap[(above = (at - 1) >> 1)] < rank; at = above) heap[at] = heap[above];
    heap[at] = rank;
    this.taken += size;
  }

  /** Let the last one go. @param {number} size */
  drop(size) {
    const { heap } = this;
    const moved = /** @type {number} */ (heap.pop());
    this.taken -= size;
    if (heap.length === 0) return;
    let at = 0;
    for (let below = 1; below < heap.length; below = 2 * at + 1) {
      if (below + 1 < heap.length && heap[below + 1] > heap[below]) below++;
      if (heap[below] <= moved) break;
      heap[at] = heap[below];
      at = below;
    }
    heap[at] = moved;
  }
}

/**
 * Deferred acceptance (13.4, 13.5).
 * @param {Unit[]} units @param {PoolPlace[]} pools @param {Applications} applications @param {number[][]} ranked
 * @returns {Int32Array} by unit: the application that is admitted, or NONE
 */
function accept(units, pools, { first, unit, pool }, ranked) {
  const rank = new Uint32Array(unit.length);
  for (const list of ranked) list.forEach((at, i) => (rank[at] = i));
  const desks = pools.map((one) => new Desk(one.pool.seats));
  const held = new Int32Array(units.length).fill(NONE);
  const next = first.slice();
  const waiting = [...units.keys()];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (next[one] === first[one + 1]) continue;
    const at = next[one]++;
    const desk = desks[pool[at]];
    held[one] = at;
    desk.take(rank[at], units[one].size);
    for (;;) {
      const last = unit[ranked[pool[at]][desk.heap[0]]];
      const { size } = units[last];
      if (desk.taken - size < desk.seats) break;
      desk.drop(size);
      held[last] = NONE;
      waiting.push(last);
      if (desk.heap.length === 0) break;
    }
  }
  return held;
}

/**
 * The assignment of a round (13).
 * @param {any} rules
 * @param {import('./roll.mjs').RollLine[]} lines of the roll
 * @param {Uint8Array} key the draw key
 * @returns {Assigned}
 */
export function assign(rules, lines, key) {
  const { units, unitOfLine } = unitsOf(rules, lines);
  const numbers = numbersOf(rules, units, key);
  const pools = poolsOf(rules);
  const applications = listsOf(rules, units, pools);
  const ranked = rankingsOf(rules, pools, units, applications, numbers);
  const held = accept(units, pools, applications, ranked);
  return { units, unitOfLine, numbers, pools, applications, ranked, held };
}
