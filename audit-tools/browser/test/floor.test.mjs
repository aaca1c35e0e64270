/**
 * The floor is Chrome 86: the worker's script judges with nothing that came later.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import vm from 'node:vm';
import { workerScript } from '../build.mjs';
import { readFolder } from '../cli.mjs';
import { VECTORS } from './vectors.mjs';

/** What Chrome 86 does not have of what Node has. */
const LATER = `
  for (const holder of [Array.prototype, Object.getPrototypeOf(Uint8Array.prototype), String.prototype]) {
    for (const name of ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with', 'isWellFormed', 'toWellFormed']) {
      delete holder[name];
    }
  }
  for (const name of ['union', 'intersection', 'difference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom']) delete Set.prototype[name];
  for (const name of ['toHex', 'toBase64', 'setFromHex', 'setFromBase64']) delete Uint8Array.prototype[name];
  for (const name of ['fromHex', 'fromBase64']) delete Uint8Array[name];
  delete Object.hasOwn; delete Object.groupBy; delete Map.groupBy; delete Array.fromAsync; delete Promise.withResolvers;
  delete ArrayBuffer.prototype.transfer; delete ArrayBuffer.prototype.resize;
  delete globalThis.structuredClone; delete globalThis.Iterator; delete globalThis.AggregateError;
`;

/** Give the script a job, as the page does. @param {string} kind @param {unknown} job @returns {Promise<any>} */
async function work(kind, job) {
  /** @type {{onmessage: (event: {data: unknown}) => Promise<void>, postMessage: (message: any) => void}} */
  const self = { onmessage: async () => undefined, postMessage: (message) => answers.push(message) };
  /** @type {any[]} */
  const answers = [];
  const context = vm.createContext({ self, TextDecoder, TextEncoder, performance, console });
  vm.runInContext(LATER, context);
  vm.runInContext(await workerScript(), context);
  await self.onmessage({ data: { kind, job } });
  const last = answers[answers.length - 1];
  assert.equal(last.refused, undefined);
  return structuredClone(last.answer);
}

/** @param {string} path @returns {Promise<{name: string, bytes: Uint8Array}>} */
async function given(path) {
  return { name: path, bytes: new Uint8Array(await readFile(join(VECTORS, path))) };
}

test('a family is checked on the floor', async () => {
  const folder = 'proofs/linked-children';
  const job = { receipts: [await given(`${folder}/receipts/1.txt`)], proof: await given(`${folder}/family.proof`), trust: [await given(`${folder}/trust.txt`)] };
  const { report } = await work('family', job);
  assert.deepEqual(report.steps.filter((/** @type {any} */ one) => one.outcome !== 'passed'), []);
  assert.equal(report.exit, 0);
});

test('a round with dice and drand is replayed on the floor', async () => {
  const { files } = await readFolder(join(VECTORS, 'good/dice-and-drand/round'));
  const blobs = [...files].map(([path, bytes]) => [path, new Blob([/** @type {any} */ (bytes)])]);
  const verdict = await work('round', { round: { name: 'round', files: blobs, zip: null }, receipts: [], trust: [await given('good/dice-and-drand/trust.txt')] });
  assert.deepEqual(verdict.checks.flatMap((/** @type {any} */ one) => one.findings), []);
  assert.equal(verdict.exit, 0);
});
