/**
 * What a family is shown of its application: the service's answer and what the device has kept, as plain
 * values by name; lists are lists of the same.
 */
import { demandByFamily, readAnswerReceipt, readReceipt, ReceiptError } from './receipt.mjs';
import { keyOf, lastRequest } from './vault.mjs';

/** @typedef {import('./vault.mjs').Held} Held */
/** @typedef {{[name: string]: string | View[]}} View */

/**
 * The application with the receipts that the service has, each looked at: of this code, and signed by
 * this key or made by the office. A receipt of the office's that this device hasn't seen is taken over.
 * @param {Held} held
 * @param {any} own the service's answer
 * @returns {{held: Held, missing: number}} `missing`: receipts kept here that the service doesn't show
 */
export function broughtUp(held, own) {
  /** @type {import('./receipt.mjs').Receipt[]} */
  const receipts = own.receipts.map(readReceipt);
  demandByFamily(receipts, keyOf(held));
  const ofOther = receipts.some(({ fields }) => fields.code !== held.code || fields.round !== held.round);
  if (ofOther) throw new ReceiptError('is of another application');
  const texts = new Set(receipts.map(({ text }) => text));
  const missing = held.receipts.filter((note) => !texts.has(readReceipt(note).text)).length;
  // A receipt that the office doesn't show any more is evidence: nothing is taken over in its place.
  if (missing > 0) return { held, missing };
  return { held: { ...held, receipts: own.receipts, answers: own.answers }, missing };
}

/** States of a round in which documents are taken. */
const PROVING = ['open', 'closed', 'posted'];

/** @param {Held} held @param {any} own @returns {View} */
export function viewOf(held, own) {
  const last = lastRequest(held);
  const place = own.result?.place ?? null;
  return {
    code: held.code,
    name: held.fields?.name ?? '',
    state: own.state,
    status: last?.status ?? '',
    'may-withdraw': own.state === 'open' && last?.status === 'entered' ? 'yes' : '',
    'may-prove': PROVING.includes(own.state) && last?.status === 'entered' ? 'yes' : '',
    revision: textOfNumber(last?.revision),
    linked: (last?.bundle ?? []).filter((code) => code !== held.code).join(' '),
    claims: listOf(last?.claims ?? []),
    choices: choicesOf(last?.choices ?? ''),
    receipts: held.receipts.map(receiptOf),
    decision: own.decision?.status ?? '',
    categories: listOf(own.decision?.categories ?? []),
    points: textOfNumber(own.decision?.points),
    result: own.result === null ? '' : place === null ? 'none' : 'placed',
    program: place?.program ?? '',
    pool: place?.pool ?? '',
    choice: textOfNumber(place?.choice),
    ranks: listOf((own.result?.ranks ?? []).map(String)),
    numbers: listOf(own.result?.numbers ?? []),
    answer: answersOf(own).map(({ answer }) => answer).pop() ?? '',
    objections: own.objections.map(objectionOf),
    documents: (own.documents ?? []).map((/** @type {any} */ one) => documentOf(one, own.state === 'open')),
  };
}

/** @param {number | null | undefined} number @returns {string} */
function textOfNumber(number) {
  return number === null || number === undefined ? '' : String(number);
}

/** @param {string[]} values @returns {View[]} */
function listOf(values) {
  return values.map((value) => ({ value }));
}

/** @param {string} choices @returns {View[]} one for each choice, bands and places from 1 */
function choicesOf(choices) {
  const bands = choices.split('|').map((list) => list.split('>').filter((program) => program !== ''));
  return bands.flatMap((list, band) => list.map((program, at) => ({ band: String(band + 1), place: String(at + 1), program })));
}

/** @param {string} note @returns {View} */
function receiptOf(note) {
  const { revision, status, time, index, key } = readReceipt(note).fields;
  return { revision, status, time, index, key };
}

/** @param {any} document @param {boolean} removable @returns {View} */
function documentOf({ id, category, kind, bytes, added_at }, removable) {
  return { id, category, kind, size: `${Math.ceil(bytes / 1024)} KB`, added: String(added_at), removable: removable ? 'yes' : '' };
}

/** @param {any} objection @returns {View} */
function objectionOf({ number, text, filed_at, state, reply, replied_at }) {
  return { number: String(number), text, filed: String(filed_at), state, reply: reply ?? '', replied: textOfNumber(replied_at) };
}

/**
 * Answers to the result that is shown.
 * @param {any} own
 * @returns {{attempt: number, number: number, answer: string}[]}
 */
function answersOf(own) {
  /** @type {string[]} */
  const notes = own.answers;
  const all = notes.map((note) => readAnswerReceipt(note).fields);
  const read = all.map(({ attempt, number, answer }) => ({ attempt: Number(attempt), number: Number(number), answer }));
  return read.filter(({ attempt }) => attempt === own.result?.attempt);
}

/**
 * What the family says next to its place.
 * @param {Held} held
 * @param {any} own
 * @param {'accept' | 'decline'} answer
 * @returns {import('./request.mjs').Answer | null} null where there is no place
 */
export function answering({ origin, round, code }, own, answer) {
  if (!own.result?.place) return null;
  return { origin, round, code, attempt: own.result.attempt, number: answersOf(own).length + 1, answer };
}
