/**
 * Reading vectors: a folder NAME with `round/`, perhaps `trust.txt` and `receipts/`, and `verdict.json`.
 */
import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readInput } from '../cli.mjs';
import { verify } from '../src/verify.mjs';

const DEFAULT_ROOT = fileURLToPath(new URL('../../vectors', import.meta.url));

/** The folder that holds `good/` and `bad/`: PAIWEI_VECTORS, or `../../vectors`. */
export const VECTORS = process.env.PAIWEI_VECTORS ?? DEFAULT_ROOT;

/** @param {string} path @returns {Promise<boolean>} */
export function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  );
}

/**
 * The vectors of a folder.
 * @param {string} folder
 * @returns {Promise<string[]>} their paths
 */
export async function vectorsIn(folder) {
  if (!(await exists(folder))) return [];
  const paths = (await readdir(folder)).sort().map((name) => join(folder, name));
  const known = await Promise.all(paths.map((path) => exists(join(path, 'verdict.json'))));
  return paths.filter((_, i) => known[i]);
}

/**
 * Verify one vector.
 * @param {string} path
 * @returns {Promise<{expected: {exit: number, check?: string, remarks?: string[], why: string}, got: ReturnType<typeof verify>}>}
 */
export async function runVector(path) {
  const expected = JSON.parse(await readFile(join(path, 'verdict.json'), 'utf8'));
  const trust = join(path, 'trust.txt');
  const receipts = join(path, 'receipts');
  const input = await readInput({
    folder: join(path, 'round'),
    trust: (await exists(trust)) ? [trust] : [],
    receipts: (await exists(receipts)) ? receipts : null,
  });
  return { expected, got: verify(input) };
}
