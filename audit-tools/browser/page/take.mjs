/**
 * Taking in what a person gives: files, photos, pasted text, folders.
 */
import { parseReceipt } from '../src/receipt.mjs';
import { parseTrust } from '../src/trust.mjs';
import { pasted, typedTrust } from '../src/typed-trust.mjs';
import { sorted } from './given.mjs';
import { change, state } from './state.mjs';

/** @typedef {import('./given.mjs').GivenFile} GivenFile */
/** @typedef {import('./state.mjs').Card} Card */
/** @typedef {import('./state.mjs').Notice} Notice */

/** @type {Record<'receipt' | 'trust' | 'proof', (given: GivenFile) => void>} */
const TAKE = {
  receipt({ name, bytes }) {
    const { code, revision } = parseReceipt(bytes, name);
    const others = state.receipts.filter((one) => one.code !== code || one.revision !== revision);
    change({ receipts: [...others, { name, bytes, code, revision }] });
  },
  trust({ name, bytes }) {
    const blocks = parseTrust(bytes, name);
    const others = state.trust.filter((one) => one.name !== name);
    change({ trust: [...others, { name, bytes, blocks }] });
  },
  proof({ name, bytes }) {
    change({ proof: { name, bytes } });
  },
};

/** @param {unknown} error @returns {Notice} */
function refusal(error) {
  return { id: 'refused', values: { why: /** @type {Error} */ (error).message } };
}

/** A card has got a good file: what it refused before is settled. @param {Card} card */
function settle(card) {
  change({ refusals: { ...state.refusals, [card]: [] }, notice: null });
}

/** @param {'receipt' | 'trust' | 'proof'} kind @param {() => GivenFile} given @returns {Notice | null} why it was refused */
function take(kind, given) {
  try {
    TAKE[kind](given());
    settle(kind);
    return null;
  } catch (error) {
    return refusal(error);
  }
}

/** @param {File} file @returns {Promise<{card: Card | null, refused: Notice | null}>} */
async function takeFile(file) {
  const given = await sorted(file);
  const { kind, name } = given;
  if (kind === 'zip') takeRound(name, [], file);
  if (kind === 'zip') return { card: 'round', refused: null };
  if (kind === 'no-code') return { card: null, refused: { id: 'no-code', values: { name } } };
  if (kind === 'unknown') return { card: null, refused: { id: 'unknown-file', values: { name } } };
  return { card: kind, refused: take(kind, () => given) };
}

/** Refusals stay in the card until it gets a good file. @param {Card | null} card @param {Notice} refused */
function keep(card, refused) {
  const refusals = card === null ? state.refusals : { ...state.refusals, [card]: [...state.refusals[card], refused] };
  change({ notice: refused, refusals });
}

/** Take files of any kind. @param {File[]} files @param {Card | null} [card] the card that they were given to */
export async function takeFiles(files, card = null) {
  if (files.some(({ type }) => type.startsWith('image/'))) change({ notice: { id: 'photo-working', values: {} } });
  /** @type {{card: Card | null, refused: Notice}[]} */
  const refused = [];
  for (const file of files) {
    const taken = await takeFile(file);
    if (taken.refused !== null) refused.push({ card: card ?? taken.card, refused: taken.refused });
  }
  // Last, so that the good files of the same choice don't settle them.
  refused.forEach((one) => keep(one.card, one.refused));
}

/** @param {string} text a whole receipt */
export function takeReceiptText(text) {
  const refused = take('receipt', () => ({ name: 'receipt', bytes: new TextEncoder().encode(pasted(text)) }));
  if (refused !== null) keep('receipt', refused);
}

/** @param {string} text keys, a line each */
export function takeTrustText(text) {
  const refused = take('trust', () => ({ name: 'keys', bytes: new TextEncoder().encode(typedTrust(text)) }));
  if (refused !== null) keep('trust', refused);
}

/** @param {string} name @param {[string, Blob][]} files @param {Blob | null} zip */
function takeRound(name, files, zip) {
  change({ round: { name, files, zip }, tab: 'round' });
  settle('round');
}

/** A folder that was picked; names are relative to it. @param {File[]} files */
export function takeFolder(files) {
  if (files.length === 0) return;
  const [name] = files[0].webkitRelativePath.split('/');
  const paths = files.map((file) => /** @type {[string, Blob]} */ ([file.webkitRelativePath.slice(name.length + 1), file]));
  takeRound(name, paths, null);
}

/** What was dropped on the page: files, or one folder. @param {DataTransfer} dropped */
export async function takeDropped(dropped) {
  const entries = [...dropped.items].map((item) => item.webkitGetAsEntry());
  const folder = entries.find((entry) => entry?.isDirectory);
  if (!folder) return takeFiles([...dropped.files]);
  const files = await filesBelow(/** @type {FileSystemDirectoryEntry} */ (folder), '');
  takeRound(folder.name, files, null);
}

/** @param {FileSystemDirectoryEntry} folder @param {string} path of it, with a last `/`; empty for the round's own @returns {Promise<[string, Blob][]>} */
async function filesBelow(folder, path) {
  const reader = folder.createReader();
  /** @type {[string, Blob][]} */
  const found = [];
  // A reader gives some entries at a time, and none at the end.
  for (;;) {
    const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return found;
    for (const entry of entries) {
      const inner = `${path}${entry.name}`;
      if (entry.isDirectory) found.push(...(await filesBelow(entry, `${inner}/`)));
      else found.push([inner, await new Promise((resolve, reject) => entry.file(resolve, reject))]);
    }
  }
}
