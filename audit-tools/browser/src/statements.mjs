/**
 * Statements that people sign, entry hashes and quorums (PROTOCOL.md 3.7, 3.8, 11.1).
 */
import { hashOf, utf8 } from './bytes.mjs';
import { canonical } from './json.mjs';
import { parseKey } from './keys.mjs';
import { askNote, parseNote } from './note.mjs';
import { Refusal } from './refusal.mjs';

/** @param {...(string | number)} lines @returns {string} */
function statement(...lines) {
  return lines.map((line) => `${line}\n`).join('');
}

/**
 * The statement *keys* (3.7).
 * @param {string} origin
 * @param {number} index of the entry that holds it
 * @param {[role: string, key: string][]} keys
 */
export function keysText(origin, index, keys) {
  return statement('paiwei keys v1', origin, index, ...keys.map(([role, key]) => `${role} ${key}`));
}

/** The statement *seed-commit* (3.7). @param {string} origin @param {any} entry */
export function seedCommitText(origin, entry) {
  const { round, attempt, holder, commitment } = entry;
  return statement('paiwei seed-commit v1', origin, round, attempt, holder, commitment);
}

/** The statement *seed-open* (3.7). @param {string} origin @param {any} entry */
export function seedOpenText(origin, entry) {
  const { round, attempt, holder, seed } = entry;
  return statement('paiwei seed-open v1', origin, round, attempt, holder, seed);
}

/** The statement *confirm* (3.7). @param {string} origin @param {any} entry */
export function confirmText(origin, entry) {
  const { round, attempt, type } = entry;
  return statement('paiwei confirm v1', origin, round, attempt, type, entryHash(entry));
}

/**
 * The statement *not-cosigned* (3.7).
 * @param {string} origin
 * @param {any} order the order-set entry
 * @param {number} index its index
 * @param {Uint8Array} bytes its bytes
 */
export function notCosignedText(origin, order, index, bytes) {
  return statement('paiwei not-cosigned v1', origin, order.round, order.attempt, index, hashOf(bytes));
}

/** The entry hash (3.7). @param {any} entry @returns {string} */
export function entryHash(entry) {
  const { confirmations, at, ...rest } = entry;
  return hashOf(utf8(canonical(rest)));
}

/**
 * The commitment to a seed (11.1).
 * @param {string} origin
 * @param {any} entry the seed-opened entry
 * @returns {string}
 */
export function commitmentOf(origin, entry) {
  const { round, attempt, holder, seed } = entry;
  return hashOf(utf8(statement('paiwei seed v1', origin, round, attempt, holder, seed)));
}

/** The quorum of n observers (3.8). @param {number} n @returns {number} */
export function quorumOf(n) {
  return n === 0 ? 0 : Math.floor(n / 2) + 1;
}

/**
 * What keeps a list of notes from a quorum (3.8): each must have exactly the expected text, none be
 * bad, each be signed by one of the observers at least.
 * @param {string[]} notes
 * @param {string} text the expected text
 * @param {{id: string, note_key: string}[]} observers those named for the duty
 * @param {string} where
 * @returns {string[]} findings, empty if the quorum is reached
 */
export function quorumFindings(notes, text, observers, where) {
  const findings = [];
  const signers = new Set();
  notes.forEach((source, i) => {
    try {
      signersOf(source, text, observers, `${where}[${i}]`).forEach((id) => signers.add(id));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      findings.push(error.message);
    }
  });
  const needed = quorumOf(observers.length);
  if (signers.size < needed) {
    findings.push(`${where}: signed by ${signers.size} of ${observers.length} observers, ${needed} are needed`);
  }
  return findings;
}

/**
 * @param {string} source @param {string} text
 * @param {{id: string, note_key: string}[]} observers
 * @param {string} where
 * @returns {string[]} ids of the observers who signed
 */
function signersOf(source, text, observers, where) {
  const note = parseNote(source, where);
  if (note.text !== text) throw new Refusal(where, 'note has not the expected text');
  const answers = observers.map((observer) => ({
    id: observer.id,
    answer: askNote(note, parseKey(observer.note_key, where)),
  }));
  const bad = answers.find(({ answer }) => answer === 'bad');
  if (bad) throw new Refusal(where, `the signature of ${bad.id} is not accepted`);
  const signers = answers.filter(({ answer }) => answer === 'signed').map(({ id }) => id);
  if (signers.length === 0) throw new Refusal(where, 'note is signed by no observer named for this');
  return signers;
}
