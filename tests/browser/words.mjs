/**
 * The pages' own words, from the Fluent files: what a test expects to read stands nowhere else.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './office/office.mjs';

/** @typedef {import('./browser.mjs').Language} Language */

/** A message of one line, with values in place of its variables. @param {Language} language @param {string} id @param {Record<string, string | number>} [values] @returns {string} */
export function words(language, id, values = {}) {
  const folder = join(ROOT, 'locales', language);
  for (const file of readdirSync(folder)) {
    const found = new RegExp(`^${id} = (.+)$`, 'm').exec(readFileSync(join(folder, file), 'utf8'));
    if (found !== null) return found[1].replace(/\{ \$(\w+) \}/g, (hole, name) => String(values[name] ?? hole));
  }
  throw new Error(`no words for ${id}`);
}
