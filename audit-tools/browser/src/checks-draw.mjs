/**
 * Checks V16 and V19–V22 (PROTOCOL.md 16): objection, seeds, order, dice, drand.
 */
import { facesFault } from './dice.mjs';
import { drandFault, timeOf } from './drand.mjs';
import { eventsOf, lastOf } from './folder.mjs';
import { demandWitnessed } from './journal-keys.mjs';
import { demandHolderSigned } from './checks-rules.mjs';
import { demand, Refusal } from './refusal.mjs';
import { diceOf, drandOf, observersWith } from './rules.mjs';
import { commitmentOf, confirmText, notCosignedText, quorumFindings, seedOpenText } from './statements.mjs';

/** @typedef {import('./verify.mjs').State} State */
/** @typedef {import('./report.mjs').Report} Report */
/** @typedef {import('./entries.mjs').Entry} Entry */
/** @typedef {import('./folder.mjs').Attempt} Attempt */

/**
 * Judge witnessed checkpoints; a refused one has no times.
 * @param {State} state @param {Report} report @param {Entry[]} entries @param {Entry | null} covered
 * @returns {Map<Entry, bigint[]>}
 */
function witnessedTimes(state, report, entries, covered) {
  const times = new Map();
  for (const entry of entries) {
    const found = report.part(() => demandWitnessed(state.journal, entry, covered?.index ?? 0, state.rules));
    if (found) times.set(entry, found);
  }
  return times;
}

/** @param {{events: import('./events.mjs').Event[]}} holder @param {string} type @returns {Entry[]} */
function entriesOf(holder, type) {
  return eventsOf(holder, type).map(({ entry }) => entry);
}

/** V16: objection (11.3) and witnessed checkpoints (8.4). @param {State} state @param {Report} report */
export function checkObjection(state, report) {
  const { round } = state;
  const postings = entriesOf(round, 'posting-witnessed');
  const frozen = entriesOf(round, 'roll-frozen');
  if (postings.length === 0 && frozen.length === 0) return report.doesNotApply();
  const postingTimes = witnessedTimes(state, report, postings, lastOf(round, 'roll-posted'));
  const freezeTimes = new Map(
    state.attempts.flatMap((attempt) => [
      ...witnessedTimes(state, report, entriesOf(attempt, 'freeze-witnessed'), lastOf(attempt, 'roll-frozen')),
    ]),
  );
  const objection = BigInt(state.rules.posting.objection);
  if (objection === 0n || frozen.length === 0) return;
  const first = postings.find(({ index }) => index < frozen[0].index);
  if (first === undefined) return report.fail('no posting-witnessed entry before the first roll-frozen');
  const times = postingTimes.get(first);
  if (times === undefined) return;
  const earliest = latest(times, BigInt(first.value.at)) + objection;
  demandAfterObjection(state, report, earliest, freezeTimes);
}

/** @param {bigint[]} times @param {bigint} otherwise @returns {bigint} */
function latest(times, otherwise) {
  return times.length === 0 ? otherwise : times.reduce((a, b) => (a > b ? a : b));
}

/** @param {State} state @param {Report} report @param {bigint} earliest @param {Map<Entry, bigint[]>} freezeTimes */
function demandAfterObjection(state, report, earliest, freezeTimes) {
  for (const { index, value } of entriesOf(state.round, 'roll-frozen')) {
    if (BigInt(value.at) < earliest) report.fail(`journal/entries/${index} at: is before the end of objection, ${earliest}`);
  }
  for (const [{ index }, times] of freezeTimes) {
    const fine = times.every((time) => time >= earliest);
    if (!fine) report.fail(`journal/entries/${index} checkpoint: a cosignature is of before the end of objection, ${earliest}`);
  }
  for (const attempt of state.attempts) {
    const opened = eventsOf(attempt, 'seed-opened').length > 0;
    const witnessed = eventsOf(attempt, 'freeze-witnessed').length > 0;
    if (opened && !witnessed) report.fail(`attempt ${attempt.number} has no freeze-witnessed entry`);
  }
}

/** V19: opened and missing seeds (11.1, 11.2). @param {State} state @param {Report} report */
export function checkSeeds(state, report) {
  if (eventsOf(state.round, 'seed-opened').length === 0) report.doesNotApply();
  for (const attempt of state.attempts) {
    const committed = new Map(entriesOf(attempt, 'seed-committed').map(({ value }) => [value.holder, value.commitment]));
    const opened = entriesOf(attempt, 'seed-opened');
    for (const entry of opened) {
      const fine = commitmentOf(state.journal.origin, entry.value) === committed.get(entry.value.holder);
      if (!fine) report.fail(`journal/entries/${entry.index} seed: does not match the commitment of ${entry.value.holder}`);
      report.part(() => demandHolderSigned(state, entry, seedOpenText(state.journal.origin, entry.value)));
    }
    for (const { index, value } of entriesOf(attempt, 'seed-missing')) {
      const earliest = BigInt(opened[0].value.at) + BigInt(state.rules.timeline.reveal);
      if (BigInt(value.at) < earliest) report.fail(`journal/entries/${index} at: seed-missing is before ${earliest}`);
    }
  }
}

