/**
 * Checks V01–V06 (PROTOCOL.md 16): the folder's hashes and the journal; V29, its cosignatures.
 */
import { hex } from './bytes.mjs';
import { parseEntries } from './entries.mjs';
import { replay } from './events.mjs';
import { fileOf, journalEntries, sumsFindings } from './folder.mjs';
import { cosignatureTimes, demandKeys, journalKeyFor } from './journal-keys.mjs';
import { parseKey } from './keys.mjs';
import { rootOf } from './merkle.mjs';
import { checkpointOf, demandSigned, parseNoteFile } from './note.mjs';
import { demand, Refusal } from './refusal.mjs';
import { observersWith } from './rules.mjs';
import { quorumOf } from './statements.mjs';
import { pinning } from './trust.mjs';

/** @typedef {import('./verify.mjs').State} State */
/** @typedef {import('./report.mjs').Report} Report */

const CHECKPOINT = 'journal/checkpoint';

/** V01: SHA256SUMS (4.1). @param {State} state @param {Report} report */
export function checkSums(state, report) {
  for (const path of state.input.irregular ?? []) report.fail(`${path}: is not a regular file of a UTF-8 name`);
  report.fail(...(report.part(() => sumsFindings(state.files)) ?? []));
}

/** V02: checkpoint, entries and tiles (3.4, 4.3). @param {State} state */
export function checkTree(state) {
  const note = parseNoteFile(fileOf(state.files, CHECKPOINT), CHECKPOINT);
  const checkpoint = checkpointOf(note, CHECKPOINT);
  const { list, leaves } = journalEntries(state.files, checkpoint.size);
  demand(hex(rootOf(leaves)) === hex(checkpoint.root), CHECKPOINT, 'its root is not that of the entries');
  state.checkpoint = checkpoint;
  state.entryBytes = list;
  state.journal.leaves = leaves;
}

/** V03: the form of the entries (9). @param {State} state */
export function checkEntries(state) {
  const { origin } = state.checkpoint;
  state.journal.entries = parseEntries(state.entryBytes, origin);
  state.journal.origin = origin;
}

/** V04: origin and recovery key are pinned (15.3). @param {State} state @param {Report} report */
export function checkPinned(state, report) {
  const opened = state.journal.entries[0].value;
  if (state.trust.length === 0) report.notRun('no trust is given');
  else if (!state.trust.some(({ origin }) => origin === opened.origin)) {
    report.fail(`the trust given has no block of the origin ${opened.origin}`);
  } else if (pinning(state.trust, opened).length === 0) {
    report.fail(`the trust given has another recovery key for ${opened.origin}`);
  }
}

/** V05: keys, proofs, the checkpoint's signature (8.2). @param {State} state @param {Report} report */
export function checkKeys(state, report) {
  const { entries } = state.journal;
  report.part(() => demandKeys(entries));
  report.part(() => {
    const key = parseKey(journalKeyFor(entries, entries.length - 1), CHECKPOINT);
    demandSigned(state.checkpoint.note, key, CHECKPOINT);
  });
}

/** V06: the order of events (10). @param {State} state */
export function checkEvents(state) {
  state.rounds = replay(state.journal.entries);
}

/** V29: cosignatures of the journal's checkpoint (8.4). @param {State} state @param {Report} report */
export function checkCosigned(state, report) {
  const witnesses = observersWith(state.rules, 'witness');
  const { note, size } = state.checkpoint;
  let good = 0;
  for (const witness of witnesses) {
    try {
      good += cosignatureTimes(state.journal, note, size, [witness], CHECKPOINT).length;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      report.fail(error.message);
    }
  }
  const needed = quorumOf(witnesses.length);
  if (good < needed) report.notRun(`${CHECKPOINT}: cosigned by ${good} of ${witnesses.length} witnesses, ${needed} are needed`);
}
