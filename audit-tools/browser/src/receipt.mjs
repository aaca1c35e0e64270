/**
 * Receipts and requests (PROTOCOL.md 6.3, 6.4).
 */
import { fromHex, hashOf, textOf, utf8 } from './bytes.mjs';
import { accepts } from './ed25519.mjs';
import { parseNote } from './note.mjs';
import { demand, quoted, refuse } from './refusal.mjs';
import { RECEIPTS } from './strangers.mjs';
import { integerOf, isAnyId, isAscending, isCode, isHash, isId, isOrigin, MAX_31, MAX_INTEGER } from './words.mjs';

const MOST_BYTES = 16 * 1024;
const NAMES = [
  'origin', 'round', 'code', 'revision', 'status', 'key', 'signature',
  'bundle', 'claims', 'choices', 'commitment', 'time', 'index',
];
const REQUEST_NAMES = ['origin', 'round', 'code', 'revision', 'status', 'bundle', 'claims', 'choices', 'commitment'];

/**
 * @typedef {object} Receipt
 * @property {string} name of the file, for error texts
 * @property {import('./note.mjs').Note} note
 * @property {Record<string, string>} fields as written, empty ones as `-`
 * @property {string} code
 * @property {number} revision
 * @property {number} time
 * @property {number} index
 * @property {string} hash the receipt hash
 */

/**
 * Parse a receipt and judge its form.
 * @param {Uint8Array} bytes
 * @param {string} name
 * @returns {Receipt}
 */
export function parseReceipt(bytes, name) {
  const { note, fields } = parseFields(bytes, name, RECEIPTS.first, NAMES);
  const numbers = demandFields(fields, name);
  return { name, note, fields, code: fields.code, hash: hashOf(utf8(note.text)), ...numbers };
}

/**
 * The note of a receipt of either kind, and its lines `name: value` after the first.
 * @param {Uint8Array} bytes @param {string} name @param {string} first @param {string[]} names
 * @returns {{note: import('./note.mjs').Note, fields: Record<string, string>}}
 */
export function parseFields(bytes, name, first, names) {
  demand(bytes.length <= MOST_BYTES, name, `has ${bytes.length} bytes, at most ${MOST_BYTES} are allowed`);
  const note = parseNote(textOf(bytes, name), name);
  const lines = note.text.slice(0, -1).split('\n');
  demand(lines[0] === first, `${name} line 1`, `is not ${first}`);
  demand(lines.length === names.length + 1, name, `has ${lines.length} lines of text, not ${names.length + 1}`);
  const fields = Object.fromEntries(names.map((field, i) => [field, fieldOf(lines[i + 1], field, `${name} line ${i + 2}`)]));
  return { note, fields };
}

/** @param {string} line @param {string} field @param {string} where @returns {string} */
function fieldOf(line, field, where) {
  const start = `${field}: `;
  demand(line.startsWith(start) && line.length > start.length, where, `is not ${start}<value>`);
  return line.slice(start.length);
}

/** @param {Record<string, string>} fields @param {string} name @returns {{revision: number, time: number, index: number}} */
function demandFields(fields, name) {
  const at = (/** @type {string} */ field) => `${name} ${field}`;
  demand(['entered', 'withdrawn'].includes(fields.status), at('status'), 'is neither entered nor withdrawn');
  demand(isHash(fields.commitment), at('commitment'), 'is not 64 hex digits');
  demandContent(fields, at);
  return { revision: fromOne(fields.revision, at('revision')), ...demandShared(fields, at) };
}

/**
 * What receipts of either kind have in common (6.4, 6.8).
 * @param {Record<string, string>} fields @param {(field: string) => string} at
 * @returns {{time: number, index: number}}
 */
export function demandShared(fields, at) {
  demand(isOrigin(fields.origin), at('origin'), 'is not an origin');
  demand(isId(fields.round), at('round'), 'is not an id');
  demand(isCode(fields.code), at('code'), 'is not a code');
  demand(fields.key === '-' || isHash(fields.key), at('key'), 'is neither 64 hex digits nor -');
  const signed = /^[0-9a-f]{128}$/.test(fields.signature);
  demand(signed || fields.signature === '-', at('signature'), 'is neither 128 hex digits nor -');
  demand(!signed || fields.key !== '-', at('key'), 'is missing though there is a signature');
  const time = integerOf(fields.time, MAX_INTEGER);
  if (time === null) return refuse(at('time'), 'is not an integer up to 2^53−1');
  const index = integerOf(fields.index, MAX_INTEGER);
  if (index === null) return refuse(at('index'), 'is not an integer up to 2^53−1');
  return { time, index };
}

