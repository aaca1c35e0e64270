/**
 * The program. A receipt that a mail program or an editor rewrote is the same; nothing else of it is mended.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { textOf, utf8 } from '../src/bytes.mjs';
import { mended } from '../src/line-ends.mjs';
import { VECTORS } from './vectors.mjs';

const CLI = fileURLToPath(new URL('../cli.mjs', import.meta.url));
const FOLDER = join(VECTORS, 'proofs/one-child');

test('a byte order mark and CR LF are undone, a lone CR and a second mark are not', () => {
  for (const [given, right] of [['\ufeffa\r\nb\r\n', 'a\nb\n'], ['a\rb\r', 'a\rb\r'], ['a\r\r\n', 'a\r\n'], ['', '']]) {
    assert.equal(textOf(mended(utf8(given)), 'text'), right);
  }
  assert.equal(mended(utf8('\ufeff\ufeffa')).length, 4);
});

/** @param {string[]} args @returns {Promise<{status: unknown, said: string}>} */
function cli(args) {
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], (error, stdout, stderr) => resolve({ status: error === null ? 0 : error.code, said: stdout + stderr }));
  });
}

test('the program takes a receipt with CR LF and a mark; a changed one fails', async () => {
  const place = await mkdtemp(join(tmpdir(), 'paiwei-ends-'));
  const receipt = join(place, 'receipt.txt');
  const text = await readFile(join(FOLDER, 'receipts/1.txt'), 'utf8');
  const check = async (/** @type {string} */ given) => {
    await writeFile(receipt, given);
    return cli(['check', receipt, join(FOLDER, 'family.proof'), '--trust', join(FOLDER, 'trust.txt')]);
  };
  const windows = `\ufeff${text.replace(/\n/g, '\r\n')}`;
  const good = await check(windows);
  assert.equal(good.status, 0, good.said);
  assert.equal((await check(windows.replace('revision: 1', 'revision: 2'))).status, 1);
  await rm(place, { recursive: true });
});

test('the last sentence names the place or that there is none; a folder is no proof file', async () => {
  const check = (/** @type {string} */ name, proof = 'family.proof') => {
    const folder = join(VECTORS, 'proofs', name);
    return cli(['check', join(folder, 'receipts/1.txt'), join(folder, proof), '--trust', join(folder, 'trust.txt')]);
  };
  assert.match((await check('one-choice')).said, /exit 0: the result, no place, is consistent/);
  assert.match((await check('one-child')).said, /exit 0: the result, \S+, choice 1, is consistent/);
  const { status, said } = await check('one-child', '.');
  assert.equal(status, 64);
  assert.match(said, /is a folder: give the \.proof file/);
});

test('answers that the office typed in are counted, and receipts that it made', async () => {
  const folder = join(VECTORS, 'good/answers');
  const { said } = await cli(['verify', join(folder, 'round'), '--receipts', join(folder, 'receipts')]);
  assert.match(said, /V30 passed\n {4}\d+ receipts, [1-9]\d* of them made by the office\n/);
  assert.match(said, /V32 passed\n {4}4 receipts of answers, 1 typed in by the office\n/);
});
