/**
 * Units, lists, rankings and deferred acceptance (PROTOCOL.md 13).
 */
import { numberOf } from './draw.mjs';

/**
 * A pool of a program, with its place in the rules.
 * @typedef {object} PoolPlace
 * @property {number} position among all pools of the rules
 * @property {string} program its id
 * @property {number} lane of its program (12.3)
 * @property {import('./rules.mjs').Pool} pool
 */

/**
 * @typedef {object} Unit
 * @property {number} size
 * @property {number} index of its first line
 * @property {string} code of its first line
 * @property {string[]} categories those that all members have
 * @property {number} points
 * @property {{program: string, band: number}[]} choices in order of bands
 * @property {Application[]} list (13.2)
 * @property {number} next position on the list of the next application
 * @property {Application | null} held where it is held
 */

/**
 * An item on a unit's list.
 * @typedef {object} Application
 * @property {Unit} unit
 * @property {PoolPlace} place
 * @property {number} choice number of choices before it
 * @property {number} position on the list
 * @property {number[]} values of the pool's order
 * @property {string} number in the program's lane
 */

/** @param {any} rules @returns {PoolPlace[]} all pools, programs and pools in the rules' order */
export function poolsOf(rules) {
  /** @type {PoolPlace[]} */
  const places = [];
  rules.programs.forEach((/** @type {any} */ program, /** @type {number} */ i) => {
    const lane = laneOf(rules, i);
    for (const pool of program.pools) {
      places.push({ position: places.length, program: program.id, lane, pool });
    }
  });
  return places;
}

/** The lane of a program (12.3). @param {any} rules @param {number} position @returns {number} */
export function laneOf(rules, position) {
  return rules.numbers === 'per-child' ? 0 : 1 + position;
}

/**
 * The units of a roll (13.1), in order of their index.
 * @param {import('./roll.mjs').RollLine[]} lines
 * @returns {Unit[]}
 */
export function unitsOf(lines) {
  /** @type {Map<string, import('./roll.mjs').RollLine[]>} */
  const groups = new Map();
  for (const line of lines) {
    if (!line.entered) continue;
    const name = line.bundle === '' ? line.code : line.bundle;
    groups.set(name, [...(groups.get(name) ?? []), line]);
  }
  return [...groups.values()].map(unitOf);
}

/** @param {import('./roll.mjs').RollLine[]} members @returns {Unit} */
function unitOf(members) {
  const [first] = members;
  return {
    size: members.length,
    index: first.index,
    code: first.code,
    categories: first.categories.filter((id) => members.every((line) => line.categories.includes(id))),
    points: Math.min(...members.map((line) => line.points)),
    choices: first.choices.flatMap((list, band) => list.map((program) => ({ program, band }))),
    list: [],
    next: 0,
    held: null,
  };
}

/** A unit's tier in a pool (5.3). @param {Unit} unit @param {import('./rules.mjs').Pool} pool @returns {number} −1 if not eligible */
export function tierOf(unit, pool) {
  return pool.tiers.findIndex((tier) => tier[0] === '*' || tier.some((id) => unit.categories.includes(id)));
}

/**
 * Give each unit its list (13.2).
 * @param {Unit[]} units @param {PoolPlace[]} places @param {Uint8Array} key
 */
function fillLists(units, places, key) {
  /** @type {Map<string, PoolPlace[]>} */
  const byProgram = new Map();
  for (const place of places) byProgram.set(place.program, [...(byProgram.get(place.program) ?? []), place]);
  for (const unit of units) {
    unit.choices.forEach(({ program, band }, choice) => {
      for (const place of byProgram.get(program) ?? []) {
        const tier = tierOf(unit, place.pool);
        if (tier < 0) continue;
        const values = place.pool.order.map((name) => ({ band, tier, points: unit.points })[name] ?? 0);
        const number = numberOf(key, unit.index, place.lane);
        unit.list.push({ unit, place, choice, position: unit.list.length, values, number });
      }
    });
  }
}

/**
 * The ranking of a pool (13.3): negative if a goes first.
 * @param {Application} a @param {Application} b both of the same pool
 * @returns {number}
 */
export function compareRank(a, b) {
  const { order } = a.place.pool;
  for (let i = 0; i < order.length; i++) {
    const difference = a.values[i] - b.values[i];
    if (difference !== 0) return order[i] === 'points' ? -difference : difference;
  }
  if (a.number !== b.number) return a.number < b.number ? -1 : 1;
  return a.unit.index - b.unit.index;
}

/** A pool while units apply: what it holds, in its ranking. */
class Desk {
  /** @param {number | null} seats */
  constructor(seats) {
    this.seats = seats;
    /** @type {Application[]} */
    this.held = [];
    this.taken = 0;
  }

  /** @param {Application} application @returns {Application[]} those turned away (13.4) */
  look(application) {
    let low = 0;
    for (let high = this.held.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (compareRank(this.held[middle], application) < 0) low = middle + 1;
      else high = middle;
    }
    this.held.splice(low, 0, application);
    this.taken += application.unit.size;
    const away = [];
    while (this.seats !== null && this.held.length > 0) {
      const last = this.held[this.held.length - 1];
      if (this.taken - last.unit.size < this.seats) break;
      this.held.pop();
      this.taken -= last.unit.size;
      away.push(last);
    }
    return away;
  }
}

/**
 * Deferred acceptance (13.5).
 * @param {any} rules
 * @param {import('./roll.mjs').RollLine[]} lines of the roll
 * @param {Uint8Array} key the draw key
 * @returns {{units: Unit[], places: PoolPlace[]}} units with `held` as admitted
 */
export function assign(rules, lines, key) {
  const units = unitsOf(lines);
  const places = poolsOf(rules);
  fillLists(units, places, key);
  const desks = places.map(({ pool }) => new Desk(pool.seats));
  const waiting = [...units];
  for (let unit = waiting.pop(); unit !== undefined; unit = waiting.pop()) {
    if (unit.next >= unit.list.length) continue;
    const application = unit.list[unit.next++];
    unit.held = application;
    for (const away of desks[application.place.position].look(application)) {
      away.unit.held = null;
      waiting.push(away.unit);
    }
  }
  return { units, places };
}
