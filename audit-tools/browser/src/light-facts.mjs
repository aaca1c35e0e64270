/**
 * The facts that a page shows about a light check (PROTOCOL.md 17): of the round, and of the child.
 */
import { hex, sha256, utf8 } from './bytes.mjs';
import { journalKeyFor } from './journal-keys.mjs';
import { choicesOf, lightUnit, numbersOf, placeOf } from './light-unit.mjs';
import { pinning, unpinned } from './trust.mjs';

/** @typedef {import('./light-entries.mjs').Ground} Ground */
/** @typedef {import('./light-lines.mjs').Lines} Lines */
/** @typedef {import('./light-report.mjs').Child} Child */
/** @typedef {import('./light-report.mjs').RoundFacts} RoundFacts */
/** @typedef {import('./proof.mjs').Proof} Proof */

/**
 * @param {Ground} ground @param {import('./trust.mjs').TrustBlock[]} blocks
 * @param {{id: string, time: number}[]} cosigned
 * @returns {RoundFacts}
 */
export function roundFacts({ rules, opened: office, entries, checkpoint, result, standing, announced }, blocks, cosigned) {
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
 * @param {import('./roll.mjs').RollLine} mine @param {Proof} proof @param {Ground} ground @param {Lines} lines
 * @param {import('./cutoffs.mjs').CutoffLine[]} cutoffs
 * @returns {Child}
 */
export function childFacts(mine, proof, { rules, result }, { roll, results, indexes }, cutoffs) {
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
