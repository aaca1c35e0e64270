/**
 * The verifier: all checks in order, and the verdict (PROTOCOL.md 16).
 */
import { checkAnswerReceipts, checkAnswers } from './checks-answers.mjs';
import * as draw from './checks-draw.mjs';
import * as journal from './checks-journal.mjs';
import { checkReceipts } from './checks-receipts.mjs';
import * as results from './checks-results.mjs';
import * as rolls from './checks-rolls.mjs';
import * as rules from './checks-rules.mjs';
import { attemptsOf } from './folder.mjs';
import { Refusal } from './refusal.mjs';
import { Report } from './report.mjs';
import { summaryOf } from './summary.mjs';
import { parseTrust } from './trust.mjs';

/** @typedef {import('./report.mjs').CheckResult} CheckResult */
/** @typedef {{name: string, bytes: Uint8Array}} GivenFile */

/**
 * What is judged, and what it is judged by.
 * @typedef {object} Input
 * @property {Map<string, Uint8Array>} files the folder's files by path with `/`
 * @property {string[]} [irregular] paths that are neither files nor folders, or not UTF-8
 * @property {GivenFile[]} [trust] trust files from outside the folder (15.2)
 * @property {GivenFile[]} [receipts]
 */

/**
 * @typedef {object} Verdict
 * @property {0 | 1 | 2} exit
 * @property {string | null} check the lowest-numbered one that gives the status
 * @property {CheckResult[]} checks
 * @property {string[]} remarks on the receipts (6.12)
 * @property {import('./summary.mjs').Summary | null} summary
 */

/** What the checks hand on to each other. */
export class State {
  /** @param {Input} input */
  constructor(input) {
    this.input = input;
    this.files = input.files;
    /** @type {any} the journal's checkpoint (V02) */
    this.checkpoint = null;
    /** @type {Uint8Array[]} (V02) */
    this.entryBytes = [];
    /** @type {import('./journal-keys.mjs').Journal} (V02, V03) */
    this.journal = { origin: '', entries: [], leaves: [] };
    /** @type {import('./trust.mjs').TrustBlock[]} a file of another form is refused before any check (15.2) */
    this.trust = (input.trust ?? []).flatMap(({ name, bytes }) => parseTrust(bytes, name));
    /** @type {Map<string, import('./events.mjs').Round>} (V06) */
    this.rounds = new Map();
    /** @type {any} (V07) */
    this.rules = null;
    /** @type {string} (V07) */
    this.rulesHash = '';
    /** @type {any} the judged round (V07) */
    this.round = null;
    /** @type {import('./intake.mjs').Intake | null} (V12) */
    this.intake = null;
    /** @type {import('./roll.mjs').Roll | null} (V13) */
    this.posted = null;
    /** @type {Map<number, import('./roll.mjs').Roll>} by attempt (V14) */
    this.rolls = new Map();
    /** @type {Map<number, {results: Uint8Array, cutoffs: Uint8Array, waitlist: Uint8Array}>} by attempt (V24–V26) */
    this.computed = new Map();
    /** @type {string[]} on the receipts (V30) */
    this.remarks = [];
    /** @type {Map<number, import('./answers.mjs').Answers>} by attempt (V31) */
    this.answers = new Map();
  }

  /** @returns {import('./folder.mjs').Attempt[]} of the judged round */
  get attempts() {
    return attemptsOf(this.round);
  }
}

/** @type {[id: string, needs: string[], run: (state: State, report: Report) => void][]} */
const CHECKS = [
  ['V01', [], journal.checkSums],
  ['V02', [], journal.checkTree],
  ['V03', ['V02'], journal.checkEntries],
  ['V04', ['V03'], journal.checkPinned],
  ['V05', ['V03'], journal.checkKeys],
  ['V06', ['V03'], journal.checkEvents],
  ['V07', ['V06'], rules.checkRules],
  ['V08', ['V07'], rules.checkFiles],
  ['V09', ['V07'], rules.checkObserversPinned],
  ['V10', ['V07'], rules.checkOwnTrust],
  ['V11', ['V07'], rules.checkCommitted],
  ['V12', ['V08'], rolls.checkIntake],
  ['V13', ['V12'], rolls.checkPosted],
  ['V14', ['V12'], rolls.checkRolls],
  ['V15', ['V13', 'V14'], rolls.checkChanges],
  ['V16', ['V07'], draw.checkObjection],
  ['V17', ['V14'], rolls.checkTags],
  ['V18', ['V14'], rolls.checkEarlier],
  ['V19', ['V07'], draw.checkSeeds],
  ['V20', ['V07'], draw.checkOrder],
  ['V21', ['V07'], draw.checkDice],
  ['V22', ['V07'], draw.checkDrand],
  ['V23', ['V14', 'V19', 'V21', 'V22'], results.checkDrawText],
  ['V24', ['V23'], results.checkResults],
  ['V25', ['V23'], results.checkCutoffs],
  ['V26', ['V23'], results.checkWaitlist],
  ['V27', ['V08'], results.checkPublished],
  ['V28', ['V07'], results.checkUndone],
  ['V29', ['V07'], journal.checkCosigned],
  ['V30', ['V14'], checkReceipts],
  ['V31', ['V23'], checkAnswers],
  ['V32', ['V31'], checkAnswerReceipts],
];

/**
 * Run one check whose needs are met.
 * @param {(state: State, report: Report) => void} run
 * @param {State} state
 * @returns {{verdict: import('./report.mjs').Verdict, findings: string[]}}
 */
function runCheck(run, state) {
  const report = new Report();
  try {
    run(state, report);
  } catch (error) {
    const text = /** @type {Error} */ (error)?.message ?? String(error);
    report.fail(error instanceof Refusal ? text : `internal error: ${text}`);
  }
  return report.result();
}

/**
 * Verify a published folder. Throws a Refusal if the trust given is not of its form (15.2).
 * @param {Input} input
 * @param {(check: CheckResult, share: number) => void} [watch] told of every check, and what share of all is done
 * @returns {Verdict}
 */
export function verify(input, watch) {
  const state = new State(input);
  /** @type {Map<string, CheckResult>} */
  const done = new Map();
  for (const [id, needs, run] of CHECKS) {
    const unmet = needs.filter((need) => ['failed', 'not run'].includes(done.get(need)?.verdict ?? 'not run'));
    const result =
      unmet.length > 0
        ? { verdict: /** @type {const} */ ('not run'), findings: [`needs ${unmet.join(', ')}`] }
        : runCheck(run, state);
    const check = { id, ...result };
    done.set(id, check);
    watch?.(check, done.size / CHECKS.length);
  }
  const checks = [...done.values()];
  const failed = checks.find(({ verdict }) => verdict === 'failed');
  const missing = checks.find(({ verdict }) => verdict === 'not run');
  const exit = failed ? 1 : missing ? 2 : 0;
  return { exit, check: (failed ?? missing)?.id ?? null, checks, remarks: state.remarks, summary: summaryOf(state) };
}
