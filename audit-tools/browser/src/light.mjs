/**
 * The light check of one family (PROTOCOL.md 17).
 *
 * `checkFamily(given)` never throws for judged material: what is wrong with a receipt or a proof file
 * is a step that failed or was not run.
 */
import { hashOf, utf8 } from './bytes.mjs';
import { readReceipt } from './checks-receipts.mjs';
import { parseCutoffs } from './cutoffs.mjs';
import { cosignaturesOf, groundOf } from './light-entries.mjs';
import { childFacts, roundFacts } from './light-facts.mjs';
import { heldAgainst, unitLines } from './light-lines.mjs';
import { reported, Steps } from './light-report.mjs';
import { readProof } from './proof.mjs';
import { demand, Refusal } from './refusal.mjs';
import { RECEIPTS, strangeness } from './strangers.mjs';
import { pinning } from './trust.mjs';

/** @typedef {import('./light-report.mjs').Child} Child */
/** @typedef {import('./light-report.mjs').Given} Given */
/** @typedef {import('./light-report.mjs').LightReport} LightReport */
/** @typedef {import('./light-entries.mjs').Ground} Ground */
/** @typedef {import('./light-lines.mjs').Lines} Lines */
/** @typedef {import('./proof.mjs').Proof} Proof */
/** @typedef {import('./receipt.mjs').Receipt} Receipt */

/**
 * Check one family's receipts by its proof file.
 * @param {Given} given
 * @returns {LightReport}
 */
export function checkFamily({ receipts, proof: packed, trust }) {
  const steps = new Steps();
  const proof = opened(packed, steps);
  if (proof === null) return reported(steps, false, null, null);
  const ground = soundGround(proof, steps);
  if (ground === null) return reported(steps, false, null, null);
  const blocks = trust ?? [];
  const cosigned = cosignatures(ground, blocks, steps);
  const facts = roundFacts(ground, blocks, cosigned);
  const pinned = pinning(blocks, ground.opened).length > 0 && facts.observers.every((one) => one.pinned);
  return reported(steps, pinned, facts, childOf(receipts, proof, ground, steps));
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
