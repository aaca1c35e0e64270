/**
 * roll.csv and posted.csv (PROTOCOL.md 7.1–7.4).
 */
import { parseCsv, placeIn } from './csv.mjs';
import { demand, quoted, refuse } from './refusal.mjs';
import { integerOf, isAscending, isCode, isHash, MAX_31 } from './words.mjs';

export const ROLL_HEADER = 'code,status,revision,key,tag,bundle,categories,points,choices,commitment';
const STATUSES = ['entered', 'withdrawn', 'refused', 'lapsed'];

/**
 * One line of a roll. Texts are the bytes of the fields.
 * @typedef {object} RollLine
 * @property {number} index
 * @property {Record<string, string>} fields by the header's names
 * @property {string} code
 * @property {boolean} entered
 * @property {number} revision
 * @property {string} bundle
 * @property {string[]} categories
 * @property {number} points empty counts as 0
 * @property {string[][]} choices program ids of each band
 */

/** @typedef {{csv: import('./csv.mjs').Csv, lines: RollLine[]}} Roll */

/** @param {string} text @param {string} separator @returns {string[]} empty for an empty text */
export function parts(text, separator) {
  return text === '' ? [] : text.split(separator);
}

/**
 * What the lines of a roll are judged by.
 * @typedef {object} RollRules
 * @property {any} rules
 * @property {Set<string>} categories
 * @property {Set<string>[]} bands programs of each band
 */

/** @param {any} rules @returns {RollRules} */
function rollRules(rules) {
  return {
    rules,
    categories: new Set(rules.categories.map((/** @type {any} */ one) => one.id)),
    bands: rules.bands.map((/** @type {any} */ band) => new Set(band.programs)),
  };
}

/**
 * Parse roll.csv or posted.csv and judge its lines and bundles.
 * @param {Uint8Array} bytes
 * @param {string} name
 * @param {any} rules
 * @param {Roll | null} [before] of the same rules: a line that stands there too was judged already
 * @returns {Roll}
 */
export function parseRoll(bytes, name, rules, before) {
  const csv = parseCsv(bytes, name, ROLL_HEADER);
  const by = rollRules(rules);
  const lines = csv.lines.map((line, index) => {
    const same = before?.csv.lines[index] === line;
    return same ? before.lines[index] : rollLine(csv, line.split(','), index, by);
  });
  lines.forEach(({ code, index }) => {
    const fine = index === 0 || lines[index - 1].code < code;
    demand(fine, placeIn(csv, index, 'code'), 'is not above the code of the line before');
  });
  demandBundles(csv, lines, rules);
  return { csv, lines };
}

/** @param {string[]} record @returns {Record<string, string>} by the header's names */
function fieldsOf([code, status, revision, key, tag, bundle, categories, points, choices, commitment]) {
  return { code, status, revision, key, tag, bundle, categories, points, choices, commitment };
}

/** @param {import('./csv.mjs').Csv} csv @param {string[]} record @param {number} index @param {RollRules} by @returns {RollLine} */
function rollLine(csv, record, index, by) {
  const fields = fieldsOf(record);
  const at = (/** @type {string} */ field) => placeIn(csv, index, field);
  demand(isCode(fields.code), at('code'), `${quoted(fields.code)} is not a code`);
  demand(STATUSES.includes(fields.status), at('status'), `${quoted(fields.status)} is unknown`);
  const revision = integerOf(fields.revision, MAX_31);
  if (revision === null || revision < 1) return refuse(at('revision'), 'is not an integer from 1 to 2^31−1');
  demand(fields.key === '-' || isHash(fields.key), at('key'), 'is neither 64 hex digits nor -');
  demand(/^[0-9a-f]{32}$/.test(fields.tag), at('tag'), 'is not 32 hex digits');
  demand(isHash(fields.commitment), at('commitment'), 'is not 64 hex digits');
  const entered = fields.status === 'entered';
  if (!entered) {
    for (const field of ['bundle', 'categories', 'points', 'choices']) {
      demand(fields[field] === '', at(field), `is not empty on a line that is ${fields.status}`);
    }
  }
  const categories = parts(fields.categories, '+');
  demand(isAscending(categories), at('categories'), 'are not a set in ascending order');
  for (const id of categories) demand(by.categories.has(id), at('categories'), `${quoted(id)} is unknown`);
  const points = fields.points === '' ? 0 : integerOf(fields.points, MAX_31);
  if (points === null) return refuse(at('points'), 'are not an integer from 0 to 2^31−1');
  const choices = entered ? choicesOf(fields.choices, by, at('choices')) : [];
  return { index, fields, code: fields.code, entered, revision, bundle: fields.bundle, categories, points, choices };
}

/**
 * The choices of an entered line (7.4).
 * @param {string} text @param {RollRules} by @param {string} where
 * @returns {string[][]}
 */
function choicesOf(text, by, where) {
  const lists = text.split('|').map((list) => parts(list, '>'));
  demand(lists.length === by.bands.length, where, `are ${lists.length} lists, the rules have ${by.bands.length} bands`);
  lists.forEach((list, band) => {
    const { most } = by.rules.bands[band];
    demand(list.length <= most, where, `band ${band} has ${list.length} programs, at most ${most} are allowed`);
    for (const id of list) demand(by.bands[band].has(id), where, `${quoted(id)} is not in band ${band}`);
  });
  const all = lists.flat();
  demand(new Set(all).size === all.length, where, 'name a program twice');
  return lists;
}

/**
 * Bundles (7.3).
 * @param {import('./csv.mjs').Csv} csv @param {RollLine[]} lines @param {any} rules
 */
function demandBundles(csv, lines, rules) {
  const byCode = new Map(lines.map((line) => [line.code, line]));
  for (const line of lines) {
    if (line.bundle === '') continue;
    const where = placeIn(csv, line.index, 'bundle');
    demand(rules.bundles !== undefined, where, 'the rules have no bundles');
    const codes = line.bundle.split('+');
    demand(isAscending(codes), where, 'is not a set in ascending order');
    const fine = codes.length >= 2 && codes.length <= rules.bundles.most;
    demand(fine, where, `has ${codes.length} codes, not 2–${rules.bundles.most}`);
    demand(codes.includes(line.code), where, "lacks the line's own code");
    for (const code of codes) {
      const other = byCode.get(code);
      if (other === undefined) return refuse(where, `${quoted(code)} is not on the roll`);
      demand(other.entered, where, `${code} is not entered`);
      demand(other.bundle === line.bundle, where, `${code} carries another bundle`);
      demand(other.fields.choices === line.fields.choices, where, `${code} has other choices`);
    }
  }
}

/**
 * The first tag that stands twice among the entered (7.6; V17).
 * @param {RollLine[]} lines
 * @returns {[RollLine, RollLine] | null}
 */
export function repeatedTag(lines) {
  const seen = new Map();
  for (const line of lines) {
    if (!line.entered) continue;
    const before = seen.get(line.fields.tag);
    if (before) return [before, line];
    seen.set(line.fields.tag, line);
  }
  return null;
}