/** @param {string} text @param {string} where @returns {number} an integer from 1 to 2^31−1 */
export function fromOne(text, where) {
  const value = integerOf(text, MAX_31);
  return value === null || value < 1 ? refuse(where, 'is not an integer from 1 to 2^31−1') : value;
}

/** Bundle, claims and choices. @param {Record<string, string>} fields @param {(field: string) => string} at */
function demandContent(fields, at) {
  if (fields.status === 'withdrawn') {
    for (const field of ['bundle', 'claims', 'choices']) {
      demand(fields[field] === '-', at(field), 'is not empty on a withdrawal');
    }
    return;
  }
  if (fields.bundle !== '-') {
    const codes = fields.bundle.split('+');
    demand(codes.every(isCode) && isAscending(codes), at('bundle'), 'is not a set of codes');
    demand(codes.length >= 2 && codes.length <= 16, at('bundle'), `has ${codes.length} codes, not 2–16`);
    demand(codes.includes(fields.code), at('bundle'), "lacks the receipt's own code");
  }
  if (fields.claims !== '-') {
    const ids = fields.claims.split('+');
    demand(ids.every(isAnyId) && isAscending(ids), at('claims'), 'is not a set of ids');
  }
  if (fields.choices !== '-') {
    const ids = fields.choices.split('|').flatMap((list) => (list === '' ? [] : list.split('>')));
    demand(ids.every(isAnyId), at('choices'), `${quoted(fields.choices)} is not lists of ids`);
  }
}

/** The request that the family signed (6.3). @param {Receipt} receipt @returns {string} */
export function requestText({ fields }) {
  return `paiwei request v1\n${REQUEST_NAMES.map((name) => `${name}: ${fields[name]}\n`).join('')}`;
}

/**
 * Whether the family's signature, where there is one, is accepted.
 * @param {Record<string, string>} fields of a receipt of either kind
 * @param {string} text what the family signed
 * @returns {boolean}
 */
export function familyAccepted({ key, signature }, text) {
  return signature === '-' || accepts(fromHex(signature), utf8(text), fromHex(key));
}

/**
 * What a receipt is held against.
 * @typedef {object} Published
 * @property {string[][] | null} records of intake.csv, null if it isn't there
 * @property {boolean} closed
 * @property {{at: number, size: number}[]} hours the round's intake entries
 * @property {Map<string, import('./roll.mjs').RollLine> | null} roll by code, null if it isn't there
 */

/**
 * How a receipt contradicts the round (6.6).
 * @param {Receipt} receipt
 * @param {Published} published
 * @returns {string[]} empty if it doesn't
 */
export function contradictions(receipt, published) {
  const { fields, index, hash, time } = receipt;
  const findings = [];
  const late = published.hours.find(({ at, size }) => BigInt(at) >= BigInt(time) + 7200n && size <= index);
  if (late) findings.push(`the intake entry of ${late.at} has only ${late.size} records, its index is ${index}`);
  if (published.records === null) return findings;
  if (index >= published.records.length) {
    if (published.closed) findings.push(`intake.csv has only ${published.records.length} records, its index is ${index}`);
    return findings;
  }
  const right = [fields.code, fields.revision, hash].join();
  if (published.records[index].join() !== right) findings.push(`record ${index} of intake.csv is not this receipt`);
  if (published.roll !== null) findings.push(...rollContradictions(receipt, published.roll.get(fields.code)));
  return findings;
}

/**
 * How a receipt contradicts the roll line of its code (6.6).
 * @param {Receipt} receipt @param {import('./roll.mjs').RollLine | undefined} line
 * @returns {string[]} empty if it doesn't
 */
export function rollContradictions({ fields, revision }, line) {
  if (line === undefined) return ['the roll has no line of this code'];
  if (revision > line.revision) return [`the roll has only revision ${line.revision} of this code`];
  if (revision < line.revision) return [];
  const findings = [];
  if (fields.key !== line.fields.key) findings.push('the roll has another key');
  if (fields.commitment !== line.fields.commitment) findings.push('the roll has another commitment');
  const withdrawn = line.fields.status === 'withdrawn';
  if ((fields.status === 'withdrawn') !== withdrawn) findings.push(`the roll has the status ${line.fields.status}`);
  const choices = fields.choices === '-' ? '' : fields.choices;
  if (fields.status === 'entered' && line.entered && choices !== line.fields.choices) {
    findings.push('the roll has other choices');
  }
  return findings;
}
