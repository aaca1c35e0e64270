/**
 * The keys of the journal (PROTOCOL.md 8.2, 8.3) and witnessed checkpoints (8.4).
 */
import { hex } from './bytes.mjs';
import { COSIGN_KIND, NOTE_KIND, parseKey, parseKeyOfKind } from './keys.mjs';
import { leafHash, prefixRoots } from './merkle.mjs';
import { askCosignature, checkpointOf, demandSigned, parseNote } from './note.mjs';
import { demand } from './refusal.mjs';
import { observersWith } from './rules.mjs';
import { keysText, quorumOf } from './statements.mjs';

/** @typedef {import('./entries.mjs').Entry} Entry */

/** Seconds of tolerance between clocks (8.3, 8.4). */
const TOLERANCE = 300n;

/**
 * The journal key in force for an index (8.2).
 * @param {Entry[]} entries
 * @param {number} index
 * @returns {string}
 */
export function journalKeyFor(entries, index) {
  let key = entries[0].value.journal;
  let before = key;
  for (const { index: at, value } of entries) {
    if (at > index) break;
    if (value.type === 'key-rotated' && value.role === 'journal') key = value.key;
    if (at === index) break;
    if (value.type === 'handed-over') [before, key] = [key, value.key];
    if (value.type === 'handed-back') key = before;
  }
  return key;
}

/**
 * The receipts keys in force at some moment from time − 300 to time + 300 (8.3).
 * @param {Entry[]} entries
 * @param {number} time
 * @returns {string[]}
 */
export function receiptsKeysAround(entries, time) {
  const keys = [{ key: entries[0].value.receipts, from: BigInt(entries[0].value.at) }];
  for (const { value } of entries) {
    if (value.type === 'key-rotated' && value.role === 'receipts') keys.push({ key: value.key, from: BigInt(value.at) });
  }
  const moment = BigInt(time);
  const near = keys.filter(({ from }, i) => {
    const ended = i + 1 < keys.length && keys[i + 1].from < moment - TOLERANCE;
    return from <= moment + TOLERANCE && !ended;
  });
  return [...new Set(near.map(({ key }) => key))];
}

/**
 * Judge names, kinds and proofs of all journal keys (V05).
 * @param {Entry[]} entries
 */
export function demandKeys(entries) {
  const opened = entries[0].value;
  const { origin } = opened;
  const names = { journal: origin, receipts: `${origin}/receipts`, recovery: `${origin}/recovery` };
  const first = 'journal/entries/0';
  parseKeyOfKind(opened.journal, `${first} journal`, NOTE_KIND, names.journal);
  parseKeyOfKind(opened.receipts, `${first} receipts`, NOTE_KIND, names.receipts);
  const recovery = parseKeyOfKind(opened.recovery, `${first} recovery`, NOTE_KIND, names.recovery);
  demandProof(opened.proof, keysText(origin, 0, [['journal', opened.journal], ['receipts', opened.receipts]]), [recovery], `${first} proof`);
  /** @type {Record<string, string>} */
  const current = { journal: opened.journal, receipts: opened.receipts };
  for (const { index, value } of entries) {
    const where = `journal/entries/${index}`;
    if (value.type === 'handed-over') parseKeyOfKind(value.key, `${where} key`, NOTE_KIND, names.journal);
    if (value.type !== 'key-rotated') continue;
    const { role, key, lost, proof } = value;
    parseKeyOfKind(key, `${where} key`, NOTE_KIND, role === 'journal' ? names.journal : names.receipts);
    const signers = lost ? [recovery] : [recovery, parseKey(current[role], where)];
    demandProof(proof, keysText(origin, index, [[role, key]]), signers, `${where} proof`);
    current[role] = key;
  }
}

/**
 * @param {string} source @param {string} text @param {import('./keys.mjs').VerifierKey[]} signers
 * @param {string} where
 */
function demandProof(source, text, signers, where) {
  const note = parseNote(source, where);
  demand(note.text === text, where, 'has not the expected text');
  for (const key of signers) demandSigned(note, key, where);
}

/**
 * @typedef {object} Journal
 * @property {string} origin
 * @property {Entry[]} entries
 * @property {Uint8Array[]} leaves their leaf hashes
 */

/**
 * The times of the cosignatures of observers who witness: all must be good and not too early (8.4).
 * @param {Journal} journal
 * @param {import('./note.mjs').Note} note
 * @param {number} size
 * @param {import('./rules.mjs').Observer[]} witnesses
 * @param {string} where
 * @returns {bigint[]}
 */
export function cosignatureTimes(journal, note, size, witnesses, where) {
  const earliest = BigInt(journal.entries[size - 1].value.at) - TOLERANCE;
  const times = [];
  for (const { id, cosign_key: text } of witnesses) {
    const { answer, time } = askCosignature(note, parseKeyOfKind(text, where, COSIGN_KIND));
    if (answer === 'unsigned') continue;
    demand(answer === 'signed', where, `the cosignature of ${id} is not accepted`);
    demand(time >= earliest, where, `the cosignature of ${id} is of ${time}, before ${earliest}`);
    times.push(time);
  }
  return times;
}

/**
 * Judge a witnessed checkpoint inside an entry (8.4).
 * @param {Journal} journal
 * @param {Entry} entry with the member `checkpoint`
 * @param {number} covers index j of the entry it must cover
 * @param {{observers: import('./rules.mjs').Observer[]}} rules
 * @returns {bigint[]} the times of the witnesses' cosignatures
 */
export function demandWitnessed(journal, entry, covers, rules) {
  const where = `journal/entries/${entry.index} checkpoint`;
  const note = parseNote(entry.value.checkpoint, where);
  const { origin, size, root } = checkpointOf(note, where);
  demand(origin === journal.origin, where, 'is of another origin');
  demand(size > covers, where, `its size ${size} does not cover entry ${covers}`);
  demand(size <= entry.index, where, `its size ${size} is above its entry's index`);
  const right = /** @type {Uint8Array} */ (prefixRoots(journal.leaves, [size]).get(size));
  demand(hex(root) === hex(right), where, `its root is not that of the first ${size} entries`);
  demandSigned(note, parseKey(journalKeyFor(journal.entries, size - 1), where), where);
  const witnesses = observersWith(rules, 'witness');
  const times = cosignatureTimes(journal, note, size, witnesses, where);
  const needed = quorumOf(witnesses.length);
  demand(times.length >= needed, where, `cosigned by ${times.length} of ${witnesses.length} witnesses, ${needed} are needed`);
  return times;
}

/** @param {Entry[]} entries @returns {Uint8Array[]} leaf hashes (8.1) */
export function entryLeaves(entries) {
  return entries.map(({ bytes }) => leafHash(bytes));
}
