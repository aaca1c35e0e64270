/**
 * The order of events (PROTOCOL.md 10; V06): every round's states, the table of 10.1 as data.
 * The conditions of 10.2 and 10.3 are in conditions.mjs.
 */
import { demandAnnounced, demandConditions, demandOfJournal, newMemory } from './conditions.mjs';
import { demand, refuse } from './refusal.mjs';
import { observersWith } from './rules.mjs';
import { OFFICE } from './words.mjs';

/** @typedef {import('./entries.mjs').Entry} Entry */
/** @typedef {{entry: Entry, attempt: number, before: string}} Event an entry of a round, with the state before it */

/**
 * @typedef {object} Round
 * @property {string} id
 * @property {Entry} announced
 * @property {string} state
 * @property {number} attempt the current one
 * @property {string[]} holders
 * @property {Set<string>} committed holders of this attempt
 * @property {Set<string>} settled holders opened or missing in this attempt
 * @property {number} intakeSize
 * @property {number} answersSize of the attempt's last answers entry, 0 without one
 * @property {number | null} result index of the last result-published
 * @property {Event[]} events all its entries, the announcement included
 */

const BEFORE_ORDER = ['announced', 'open', 'closed', 'posted', 'frozen', 'opening', 'opened', 'dicing', 'diced'];

/** @param {Round} round */
const plan = (round) => round.announced.value.sources.join();
/** @param {Round} round */
const withDrand = (round) => plan(round).endsWith('drand');
/** @param {Round} round the state once a holder is opened or missing */
const settled = (round) => (round.holders.every((id) => round.settled.has(id)) ? 'opened' : 'opening');
/** @param {Round} round */
const noWitness = (round) => observersWith(round.announced.value, 'witness').length === 0;

/**
 * The table of 10.1: type, states before, further condition, state after.
 * @type {[string, string[], (round: Round, entry: any) => boolean, string | ((round: Round) => string)][]}
 */
const TABLE = [
  ['seed-committed', ['announced', 'open', 'closed', 'posted'], () => true, (round) => round.state],
  ['intake', ['announced'], (_, entry) => entry.phase === 'open', 'open'],
  ['intake', ['open'], (_, entry) => entry.phase === 'hour', 'open'],
  ['intake', ['open'], (_, entry) => entry.phase === 'close', 'closed'],
  ['roll-posted', ['closed'], () => true, 'posted'],
  ['posting-witnessed', ['posted'], () => true, 'posted'],
  ['roll-frozen', ['posted'], (round) => round.holders.every((id) => round.committed.has(id)), 'frozen'],
  ['freeze-witnessed', ['frozen'], () => true, 'frozen'],
  ['seed-opened', ['frozen'], (_, entry) => entry.holder === OFFICE, settled],
  ['seed-opened', ['opening'], (_, entry) => entry.holder !== OFFICE, settled],
  ['seed-missing', ['opening'], (_, entry) => entry.holder !== OFFICE, settled],
  ['dice-thrown', ['opened'], (round, entry) => plan(round) === 'dice,drand' && entry.again === null, 'dicing'],
  ['dice-thrown', ['dicing'], (_, entry) => entry.again !== null, 'dicing'],
  ['randomness-recorded', ['dicing'], (_, entry) => entry.source === 'dice', 'diced'],
  ['order-set', ['opened'], (round, entry) => plan(round) !== 'dice,drand' && entry.notes.length === 0, 'ordered'],
  ['order-set', ['diced'], (_, entry) => entry.notes.length === 0, 'ordered'],
  ['order-set', ['ordered'], (round, entry) => entry.notes.length > 0 || noWitness(round), 'ordered'],
  ['order-witnessed', ['ordered'], () => true, 'witnessed'],
  ['dice-thrown', ['witnessed'], (round, entry) => plan(round) === 'dice' && entry.again === null, 'thrown'],
  ['randomness-recorded', ['witnessed'], (round, entry) => withDrand(round) && entry.source === 'drand', 'drawn'],
  ['source-failed', ['witnessed'], (round) => withDrand(round) && round.announced.value.fallback, 'failed'],
  ['dice-thrown', ['failed'], (_, entry) => entry.again === null, 'thrown'],
  ['dice-thrown', ['thrown'], (_, entry) => entry.again !== null, 'thrown'],
  ['randomness-recorded', ['thrown'], (round, entry) => entry.source === (plan(round) === 'dice' ? 'dice' : 'fallback'), 'drawn'],
  ['result-published', ['drawn'], () => true, 'published'],
  ['standing', ['published'], () => true, 'published'],
  ['answers', ['published'], () => true, 'published'],
  ['result-annulled', ['published'], () => true, 'posted'],
  ['round-voided', BEFORE_ORDER, (_, entry) => entry.notes.length === 0, 'void'],
  ['round-voided', ['ordered'], (round, entry) => entry.notes.length > 0 || noWitness(round), 'void'],
];

