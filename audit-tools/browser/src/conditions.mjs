/**
 * The conditions on the order of events (PROTOCOL.md 10.2 and 10.3; part of V06).
 */
import { demand } from './refusal.mjs';
import { isRehearsalOrigin, OFFICE } from './words.mjs';

/** @typedef {import('./entries.mjs').Entry} Entry */
/** @typedef {import('./events.mjs').Round} Round */

/**
 * What must be remembered of the whole journal.
 * @typedef {object} Memory
 * @property {boolean} rehearsal
 * @property {boolean} handedOver
 * @property {Set<string>} commitments
 * @property {Set<string>} seeds
 */

/** @param {string} origin @returns {Memory} */
export function newMemory(origin) {
  return { rehearsal: isRehearsalOrigin(origin), handedOver: false, commitments: new Set(), seeds: new Set() };
}

/**
 * Handing over, and what is refused meanwhile (10.3).
 * @param {Entry} entry
 * @param {Map<string, Round>} rounds
 * @param {Memory} memory
 */
export function demandOfJournal({ index, value }, rounds, memory) {
  const where = `journal/entries/${index}`;
  if (value.type === 'handed-over') {
    demand(!memory.handedOver, where, 'handed-over while one holds');
    const open = [...rounds.values()].find(({ state }) => state === 'open');
    demand(open === undefined, where, `handed-over while round ${open?.id} is open`);
    memory.handedOver = true;
  } else if (value.type === 'handed-back') {
    demand(memory.handedOver, where, 'handed-back without handed-over');
    memory.handedOver = false;
  } else if (['intake', 'answers', 'key-rotated'].includes(value.type)) {
    demand(!memory.handedOver, where, `${value.type} between handed-over and handed-back`);
  }
}

/**
 * A new round (10.3).
 * @param {Entry} entry round-announced
 * @param {Map<string, Round>} rounds
 * @param {Memory} memory
 */
export function demandAnnounced({ index, value }, rounds, memory) {
  const where = `journal/entries/${index}`;
  demand(!rounds.has(value.round), `${where} round`, `${value.round} was announced before`);
  demand(value.rehearsal === memory.rehearsal, `${where} rehearsal`, 'is not as the origin says');
  if (memory.rehearsal) {
    const known = value.follows === null || rounds.has(value.follows);
    demand(known, `${where} follows`, `${value.follows} was never announced`);
    return;
  }
  const earlier = [...rounds.values()].filter(({ announced }) => announced.value.cohort === value.cohort);
  const latest = earlier.at(-1);
  if (latest === undefined) {
    demand(value.follows === null, `${where} follows`, 'is not null in the first round of its cohort');
    return;
  }
  demand(value.follows === latest.id, `${where} follows`, `is not ${latest.id}, the latest round of the cohort`);
  const ended = latest.state === 'published' || latest.state === 'void';
  demand(ended, `${where} follows`, `${latest.id} is neither published nor void`);
  demand(value.tag_key === latest.announced.value.tag_key, `${where} tag_key`, `is not that of ${latest.id}`);
}

/**
 * Conditions on an entry of a round (10.2) that the table doesn't hold.
 * @param {Round} round
 * @param {Entry} entry
 * @param {Memory} memory
 */
export function demandConditions(round, { index, value }, memory) {
  const where = `journal/entries/${index}`;
  if (value.holder !== undefined) demandHolder(round, value, where);
  if (value.type === 'seed-committed') demandNew(memory.commitments, value.commitment, `${where} commitment`);
  if (value.type === 'seed-opened') demandNew(memory.seeds, value.seed, `${where} seed`);
  if (value.type === 'intake') {
    if (value.phase === 'open') demand(value.size === 0, `${where} size`, 'is not 0 at the opening');
    demand(value.size >= round.intakeSize, `${where} size`, `is below ${round.intakeSize}, the one before`);
  }
  if (value.type === 'answers') {
    demand(value.size > round.answersSize, `${where} size`, `is not above ${round.answersSize}, the one before`);
  }
  if (value.type === 'standing' || value.type === 'result-annulled') {
    demand(value.result === round.result, `${where} result`, 'is not the last result-published entry of the round');
  }
  if (value.type === 'order-set') {
    const planned = round.announced.value.sources.includes('drand');
    demand((value.drand !== null) === planned, `${where} drand`, 'is given exactly if drand is in the plan');
  }
  if (value.type === 'dice-thrown' && value.again === null) {
    demand(value.confirmations.length === 0, `${where} confirmations`, 'are not empty in a first throw');
  }
}

/** @param {Set<string>} seen @param {string} text @param {string} where */
function demandNew(seen, text, where) {
  demand(!seen.has(text), where, 'stands a second time in this journal');
  seen.add(text);
}

/** @param {Round} round @param {any} value @param {string} where */
function demandHolder(round, value, where) {
  demand(round.holders.includes(value.holder), `${where} holder`, `${value.holder} holds no seed in this round`);
  const once = value.type === 'seed-committed' ? round.committed : round.settled;
  demand(!once.has(value.holder), `${where} holder`, `${value.holder} had its turn in this attempt`);
  if (value.type === 'seed-missing') return;
  const fine = (value.note === null) === (value.holder === OFFICE);
  demand(fine, `${where} note`, 'is null for an observer, or not null for the office');
}
