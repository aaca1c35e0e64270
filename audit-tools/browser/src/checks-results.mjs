/**
 * Checks V23–V28 (PROTOCOL.md 16): draw text, results, published hashes, annulled and voided.
 */
import { hex, sameBytes, sha256, utf8 } from './bytes.mjs';
import { notCosignedFindings } from './checks-draw.mjs';
import { demandNamed } from './checks-rolls.mjs';
import { csvRoot, parseCsv } from './csv.mjs';
import { drawText } from './draw.mjs';
import { eventsOf, fileHash, fileOf, lastOf, resultInForce } from './folder.mjs';
import { demand, quoted, refuse } from './refusal.mjs';
import { resultBytes, RESULTS_HEADER } from './results.mjs';
import { observersWith } from './rules.mjs';
import { confirmText, quorumFindings } from './statements.mjs';
import { OFFICE } from './words.mjs';

/** @typedef {import('./verify.mjs').State} State */
/** @typedef {import('./report.mjs').Report} Report */
/** @typedef {import('./folder.mjs').Attempt} Attempt */

/** @param {State} state @returns {Attempt[]} those whose result was published */
export function publishedAttempts(state) {
  return state.attempts.filter((attempt) => lastOf(attempt, 'result-published') !== null);
}

/**
 * Compare a file with what it must be, by lines for the error text.
 * @param {Uint8Array} bytes @param {Uint8Array} expected @param {string} path
 */
function demandContent(bytes, expected, path) {
  if (sameBytes(bytes, expected)) return;
  const [got, lines] = [bytes, expected].map((one) => new TextDecoder().decode(one).split('\n'));
  const at = lines.findIndex((line, i) => line !== got[i]);
  if (at < 0) refuse(path, `has more than the ${lines.length - 1} lines it must have`);
  refuse(`${path} line ${at + 1}`, `is ${quoted(got[at] ?? 'missing')}, must be ${quoted(lines[at])}`);
}

/** The lines of the sources (12.1). @param {State} state @param {Attempt} attempt @returns {string[]} */
function sourceLines(state, attempt) {
  const recorded = eventsOf(attempt, 'randomness-recorded').map(({ entry }) => entry.value);
  return state.rules.randomness.sources.map((/** @type {any} */ { type }) => {
    const value = recorded.find(({ source }) => (source === 'fallback' ? type === 'drand' : source === type));
    if (value === undefined) return refuse(`attempt ${attempt.number}`, `has no randomness of ${type}`);
    if (value.source !== 'drand') return `dice: ${value.dice}`;
    return `drand: ${value.drand.chain} ${value.drand.round} ${value.drand.signature}`;
  });
}

/** @param {State} state @param {Attempt} attempt @returns {string} draw.txt (12.1) */
function expectedDraw(state, attempt) {
  const roll = state.rolls.get(attempt.number);
  if (roll === undefined) return refuse(`${attempt.prefix}draw.txt`, 'has no roll');
  const opened = new Map(eventsOf(attempt, 'seed-opened').map(({ entry }) => [entry.value.holder, entry.value.seed]));
  const holders = [OFFICE, ...observersWith(state.rules, 'seed').map(({ id }) => id)];
  return drawText({
    origin: state.journal.origin,
    round: state.round.id,
    attempt: attempt.number,
    rehearsal: state.rules.rehearsal,
    rulesHash: state.rulesHash,
    roll: { size: roll.csv.size, root: hex(csvRoot(roll.csv)) },
    seeds: holders.map((holder) => ({ holder, seed: opened.get(holder) ?? null })),
    sources: sourceLines(state, attempt),
  });
}

/** V23: draw.txt (12.1). @param {State} state @param {Report} report */
export function checkDrawText(state, report) {
  const attempts = publishedAttempts(state);
  if (attempts.length === 0) report.doesNotApply();
  for (const attempt of attempts) {
    const path = `${attempt.prefix}draw.txt`;
    report.part(() => demandContent(fileOf(state.files, path), utf8(expectedDraw(state, attempt)), path));
  }
}

/**
 * The files that sections 12–14 give for an attempt, computed once.
 * @param {State} state @param {Attempt} attempt
 */
export function filesOfAttempt(state, attempt) {
  const known = state.computed.get(attempt.number);
  if (known) return known;
  const key = sha256(fileOf(state.files, `${attempt.prefix}draw.txt`));
  const files = resultBytes(state.rules, state.rolls.get(attempt.number)?.lines ?? [], key);
  state.computed.set(attempt.number, files);
  return files;
}

/** @param {State} state @param {Report} report @param {'results' | 'cutoffs' | 'waitlist'} name */
function checkComputed(state, report, name) {
  const attempts = publishedAttempts(state);
  if (attempts.length === 0) report.doesNotApply();
  for (const attempt of attempts) {
    const path = `${attempt.prefix}${name}.csv`;
    report.part(() => demandContent(fileOf(state.files, path), filesOfAttempt(state, attempt)[name], path));
  }
}

/** V24: results.csv (14.1); a round under way is not run. @param {State} state @param {Report} report */
export function checkResults(state, report) {
  checkComputed(state, report, 'results');
  const { state: now } = state.round;
  if (now !== 'published' && now !== 'void') report.notRun(`the round is in state ${now}: it has no result yet`);
}

/** V25: cutoffs.csv (14.2). @param {State} state @param {Report} report */
export function checkCutoffs(state, report) {
  checkComputed(state, report, 'cutoffs');
}

/** V26: waitlist.csv (14.3). @param {State} state @param {Report} report */
export function checkWaitlist(state, report) {
  checkComputed(state, report, 'waitlist');
}

/** V27: the hashes in result-published. @param {State} state @param {Report} report */
export function checkPublished(state, report) {
  const attempts = publishedAttempts(state);
  if (attempts.length === 0) report.doesNotApply();
  const inForce = resultInForce(state.round);
  for (const attempt of attempts) {
    const entry = /** @type {import('./entries.mjs').Entry} */ (lastOf(attempt, 'result-published'));
    const where = `journal/entries/${entry.index}`;
    for (const [name, hash] of Object.entries(entry.value.files)) {
      const shared = name === 'PROTOCOL.md' || name === 'verify.html';
      if (shared && entry !== inForce) continue;
      const path = shared ? name : attempt.prefix + name;
      report.part(() => demand(fileHash(fileOf(state.files, path)) === hash, `${where} files ${name}`, `is not that of ${path}`));
    }
    report.part(() => {
      const path = `${attempt.prefix}results.csv`;
      const bytes = fileOf(state.files, path);
      demandNamed(parseCsv(bytes, path, RESULTS_HEADER), bytes, entry.value.results, `${where} results`);
    });
  }
}

/** V28: annulled and voided (3.8, 11.7). @param {State} state @param {Report} report */
export function checkUndone(state, report) {
  let found = false;
  for (const attempt of state.attempts) {
    for (const { entry, before } of attempt.events) {
      const { type, confirmations, notes } = entry.value;
      const where = `journal/entries/${entry.index}`;
      if (type === 'result-annulled') {
        found = true;
        const text = confirmText(state.journal.origin, entry.value);
        report.fail(...quorumFindings(confirmations, text, observersWith(state.rules, 'confirm'), `${where} confirmations`));
      }
      const order = lastOf(attempt, 'order-set');
      if (type === 'round-voided' && before === 'ordered' && order !== null) {
        found = true;
        report.fail(...notCosignedFindings(state, notes, order, `${where} notes`));
      }
    }
  }
  if (!found) report.doesNotApply();
}
