/**
 * The published folder (PROTOCOL.md 4): SHA256SUMS, which files must be there, the journal's files.
 */
import { compareBytes, hashOf, linesOf, sameBytes, utf8 } from './bytes.mjs';
import { leafHash } from './merkle.mjs';
import { demand, quoted, refuse } from './refusal.mjs';
import { tilesOf } from './tiles.mjs';

/** @typedef {Map<string, Uint8Array>} Files the folder's files by path with `/` */
/** @typedef {import('./events.mjs').Round} Round */
/** @typedef {import('./events.mjs').Event} Event */

const SUMS = 'SHA256SUMS';
const MOST_ENTRIES = 1_000_000;

/**
 * Read a file that must be there.
 * @param {Files} files
 * @param {string} path
 * @returns {Uint8Array}
 */
export function fileOf(files, path) {
  return files.get(path) ?? refuse(path, 'is missing');
}

/** Hashes of files that were asked for before. @type {WeakMap<Uint8Array, string>} */
const known = new WeakMap();

/** The hash of a whole file, computed once. @param {Uint8Array} bytes @returns {string} hex */
export function fileHash(bytes) {
  const hash = known.get(bytes) ?? hashOf(bytes);
  known.set(bytes, hash);
  return hash;
}

/**
 * What is wrong with SHA256SUMS (4.1; V01).
 * @param {Files} files
 * @returns {string[]}
 */
export function sumsFindings(files) {
  const listed = parseSums(fileOf(files, SUMS));
  const findings = [];
  for (const [path, hash] of listed) {
    const bytes = files.get(path);
    if (bytes === undefined) findings.push(`${SUMS}: ${quoted(path)} is listed, but isn't there`);
    else if (fileHash(bytes) !== hash) findings.push(`${path}: has not the hash that ${SUMS} lists`);
  }
  for (const path of files.keys()) {
    if (path !== SUMS && !listed.has(path)) findings.push(`${SUMS}: does not list ${quoted(path)}`);
  }
  return findings;
}

/** @param {Uint8Array} bytes @returns {Map<string, string>} hash by path */
function parseSums(bytes) {
  const listed = new Map();
  /** @type {Uint8Array | null} */
  let before = null;
  linesOf(bytes, SUMS).forEach((line, i) => {
    const where = `${SUMS} line ${i + 1}`;
    const match = /^([0-9a-f]{64}) {2}(.+)$/s.exec(line);
    if (!match) return refuse(where, 'is not <hash>, two spaces, <path>');
    const path = utf8(match[2]);
    demand(before === null || compareBytes(before, path) < 0, where, 'its path is not above that of the line before');
    demand(match[2] !== SUMS, where, 'lists itself');
    before = path;
    listed.set(match[2], match[1]);
  });
  return listed;
}

/**
 * The bytes of the entries 0…n−1, after demanding that `journal/` holds exactly what 4.3 says.
 * @param {Files} files
 * @param {number} size the checkpoint's
 * @returns {{list: Uint8Array[], leaves: Uint8Array[]}}
 */
export function journalEntries(files, size) {
  demand(size >= 1 && size <= MOST_ENTRIES, 'journal/checkpoint', `has the size ${size}, not 1–${MOST_ENTRIES}`);
  const list = [];
  for (let i = 0; i < size; i++) list.push(fileOf(files, `journal/entries/${i}`));
  const leaves = list.map(leafHash);
  const tiles = tilesOf(list, leaves);
  for (const [path, bytes] of tiles) {
    demand(sameBytes(fileOf(files, path), bytes), path, 'is not the tile that the entries give');
  }
  for (const path of files.keys()) {
    if (!path.startsWith('journal/')) continue;
    const entry = /^journal\/entries\/(0|[1-9][0-9]{0,6})$/.exec(path);
    const fits = path === 'journal/checkpoint' || tiles.has(path) || (entry !== null && Number(entry[1]) < size);
    demand(fits, path, `does not belong to a journal of size ${size}`);
  }
  return { list, leaves };
}

/**
 * An attempt of a round as its entries show it.
 * @typedef {object} Attempt
 * @property {number} number
 * @property {string} prefix of its files' paths (4.2)
 * @property {Event[]} events
 */

/** @param {Round} round @returns {Attempt[]} */
export function attemptsOf(round) {
  return Array.from({ length: round.attempt }, (_, i) => ({
    number: i + 1,
    prefix: i === 0 ? '' : `attempt-${i + 1}/`,
    events: round.events.filter(({ attempt }) => attempt === i + 1),
  }));
}

/**
 * The entries of a type among events.
 * @param {{events: Event[]}} holder a round or an attempt
 * @param {string} type
 * @returns {Event[]}
 */
export function eventsOf({ events }, type) {
  return events.filter(({ entry }) => entry.value.type === type);
}

/**
 * The last entry of a type.
 * @param {{events: Event[]}} holder
 * @param {string} type
 * @returns {import('./entries.mjs').Entry | null}
 */
export function lastOf(holder, type) {
  return eventsOf(holder, type).at(-1)?.entry ?? null;
}

/** @param {Round} round @returns {import('./entries.mjs').Entry | null} its `intake` entry of phase `close` */
export function closingOf(round) {
  const last = lastOf(round, 'intake');
  return last !== null && last.value.phase === 'close' ? last : null;
}

/**
 * The result-published entry in force (10.4).
 * @param {Round} round
 * @returns {import('./entries.mjs').Entry | null}
 */
export function resultInForce(round) {
  return round.state === 'published' ? lastOf(round, 'result-published') : null;
}

/**
 * The earlier rounds in force along the chain of `follows` (7.6).
 * @param {Map<string, Round>} rounds
 * @param {Round} round
 * @returns {Round[]}
 */
export function earlierRounds(rounds, round) {
  const found = [];
  for (let id = round.announced.value.follows; id !== null; ) {
    const earlier = rounds.get(id);
    if (earlier === undefined) break;
    if (earlier.state === 'published') found.push(earlier);
    id = earlier.announced.value.follows;
  }
  return found;
}

/**
 * The files that must be there, but for `journal/` (4, 4.2; V08).
 * @param {Map<string, Round>} rounds
 * @param {Round} round
 * @returns {Set<string>}
 */
export function expectedFiles(rounds, round) {
  const paths = new Set([SUMS, 'PROTOCOL.md', 'trust.txt', 'rules.json']);
  const add = (/** @type {string} */ prefix, /** @type {string[]} */ ...names) => names.forEach((name) => paths.add(prefix + name));
  if (closingOf(round) !== null) add('', 'intake.csv');
  if (lastOf(round, 'roll-posted') !== null) add('', 'posted.csv');
  for (const attempt of attemptsOf(round)) {
    if (lastOf(attempt, 'roll-frozen') !== null) add(attempt.prefix, 'roll.csv', 'changes.csv');
    if (lastOf(attempt, 'result-published') !== null) {
      add(attempt.prefix, 'draw.txt', 'results.csv', 'cutoffs.csv', 'waitlist.csv');
    }
    if (lastOf(attempt, 'answers') !== null) add(attempt.prefix, 'answers.csv');
  }
  if (resultInForce(round)?.value.files['verify.html'] !== undefined) add('', 'verify.html');
  for (const { id } of earlierRounds(rounds, round)) add(`earlier/${id}/`, 'roll.csv', 'results.csv');
  return paths;
}