/**
 * Judge not-cosigned notes over an order-set entry (3.7, 3.8, 11.7).
 * @param {State} state @param {string[]} notes @param {Entry} order @param {string} where
 * @returns {string[]}
 */
export function notCosignedFindings(state, notes, order, where) {
  const text = notCosignedText(state.journal.origin, order.value, order.index, order.bytes);
  return quorumFindings(notes, text, observersWith(state.rules, 'witness'), where);
}

/** V20: order (8.4, 11.7). @param {State} state @param {Report} report */
export function checkOrder(state, report) {
  if (eventsOf(state.round, 'order-set').length === 0) report.doesNotApply();
  for (const attempt of state.attempts) {
    const orders = entriesOf(attempt, 'order-set');
    orders.slice(1).forEach((entry, i) => {
      report.fail(...notCosignedFindings(state, entry.value.notes, orders[i], `journal/entries/${entry.index} notes`));
    });
    for (const entry of entriesOf(attempt, 'order-witnessed')) {
      report.part(() => demandOrderWitnessed(state, entry, orders[orders.length - 1]));
    }
  }
}

/** @param {State} state @param {Entry} entry @param {Entry} order */
function demandOrderWitnessed(state, entry, order) {
  const times = demandWitnessed(state.journal, entry, order.index, state.rules);
  if (order.value.drand === null) return;
  const { chain, round } = order.value.drand;
  demand(chain === drandOf(state.rules)?.chain, `journal/entries/${order.index} drand`, 'its chain is not that of the rules');
  const lead = BigInt(state.rules.randomness.lead);
  const drawn = timeOf(chain, round);
  const early = drawn >= BigInt(order.value.at) + lead;
  demand(early, `journal/entries/${order.index} drand`, `its round is of ${drawn}, less than ${lead} after the order`);
  const inTime = times.every((time) => time <= drawn - lead);
  demand(inTime, `journal/entries/${entry.index} checkpoint`, `a cosignature is of less than ${lead} before ${drawn}`);
}

/** @param {State} state @param {Report} report @param {Entry} entry */
function demandConfirmed(state, report, { index, value }) {
  const where = `journal/entries/${index} confirmations`;
  const text = confirmText(state.journal.origin, value);
  report.fail(...quorumFindings(value.confirmations, text, observersWith(state.rules, 'confirm'), where));
}

/** V21: dice (11.5). @param {State} state @param {Report} report */
export function checkDice(state, report) {
  const types = ['dice-thrown', 'source-failed', 'randomness-recorded'];
  let found = false;
  for (const attempt of state.attempts) {
    /** @type {Entry | null} */
    let thrown = null;
    for (const { entry, before } of attempt.events) {
      const { type, source, again } = entry.value;
      if (!types.includes(type) || source === 'drand') continue;
      found = true;
      if (type === 'dice-thrown') thrown = demandThrow(state, report, entry, before);
      if (type === 'source-failed') demandFailedInTime(attempt, report, entry);
      if (type === 'randomness-recorded' && entry.value.dice !== thrown?.value.dice) {
        report.fail(`journal/entries/${entry.index} dice: are not those of the last dice-thrown`);
      }
      if (type !== 'dice-thrown' || again !== null) demandConfirmed(state, report, entry);
    }
  }
  if (!found) report.doesNotApply();
}

/** @param {State} state @param {Report} report @param {Entry} entry @param {string} before the state @returns {Entry} */
function demandThrow(state, report, entry, before) {
  const inPlace = before === 'failed' || (before === 'thrown' && drandOf(state.rules) !== null);
  const dice = inPlace ? state.rules.randomness.fallback : diceOf(state.rules);
  const fault = facesFault(entry.value.dice, dice);
  if (fault !== null) report.fail(`journal/entries/${entry.index} dice: ${fault}`);
  return entry;
}

/** @param {Attempt} attempt @param {Report} report @param {Entry} entry */
function demandFailedInTime(attempt, report, entry) {
  const { chain, round } = lastOf(attempt, 'order-set')?.value.drand ?? {};
  const drawn = timeOf(chain, round);
  if (BigInt(entry.value.at) < drawn) report.fail(`journal/entries/${entry.index} at: is before the round of drand, ${drawn}`);
}

/** V22: drand (11.6). @param {State} state @param {Report} report */
export function checkDrand(state, report) {
  let found = false;
  for (const attempt of state.attempts) {
    const order = lastOf(attempt, 'order-set');
    const recorded = entriesOf(attempt, 'randomness-recorded').find(({ value }) => value.source === 'drand');
    if (recorded === undefined || order === null) continue;
    found = true;
    report.part(() => demandDrand(recorded, order, drandOf(state.rules)?.chain));
  }
  if (!found) report.doesNotApply();
}

/** @param {Entry} recorded @param {Entry} order @param {string | undefined} rulesChain */
function demandDrand({ index, value }, order, rulesChain) {
  const where = `journal/entries/${index} drand`;
  const { chain, round } = order.value.drand;
  demand(value.drand.chain === chain, where, `its chain is not ${chain}, that of the last order-set`);
  demand(chain === rulesChain, where, 'its chain is not that of the rules');
  demand(value.drand.round === round, where, `its round is not ${round}, that of the last order-set`);
  const fault = drandFault(value.drand);
  if (fault !== null) throw new Refusal(where, fault);
}
