/**
 * rules.json: its members (PROTOCOL.md 5). What section 5.2 refuses besides is in rules-refusals.mjs.
 */
import { DEFAULT_CHAIN, QUICKNET_CHAIN } from './drand.mjs';
import * as form from './form.mjs';
import { parseCanonical } from './json.mjs';
import { COSIGN_KIND, NOTE_KIND, parseKey, parseKeyOfKind } from './keys.mjs';
import { demand } from './refusal.mjs';
import { refuseUnsound } from './rules-refusals.mjs';
import { MAX_31, MAX_INTEGER } from './words.mjs';

/** @typedef {{confirm: boolean, cosign_key: string, id: string, note_key: string, seed: boolean, witness: boolean}} Observer */
/** @typedef {{id: string, order: string[], seats: number | null, tiers: string[][]}} Pool */
/** @typedef {{id: string, jurisdiction: string, ownership: string, plan: number | null, pools: Pool[], school: string}} Program */
/** @typedef {{type: 'dice', sides: number, throws: number}} Dice */
/** @typedef {{type: 'drand', chain: string}} Drand */

const MOST_BYTES = 1024 * 1024;

const title = form.plainText(1, 200);
const titles = form.object({ en: title, zh: title });
const jurisdiction = form.plainText(1, 64);
const seats = form.nullOr(form.integerFrom(0, MAX_31));

/** @type {form.Form} */
const basis = (value, where) => {
  form.plainText(1, 200)(value, where);
  demand(!/^\p{White_Space}*$/u.test(value), where, 'is all white space');
};

/** A verifier key of any kind (3.2). @type {form.Form} */
export const anyKey = (value, where) => void parseKey(value, where);

/** The members of an observer without titles, as in round-announced too (5, 9). */
const observerMembers = {
  confirm: form.truth,
  cosign_key: anyKey,
  id: form.id,
  note_key: anyKey,
  seed: form.truth,
  witness: form.truth,
};

const MOST_OBSERVERS = 16;

/** The list of observers in round-announced (9); kinds and names are V07's. */
export const announcedObservers = form.listOf(form.object(observerMembers), MOST_OBSERVERS);

/** The list of observers in the rules: kinds 01 and 04, and one name. @type {form.Form} */
const rulesObservers = (value, where) => {
  form.listOf(form.object({ ...observerMembers, titles }), MOST_OBSERVERS)(value, where);
  value.forEach((/** @type {Observer} */ { note_key: noteKey, cosign_key: cosignKey }, /** @type {number} */ i) => {
    const { name } = parseKeyOfKind(noteKey, `${where}[${i}] note_key`, NOTE_KIND);
    parseKeyOfKind(cosignKey, `${where}[${i}] cosign_key`, COSIGN_KIND, name);
  });
};

const dice = form.object({
  sides: form.integerFrom(2, 100),
  throws: form.integerFrom(1, 1000),
  type: form.oneOf('dice'),
});
/** One of the two chain hashes (5.1, 11.6). */
export const drandChain = form.oneOf(DEFAULT_CHAIN, QUICKNET_CHAIN);
const drand = form.object({ chain: drandChain, type: form.oneOf('drand') });

/** @type {form.Form} */
const source = (value, where) => (value?.type === 'drand' ? drand : dice)(value, where);

const pool = form.object({
  id: form.id,
  order: form.listOf(form.oneOf('band', 'tier', 'points')),
  seats,
  tiers: form.listOf(form.listOf(form.stringThat('an id or *', (text) => text === '*' || /^[A-Za-z]/.test(text)))),
});

const program = form.object({
  id: form.id,
  jurisdiction,
  ownership: form.oneOf('public', 'private'),
  plan: seats,
  pools: form.listOf(pool, 16),
  school: form.id,
  titles,
});

/** @type {form.Form} */
const vacancies = (value, where) => {
  const succession = value?.type === 'succession';
  const plain = form.object({ type: form.oneOf('none', 'new-round', 'succession') });
  const dated = form.object({ dates: form.listOf(form.integer, 64), type: form.oneOf('succession') });
  (succession ? dated : plain)(value, where);
};

const rulesForm = form.object(
  {
    bands: form.listOf(form.object({ most: form.integerFrom(0, MAX_INTEGER), programs: form.listOf(form.id) }), 16),
    categories: form.listOf(form.object({ basis, id: form.id, titles }), 64),
    cohort: form.id,
    follows: form.nullOr(form.id),
    format: form.oneOf('paiwei rules v1'),
    jurisdiction,
    numbers: form.oneOf('per-child', 'per-program'),
    observers: rulesObservers,
    origin: form.origin,
    posting: form.object({ names: form.oneOf('none', 'masked'), objection: form.integer }),
    programs: form.listOf(program, 1000),
    randomness: form.object({ fallback: form.nullOr(dice), lead: form.integer, sources: form.listOf(source, 2) }),
    reasons: form.listOf(form.object({ id: form.id, titles }), 64),
    rehearsal: form.truth,
    round: form.id,
    stage: form.oneOf('compulsory', 'senior'),
    timeline: form.object({ close: form.integer, open: form.integer, reveal: form.integer }, { answers: form.integer }),
    titles,
    vacancies,
  },
  { bundles: form.object({ most: form.integerFrom(2, 16) }) },
);

/**
 * Parse and judge rules.json (V07, its first part).
 * @param {Uint8Array} bytes
 * @returns {any} the rules
 */
export function parseRules(bytes) {
  const rules = parseCanonical(bytes, 'rules.json', MOST_BYTES);
  rulesForm(rules, 'rules.json');
  refuseUnsound(rules);
  return rules;
}

/** @param {any} rules @returns {Dice | null} the dice among the sources */
export function diceOf(rules) {
  return rules.randomness.sources.find((/** @type {any} */ one) => one.type === 'dice') ?? null;
}

/** @param {any} rules @returns {Drand | null} the drand among the sources */
export function drandOf(rules) {
  return rules.randomness.sources.find((/** @type {any} */ one) => one.type === 'drand') ?? null;
}

/**
 * The observers with a duty, in the rules' order.
 * @param {{observers: Observer[]}} holder rules or a round-announced entry
 * @param {'confirm' | 'seed' | 'witness'} duty
 * @returns {Observer[]}
 */
export function observersWith(holder, duty) {
  return holder.observers.filter((observer) => observer[duty]);
}
