/**
 * What PROTOCOL.md 5.1 and 5.2 refuse in rules.json besides the form of its members.
 */
import { hex } from './bytes.mjs';
import { parseKey } from './keys.mjs';
import { demand } from './refusal.mjs';
import { isRehearsalOrigin } from './words.mjs';

const LEAST_OUTCOMES = 2n ** 128n;
const LEAST_LEAD = 600;

/**
 * Refuse rules that section 5.2 refuses (V07).
 * @param {any} rules of the form of section 5
 */
export function refuseUnsound(rules) {
  const where = 'rules.json';
  demand(rules.timeline.open < rules.timeline.close, `${where} timeline`, 'open is not before close');
  const { answers, close } = rules.timeline;
  demand(answers === undefined || answers > close, `${where} timeline`, 'answers is not above close');
  demand(rules.rehearsal === isRehearsalOrigin(rules.origin), `${where} rehearsal`, 'is not as the origin says');
  demand(rules.follows !== rules.round, `${where} follows`, 'is this round itself');
  refuseObservers(rules, `${where} observers`);
  refuseRandomness(rules.randomness, `${where} randomness`);
  refuseTwice(rules.categories, `${where} categories`);
  refuseTwice(rules.reasons, `${where} reasons`);
  refusePrograms(rules, `${where} programs`);
  refuseBands(rules, `${where} bands`);
  if (rules.vacancies.type === 'succession') refuseDates(rules, `${where} vacancies dates`);
}

/** @param {{id: string}[]} list @param {string} where */
function refuseTwice(list, where) {
  const seen = new Set();
  for (const { id } of list) {
    demand(!seen.has(id), where, `the id ${id} stands twice`);
    seen.add(id);
  }
}

/** @param {any} rules @param {string} where */
function refuseObservers(rules, where) {
  refuseTwice(rules.observers, where);
  const owners = new Map();
  for (const { id, note_key: noteKey, cosign_key: cosignKey } of rules.observers) {
    for (const text of [noteKey, cosignKey]) {
      const name = hex(parseKey(text, where).publicKey);
      const owner = owners.get(name) ?? id;
      demand(owner === id, where, `${owner} and ${id} have one public key`);
      owners.set(name, id);
    }
  }
  for (const duty of ['witness', 'confirm']) {
    const fine = rules.rehearsal || rules.observers.some((/** @type {any} */ one) => one[duty]);
    demand(fine, where, `nobody has the duty ${duty} in an official round`);
  }
}

/** @param {any} randomness @param {string} where */
function refuseRandomness(randomness, where) {
  const { sources, fallback, lead } = randomness;
  const types = sources.map((/** @type {any} */ one) => one.type).join();
  const fine = ['dice', 'drand', 'dice,drand'].includes(types);
  demand(fine, `${where} sources`, 'are not dice, drand, or dice then drand');
  for (const one of [...sources, ...(fallback === null ? [] : [fallback])]) {
    if (one.type !== 'dice') continue;
    const enough = BigInt(one.sides) ** BigInt(one.throws) >= LEAST_OUTCOMES;
    demand(enough, where, `${one.throws} throws of ${one.sides} sides are fewer than 2^128 outcomes`);
  }
  if (types.endsWith('drand')) demand(lead >= LEAST_LEAD, `${where} lead`, `is below ${LEAST_LEAD} with drand`);
  else demand(fallback === null, `${where} fallback`, 'is given without drand');
}

/** @param {any} rules @param {string} where */
function refusePrograms(rules, where) {
  refuseTwice(rules.programs, where);
  const categories = new Set(rules.categories.map((/** @type {any} */ one) => one.id));
  for (const program of rules.programs) {
    const at = `${where} ${program.id}`;
    demand(program.pools.length > 0, at, 'has no pool');
    refuseTwice(program.pools, `${at} pools`);
    refusePlan(program, at);
    for (const pool of program.pools) refusePool(pool, categories, `${at} pools ${pool.id}`);
    if (program.ownership !== 'private') continue;
    demand(program.jurisdiction === rules.jurisdiction, at, "is private and not of the round's jurisdiction");
    const byPoints = program.pools.some((/** @type {any} */ pool) => pool.order.includes('points'));
    demand(!(rules.stage === 'compulsory' && byPoints), at, 'is compulsory, private and ordered by points');
  }
}

/** @param {any} program @param {string} where */
function refusePlan(program, where) {
  const seats = program.pools.map((/** @type {any} */ pool) => pool.seats);
  const endless = seats.includes(null);
  demand(endless === (program.plan === null), where, 'plan is null without a pool with seats null, or the reverse');
  if (endless) return;
  const sum = seats.reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b, 0);
  demand(sum === program.plan, where, `the seats of its pools add up to ${sum}, its plan is ${program.plan}`);
}

/** @param {any} pool @param {Set<string>} categories @param {string} where */
function refusePool(pool, categories, where) {
  demand(pool.tiers.length > 0, `${where} tiers`, 'are empty');
  demand(new Set(pool.order).size === pool.order.length, `${where} order`, 'has a key twice');
  demand(pool.tiers.length === 1 || pool.order.includes('tier'), `${where} order`, 'has several tiers and no tier');
  const seen = new Set();
  pool.tiers.forEach((/** @type {string[]} */ tier, /** @type {number} */ i) => {
    const at = `${where} tiers[${i}]`;
    demand(tier.length > 0, at, 'is empty');
    if (tier.includes('*')) {
      demand(tier.length === 1 && i === pool.tiers.length - 1, at, '* is not alone or not last');
      return;
    }
    for (const category of tier) {
      demand(categories.has(category), at, `names the unknown category ${category}`);
      demand(!seen.has(category), at, `names the category ${category} a second time`);
      seen.add(category);
    }
  });
}

/** @param {any} rules @param {string} where */
function refuseBands(rules, where) {
  demand(rules.bands.length > 0, where, 'are none');
  const programs = new Set(rules.programs.map((/** @type {any} */ one) => one.id));
  const placed = new Set();
  rules.bands.forEach((/** @type {any} */ band, /** @type {number} */ i) => {
    const at = `${where}[${i}]`;
    for (const id of band.programs) {
      demand(programs.has(id), at, `names the unknown program ${id}`);
      placed.add(id);
    }
    demand(new Set(band.programs).size === band.programs.length, at, 'names a program twice');
    const fine = band.most >= 1 && band.most <= band.programs.length;
    demand(fine, at, `most is ${band.most} of ${band.programs.length} programs`);
  });
  for (const id of programs) demand(placed.has(id), where, `the program ${id} is in no band`);
}

/** @param {any} rules @param {string} where */
function refuseDates(rules, where) {
  const { dates } = rules.vacancies;
  demand(dates.length > 0, where, 'are none');
  dates.forEach((/** @type {number} */ date, /** @type {number} */ i) => {
    const before = i === 0 ? rules.timeline.close : dates[i - 1];
    demand(date > before, where, `${date} is not above ${before}`);
  });
}
