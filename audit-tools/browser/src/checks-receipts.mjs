/**
 * Check V30 (PROTOCOL.md 16): the receipts given.
 */
import { closingOf, eventsOf } from './folder.mjs';
import { receiptsKeysAround } from './journal-keys.mjs';
import { parseKey } from './keys.mjs';
import { askNote } from './note.mjs';
import { demand } from './refusal.mjs';
import { isAnswerReceipt } from './answer.mjs';
import { contradictions, familyAccepted, parseReceipt, requestText } from './receipt.mjs';
import { RECEIPTS, strangeness } from './strangers.mjs';
import { owed, remarksOn, usurpations } from './succession.mjs';

/** @typedef {import('./verify.mjs').State} State */
/** @typedef {{journal: {origin: string, entries: import('./entries.mjs').Entry[]}, round: {id: string}}} Judged the journal and the round that a receipt is held against */
/** @typedef {import('./report.mjs').Report} Report */
/** @typedef {import('./receipt.mjs').Receipt} Receipt */

/** V30: receipts (6.4, 6.6, 6.12, 8.3). @param {State} state @param {Report} report */
export function checkReceipts(state, report) {
  const given = (state.input.receipts ?? []).filter(({ bytes }) => !isAnswerReceipt(bytes));
  if (given.length === 0) return report.doesNotApply();
  const published = publishedOf(state);
  /** @type {Receipt[]} */
  const receipts = [];
  for (const { name, bytes } of given) {
    const strange = strangeness(state, RECEIPTS, { name, bytes });
    if (strange !== null) {
      report.notRun(strange);
      continue;
    }
    const receipt = report.part(() => readReceipt(state, bytes, name));
    if (receipt === undefined) continue;
    receipts.push(receipt);
    report.fail(...contradictions(receipt, published).map((finding) => `${name}: ${finding}`));
  }
  report.fail(...usurpations(receipts));
  if (report.failures.length > 0) return;
  const lineOf = (/** @type {string} */ code) => published.roll?.get(code);
  owed(receipts, lineOf).forEach((finding) => report.notRun(finding));
  state.remarks = remarksOn(receipts, lineOf);
  const office = receipts.filter(({ fields }) => fields.signature === '-').length;
  report.tell(`${receipts.length} receipts, ${office} of them made by the office`);
}

/** @param {State} state @returns {import('./receipt.mjs').Published} */
function publishedOf(state) {
  const roll = [...state.rolls.values()].at(-1);
  return {
    records: state.intake === null ? null : state.intake.csv.records,
    closed: closingOf(state.round) !== null,
    hours: eventsOf(state.round, 'intake').map(({ entry }) => entry.value),
    roll: roll === undefined ? null : new Map(roll.lines.map((line) => [line.code, line])),
  };
}

/**
 * A receipt that isn't strange here (6.13), signed by the office and the family (8.3).
 * @param {Judged} state
 * @param {Uint8Array} bytes @param {string} name
 * @returns {Receipt}
 */
export function readReceipt(state, bytes, name) {
  const receipt = parseReceipt(bytes, name);
  demandAuthentic(state, receipt, requestText(receipt));
  return receipt;
}

/**
 * A receipt of either kind, of this round, is signed by the office and, where it says so, by the family.
 * @param {Judged} state
 * @param {{name: string, note: import('./note.mjs').Note, fields: Record<string, string>, time: number}} receipt
 * @param {string} signed what the family signed
 */
export function demandAuthentic(state, receipt, signed) {
  const { name, fields } = receipt;
  // What names another one in its right form is strange, and doesn't come here.
  demand(fields.origin === state.journal.origin, `${name} origin`, 'is another one');
  demand(fields.round === state.round.id, `${name} round`, 'is another one');
  const keys = receiptsKeysAround(state.journal.entries, receipt.time).map((text) => parseKey(text, name));
  const answers = keys.map((key) => askNote(receipt.note, key));
  demand(!answers.includes('bad'), name, 'its signature is not accepted');
  demand(answers.includes('signed'), name, 'is not signed by a receipts key in force at its time');
  demand(familyAccepted(fields, signed), `${name} signature`, "the family's signature is not accepted");
}
