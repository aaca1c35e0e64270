/**
 * What the light check finds in the vectors that a family can meet is said in Chinese, too.
 */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inChinese } from '../page/findings.mjs';
import { checkFamily } from '../src/light.mjs';
import { parseTrust } from '../src/trust.mjs';
import { VECTORS } from './vectors.mjs';

const MET = [
  'one-child', 'receipt-of-other-round', 'receipt-of-other-office', 'receipt-empty', 'other-familys-receipt', 'no-receipt',
  'family-signature-bad', 'receipt-by-stranger', 'older-revision', 'key-unanswered', 'key-usurped', 'withdrawn', 'refused', 'too-few-cosignatures',
  'trust-of-other-office', 'choices-contradict', 'commitment-contradicts', 'revision-contradicts', 'number-wrong',
  'place-taken', 'cutoffs-changed', 'cut-off', 'not-cosigned',
];

for (const name of MET) {
  test(name, async () => {
    const path = join(VECTORS, 'proofs', name);
    const bytesOf = async (/** @type {string} */ file) => new Uint8Array(await readFile(join(path, file)));
    const names = await readdir(join(path, 'receipts')).catch(() => []);
    const receipts = await Promise.all(names.sort().map((one) => bytesOf(`receipts/${one}`)));
    const { steps } = checkFamily({ receipts, proof: await bytesOf('family.proof'), trust: parseTrust(await bytesOf('trust.txt'), 'trust.txt') });
    const unknown = steps.flatMap(({ findings }) => findings).filter((one) => inChinese(one) === null);
    assert.deepEqual(unknown, []);
  });
}

test('what is not known stays as it is', () => {
  assert.equal(inChinese('roll.csv line 5, tag: is not 64 hex digits'), null);
});
