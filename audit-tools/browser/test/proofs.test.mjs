/**
 * Every proof file of the vectors must get the exit status, the step and the remarks of its verdict.json.
 */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { checkFamily } from '../src/light.mjs';
import { parseTrust } from '../src/trust.mjs';
import { exists, VECTORS, vectorsIn } from './vectors.mjs';

/** @param {string} path @returns {Promise<Uint8Array>} */
const bytesOf = async (path) => new Uint8Array(await readFile(path));

/** @param {string} path @returns {Promise<import('../src/light-report.mjs').LightReport>} */
async function judged(path) {
  const trust = join(path, 'trust.txt');
  const receipts = join(path, 'receipts');
  const names = (await exists(receipts)) ? (await readdir(receipts)).sort() : [];
  return checkFamily({
    receipts: await Promise.all(names.map((name) => bytesOf(join(receipts, name)))),
    proof: await bytesOf(join(path, 'family.proof')),
    trust: (await exists(trust)) ? parseTrust(await bytesOf(trust), 'trust.txt') : null,
  });
}

const vectors = await vectorsIn(join(VECTORS, 'proofs'));

test('there are proof files', () => {
  assert.ok(vectors.length >= 80);
});

for (const path of vectors) {
  test(`proofs/${basename(path)}`, async () => {
    const expected = JSON.parse(await readFile(join(path, 'verdict.json'), 'utf8'));
    const { exit, step, steps, remarks, child } = await judged(path);
    const wanted = { exit: expected.exit, step: expected.step ?? null, remarks: expected.remarks ?? [] };
    assert.deepEqual({ exit, step, remarks }, wanted, `${expected.why}\n${JSON.stringify(steps, null, 1)}`);
    if (exit === 0) assert.ok(child !== null && child.choices.length > 0);
  });
}
