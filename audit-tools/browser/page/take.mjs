/**
 * Taking in what a person gives: files, photos, pasted text, folders.
 */
import { parseReceipt } from '../src/receipt.mjs';
import { parseTrust } from '../src/trust.mjs';
import { pasted, typedTrust } from '../src/typed-trust.mjs';
import { sorted } from './given.mjs';
import { change, state } from './state.mjs';

/** @typedef {import('./given.mjs').GivenFile} GivenFile */

/** @type {Record<'receipt' | 'trust' | 'proof', (given: GivenFile) => void>} */
const TAKE = {
  receipt({ name, bytes }) {
    const { code, revision } = parseReceipt(bytes, name);
    const others = state.receipts.filter((one) => one.code !== code || one.revision !== revision);
    change({ receipts: [...others, { name, bytes, code, revision }], notice: null });
  },
  trust({ name, bytes }) {
    const blocks = parseTrust(bytes, name);
    const others = state.trust.filter((one) => one.name !== name);
    change({ trust: [...others, { name, bytes, blocks }], notice: null });
  },
  proof({ name, bytes }) {
    change({ proof: { name, bytes }, notice: null });
  },
};

/** @param {'receipt' | 'trust' | 'proof'} kind @param {GivenFile} given */
function take(kind, given) {
  try {
    TAKE[kind](given);
  } catch (error) {
    change({ notice: { id: 'refused', values: { why: /** @type {Error} */ (error).message } } });
  }
}

/** Take files of any kind. @param {File[]} files */
export async function takeFiles(files) {
  if (files.some(({ type }) => type.startsWith('image/'))) change({ notice: { id: 'photo-working', values: {} } });
  for (const file of files) {
    const given = await sorted(file);
    if (given.kind === 'zip') takeRound(given.name, [], file);
    else if (given.kind === 'no-code') change({ notice: { id: 'no-code', values: { name: given.name } } });
    else if (given.kind === 'unknown') change({ notice: { id: 'unknown-file', values: { name: given.name } } });
    else take(given.kind, given);
  }
}

/** @param {string} text a whole receipt */
export function takeReceiptText(text) {
  take('receipt', { name: 'receipt', bytes: new TextEncoder().encode(pasted(text)) });
}

/** @param {string} text keys, a line each */
export function takeTrustText(text) {
  try {
    take('trust', { name: 'keys', bytes: new TextEncoder().encode(typedTrust(text)) });
  } catch (error) {
    change({ notice: { id: 'refused', values: { why: /** @type {Error} */ (error).message } } });
  }
}

/** @param {string} name @param {[string, Blob][]} files @param {Blob | null} zip */
function takeRound(name, files, zip) {
  change({ round: { name, files, zip }, tab: 'round', notice: null });
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
