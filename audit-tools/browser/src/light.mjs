/**
 * The light check of one family (PROTOCOL.md 17), and the facts that a page shows about it.
 *
 * `checkFamily(given)` never throws for judged material: what is wrong with a receipt or a proof file
 * is a step that failed or was not run.
 */
import { hashOf, hex, sha256, utf8 } from './bytes.mjs';
import { readReceipt } from './checks-receipts.mjs';
import { parseCutoffs } from './cutoffs.mjs';
import { journalKeyFor } from './journal-keys.mjs';
import { cosignaturesOf, groundOf } from './light-entries.mjs';
import { heldAgainst, unitLines } from './light-lines.mjs';
import { choicesOf, lightUnit, numbersOf, placeOf } from './light-unit.mjs';
import { readProof } from './proof.mjs';
import { demand, Refusal } from './refusal.mjs';
import { RECEIPTS, strangeness } from './strangers.mjs';
import { pinning, unpinned } from './trust.mjs';

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

/** @typedef {import('./light-entries.mjs').Ground} Ground */
/** @typedef {import('./light-lines.mjs').Lines} Lines */
/** @typedef {import('./proof.mjs').Proof} Proof */
/** @typedef {import('./receipt.mjs').Receipt} Receipt */

/** @type {LightStep['id'][]} */
const IDS = ['L1', 'L2', 'L3', 'L4', 'L5', 'L6'];

