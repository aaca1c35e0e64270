/**
 * What a light check (PROTOCOL.md 17) is given and what it says, and its steps as they end.
 */
import { Refusal } from './refusal.mjs';

/**
 * What the check is given.
 * @typedef {object} Given
 * @property {Uint8Array[]} receipts one or more: of any children of the unit, of any revision
 * @property {Uint8Array} proof the family's proof file, as it is on the disk (compressed)
 * @property {import('./trust.mjs').TrustBlock[] | null} trust from outside (15.2); null or empty: none
 */

/**
 * A step of section 17.
 * @typedef {object} LightStep
 * @property {'L1' | 'L2' | 'L3' | 'L4' | 'L5' | 'L6'} id
 * @property {'passed' | 'failed' | 'not-run'} outcome
 * @property {string[]} findings what was found, in English
 * @property {string} finding the same, joined by `; `; may be empty
 */

/**
 * @typedef {object} LightReport
 * @property {0 | 1 | 2} exit 1: a step failed; else 2: one was not run, or keys are not pinned
 * @property {string | null} step the lowest-numbered step that gives the status; null where all passed
 * @property {boolean} pinned the office's recovery key and all observers are pinned (15.3)
 * @property {LightStep[]} steps L1 to L6
 * @property {string[]} remarks of L4 on the receipts (6.12): no faults, and for the family to know
 * @property {RoundFacts | null} round null if L2 could not make sense of the entries and the rules
 * @property {Child | null} child null if L4 found no lines of the receipt's child in the proof
 */

/**
 * Titles as in the rules.
 * @typedef {{en: string, zh: string}} Titles
 */

/**
 * The round and its journal, as the proof file shows them.
 * @typedef {object} RoundFacts
 * @property {string} origin
 * @property {string} id
 * @property {boolean} rehearsal say REHEARSAL first
 * @property {number} attempt the one whose result this is
 * @property {Titles} titles
 * @property {string} rulesHash
 * @property {string} recovery the office's recovery verifier key
 * @property {string} journalKey the verifier key that signs the checkpoint
 * @property {number} size of the journal, in entries
 * @property {string} root of the journal, hex
 * @property {{id: string, time: number}[]} cosigned by whom and when (Unix seconds); the good ones
 * @property {number | null} witnessedAt the newest of these times
 * @property {number} inForceAt `at` of the newest standing entry, else of the result-published
 *   entry: what came later (an annulment) only the full check shows
 * @property {ObserverFacts[]} observers whom the verdict relies on
 */

/**
 * @typedef {object} ObserverFacts
 * @property {string} id
 * @property {Titles} titles
 * @property {string} noteKey
 * @property {boolean} pinned
 * @property {boolean} witness
 * @property {boolean} confirm
 * @property {boolean} seed
 */

/**
 * The child of the first receipt, and those linked with it.
 * @typedef {object} Child
 * @property {string} code of the first receipt
 * @property {string} status of its roll line: `entered`, or why it took no part
 * @property {Member[]} members of its unit, in the roll's order; one if it is not linked
 * @property {number} index the unit's: that of its first member
 * @property {string} draw text of draw.txt; its SHA-256 is the draw key
 * @property {string} drawFile its path in the published folder
 * @property {string} drawKey hex
 * @property {Choice[]} choices in order; empty if nothing was chosen or status isn't `entered`
 * @property {NumberFacts[]} numbers as recomputed: one (`per-child`), else one for each choice
 * @property {Place | null} place by the published cutoffs; null: none
 */

/**
 * @typedef {object} Member
 * @property {string} code
 * @property {number} index in the roll, from 0
 * @property {string} roll its line of roll.csv, without LF
 * @property {string} result its line of results.csv, without LF
 */

/**
 * @typedef {object} NumberFacts
 * @property {number} lane (12.3)
 * @property {string} number 32 hex digits
 * @property {number | null} rank as published (14.1)
 * @property {string} iv for `openssl enc -chacha20 -iv`: 32 hex digits
 * @property {string} shell the whole line that recomputes the number
 */

/**
 * @typedef {object} Choice
 * @property {number} choice from 1, over all bands
 * @property {number} band from 0
 * @property {string} program id
 * @property {Titles} titles of the program
 * @property {NumberFacts} number
 * @property {PoolFacts[]} pools of the program, in the order in which the child is tried
 */

/**
 * @typedef {object} PoolFacts
 * @property {string} pool id
 * @property {string[]} order what the pool ranks by
 * @property {number | null} seats null: no limit
 * @property {number} applied children
 * @property {number} admitted children
 * @property {string | null} key the unit's, as cutoffs are written; null: the pool is not open to it
 * @property {string} cutoff `open`, `closed` or a key (14.2)
 * @property {'not-eligible' | 'missed' | 'placed' | 'not-needed'} verdict
 * @property {'band' | 'tier' | 'points' | 'number' | 'closed' | null} decided what a missed pool turned on
 */

/**
 * @typedef {object} Place
 * @property {string} program
 * @property {string} pool
 * @property {number} choice from 1
 * @property {Titles} titles of the program
 */

/** @type {LightStep['id'][]} */
const IDS = ['L1', 'L2', 'L3', 'L4', 'L5', 'L6'];

/** The steps of one check, as they end. */
export class Steps {
  constructor() {
    /** @type {Map<LightStep['id'], LightStep>} */
    this.ended = new Map();
    /** @type {string[]} */
    this.remarks = [];
  }

  /** @param {LightStep['id']} id @param {LightStep['outcome']} outcome @param {string[]} [findings] */
  end(id, outcome, findings = []) {
    this.ended.set(id, { id, outcome, findings, finding: findings.join('; ') });
  }

  /**
   * Run a step; what it refuses fails it.
   * @template T
   * @param {LightStep['id']} id
   * @param {() => T} run
   * @returns {T | null} null if it was refused
   */
  run(id, run) {
    try {
      const value = run();
      this.end(id, 'passed');
      return value;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.end(id, 'failed', [error.message]);
      return null;
    }
  }

  /** @returns {LightStep[]} L1 to L6 */
  list() {
    const finding = 'a step before it did not pass';
    const missing = (/** @type {LightStep['id']} */ id) =>
      /** @type {LightStep} */ ({ id, outcome: 'not-run', findings: [finding], finding });
    return IDS.map((id) => this.ended.get(id) ?? missing(id));
  }
}

/** @param {Steps} steps @param {boolean} pinned @param {RoundFacts | null} round @param {Child | null} child @returns {LightReport} */
export function reported(steps, pinned, round, child) {
  const list = steps.list();
  const failed = list.find(({ outcome }) => outcome === 'failed');
  const open = list.find(({ outcome }) => outcome === 'not-run');
  const exit = failed ? 1 : open || !pinned ? 2 : 0;
  return { exit, step: (failed ?? open)?.id ?? null, pinned, steps: list, remarks: steps.remarks, round, child };
}
