/**
 * The identity file (PROTOCOL.md 6.1): who stands behind a code, private to family and office, published
 * only as its hash.
 */
import { hashOf, hex, randomBytes } from './bytes.mjs';
import { readDocument } from './document.mjs';

/**
 * RFC 8785 serialisation of texts and objects of texts; members are sorted by UTF-16 units, which is
 * JavaScript's order.
 * @param {any} value
 * @returns {string}
 */
function canonical(value) {
  if (typeof value === 'string') return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

/** NFC without lone surrogates, which no file can hold. @param {string} text @returns {string} */
function normal(text) {
  return text.replace(/\p{Surrogate}/gu, '\ufffd').normalize('NFC');
}

/** @returns {string} a new salt, 64 hex digits: what keeps the commitment from being guessed */
export function makeSalt() {
  return hex(randomBytes(32));
}

/**
 * Typed fields in the spelling that the office takes: without spaces around, none that is empty, the
 * document's number in its one spelling where it can be read.
 * @param {Record<string, string>} typed
 * @param {string} today
 * @returns {Record<string, string>}
 */
export function spelled(typed, today) {
  const filled = Object.entries(typed).map(([name, text]) => [name, normal(text).trim()]).filter(([, text]) => text !== '');
  const fields = Object.fromEntries(filled);
  const read = readDocument(fields['document-type'] ?? '', fields['document-number'] ?? '', today);
  if (read.number !== null) fields['document-number'] = read.number;
  if (/^[0-9]+$/.test(fields.points ?? '')) fields.points = fields.points.replace(/^0+(?=.)/, '');
  return fields;
}

/**
 * The bytes of the file, as text.
 * @param {{code: string, round: string, salt: string, fields: Record<string, string>}} parts
 * @returns {string}
 */
export function identityText({ code, round, salt, fields }) {
  const normalised = Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, normal(text)]));
  return canonical({ code, fields: normalised, round, salt });
}

/** @param {string} text of the file @returns {string} its commitment, in request, receipt and roll */
export function commitmentOf(text) {
  return hashOf(text);
}
