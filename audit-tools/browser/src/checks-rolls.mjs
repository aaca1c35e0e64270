/**
 * Checks V12–V15, V17, V18 and V30 (PROTOCOL.md 16): intake, rolls, changes, tags, receipts.
 */
import { hex } from './bytes.mjs';
import { demandChanges } from './changes.mjs';
import { csvRoot, parseCsv, placeIn } from './csv.mjs';
import { closingOf, earlierRounds, eventsOf, fileHash, fileOf, lastOf } from './folder.mjs';
import { demandComplete, parseIntake } from './intake.mjs';
import { demand } from './refusal.mjs';
import { RESULTS_HEADER } from './results.mjs';
import { parseRoll, repeatedTag, ROLL_HEADER } from './roll.mjs';

/** @typedef {import('./verify.mjs').State} State */
/** @typedef {import('./report.mjs').Report} Report */

/** V12: intake.csv and the intake entries (6.5). @param {State} state @param {Report} report */
export function checkIntake(state, report) {
  const entries = eventsOf(state.round, 'intake').map(({ entry }) => entry);
  if (entries.length === 0) return report.doesNotApply();
  const { timeline } = state.rules;
  for (const { index, value } of entries) {
    const earliest = { open: timeline.open, hour: 0, close: timeline.close }[/** @type {'open'} */ (value.phase)];
    if (value.at < earliest) report.fail(`journal/entries/${index} at: ${value.phase} is before ${earliest}`);
  }
  if (closingOf(state.round) === null) return;
  report.part(() => {
    state.intake = parseIntake(fileOf(state.files, 'intake.csv'));
    demandPrefixes(state.intake.csv, entries);
  });
}

/**
 * The root that each of these entries names is that of its prefix; a close names the whole.
 * @param {import('./csv.mjs').Csv} csv @param {import('./entries.mjs').Entry[]} entries
 */
export function demandPrefixes(csv, entries) {
  for (const { index, value } of entries) {
    const where = `journal/entries/${index}`;
    demand(value.size <= csv.size, `${where} size`, `is ${value.size}, ${csv.name} has ${csv.size} records`);
    demand(hex(csv.tree.root(value.size)) === value.root, `${where} root`, `is not that of the first ${value.size} records`);
    const whole = value.phase !== 'close' || value.size === csv.size;
    demand(whole, `${where} size`, `is ${value.size} at the close, ${csv.name} has ${csv.size} records`);
  }
}

/**
 * Judge a CSV file by the size, root and hash that an entry names.
 * @param {import('./csv.mjs').Csv} csv
 * @param {Uint8Array} bytes
 * @param {{size: number, root: string, sha256: string}} named
 * @param {string} where the entry
 */
export function demandNamed(csv, bytes, named, where) {
  demand(named.size === csv.size, `${where} size`, `is ${named.size}, ${csv.name} has ${csv.size} records`);
  demand(named.root === hex(csvRoot(csv)), `${where} root`, `is not that of ${csv.name}`);
  demand(named.sha256 === fileHash(bytes), `${where} sha256`, `is not that of ${csv.name}`);
}

/**
 * Read and judge posted.csv or a roll.csv.
 * @param {State} state @param {string} path @param {import('./entries.mjs').Entry} entry
 */
function readRoll(state, path, entry) {
  const bytes = fileOf(state.files, path);
  const roll = parseRoll(bytes, path, state.rules, state.posted);
  demandNamed(roll.csv, bytes, entry.value, `journal/entries/${entry.index}`);
  if (state.intake !== null) demandComplete(roll.csv, roll.lines, state.intake);
  return roll;
}

/** V13: posted.csv (7). @param {State} state @param {Report} report */
export function checkPosted(state, report) {
  const entry = lastOf(state.round, 'roll-posted');
  if (entry === null) return report.doesNotApply();
  state.posted = readRoll(state, 'posted.csv', entry);
}

/** V14: every attempt's roll.csv (7). @param {State} state @param {Report} report */
export function checkRolls(state, report) {
  for (const attempt of state.attempts) {
    const entry = lastOf(attempt, 'roll-frozen');
    if (entry === null) continue;
    const roll = report.part(() => readRoll(state, `${attempt.prefix}roll.csv`, entry));
    if (roll) state.rolls.set(attempt.number, roll);
  }
  if (eventsOf(state.round, 'roll-frozen').length === 0) report.doesNotApply();
}

/** V15: changes.csv (7.5). @param {State} state @param {Report} report */
export function checkChanges(state, report) {
  const { posted } = state;
  if (posted === null || state.rolls.size === 0) return report.doesNotApply();
  for (const attempt of state.attempts) {
    const roll = state.rolls.get(attempt.number);
    const entry = lastOf(attempt, 'roll-frozen');
    if (roll === undefined || entry === null) continue;
    const path = `${attempt.prefix}changes.csv`;
    report.part(() => {
      const bytes = fileOf(state.files, path);
      demandChanges(bytes, path, posted, roll, state.rules);
      demand(fileHash(bytes) === entry.value.changes, `journal/entries/${entry.index} changes`, `is not that of ${path}`);
    });
  }
}

/** V17: no tag twice among the entered (7.6). @param {State} state @param {Report} report */
export function checkTags(state, report) {
  if (state.rolls.size === 0) report.doesNotApply();
  for (const { csv, lines } of state.rolls.values()) {
    const twice = repeatedTag(lines);
    if (twice) report.fail(`${placeIn(csv, twice[1].index, 'tag')}: stands also on line ${twice[0].index + 2}`);
  }
}

/** V18: no held place is entered again (7.6). @param {State} state @param {Report} report */
export function checkEarlier(state, report) {
  const earlier = earlierRounds(state.rounds, state.round);
  if (earlier.length === 0) return report.doesNotApply();
  for (const round of earlier) report.part(() => checkOneEarlier(state, report, round));
}

/** @param {State} state @param {Report} report @param {import('./events.mjs').Round} round */
function checkOneEarlier(state, report, round) {
  const folder = `earlier/${round.id}/`;
  const { sha256: rollHash } = lastOf(round, 'roll-frozen')?.value ?? {};
  const { sha256: resultsHash } = lastOf(round, 'result-published')?.value.results ?? {};
  const roll = readHashed(state, `${folder}roll.csv`, ROLL_HEADER, rollHash);
  const results = readHashed(state, `${folder}results.csv`, RESULTS_HEADER, resultsHash);
  demand(roll.records.length === results.records.length, results.name, `has not one record for each line of ${roll.name}`);
  const held = new Map();
  roll.records.forEach(([code, , , , tag], i) => {
    if (results.records[i][1] !== '') held.set(tag, code);
  });
  for (const { csv, lines } of state.rolls.values()) {
    for (const line of lines) {
      if (!line.entered || !held.has(line.fields.tag)) continue;
      report.fail(`${placeIn(csv, line.index, 'tag')}: ${held.get(line.fields.tag)} holds a place in round ${round.id}`);
    }
  }
}

/**
 * Read a file of an earlier round, of which only the hash is judged (7.6).
 * @param {State} state @param {string} path @param {string} header @param {string} hash
 */
function readHashed(state, path, header, hash) {
  const bytes = fileOf(state.files, path);
  demand(fileHash(bytes) === hash, path, `has not the hash that the journal names`);
  return parseCsv(bytes, path, header);
}
