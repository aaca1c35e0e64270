/**
 * Frozen bytes of the repository, made by the Rust side: audit-tools/vectors.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const VECTORS = fileURLToPath(new URL('../../audit-tools/vectors/', import.meta.url));

/** The vectors' secret of a label (audit-tools/vectors/src/secret.rs). @param {string} label @returns {string} 64 hex */
export function secretOf(label) {
  return createHash('sha256').update(`paiwei vectors\n${label}`).digest('hex');
}

/** The receipts of a vector, by name. @param {string} name @returns {string[]} */
export function receiptsOf(name) {
  const folder = join(VECTORS, name, 'receipts');
  const files = readdirSync(folder).filter((file) => file.endsWith('.txt'));
  return files.sort((a, b) => parseInt(a, 10) - parseInt(b, 10)).map((file) => readFileSync(join(folder, file), 'utf8'));
}

/** The office's receipts key of a vector, from its journal. @param {string} name @returns {string} */
export function officeKeyOf(name) {
  return JSON.parse(readFileSync(join(VECTORS, name, 'round/journal/entries/0'), 'utf8')).receipts;
}

/** A storage without a browser. @param {Record<string, string>} [start] @returns {import('../scripts/family/storage.mjs').Kept} */
export function memory(start = {}) {
  const kept = new Map(Object.entries(start));
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => void kept.set(name, text),
    removeItem: (name) => void kept.delete(name),
    key: (at) => [...kept.keys()][at] ?? null,
    get length() {
      return kept.size;
    },
  };
}
