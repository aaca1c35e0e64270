/**
 * How a check ends (PROTOCOL.md 16): passed, failed, not run, or does not apply.
 */
import { Refusal } from './refusal.mjs';

/** @typedef {'passed' | 'failed' | 'not run' | 'does not apply'} Verdict */
/** @typedef {{id: string, verdict: Verdict, findings: string[]}} CheckResult */

/** Collects what one check finds. */
export class Report {
  constructor() {
    /** @type {string[]} */
    this.failures = [];
    /** @type {string[]} */
    this.gaps = [];
    /** @type {string[]} */
    this.told = [];
    this.applies = true;
  }

  /** Something is not as the protocol says. @param {...string} findings */
  fail(...findings) {
    this.failures.push(...findings);
  }

  /** Something can't be judged. @param {string} finding */
  notRun(finding) {
    this.gaps.push(finding);
  }

  /** Something to be known of a check that passes. @param {string} finding */
  tell(finding) {
    this.told.push(finding);
  }

  /** The round hasn't come to the event. */
  doesNotApply() {
    this.applies = false;
  }

  /**
   * Do one part of a check; what it refuses becomes a finding.
   * @template T
   * @param {() => T} part
   * @returns {T | undefined}
   */
  part(part) {
    try {
      return part();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.fail(error.message);
      return undefined;
    }
  }

  /** @returns {{verdict: Verdict, findings: string[]}} */
  result() {
    if (this.failures.length > 0) return { verdict: 'failed', findings: this.failures };
    if (this.gaps.length > 0) return { verdict: 'not run', findings: this.gaps };
    return { verdict: this.applies ? 'passed' : 'does not apply', findings: this.told };
  }
}
