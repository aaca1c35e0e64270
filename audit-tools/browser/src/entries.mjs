/**
 * Entries of the journal: the form of each type (PROTOCOL.md 8.1, 9; V03).
 */
import * as form from './form.mjs';
import { parseCanonical } from './json.mjs';
import { parseNote } from './note.mjs';
import { demand, quoted, refuse } from './refusal.mjs';
import { announcedObservers, anyKey as key, drandChain as chain } from './rules.mjs';
import { MAX_INTEGER } from './words.mjs';

const MOST_BYTES = 65535;
const MOST_NOTES = 16;

/**
 * @typedef {object} Entry
 * @property {number} index
 * @property {Uint8Array} bytes
 * @property {any} value the parsed object
 */

/** @type {form.Form} */
const note = (value, where) => {
  demand(typeof value === 'string', where, 'is not a note');
  parseNote(value, where);
};
const notes = form.listOf(note, MOST_NOTES);
const reason = form.plainText(1, 500);
/** What faces there may be is V21's (11.5). */
const faces = form.stringThat('a text of faces', () => true);
const rooted = { root: form.hash, sha256: form.hash, size: form.integer };
const drandSignature = form.object({
  chain,
  previous_signature: form.nullOr(form.hexDigits),
  round: form.integer,
  signature: form.hexDigits,
});

/** @type {form.Form} the sources of round-announced */
const sources = (value, where) => {
  const fine = Array.isArray(value) && ['["dice"]', '["drand"]', '["dice","drand"]'].includes(JSON.stringify(value));
  demand(fine, where, `is ${quoted(JSON.stringify(value))}, not ["dice"], ["drand"] or ["dice","drand"]`);
};

/** Members of the entries that belong to no round. @type {Record<string, Record<string, form.Form>>} */
const OF_JOURNAL = {
  'journal-opened': {
    format: form.oneOf('paiwei journal v1'),
    journal: key,
    origin: form.origin,
    proof: note,
    receipts: key,
    recovery: key,
  },
  'key-rotated': { key, lost: form.truth, proof: note, role: form.oneOf('journal', 'receipts') },
  'handed-over': { key },
  'handed-back': {},
};

/** Members of the entries of rounds, but for randomness-recorded. @type {Record<string, Record<string, form.Form>>} */
const OF_ROUND = {
  'round-announced': {
    cohort: form.id,
    fallback: form.truth,
    follows: form.nullOr(form.id),
    observers: announcedObservers,
    rehearsal: form.truth,
    rules: form.hash,
    sources,
    tag_key: form.hash,
  },
  'seed-committed': { commitment: form.hash, holder: form.holderId, note: form.nullOr(note) },
  intake: { phase: form.oneOf('open', 'hour', 'close'), root: form.hash, size: form.integer },
  'roll-posted': rooted,
  'posting-witnessed': { checkpoint: note },
  'roll-frozen': { ...rooted, changes: form.hash },
  'freeze-witnessed': { checkpoint: note },
  'seed-opened': { holder: form.holderId, note: form.nullOr(note), seed: form.hash },
  'seed-missing': { holder: form.holderId },
  'order-set': { drand: form.nullOr(form.object({ chain, round: form.integer })), notes },
  'order-witnessed': { checkpoint: note },
  'dice-thrown': { again: form.nullOr(reason), confirmations: notes, dice: faces },
  'source-failed': { confirmations: notes, reason },
  'result-published': {
    files: form.object(
      { 'PROTOCOL.md': form.hash, 'cutoffs.csv': form.hash, 'draw.txt': form.hash, 'waitlist.csv': form.hash },
      { 'verify.html': form.hash },
    ),
    results: form.object(rooted),
  },
  answers: { root: form.hash, size: form.integer },
  standing: { result: form.integer },
  'round-voided': { notes, reason },
  'result-annulled': { confirmations: notes, reason, result: form.integer },
};

/** randomness-recorded by its source (9). @type {Record<string, Record<string, form.Form>>} */
const RANDOMNESS = {
  dice: { confirmations: notes, dice: faces },
  fallback: { confirmations: notes, dice: faces },
  drand: { drand: drandSignature },
};

const common = { at: form.integer, type: form.oneOf(...Object.keys(OF_JOURNAL), ...Object.keys(OF_ROUND), 'randomness-recorded') };
const ofRound = { ...common, attempt: form.integerFrom(1, MAX_INTEGER), round: form.id };

/** @type {Map<string, form.Form>} */
const FORMS = new Map([
  ...Object.entries(OF_JOURNAL).map(([type, members]) => pair(type, form.object({ ...common, ...members }))),
  ...Object.entries(OF_ROUND).map(([type, members]) => pair(type, form.object({ ...ofRound, ...members }))),
  pair('randomness-recorded', randomnessForm),
]);

/** @param {string} type @param {form.Form} one @returns {[string, form.Form]} */
function pair(type, one) {
  return [type, one];
}

/** @param {any} value @param {string} where */
function randomnessForm(value, where) {
  const source = form.oneOf(...Object.keys(RANDOMNESS));
  source(value.source, `${where} source`);
  form.object({ ...ofRound, source, ...RANDOMNESS[value.source] })(value, where);
}

/**
 * Parse one entry and judge its form (V03).
 * @param {Uint8Array} bytes
 * @param {number} index
 * @returns {Entry}
 */
export function parseEntry(bytes, index) {
  const where = `journal/entries/${index}`;
  const value = parseCanonical(bytes, where, MOST_BYTES);
  common.type(value.type, `${where} type`);
  const one = FORMS.get(value.type);
  if (one === undefined) return refuse(`${where} type`, `${quoted(value.type)} is unknown`);
  one(value, where);
  return { index, bytes, value };
}

/**
 * Parse all entries (V03): forms, times, entry 0, the origin.
 * @param {Uint8Array[]} list
 * @param {string} origin the checkpoint's
 * @returns {Entry[]}
 */
export function parseEntries(list, origin) {
  const entries = list.map(parseEntry);
  entries.forEach(({ value }, i) => {
    const where = `journal/entries/${i}`;
    demand((value.type === 'journal-opened') === (i === 0), `${where} type`, 'journal-opened is entry 0 and only there');
    if (i > 0) demand(value.at >= entries[i - 1].value.at, `${where} at`, "is less than the entry's before");
  });
  const own = entries[0].value.origin;
  demand(own === origin, 'journal/checkpoint', `its origin is ${quoted(origin)}, that of entry 0 is ${quoted(own)}`);
  return entries;
}
