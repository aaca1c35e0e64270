/**
 * CSV files (PROTOCOL.md 2.6) and the root of one (2.10).
 */
import { textOf, utf8 } from './bytes.mjs';
import { leafHash, rootOf } from './merkle.mjs';
import { demand } from './refusal.mjs';

const MOST_RECORDS = 2 ** 32 - 1;
const MOST_LINE = 65535;
const ALLOWED = /^[A-Za-z0-9._\-+>|:/,]*$/;

/**
 * @typedef {object} Csv
 * @property {string} name the file's path, for error texts
 * @property {string[]} lines the records' lines without LF
 * @property {string[][]} records their fields
 */

/**
 * Parse a CSV file with its fixed header.
 * @param {Uint8Array} bytes
 * @param {string} name the file's path
 * @param {string} header
 * @returns {Csv}
 */
export function parseCsv(bytes, name, header) {
  const lines = csvLines(bytes, name, header);
  const width = header.split(',').length;
  const records = lines.map((line, i) => {
    const where = `${name} line ${i + 2}`;
    demand(line !== '', where, 'is empty');
    demand(ALLOWED.test(line), where, 'holds a character that 2.6 does not allow');
    const fields = line.split(',');
    demand(fields.length === width, where, `has ${fields.length} fields, not ${width}`);
    return fields;
  });
  return { name, lines, records };
}

/**
 * The record lines of a CSV file, header checked and left out.
 * @param {Uint8Array} bytes
 * @param {string} name
 * @param {string} header
 * @returns {string[]}
 */
function csvLines(bytes, name, header) {
  const text = textOf(bytes, name);
  demand(text.endsWith('\n'), name, 'the last line does not end in LF');
  const lines = text.slice(0, -1).split('\n');
  demand(lines[0] === header, `${name} line 1`, `is not the header ${header}`);
  lines.shift();
  demand(lines.length <= MOST_RECORDS, name, `has more than ${MOST_RECORDS} records`);
  lines.forEach((line, i) => {
    demand(line.length <= MOST_LINE, `${name} line ${i + 2}`, `is longer than ${MOST_LINE} bytes`);
  });
  return lines;
}

/**
 * The place of a record's field in an error text.
 * @param {Csv} csv
 * @param {number} index the record's number from 0
 * @param {string} [field]
 */
export function placeIn(csv, index, field) {
  const line = `${csv.name} line ${index + 2}`;
  return field === undefined ? line : `${line}, ${field}`;
}

/** @param {Csv} csv @returns {Uint8Array[]} the leaf hashes of its records (2.10) */
export function csvLeaves(csv) {
  return csv.lines.map((line) => leafHash(utf8(line)));
}

/** @param {Csv} csv @returns {Uint8Array} the root of the file (2.10) */
export function csvRoot(csv) {
  return rootOf(csvLeaves(csv));
}
