/**
 * What a verdict names besides its checks (PROTOCOL.md 18).
 */
import { attemptsOf, eventsOf, lastOf } from './folder.mjs';

/** @typedef {import('./events.mjs').Round} Round */
/** @typedef {import('./folder.mjs').Attempt} Attempt */

/** @param {Attempt} attempt @param {Round} round @returns {string} */
function fateOf(attempt, round) {
  const annulled = lastOf(attempt, 'result-annulled');
  if (annulled !== null) return `annulled: ${annulled.value.reason}`;
  const voided = lastOf(attempt, 'round-voided');
  return voided === null ? round.state : `void: ${voided.value.reason}`;
}

/** Repeated orders and throws, failed sources, missing seeds of an attempt. @param {Attempt} attempt @returns {string[]} */
function incidentsOf(attempt) {
  const name = `attempt ${attempt.number}`;
  const orders = eventsOf(attempt, 'order-set').length;
  const throws = eventsOf(attempt, 'dice-thrown').filter(({ entry }) => entry.value.again !== null);
  return [
    ...(orders > 1 ? [`${name}: the order was set ${orders} times`] : []),
    ...throws.map(({ entry }) => `${name}: dice were thrown again: ${entry.value.again}`),
    ...eventsOf(attempt, 'source-failed').map(({ entry }) => `${name}: drand failed: ${entry.value.reason}`),
    ...eventsOf(attempt, 'seed-missing').map(({ entry }) => `${name}: the seed of ${entry.value.holder} is missing`),
  ];
}

/** @param {import('./rules.mjs').Observer} observer @returns {string} */
function observerLine({ id, seed, witness, confirm, note_key: noteKey }) {
  const duties = Object.entries({ seed, witness, confirm }).filter(([, has]) => has);
  return `observer ${id} (${duties.map(([duty]) => duty).join(', ')}): ${noteKey}`;
}

/**
 * The lines that a verdict names for its reader, as far as the checks came.
 * @param {import('./verify.mjs').State} state
 * @returns {string[]}
 */
export function factsOf(state) {
  const { round, rounds, rules, rolls, journal } = state;
  if (rules === null) return [];
  const { cohort } = round.announced.value;
  const voided = [...rounds.values()].filter((one) => one.state === 'void' && one.announced.value.cohort === cohort);
  const lost = journal.entries.filter(({ value }) => value.type === 'key-rotated' && value.lost);
  const roll = [...rolls.values()].at(-1);
  const keyless = roll?.lines.filter(({ fields }) => fields.key === '-').length ?? 0;
  return [
    ...rules.observers.map(observerLine),
    ...attemptsOf(round).flatMap((attempt) => [`attempt ${attempt.number}: ${fateOf(attempt, round)}`, ...incidentsOf(attempt)]),
    ...voided.map(({ id }) => `round ${id} of the cohort is void`),
    ...lost.map(({ index, value }) => `the ${value.role} key was lost (entry ${index})`),
    ...(roll === undefined ? [] : [`${keyless} of ${roll.lines.length} roll lines have no family key`]),
  ];
}
