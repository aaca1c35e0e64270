/**
 * Submissions: revisions signed and sent together. What was signed is kept before it is sent, so that
 * the very same text can be sent again, after a reload too, until the office answers.
 */
import { commitmentOf, identityText, makeSalt } from './identity.mjs';
import { makeSecret } from './key.mjs';
import { Refused } from './client.mjs';
import { demandOf, readReceipt, signedText } from './receipt.mjs';
import { signRevision } from './request.mjs';
import { nameOf, readJson, writeJson } from './storage.mjs';
import { hold, lastRequest } from './vault.mjs';

/** @typedef {import('./vault.mjs').Held} Held */
/** @typedef {import('./request.mjs').Request} Request */

/**
 * What a family wants for its children.
 * @typedef {object} Wish
 * @property {{fields: Record<string, string> | null, claims: string[], choices: string}[]} children
 *   `fields` as `spelled` makes them; null where they stay as they are
 * @property {boolean} linked
 */

/**
 * What was signed and is to be sent.
 * @typedef {object} Pending
 * @property {string} round
 * @property {string} wish what it is of, to know it again
 * @property {import('./request.mjs').SignedRevision[]} revisions
 * @property {Held[]} held what is kept once the receipts are there
 */

/** Linked children whose keys are not on this device. */
export class LinkedElsewhere extends Error {
  /** @param {string[]} codes */
  constructor(codes) {
    super(`linked with ${codes.join(', ')}, whose keys are not on this device; bring them here by their words`);
    this.name = 'LinkedElsewhere';
    this.codes = codes;
  }
}

/** @param {Wish} wish @param {string[]} codes of a change @returns {string} */
function wishText(wish, codes) {
  return JSON.stringify([wish, codes]);
}

/**
 * First revisions for reserved codes, each with a new key.
 * @param {{origin: string, round: string}} where
 * @param {{code: string, token: string}[]} reserved
 * @param {Wish} wish
 * @returns {Pending}
 */
export function applying({ origin, round }, reserved, wish) {
  const bundle = wish.linked && reserved.length > 1 ? reserved.map(({ code }) => code) : [];
  const both = wish.children.map(({ fields, claims, choices }, i) => {
    const { code, token } = reserved[i];
    /** @type {Held} */
    const held = { origin, round, code, secret: makeSecret(), salt: makeSalt(), fields, receipts: [], answers: [] };
    const identity = identityText({ code, round, salt: held.salt ?? '', fields: fields ?? {} });
    /** @type {Request} */
    const request = {
      origin, round, code, revision: 1, status: 'entered', bundle, claims, choices, commitment: commitmentOf(identity),
    };
    return { held, revision: signRevision(request, held.secret, { identity, token }) };
  });
  return pending(round, wishText(wish, []), both);
}

/**
 * Next revisions of applications that there are, in the order of the wish's children.
 * @param {Held[]} applications
 * @param {Wish} wish
 * @returns {Pending}
 * @throws {LinkedElsewhere}
 */
export function changing(applications, wish) {
  const codes = applications.map(({ code }) => code);
  demandLinked(applications, codes);
  const bundle = wish.linked && codes.length > 1 ? codes : [];
  const both = applications.map((held, i) => {
    const { fields, claims, choices } = wish.children[i];
    return next({ ...held, fields: fields ?? held.fields }, fields !== null, { status: 'entered', bundle, claims, choices });
  });
  return pending(applications[0].round, wishText(wish, codes), both);
}

/**
 * A withdrawal, with the next revisions of all who were linked with it and stay.
 * @param {Held} leaving
 * @param {Held[]} all on this device
 * @returns {Pending}
 * @throws {LinkedElsewhere}
 */
export function withdrawing(leaving, all) {
  const linked = (lastRequest(leaving)?.bundle ?? []).filter((code) => code !== leaving.code);
  const staying = all.filter(({ code }) => linked.includes(code));
  demandLinked([leaving], [leaving.code, ...staying.map(({ code }) => code)]);
  const bundle = staying.length > 1 ? staying.map(({ code }) => code) : [];
  const out = next(leaving, false, { status: 'withdrawn', bundle: [], claims: [], choices: '' });
  const both = [out, ...staying.map((held) => next(held, false, { status: 'entered', bundle }))];
  return pending(leaving.round, `withdraw ${leaving.code}`, both);
}

/** Refuse to leave a linked child behind. @param {Held[]} applications @param {string[]} codes that are revised */
function demandLinked(applications, codes) {
  const linked = applications.flatMap((held) => lastRequest(held)?.bundle ?? []);
  const left = [...new Set(linked)].filter((code) => !codes.includes(code));
  if (left.length > 0) throw new LinkedElsewhere(left);
}

