/**
 * What a verdict names besides its checks (PROTOCOL.md 18): the round, whom the verdict relies on, what
 * became of every attempt. The members are those of `paiwei-audit verify --json`.
 */
import { hex, sha256 } from './bytes.mjs';
import { attemptsOf, eventsOf, lastOf, resultInForce } from './folder.mjs';
import { cosignatureTimes } from './journal-keys.mjs';
import { parseKey } from './keys.mjs';
import { Refusal } from './refusal.mjs';
import { observersWith } from './rules.mjs';
import { pinning, unpinned } from './trust.mjs';

/** @typedef {import('./verify.mjs').State} State */
/** @typedef {import('./events.mjs').Round} Round */
/** @typedef {import('./folder.mjs').Attempt} Attempt */

/**
 * @typedef {object} ObserverSummary
 * @property {string} id
 * @property {{en: string, zh: string}} titles
 * @property {string} key name of its keys
 * @property {boolean} pinned
 * @property {boolean} seed
 * @property {boolean} witness
 * @property {boolean} confirm
 */

/**
 * @typedef {object} Summary
 * @property {string} origin
 * @property {boolean} rehearsal
 * @property {string} round
 * @property {{en: string, zh: string}} titles
 * @property {string} state
 * @property {string} recovery the office's recovery key
 * @property {boolean} recovery_pinned
 * @property {ObserverSummary[]} observers
 * @property {{number: number, fate: 'in-force' | 'annulled' | 'void' | 'running', draw: string | null}[]} attempts
 * @property {number | null} in_force the attempt whose result is
 * @property {number} lines of the roll
 * @property {number} entered
 * @property {number} without_family_key
 * @property {number | null} witnessed_at newest cosignature of the journal
 * @property {string[]} notes what happened out of the usual, in English
 */

/**
 * The summary, as far as the checks came.
 * @param {State} state
 * @returns {Summary | null} null if no round was found
 */
export function summaryOf(state) {
  const { round, rules, rolls, journal, trust } = state;
  if (rules === null) return null;
  const opened = journal.entries[0].value;
  const blocks = pinning(trust, opened);
  const lines = [...rolls.values()].pop()?.lines ?? [];
  return {
    origin: journal.origin,
    rehearsal: rules.rehearsal,
    round: round.id,
    titles: rules.titles,
    state: round.state,
    recovery: opened.recovery,
    recovery_pinned: blocks.length > 0,
    observers: observersOf(rules, unpinned(blocks, rules.observers)),
    attempts: attemptsOf(round).map((attempt) => attemptOf(state, attempt)),
    in_force: resultInForce(round) === null ? null : round.attempt,
    lines: lines.length,
    entered: lines.filter(({ entered }) => entered).length,
    without_family_key: lines.filter(({ fields }) => fields.key === '-').length,
    witnessed_at: witnessedAt(state),
    notes: notesOf(state),
  };
}

/** @param {any} rules @param {string[]} open ids that are not pinned @returns {ObserverSummary[]} */
function observersOf(rules, open) {
  return rules.observers.map((/** @type {any} */ { id, titles, note_key: key, seed, witness, confirm }) => {
    return { id, titles, key: parseKey(key, id).name, pinned: !open.includes(id), seed, witness, confirm };
  });
}

/** @param {State} state @param {Attempt} attempt @returns {Summary['attempts'][0]} */
function attemptOf({ files, round }, attempt) {
  const published = lastOf(attempt, 'result-published') !== null;
  const annulled = lastOf(attempt, 'result-annulled') !== null;
  const draw = published ? files.get(`${attempt.prefix}draw.txt`) : undefined;
  const fate = annulled ? 'annulled' : published ? 'in-force' : round.state === 'void' ? 'void' : 'running';
  return { number: attempt.number, fate, draw: draw === undefined ? null : hex(sha256(draw)) };
}

/** @param {State} state @returns {number | null} */
function witnessedAt({ journal, checkpoint, rules }) {
  const times = observersWith(rules, 'witness').flatMap((witness) => {
    try {
      return cosignatureTimes(journal, checkpoint.note, checkpoint.size, [witness], 'journal/checkpoint');
    } catch (error) {
      if (error instanceof Refusal) return [];
      throw error;
    }
  });
  return times.length === 0 ? null : Number(times.reduce((a, b) => (a > b ? a : b)));
}

/** @param {State} state @returns {string[]} */
function notesOf({ round, rounds, journal }) {
  /** @type {{index: number, text: string}[]} */
  const notes = [];
  for (const { index, value } of journal.entries) {
    if (value.type === 'key-rotated' && value.lost) notes.push({ index, text: `the ${value.role} key was lost and replaced` });
  }
  for (const { entry, attempt } of round.events) {
    notes.push(...remarksOf(entry.value, attempt).map((text) => ({ index: entry.index, text })));
  }
  for (const other of rounds.values()) {
    if (other.id === round.id || other.announced.value.cohort !== round.announced.value.cohort) continue;
    const voided = eventsOf(other, 'round-voided');
    notes.push(...voided.map(({ entry }) => ({ index: entry.index, text: `round ${other.id} of the cohort was voided` })));
  }
  return notes.sort((a, b) => a.index - b.index).map(({ index, text }) => `entry ${index}: ${text}`);
}

/** @param {any} value of an entry @param {number} attempt @returns {string[]} */
function remarksOf({ type, again, reason, notes, holder }, attempt) {
  if (type === 'order-set' && notes.length > 0) return ['the order was set again'];
  if (type === 'dice-thrown' && again !== null) return [`the dice were thrown again: ${again}`];
  if (type === 'source-failed') return [`the beacon was given up: ${reason}`];
  if (type === 'seed-missing') return [`attempt ${attempt}: the seed of ${holder} is missing`];
  if (type === 'round-voided') return [`the round was voided: ${reason}`];
  return type === 'result-annulled' ? [`the result was annulled: ${reason}`] : [];
}
