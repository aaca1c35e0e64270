/**
 * Receipts of revisions (PROTOCOL.md 6.4) and of answers (6.8): read the note, and hold it against what
 * was signed.
 */
import { fromBase64, fromHex, hex, utf8 } from './bytes.mjs';
import { isCode } from './code.mjs';
import { accepts, readKey } from './signature.mjs';

const NAMES = {
  'paiwei receipt v1': [
    'origin', 'round', 'code', 'revision', 'status', 'key', 'signature',
    'bundle', 'claims', 'choices', 'commitment', 'time', 'index',
  ],
  'paiwei answered v1': [
    'origin', 'round', 'attempt', 'code', 'number', 'answer', 'key', 'signature', 'time', 'index',
  ],
};
const MOST = 16 * 1024;
/** What a line must look like wherever this program goes by its value. @type {Record<string, RegExp>} */
const FORMS = {
  revision: /^[1-9][0-9]{0,9}$/, attempt: /^[1-9][0-9]{0,9}$/, number: /^[1-9][0-9]{0,9}$/,
  status: /^(?:entered|withdrawn)$/, answer: /^(?:accept|decline)$/,
  key: /^(?:-|[0-9a-f]{64})$/, signature: /^(?:-|[0-9a-f]{128})$/, commitment: /^[0-9a-f]{64}$/,
  time: /^(?:0|[1-9][0-9]{0,15})$/, index: /^(?:0|[1-9][0-9]{0,15})$/,
};

/**
 * A receipt of either kind as read.
 * @typedef {object} Receipt
 * @property {string} note as the office gave it
 * @property {string} text without the signature lines
 * @property {string[]} signatures its signature lines
 * @property {Record<string, string>} fields as written, empty ones as `-`
 */

/** A receipt that isn't one, or isn't of what was signed. */
export class ReceiptError extends Error {
  /** @param {string} why */
  constructor(why) {
    super(`the receipt ${why}; keep it, and show it to the office or the notary`);
    this.name = 'ReceiptError';
  }
}

/** @param {unknown} condition @param {string} why @returns {asserts condition} */
function demand(condition, why) {
  if (!condition) throw new ReceiptError(why);
}

/**
 * @param {string} note
 * @param {keyof typeof NAMES} first its first line: its kind
 * @returns {Receipt}
 * @throws {ReceiptError}
 */
function read(note, first) {
  demand(typeof note === 'string' && utf8(note).length <= MOST, 'is none, or too long');
  demand(!/[\x00-\x09\x0b-\x1f]/.test(note), 'holds a control character');
  const gap = note.lastIndexOf('\n\n');
  demand(gap >= 0 && note.endsWith('\n'), 'is no signed note');
  const text = note.slice(0, gap + 1);
  const signatures = note.slice(gap + 2, -1).split('\n');
  demand(signatures.every((one) => /^\u2014 [^ ]+ [^ ]+$/.test(one)), 'has a signature line that is none');
  const names = NAMES[first];
  const lines = text.slice(0, -1).split('\n');
  demand(lines[0] === first && lines.length === names.length + 1, `doesn't begin with ${first}, or has other lines`);
  const fields = Object.fromEntries(names.map((name, i) => [name, valueOf(lines[i + 1], name)]));
  demand(isCode(fields.code), 'has a code that is none');
  demand(fields.signature === '-' || fields.key !== '-', 'has a signature without a key');
  return { note, text, signatures, fields };
}

/** @param {string} line @param {string} name @returns {string} */
function valueOf(line, name) {
  const start = `${name}: `;
  demand(line.startsWith(start) && line.length > start.length, `has no line ${name}`);
  const value = line.slice(start.length);
  demand(FORMS[name]?.test(value) ?? true, `has a line ${name} that cannot be`);
  return value;
}

/** @param {string} note @returns {Receipt} of a revision @throws {ReceiptError} */
export function readReceipt(note) {
  return read(note, 'paiwei receipt v1');
}

/** @param {string} note @returns {Receipt} of an answer @throws {ReceiptError} */
export function readAnswerReceipt(note) {
  return read(note, 'paiwei answered v1');
}

/**
 * The text that the family of a receipt signed (6.3, 6.7).
 * @param {Receipt} receipt
 * @returns {string}
 */
export function signedText({ text }) {
  const kept = text.split('\n').filter((line) => !/^(?:key|signature|time|index): /.test(line));
  kept[0] = kept[0] === 'paiwei receipt v1' ? 'paiwei request v1' : 'paiwei answer v1';
  return kept.join('\n');
}

/**
 * Hold a receipt against what was signed.
 * @param {Receipt} receipt
 * @param {{text: string, key: string, signature: string}} signed
 * @param {string | null} [officeKey] the verifier key of the office's receipts, where it is known
 * @throws {ReceiptError}
 */
export function demandOf(receipt, { text, key, signature }, officeKey = null) {
  demand(signedText(receipt) === text, 'is of something else than what this device signed');
  demand(receipt.fields.key === key, 'names another key than the child\'s');
  demand(receipt.fields.signature === signature, 'holds another signature than the child\'s');
  if (officeKey !== null) demandByOffice(receipt, officeKey);
}

/**
 * Refuse receipts of one application, the first first, that its key can't have led to: anybody could have
 * written them. What the office makes, on paper or at the counter, has no signature, and every check
 * counts it; it may change the key, so that an older receipt has another one.
 * @param {Receipt[]} receipts
 * @param {string} key the family's
 * @throws {ReceiptError}
 */
export function demandByFamily(receipts, key) {
  /** @type {string | null} */
  let expected = key;
  for (const receipt of [...receipts].reverse()) {
    const { key: named, signature } = receipt.fields;
    const signed = signature !== '-';
    demand(expected === null || named === expected || (!signed && named === '-'), 'names another key than the child\'s');
    const good = !signed || accepts(fromHex(signature), utf8(signedText(receipt)), fromHex(named));
    demand(good, 'is not signed by its key');
    if (!signed) expected = null;
  }
}

/**
 * Refuse a receipt that the office's receipts key didn't sign (3.3).
 * @param {Receipt} receipt
 * @param {string} officeKey
 * @throws {ReceiptError}
 */
export function demandByOffice({ text, signatures }, officeKey) {
  const key = readKey(officeKey);
  demand(key !== null, 'cannot be checked: the office\'s key is none');
  const lines = signatures.map((line) => line.split(' ')).filter(([, name]) => name === key.name);
  const found = lines.map(([, , encoded]) => fromBase64(encoded)).find((bytes) => bytes !== null && hex(bytes.subarray(0, 4)) === key.id);
  demand(found, 'is not signed by the office\'s key');
  demand(accepts(found.subarray(4), utf8(text), key.bytes), 'has a signature of the office that is not accepted');
}