/**
 * @param {Held} held
 * @param {boolean} identified whether its fields are given anew
 * @param {Partial<Request>} change
 */
function next(held, identified, change) {
  const last = lastRequest(held);
  if (last === null) throw new Error(`${held.code} has no receipt yet; look at it first`);
  const kept = identified ? { ...held, salt: held.salt ?? makeSalt() } : held;
  const { code, round } = kept;
  const identity = identified ? identityText({ code, round, salt: kept.salt ?? '', fields: kept.fields ?? {} }) : null;
  const commitment = identity === null ? last.commitment : commitmentOf(identity);
  const along = identity !== null && commitment !== last.commitment ? { identity } : {};
  const request = { ...last, ...change, revision: last.revision + 1, commitment };
  return { held: kept, revision: signRevision(request, kept.secret, along) };
}

/**
 * @param {string} round @param {string} wish
 * @param {{held: Held, revision: import('./request.mjs').SignedRevision}[]} both
 * @returns {Pending}
 */
function pending(round, wish, both) {
  return { round, wish, revisions: both.map(({ revision }) => revision), held: both.map(({ held }) => held) };
}

/** @param {import('./storage.mjs').Kept} storage @param {string} round @returns {Pending | null} */
export function readPending(storage, round) {
  return readJson(storage, nameOf('pending', round));
}

/** @param {Pending} waiting @param {Wish} wish @param {string[]} codes @returns {boolean} whether it is of this wish */
export function isOf(waiting, wish, codes) {
  return waiting.wish === wishText(wish, codes);
}

/**
 * Sends a submission, and keeps its receipts. Refused for good, it is forgotten: nothing was taken. Without
 * an answer it stays, to be sent again.
 * @param {import('./client.mjs').Client} client
 * @param {import('./storage.mjs').Kept} storage
 * @param {Pending} waiting
 * @param {string | null} officeKey
 * @returns {Promise<Held[]>}
 */
export async function send(client, storage, waiting, officeKey) {
  const name = nameOf('pending', waiting.round);
  writeJson(storage, name, waiting);
  const notes = await client.submit(waiting.round, waiting.revisions).catch(async (error) => {
    if (!(error instanceof Refused) || error.isPassing) throw error;
    const taken = await takenBefore(client, waiting, error);
    if (taken !== null) return taken;
    storage.removeItem(name);
    throw error;
  });
  const kept = waiting.held.map((held, i) => judged(held, notes[i], waiting.revisions[i], officeKey));
  kept.forEach(({ held }) => hold(storage, held));
  storage.removeItem(name);
  const { error } = kept.find((one) => one.error !== null) ?? { error: null };
  if (error !== null) throw error;
  return kept.map(({ held }) => held);
}

/**
 * The receipts of what was refused now and taken before: its answer was lost, and sent again it came after
 * the close. Without this look the key of a good application would be thrown away.
 * @param {import('./client.mjs').Client} client
 * @param {Pending} waiting
 * @param {Refused} refusal
 * @returns {Promise<string[] | null>} null if it was not taken
 */
async function takenBefore(client, waiting, refusal) {
  // Fields are judged before anything else is: what is wrong in them was never taken.
  if (refusal.problem.type === '/problems/fields') return null;
  const notes = [];
  for (const [i, { request }] of waiting.revisions.entries()) {
    const own = await client.own(waiting.held[i], waiting.held[i].secret).catch((error) => {
      if (error instanceof Refused && error.status === 401) return null;
      throw error;
    });
    /** @type {string[]} */
    const receipts = own?.receipts ?? [];
    const note = receipts.find((one) => signedText(readReceipt(one)) === request);
    if (note === undefined) return null;
    notes.push(note);
  }
  return notes;
}

/**
 * An application with its new receipt. What is no receipt of what was signed is kept too, apart: it is
 * evidence, and the key must not be lost with it.
 * @param {Held} held
 * @param {string} note
 * @param {import('./request.mjs').SignedRevision} revision
 * @param {string | null} officeKey
 * @returns {{held: Held, error: unknown}}
 */
function judged(held, note, { request, key, signature }, officeKey) {
  try {
    demandOf(readReceipt(note), { text: request, key, signature }, officeKey);
    return { held: { ...held, receipts: [...held.receipts, note] }, error: null };
  } catch (error) {
    return { held: { ...held, evidence: [...(held.evidence ?? []), note] }, error };
  }
}
