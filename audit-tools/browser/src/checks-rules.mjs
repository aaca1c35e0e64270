/**
 * Checks V07–V11 (PROTOCOL.md 16): rules, files, trust in observers, commitments.
 */
import { hashOf } from './bytes.mjs';
import { eventsOf, expectedFiles, fileOf } from './folder.mjs';
import { canonical } from './json.mjs';
import { parseKey } from './keys.mjs';
import { demandSigned, parseNote } from './note.mjs';
import { demand, quoted, refuse } from './refusal.mjs';
import { parseRules } from './rules.mjs';
import { seedCommitText } from './statements.mjs';
import { demandOwnTrust, pinning, unpinned } from './trust.mjs';

/** @typedef {import('./verify.mjs').State} State */
/** @typedef {import('./report.mjs').Report} Report */

/** V07: rules.json and its announcement (5). @param {State} state */
export function checkRules(state) {
  const bytes = fileOf(state.files, 'rules.json');
  const rules = parseRules(bytes);
  const rulesHash = hashOf(bytes);
  const announced = [...state.rounds.values()].filter((round) => round.announced.value.rules === rulesHash);
  demand(announced.length === 1, 'rules.json', `its hash is in ${announced.length} round-announced entries, not in one`);
  const [round] = announced;
  demandAgreement(rules, round, state.journal.origin);
  Object.assign(state, { rules, rulesHash, round });
}

/**
 * Rules and announcement agree (V07).
 * @param {any} rules @param {{announced: import('./entries.mjs').Entry}} round @param {string} origin
 */
export function demandAgreement(rules, round, origin) {
  const entry = round.announced.value;
  const inRules = {
    origin: rules.origin,
    round: rules.round,
    cohort: rules.cohort,
    follows: rules.follows,
    rehearsal: rules.rehearsal,
    observers: rules.observers.map((/** @type {any} */ { titles, ...rest }) => rest),
    sources: rules.randomness.sources.map((/** @type {any} */ one) => one.type),
    fallback: rules.randomness.fallback !== null,
  };
  /** @type {Record<string, any>} */
  const inJournal = { ...entry, origin };
  for (const [name, value] of Object.entries(inRules)) {
    const same = canonical(value) === canonical(inJournal[name]);
    demand(same, `rules.json ${name}`, `differs from journal/entries/${round.announced.index}`);
  }
}

/** V08: the files of the folder (4). @param {State} state @param {Report} report */
export function checkFiles(state, report) {
  const expected = expectedFiles(state.rounds, state.round);
  for (const path of expected) if (!state.files.has(path)) report.fail(`${path}: is missing`);
  for (const path of state.files.keys()) {
    const known = expected.has(path) || path.startsWith('journal/');
    if (!known) report.fail(`${quoted(path)}: does not belong to the folder`);
  }
  for (const path of state.input.irregular ?? []) report.fail(`${quoted(path)}: is not a regular file of a UTF-8 name`);
}

/** V09: the observers are pinned (15.3). @param {State} state @param {Report} report */
export function checkObserversPinned(state, report) {
  const blocks = pinning(state.trust, state.journal.entries[0].value);
  for (const id of unpinned(blocks, state.rules.observers)) report.notRun(`the observer ${id} is not pinned`);
}

/** V10: the folder's own trust.txt (15.2). @param {State} state */
export function checkOwnTrust(state) {
  const opened = state.journal.entries[0].value;
  demandOwnTrust(fileOf(state.files, 'trust.txt'), opened, state.rules.observers);
}

/**
 * Judge the note of an observer's seed entry (3.7).
 * @param {State} state
 * @param {import('./entries.mjs').Entry} entry
 * @param {string} text the expected one
 */
export function demandHolderSigned(state, { index, value }, text) {
  if (value.note === null) return;
  const where = `journal/entries/${index} note`;
  const observer = state.rules.observers.find((/** @type {any} */ { id }) => id === value.holder);
  if (observer === undefined) return refuse(where, `${value.holder} is no observer`);
  const note = parseNote(value.note, where);
  demand(note.text === text, where, 'has not the expected text');
  demandSigned(note, parseKey(observer.note_key, where), where);
}

/** V11: the notes of seed-committed entries (3.7). @param {State} state @param {Report} report */
export function checkCommitted(state, report) {
  const events = eventsOf(state.round, 'seed-committed');
  if (events.length === 0) report.doesNotApply();
  for (const { entry } of events) {
    report.part(() => demandHolderSigned(state, entry, seedCommitText(state.journal.origin, entry.value)));
  }
}
