/**
 * CSV files (PROTOCOL.md 2.6) and the root of one (2.10).
 */
import { textOf, utf8 } from './bytes.mjs';
import { LineTree } from './line-tree.mjs';
import { demand } from './refusal.mjs';

const MOST_RECORDS = 2 ** 32 - 1;
const MOST_LINE = 65535;
const ALLOWED = /^[A-Za-z0-9._\-+>|:/,]*$/;
const LF = 10;
const COMMA = 44;

/** By byte: 1 if 2.6 allows it in a line. */
const FINE = Uint8Array.from({ length: 256 }, (_, byte) => (byte < 128 && ALLOWED.test(String.fromCharCode(byte)) ? 1 : 0));

/** A CSV file of which the form is judged. */
export class Csv {
  /** @type {string[] | null} */
  #lines = null;
  /** @type {string[][] | null} */
  #records = null;
  /** @type {LineTree | null} */
  #tree = null;

  /**
   * @param {string} name the file's path, for error texts
   * @param {Uint8Array} bytes
   * @param {Uint32Array} starts where each record begins, and one past the last one's LF
   */
  constructor(name, bytes, starts) {
    this.name = name;
    this.bytes = bytes;
    this.starts = starts;
  }

  /** The number of records. */
  get size() {
    return this.starts.length - 1;
  }

  /** The records' lines without LF. @returns {string[]} */
  get lines() {
    this.#lines ??= textOf(this.bytes, this.name).slice(0, -1).split('\n').slice(1);
    return this.#lines;
  }

  /** Their fields. @returns {string[][]} */
  get records() {
    this.#records ??= this.lines.map((line) => line.split(','));
    return this.#records;
  }

  /** The Merkle tree over its records (2.10). @returns {LineTree} */
  get tree() {
    this.#tree ??= new LineTree(this.bytes, this.starts);
    return this.#tree;
  }
}

/**
 * Parse a CSV file with its fixed header.
 * @param {Uint8Array} bytes
 * @param {string} name the file's path
 * @param {string} header
 * @returns {Csv}
 */
export function parseCsv(bytes, name, header) {
  const starts = startsOf(bytes, header);
  if (starts === null) demandLines(bytes, name, header);
  return new Csv(name, bytes, /** @type {Uint32Array} */ (starts));
}

/**
 * Where the records of a file without fault begin. Files of many megabytes are seen through once.
 * @param {Uint8Array} bytes
 * @param {string} header
 * @returns {Uint32Array | null} null if there is a fault somewhere
 */
function startsOf(bytes, header) {
  const head = utf8(`${header}\n`);
  if (bytes[bytes.length - 1] !== LF || !head.every((byte, i) => byte === bytes[i])) return null;
  const commas = header.split(',').length - 1;
  const starts = [head.length];
  let found = 0;
  for (let i = head.length, start = i; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === COMMA) found++;
    else if (byte === LF) {
      if (found !== commas || i === start || i - start > MOST_LINE) return null;
      found = 0;
      start = i + 1;
      starts.push(start);
    } else if (FINE[byte] === 0) return null;
  }
  return starts.length - 1 > MOST_RECORDS ? null : Uint32Array.from(starts);
}

/**
 * Refuse a file for its first fault, which it has.
 * @param {Uint8Array} bytes @param {string} name @param {string} header
 */
function demandLines(bytes, name, header) {
  const text = textOf(bytes, name);
  demand(text.endsWith('\n'), name, 'the last line does not end in LF');
  const [first, ...lines] = text.slice(0, -1).split('\n');
  demand(first === header, `${name} line 1`, `is not the header ${header}`);
  demand(lines.length <= MOST_RECORDS, name, `has more than ${MOST_RECORDS} records`);
  const width = header.split(',').length;
  lines.forEach((line, i) => {
    const where = `${name} line ${i + 2}`;
    demand(line.length <= MOST_LINE, where, `is longer than ${MOST_LINE} bytes`);
    demand(line !== '', where, 'is empty');
    demand(ALLOWED.test(line), where, 'holds a character that 2.6 does not allow');
    const fields = line.split(',').length;
    demand(fields === width, where, `has ${fields} fields, not ${width}`);
  });
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

/** @param {Csv} csv @returns {Uint8Array} the root of the file (2.10) */
export function csvRoot(csv) {
  return csv.tree.root(csv.size);
}
