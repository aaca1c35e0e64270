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

test('what fails in a round is said with its place', () => {
  for (const [finding, said] of [
    ['needs V02, V12', '须先通过 V02、V12，而其中有没通过的'],
    ['waitlist.csv: is missing', 'waitlist.csv：缺少'],
    ['"attempt-2/draw.txt": does not belong to the folder', 'attempt-2/draw.txt：不属于本轮的文件夹'],
    ['results.csv line 5: is "A,,", must be "B,,"', 'results.csv 第 5 行：写的是“A,,”，应为“B,,”'],
    ['roll.csv line 3, tag: stands also on line 9', 'roll.csv 第 3 行 tag 栏：与第 9 行是同一个孩子'],
    ['journal/entries/7: answers is not in order in state drawn of round j-2027', '日志第 7 条：状态为“随机数已齐备”时不能有 answers'],
    ['journal/entries/7 confirmations[0]: the signature of notary is not accepted', '日志第 7 条的 confirmations[0]：notary 的签名不成立'],
    ['receipt 1.txt: record 3 of intake.csv is not this receipt', '回执 1.txt：intake.csv 第 3 条记录与回执不符'],
  ]) {
    assert.equal(inChinese(finding), said);
  }
});

test('of what has no form the place is told', () => {
  assert.equal(inChinese('rules.json titles en: is not in normalisation form NFC'), 'rules.json 的 titles en：is not in normalisation form NFC');
  assert.equal(inChinese('roll.csv line 5, tag: is not 64 hex digits'), 'roll.csv 第 5 行 tag 栏：is not 64 hex digits');
});

test('what is not known stays as it is', () => {
  assert.equal(inChinese('something else: nobody knows'), null);
});
