/**
 * The entries of a proof file (PROTOCOL.md 17.4; L2): keys, the stations of one round, its rules.
 */
import { hashOf, hex, utf8 } from './bytes.mjs';
import { demandAgreement } from './checks-rules.mjs';
import { parseEntry } from './entries.mjs';
import { demandIncluded } from './inclusion.mjs';
import { journalKeyFor } from './journal-keys.mjs';
import { COSIGN_KIND, NOTE_KIND, parseKey, parseKeyOfKind } from './keys.mjs';
import { askCosignature, checkpointOf, demandSigned, parseNote } from './note.mjs';
import { demand } from './refusal.mjs';
import { observersWith, parseRules } from './rules.mjs';
import { keysText, quorumOf } from './statements.mjs';

/** @typedef {import('./entries.mjs').Entry} Entry */
/** @typedef {import('./proof.mjs').Proof} Proof */

/** Seconds of tolerance between clocks (8.4). */
const TOLERANCE = 300n;
const OF_KEYS = ['key-rotated', 'handed-over', 'handed-back'];

/**
 * What sound entries say.
 * @typedef {object} Ground
 * @property {import('./note.mjs').Checkpoint} checkpoint
 * @property {Entry[]} entries
 * @property {any} opened entry 0
 * @property {Entry} announced
 * @property {Entry} frozen
 * @property {Entry} result
 * @property {Entry | null} standing
 * @property {any} rules
 */

/**
 * Read entries, checkpoint and rules; refuse what isn't sound.
 * @param {Proof} proof
 * @returns {Ground}
 */
export function groundOf(proof) {
  const checkpoint = checkpointOf(parseNote(proof.checkpoint, 'checkpoint'), 'checkpoint');
  const entries = includedEntries(proof, checkpoint);
  const opened = entries[0].value;
  demand(entries[0].index === 0 && opened.type === 'journal-opened', 'journal/entries/0', 'is not given');
  demand(opened.origin === checkpoint.origin, 'checkpoint', 'its origin is not that of entry 0');
  demandRecovered(entries);
  demandSigned(checkpoint.note, parseKey(journalKeyFor(entries, checkpoint.size - 1), 'checkpoint'), 'checkpoint');
  const stations = stationsOf(entries);
  return { checkpoint, entries, opened, ...stations, rules: announcedRules(proof, stations.announced, opened.origin) };
}

/** @param {Proof} proof @param {import('./note.mjs').Checkpoint} checkpoint @returns {Entry[]} */
function includedEntries(proof, { size, root }) {
  const entries = proof.entries.map(({ entry, index, path }) => {
    demandIncluded(entry, index, path, { size, root: hex(root) }, `journal/entries/${index}`);
    return parseEntry(utf8(entry), index);
  });
  entries.forEach(({ index, value }, i) => {
    demand(i === 0 || value.at >= entries[i - 1].value.at, `journal/entries/${index} at`, "is less than the entry's before");
  });
  return entries;
}

/**
 * Names, kinds, and the recovery key's signatures (17.4). The key that a rotation replaces is
 * perhaps not among the entries given.
 * @param {Entry[]} entries
 */
function demandRecovered(entries) {
  const { origin, journal, receipts, recovery: text, proof } = entries[0].value;
  const first = 'journal/entries/0';
  const names = /** @type {Record<string, string>} */ ({ journal: origin, receipts: `${origin}/receipts` });
  parseKeyOfKind(journal, `${first} journal`, NOTE_KIND, names.journal);
  parseKeyOfKind(receipts, `${first} receipts`, NOTE_KIND, names.receipts);
  const recovery = parseKeyOfKind(text, `${first} recovery`, NOTE_KIND, `${origin}/recovery`);
  demandStated(proof, keysText(origin, 0, [['journal', journal], ['receipts', receipts]]), recovery, `${first} proof`);
  for (const { index, value } of entries) {
    const where = `journal/entries/${index}`;
    if (value.type === 'handed-over') parseKeyOfKind(value.key, `${where} key`, NOTE_KIND, names.journal);
    if (value.type !== 'key-rotated') continue;
    parseKeyOfKind(value.key, `${where} key`, NOTE_KIND, names[value.role]);
    demandStated(value.proof, keysText(origin, index, [[value.role, value.key]]), recovery, `${where} proof`);
  }
}

/** @param {string} source @param {string} text @param {import('./keys.mjs').VerifierKey} key @param {string} where */
function demandStated(source, text, key, where) {
  const note = parseNote(source, where);
  demand(note.text === text, where, 'has not the expected text');
  demandSigned(note, key, where);
}

/**
 * The stations of the round, in their order.
 * @param {Entry[]} entries
 * @returns {{announced: Entry, frozen: Entry, result: Entry, standing: Entry | null}}
 */
function stationsOf(entries) {
  const order = ['round-announced', 'roll-frozen', 'result-published', 'standing'];
  const stations = entries.slice(1).filter(({ value }) => !OF_KEYS.includes(value.type));
  stations.forEach(({ index, value }, i) => {
    demand(value.type === order[i], `journal/entries/${index}`, `${value.type} does not belong here in a proof file`);
  });
  demand(stations.length >= 3, 'entries', `lack ${order[stations.length]}`);
  const [announced, frozen, result, standing = null] = stations;
  const { round } = announced.value;
  demand(announced.value.attempt === 1, `journal/entries/${announced.index}`, 'is not of attempt 1');
  for (const { index, value } of stations) demand(value.round === round, `journal/entries/${index}`, 'is of another round');
  const { attempt } = frozen.value;
  demand(result.value.attempt === attempt, `journal/entries/${result.index}`, 'is not of the attempt of roll-frozen');
  if (standing !== null) {
    const fits = standing.value.attempt === attempt && standing.value.result === result.index;
    demand(fits, `journal/entries/${standing.index}`, 'is not of this result');
  }
  return { announced, frozen, result, standing };
}

/** @param {Proof} proof @param {Entry} announced @param {string} origin @returns {any} the rules */
function announcedRules(proof, announced, origin) {
  const bytes = utf8(proof.rules);
  demand(hashOf(bytes) === announced.value.rules, 'rules.json', 'is not the file that the journal names');
  const rules = parseRules(bytes);
  demandAgreement(rules, { announced }, origin);
  return rules;
}

/**
 * The cosignatures of those who witness (8.4, with the last entry given).
 * @param {Ground} ground
 * @returns {{good: {id: string, time: number}[], findings: string[], needed: number}}
 */
export function cosignaturesOf({ checkpoint, entries, announced }) {
  const earliest = BigInt(/** @type {Entry} */ (entries.at(-1)).value.at) - TOLERANCE;
  const witnesses = observersWith(announced.value, 'witness');
  const good = [];
  const findings = [];
  for (const { id, cosign_key: text } of witnesses) {
    const key = parseKeyOfKind(text, 'checkpoint', COSIGN_KIND);
    const { answer, time } = askCosignature(checkpoint.note, key);
    if (answer === 'bad') findings.push(`the cosignature of ${id} is not accepted`);
    else if (answer === 'signed' && time < earliest) findings.push(`the cosignature of ${id} is of ${time}, before ${earliest}`);
    else if (answer === 'signed') good.push({ id, time: Number(time) });
  }
  return { good, findings, needed: quorumOf(witnesses.length) };
}