/** The steps of one check, as they end. */
class Steps {
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

/**
 * Check one family's receipts by its proof file.
 * @param {Given} given
 * @returns {LightReport}
 */
export function checkFamily({ receipts, proof: packed, trust }) {
  const steps = new Steps();
  const proof = opened(packed, steps);
  if (proof === null) return report(steps, false, null, null);
  const ground = soundGround(proof, steps);
  if (ground === null) return report(steps, false, null, null);
  const blocks = trust ?? [];
  const cosigned = cosignatures(ground, blocks, steps);
  const facts = roundFacts(ground, blocks, cosigned);
  const pinned = pinning(blocks, ground.opened).length > 0 && facts.observers.every((one) => one.pinned);
  return report(steps, pinned, facts, childOf(receipts, proof, ground, steps));
}

/** @param {Steps} steps @param {boolean} pinned @param {RoundFacts | null} round @param {Child | null} child @returns {LightReport} */
function report(steps, pinned, round, child) {
  const list = steps.list();
  const failed = list.find(({ outcome }) => outcome === 'failed');
  const open = list.find(({ outcome }) => outcome === 'not-run');
  const exit = failed ? 1 : open || !pinned ? 2 : 0;
  return { exit, step: (failed ?? open)?.id ?? null, pinned, steps: list, remarks: steps.remarks, round, child };
}

/** @param {Uint8Array} packed @param {Steps} steps @returns {Proof | null} */
function opened(packed, steps) {
  try {
    return readProof(packed, 'proof file');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    steps.end('L1', 'not-run', [error.message]);
    return null;
  }
}

/** The first part of L2 (17.4). @param {Proof} proof @param {Steps} steps @returns {Ground | null} */
function soundGround(proof, steps) {
  return steps.run('L2', () => groundOf(proof));
}

/**
 * L2, once the entries are sound: the pins, and who has cosigned.
 * @param {Ground} ground @param {import('./trust.mjs').TrustBlock[]} blocks @param {Steps} steps
 * @returns {{id: string, time: number}[]} the good cosignatures
 */
function cosignatures(ground, blocks, steps) {
  const { good, findings, needed } = cosignaturesOf(ground);
  const { origin } = ground.opened;
  if (blocks.length > 0 && pinning(blocks, ground.opened).length === 0) {
    findings.push(`the trust given doesn't pin ${origin} with the recovery key ${ground.opened.recovery}`);
  }
  const told = good.map(({ id, time }) => `cosigned by ${id} at ${time}`);
  if (findings.length > 0) steps.end('L2', 'failed', findings);
  else if (good.length < needed) steps.end('L2', 'not-run', [`cosigned by ${good.length} witnesses, ${needed} are needed`]);
  else steps.end('L2', 'passed', told);
  return good;
}

/**
 * @param {Ground} ground @param {import('./trust.mjs').TrustBlock[]} blocks
 * @param {{id: string, time: number}[]} cosigned
 * @returns {RoundFacts}
 */
function roundFacts({ rules, opened: office, entries, checkpoint, result, standing, announced }, blocks, cosigned) {
  const open = new Set(unpinned(pinning(blocks, office), rules.observers));
  return {
    origin: office.origin,
    id: rules.round,
    rehearsal: rules.rehearsal,
    attempt: result.value.attempt,
    titles: rules.titles,
    rulesHash: announced.value.rules,
    recovery: office.recovery,
    journalKey: journalKeyFor(entries, checkpoint.size - 1),
    size: checkpoint.size,
    root: hex(checkpoint.root),
    cosigned,
    witnessedAt: cosigned.length === 0 ? null : Math.max(...cosigned.map(({ time }) => time)),
    inForceAt: (standing ?? result).value.at,
    observers: rules.observers.map((/** @type {any} */ { id, titles, note_key: noteKey, witness, confirm, seed }) => ({
      id, titles, noteKey, pinned: !open.has(id), witness, confirm, seed,
    })),
  };
}

/**
 * L1 and L3 to L6.
 * @param {Uint8Array[]} given @param {Proof} proof @param {Ground} ground @param {Steps} steps
 * @returns {Child | null}
 */
function childOf(given, proof, ground, steps) {
  const receipts = authentic(given, ground, steps);
  const cutoffs = receipts && steps.run('L3', () => namedFiles(proof, ground));
  if (receipts === null || cutoffs === null) return null;
  const lines = steps.run('L4', () => unitLines(proof, ground));
  if (lines === null) return null;
  const { outcome, findings, remarks, goesOn } = heldAgainst(receipts, lines.roll);
  steps.end('L4', outcome, findings);
  steps.remarks = remarks;
  const mine = lines.roll.find(({ code }) => code === receipts[0].code);
  if (mine === undefined) return null;
  const child = childFacts(mine, proof, ground, lines, cutoffs);
  if (goesOn) judge(child, lines, steps);
  return child;
}

/**
 * L1. What is none of this round's receipts leaves it open, once the others are in order.
 * @param {Uint8Array[]} given @param {Ground} ground @param {Steps} steps
 * @returns {Receipt[] | null}
 */
function authentic(given, { opened: { origin }, entries, rules }, steps) {
  if (given.length === 0) steps.end('L1', 'not-run', ['no receipt was given']);
  if (given.length === 0) return null;
  const state = { journal: { origin, entries }, round: { id: rules.round } };
  const named = given.map((bytes, i) => ({ name: `receipt ${i + 1}`, bytes }));
  const judged = named.map((one) => ({ ...one, strange: strangeness(state, RECEIPTS, one) }));
  const own = judged.filter(({ strange }) => strange === null);
  const receipts = steps.run('L1', () => own.map(({ name, bytes }) => readReceipt(state, bytes, name)));
  if (receipts === null || own.length === judged.length) return receipts;
  steps.end('L1', 'not-run', judged.flatMap(({ strange }) => strange ?? []));
  return null;
}

/** L3. @param {Proof} proof @param {Ground} ground @returns {import('./cutoffs.mjs').CutoffLine[]} */
function namedFiles(proof, { result, rules }) {
  const { files } = result.value;
  const [draw, cutoffs] = [utf8(proof.draw), utf8(proof.cutoffs)];
  demand(hashOf(draw) === files['draw.txt'], 'draw.txt', 'is not the file that the journal names');
  demand(hashOf(cutoffs) === files['cutoffs.csv'], 'cutoffs.csv', 'is not the file that the journal names');
  return parseCutoffs(cutoffs, 'cutoffs.csv', rules);
}

/**
 * @param {import('./roll.mjs').RollLine} mine @param {Proof} proof @param {Ground} ground @param {Lines} lines
 * @param {import('./cutoffs.mjs').CutoffLine[]} cutoffs
 * @returns {Child}
 */
function childFacts(mine, proof, { rules, result }, { roll, results, indexes }, cutoffs) {
  const { attempt } = result.value;
  const key = sha256(utf8(proof.draw));
  const unit = lightUnit(roll, indexes, key);
  const numbers = mine.entered ? numbersOf(unit, rules, results[0].ranks, hex(key)) : [];
  const choices = mine.entered ? choicesOf(unit, rules, cutoffs, numbers) : [];
  return {
    code: mine.code,
    status: mine.fields.status,
    members: proof.members.map((member, i) => ({ code: roll[i].code, index: member.index, roll: member.roll, result: member.result })),
    index: indexes[0],
    draw: proof.draw,
    drawFile: attempt === 1 ? 'draw.txt' : `attempt-${attempt}/draw.txt`,
    drawKey: hex(key),
    choices,
    numbers,
    place: placeOf(choices),
  };
}

/** L5 and L6. @param {Child} child @param {Lines} lines @param {Steps} steps */
function judge({ numbers, place }, { results }, steps) {
  const right = numbers.map(({ number }) => number).join('>');
  const otherNumbers = results.filter((line) => line.numbers.join('>') !== right);
  steps.end('L5', otherNumbers.length === 0 ? 'passed' : 'failed', otherNumbers.map(({ code }) => `${code}: not its numbers`));
  const said = (/** @type {{program: string, pool: string, choice: number} | null} */ one) => one && `${one.program}/${one.pool}/${one.choice}`;
  const otherPlace = results.filter(({ placement }) => said(placement) !== said(place));
  const findings = otherPlace.map(({ code }) => `${code}: the cutoffs give ${said(place) ?? 'no place'}`);
  steps.end('L6', otherPlace.length === 0 ? 'passed' : 'failed', findings);
}
