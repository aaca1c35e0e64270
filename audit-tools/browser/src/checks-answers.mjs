/**
 * Checks V31 and V32 (PROTOCOL.md 16): answers after the draw, and the answer receipts given.
 */
import { answerContradictions, answerText, isAnswerReceipt, parseAnswerReceipt } from './answer.mjs';
import { parseAnswers } from './answers.mjs';
import { demandAuthentic } from './checks-receipts.mjs';
import { demandPrefixes } from './checks-rolls.mjs';
import { filesOfAttempt, publishedAttempts } from './checks-results.mjs';
import { parseCsv } from './csv.mjs';
import { eventsOf, fileOf } from './folder.mjs';
import { demand } from './refusal.mjs';
import { RESULTS_HEADER } from './results.mjs';
import { ANSWERS, strangeness } from './strangers.mjs';

/** @typedef {import('./verify.mjs').State} State */
/** @typedef {import('./report.mjs').Report} Report */
/** @typedef {import('./folder.mjs').Attempt} Attempt */
/** @typedef {import('./answer.mjs').AnswerReceipt} AnswerReceipt */

/** The codes with a place in an attempt's result. @param {State} state @param {Attempt} attempt @returns {Set<string>} */
function placedIn(state, attempt) {
  const { records } = parseCsv(filesOfAttempt(state, attempt).results, 'results.csv', RESULTS_HEADER);
  return new Set(records.filter(([, placement]) => placement !== '').map(([code]) => code));
}

/** V31: answers.csv and the answers entries (6.9). @param {State} state @param {Report} report */
export function checkAnswers(state, report) {
  if (eventsOf(state.round, 'answers').length === 0) return report.doesNotApply();
  if (state.rules.timeline.answers === undefined) report.fail('rules.json timeline: has no answers, but the round took some');
  for (const attempt of publishedAttempts(state)) {
    const entries = eventsOf(attempt, 'answers').map(({ entry }) => entry);
    if (entries.length === 0) continue;
    report.part(() => {
      const path = `${attempt.prefix}answers.csv`;
      const answers = parseAnswers(fileOf(state.files, path), path, placedIn(state, attempt));
      demandPrefixes(answers.csv, entries);
      const named = entries[entries.length - 1].value.size;
      demand(answers.csv.lines.length === named, path, `has ${answers.csv.lines.length} records, its last entry names ${named}`);
      state.answers.set(attempt.number, answers);
    });
  }
}

/** V32: answer receipts (6.8, 6.10, 8.3). @param {State} state @param {Report} report */
export function checkAnswerReceipts(state, report) {
  const given = (state.input.receipts ?? []).filter(({ bytes }) => isAnswerReceipt(bytes));
  if (given.length === 0) return report.doesNotApply();
  /** @type {AnswerReceipt[]} */
  const receipts = [];
  for (const { name, bytes } of given) {
    const strange = strangeness(state, ANSWERS, { name, bytes });
    if (strange !== null) {
      report.notRun(strange);
      continue;
    }
    const receipt = report.part(() => readReceipt(state, bytes, name));
    if (receipt !== undefined) receipts.push(receipt);
  }
  const attempts = new Map(publishedAttempts(state).map((attempt) => [attempt.number, answeredOf(state, attempt)]));
  for (const receipt of receipts) {
    const answered = attempts.get(receipt.attempt);
    const findings = answered === undefined ? [] : answerContradictions(receipt, answered);
    report.fail(...findings.map((finding) => `${receipt.name}: ${finding}`));
    if (answered === undefined) report.notRun(`${receipt.name}: attempt ${receipt.attempt} has no result here`);
  }
  demandLater(state, receipts, report);
  const typed = receipts.filter(({ fields }) => fields.signature === '-').length;
  report.tell(`${receipts.length} receipts of answers, ${typed} typed in by the office`);
}

/** @param {State} state @param {Uint8Array} bytes @param {string} name @returns {AnswerReceipt} */
function readReceipt(state, bytes, name) {
  const receipt = parseAnswerReceipt(bytes, name);
  demandAuthentic(state, receipt, answerText(receipt));
  const until = state.rules.timeline.answers;
  demand(until !== undefined, name, 'this round takes no answers');
  demand(receipt.time < until, `${name} time`, `is not below ${until}, until when answers are taken`);
  return receipt;
}

/** @param {State} state @param {Attempt} attempt @returns {import('./answer.mjs').Answered} */
function answeredOf(state, attempt) {
  const { entries } = state.journal;
  const last = (/** @type {string} */ type) => entries.filter(({ value }) => value.type === type).at(-1);
  const [over, back] = [last('handed-over'), last('handed-back')];
  const handedOver = over !== undefined && (back === undefined || back.index < over.index);
  const inForce = state.round.state === 'published' && attempt.number === state.round.attempt;
  const lines = state.rolls.get(attempt.number)?.lines ?? [];
  return {
    placed: placedIn(state, attempt),
    keys: new Map(lines.map(({ code, fields }) => [code, fields.key])),
    entries: eventsOf(attempt, 'answers').map(({ entry }) => entry.value),
    records: state.answers.get(attempt.number)?.csv.records ?? [],
    silentSince: inForce && !handedOver ? (back?.value.at ?? 0) : null,
    end: entries[entries.length - 1].value.at,
  };
}

/**
 * A record of a higher number needs the receipt of the code's last one (6.10).
 * @param {State} state @param {AnswerReceipt[]} receipts @param {Report} report
 */
function demandLater(state, receipts, report) {
  const given = new Set(receipts.map(({ attempt, code, number }) => `${attempt} ${code} ${number}`));
  for (const { name, attempt, code, number } of receipts) {
    const highest = state.answers.get(attempt)?.highest.get(code) ?? 0;
    if (highest <= number || given.has(`${attempt} ${code} ${highest}`)) continue;
    report.notRun(`${name}: answers.csv has answer ${highest} of ${code}, whose receipt isn't given`);
  }
}
