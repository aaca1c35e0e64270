/**
 * Figures, not a test: `node test/bench.mjs FOLDER`, with a folder that
 * `cargo run -p paiwei-vectors --example large_round -- 100000 FOLDER` wrote.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { readInput } from '../cli.mjs';
import { verify } from '../src/verify.mjs';
import { give, judge, visit } from './page/browser.mjs';

/** How many times slower a phone is. */
const SLOWER = 6;
const WARM_RUNS = 10;

const [folder = '../../target/large'] = process.argv.slice(2);
const path = (/** @type {string} */ name) => join(folder, name);

/** @param {string} what @param {number} milliseconds */
function print(what, milliseconds) {
  console.log(`${what.padEnd(64)} ${milliseconds.toFixed(0).padStart(8)} ms`);
}

/** The whole round in Node, and what each check takes. */
async function inNode() {
  const input = await readInput({ folder: path('round'), trust: [path('trust.txt')], receipts: null });
  let before = performance.now();
  const begun = before;
  const cpu = process.cpuUsage();
  const verdict = verify(input, ({ id }) => {
    const now = performance.now();
    if (now - before > 50) print(`  ${id}`, now - before);
    before = now;
  });
  print(`Node: the whole round, exit ${verdict.exit}, ${verdict.summary?.entered} children`, performance.now() - begun);
  print('  of which processor time', process.cpuUsage(cpu).user / 1000);
}

/** The whole round in the page, reading of the files included. */
function inPage() {
  return visit({}, async ({ page }) => {
    await page.click('#tab-round');
    await give(page, 'trust-file', path('trust.txt'), '#trust-status .given');
    await give(page, 'folder', path('round'), '#round');
    const begun = performance.now();
    const before = await rendererTime(page);
    await judge(page, 'verify');
    print('Chromium: the whole round, from the button to the verdict', performance.now() - begun);
    print('  of which processor time, all threads', (await rendererTime(page)) - before);
  });
}

/** @param {import('playwright-core').Page} page @returns {Promise<number>} milliseconds that its process has run */
async function rendererTime(page) {
  const browser = page.context().browser();
  if (browser === null) return NaN;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return Math.max(...processInfo.filter(({ type }) => type === 'renderer').map(({ cpuTime }) => 1000 * cpuTime));
}

/** The light check on the page's own thread, which alone can be slowed down. */
async function light() {
  const entry = fileURLToPath(new URL('../src/light.mjs', import.meta.url));
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: 'iife', globalName: 'light', target: 'chrome86' });
  const trustCode = await build({ entryPoints: [entry.replace('light', 'trust')], bundle: true, write: false, format: 'iife', globalName: 'trust', target: 'chrome86' });
  const given = await Promise.all(['receipt.txt', 'family.proof', 'trust.txt'].map(async (name) => [...(await readFile(path(name)))]));
  console.log(`proof file: ${given[1].length} bytes`);
  for (const rate of [1, SLOWER]) {
    await visit({}, async ({ page }) => {
      await page.evaluate(`${outputFiles[0].text};${trustCode.outputFiles[0].text};globalThis.light = light; globalThis.trust = trust;`);
      const session = await page.context().newCDPSession(page);
      await session.send('Emulation.setCPUThrottlingRate', { rate });
      const times = await page.evaluate(lightRuns, { given, runs: WARM_RUNS });
      const slow = rate === 1 ? '' : `, ${rate} times slower`;
      print(`Chromium: the light check, first${slow}`, times[0]);
      print(`Chromium: the light check, warm (median of ${WARM_RUNS})${slow}`, times.slice(1).sort((a, b) => a - b)[WARM_RUNS / 2]);
    });
  }
}

/**
 * Runs in the page.
 * @param {{given: number[][], runs: number}} job
 * @returns {number[]} milliseconds
 */
function lightRuns({ given, runs }) {
  const { light: { checkFamily }, trust: { parseTrust } } = /** @type {any} */ (globalThis);
  const [receipt, proof, trust] = given.map((bytes) => Uint8Array.from(bytes));
  return Array.from({ length: runs + 1 }, () => {
    const begun = performance.now();
    const { exit } = checkFamily({ receipts: [receipt], proof, trust: parseTrust(trust, 'trust.txt') });
    if (exit !== 0) throw new Error(`exit ${exit}`);
    return performance.now() - begun;
  });
}

await inNode();
await inPage();
await light();
