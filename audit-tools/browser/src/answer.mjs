/**
 * Answers and their receipts (PROTOCOL.md 6.7, 6.8, 6.10).
 */
import { hashOf, utf8 } from './bytes.mjs';
import { demandShared, fromOne, parseFields } from './receipt.mjs';
import { demand } from './refusal.mjs';
import { ANSWERS, isOfKind } from './strangers.mjs';

const ANSWER_NAMES = ['origin', 'round', 'attempt', 'code', 'number', 'answer'];
const NAMES = [...ANSWER_NAMES, 'key', 'signature', 'time', 'index'];
/** Seconds the office has to enter an answer (6.10). */
const DELAY = 7200n;

/** What may be said (6.7). */
export const WORDS = ['accept', 'decline'];

/**
 * @typedef {object} AnswerReceipt
 * @property {string} name of the file, for error texts
 * @property {import('./note.mjs').Note} note
 * @property {Record<string, string>} fields as written
 * @property {string} code
 * @property {number} attempt
 * @property {number} number
 * @property {number} time
 * @property {number} index
 * @property {string} hash the answer-receipt hash
 */

/** @param {Uint8Array} bytes @returns {boolean} whether they begin as an answer receipt does (6.8) */
export function isAnswerReceipt(bytes) {
  return isOfKind(bytes, ANSWERS);
}

/**
 * Parse an answer receipt and judge its form.
 * @param {Uint8Array} bytes
 * @param {string} name
 * @returns {AnswerReceipt}
 */
export function parseAnswerReceipt(bytes, name) {
  const { note, fields } = parseFields(bytes, name, ANSWERS.first, NAMES);
  const at = (/** @type {string} */ field) => `${name} ${field}`;
  const shared = demandShared(fields, at);
  const attempt = fromOne(fields.attempt, at('attempt'));
  const number = fromOne(fields.number, at('number'));
  demand(WORDS.includes(fields.answer), at('answer'), 'is neither accept nor decline');
  return { name, note, fields, code: fields.code, attempt, number, hash: hashOf(utf8(note.text)), ...shared };
}

/** The answer that the family signed (6.7). @param {AnswerReceipt} receipt @returns {string} */
export function answerText({ fields }) {
  return `paiwei answer v1\n${ANSWER_NAMES.map((name) => `${name}: ${fields[name]}\n`).join('')}`;
}

/**
 * What an answer receipt is held against: its attempt, as published.
 * @typedef {object} Answered
 * @property {Set<string>} placed codes with a place
 * @property {Map<string, string>} keys of the roll, by code
 * @property {{at: number, size: number}[]} entries the attempt's answers entries
 * @property {string[][]} records of answers.csv
 * @property {number | null} silentSince from when on the journal went on with the online machine to its
 *   end, the attempt being in force; null if it is not, or the machine did not
 * @property {number} end `at` of the journal's last entry
 */

/**
 * How an answer receipt contradicts its attempt (6.10, but for the time until which answers are taken).
 * @param {AnswerReceipt} receipt
 * @param {Answered} answered
 * @returns {string[]} empty if it doesn't
 */
export function answerContradictions(receipt, answered) {
  const { fields, index, code, hash, time } = receipt;
  const findings = [];
  if (!answered.placed.has(code)) findings.push('its code has no place in results.csv');
  if (answered.keys.get(code) !== fields.key) findings.push('the roll has another key');
  const late = answered.entries.find(({ at, size }) => BigInt(at) >= BigInt(time) + DELAY && size <= index);
  if (late) findings.push(`the answers entry of ${late.at} has only ${late.size} records, its index is ${index}`);
  const size = answered.entries.at(-1)?.size ?? 0;
  if (index < size) {
    const right = [code, fields.number, fields.answer, hash].join();
    if (answered.records[index].join() !== right) findings.push(`record ${index} of answers.csv is not this receipt`);
  } else if (answered.silentSince !== null) {
    const from = BigInt(Math.max(time, answered.silentSince));
    if (BigInt(answered.end) >= from + DELAY) findings.push(`answers.csv has only ${size} records, its index is ${index}`);
  }
  return findings;
}
