/**
 * The draft of an application: what was typed so far, kept under the round, so that a reload, a lost
 * connection or a flat battery costs nothing. It is removed once there is a receipt.
 */
import { nameOf, readJson, writeJson } from './storage.mjs';

/** Days after which a draft is left to be forgotten: it holds a child's document number. */
const DAYS = 30;

/** Typed values by name; a name may have several. @typedef {Record<string, string[]>} Draft */

/** @param {import('./storage.mjs').Kept} storage @param {string} round @param {number} now milliseconds @returns {Draft} */
export function readDraft(storage, round, now) {
  const kept = readJson(storage, nameOf('draft', round));
  const fresh = typeof kept?.at === 'number' && now - kept.at < DAYS * 86_400_000;
  if (kept !== null && !fresh) removeDraft(storage, round);
  return fresh ? kept.values : {};
}

/**
 * Adds what one page has to what earlier pages had: an application goes over several.
 * @param {import('./storage.mjs').Kept} storage
 * @param {string} round
 * @param {Draft} values
 * @param {number} now milliseconds
 */
export function saveDraft(storage, round, values, now) {
  const before = readDraft(storage, round, now);
  writeJson(storage, nameOf('draft', round), { at: now, values: { ...before, ...values } });
}

/** @param {import('./storage.mjs').Kept} storage @param {string} round */
export function removeDraft(storage, round) {
  storage.removeItem(nameOf('draft', round));
}