/** @param {Entry} announced @returns {Round} */
function announce(announced) {
  const { round, attempt, observers } = announced.value;
  demand(attempt === 1, `journal/entries/${announced.index} attempt`, 'is not 1 in round-announced');
  return {
    id: round,
    announced,
    state: 'announced',
    attempt: 1,
    holders: [OFFICE, ...observersWith({ observers }, 'seed').map(({ id }) => id)],
    committed: new Set(),
    settled: new Set(),
    intakeSize: 0,
    answersSize: 0,
    result: null,
    events: [{ entry: announced, attempt: 1, before: '–' }],
  };
}

/** What an entry does to its round before the table gives the next state. @param {Round} round @param {Entry} entry */
function note(round, { index, value }) {
  if (value.type === 'seed-committed') round.committed.add(value.holder);
  if (value.type === 'seed-opened' || value.type === 'seed-missing') round.settled.add(value.holder);
  if (value.type === 'intake') round.intakeSize = value.size;
  if (value.type === 'answers') round.answersSize = value.size;
  if (value.type === 'result-published') round.result = index;
  if (value.type !== 'result-annulled') return;
  round.committed.clear();
  round.settled.clear();
  round.answersSize = 0;
}

/** @param {Round} round @param {Entry} entry */
function step(round, entry) {
  const { index, value } = entry;
  const where = `journal/entries/${index}`;
  demand(value.attempt === round.attempt, `${where} attempt`, `is ${value.attempt}, the current one is ${round.attempt}`);
  const row = TABLE.find(([type, states, when]) => type === value.type && states.includes(round.state) && when(round, value));
  if (row === undefined) return refuse(where, `${value.type} is not in order in state ${round.state} of round ${round.id}`);
  round.events.push({ entry, attempt: round.attempt, before: round.state });
  note(round, entry);
  round.state = typeof row[3] === 'string' ? row[3] : row[3](round);
  if (value.type === 'result-annulled') round.attempt += 1;
}

/**
 * Go through the whole journal (V06).
 * @param {Entry[]} entries
 * @returns {Map<string, Round>} every round of the journal, in order of announcement
 */
export function replay(entries) {
  /** @type {Map<string, Round>} */
  const rounds = new Map();
  const memory = newMemory(entries[0].value.origin);
  for (const entry of entries.slice(1)) {
    const { index, value } = entry;
    demandOfJournal(entry, rounds, memory);
    if (value.round === undefined) continue;
    const where = `journal/entries/${index}`;
    if (value.type === 'round-announced') {
      demandAnnounced(entry, rounds, memory);
      rounds.set(value.round, announce(entry));
      continue;
    }
    const round = rounds.get(value.round);
    if (round === undefined) return refuse(`${where} round`, `${value.round} was never announced`);
    demandConditions(round, entry, memory);
    step(round, entry);
  }
  return rounds;
}
