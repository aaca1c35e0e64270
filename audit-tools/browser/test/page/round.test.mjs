/**
 * The auditor's way, in real Chromium: folders and .zip, the same verdicts as everywhere.
 */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { zipSync } from 'fflate';
import { readFolder } from '../../cli.mjs';
import { en } from '../../page/en.mjs';
import { zh } from '../../page/zh.mjs';
import { exists } from '../vectors.mjs';
import { give, judge, visit, VECTORS, WIDTHS } from './browser.mjs';

/** @param {import('playwright-core').Page} page @param {string} id @param {string} round @param {string | null} trust */
async function giveRound(page, id, round, trust) {
  await page.click('#tab-round');
  if (trust !== null) await give(page, 'trust-file', trust, '#trust-status .given');
  await give(page, id, round, '#round');
}

/** @param {import('playwright-core').Page} page @returns {Promise<Record<string, string>>} outcome by check */
async function outcomes(page) {
  return Object.fromEntries(await page.$$eval('#checks > li', (checks) => checks.map((one) => [one.id, one.className])));
}

for (const language of /** @type {const} */ (['zh', 'en'])) {
  for (const width of WIDTHS) {
    test(`a round's verification at ${width} px, ${language}`, () =>
      visit({ width, language }, async ({ page, requests, complaints }) => {
        const folder = join(VECTORS, 'good/dice-and-drand');
        await giveRound(page, 'folder', join(folder, 'round'), join(folder, 'trust.txt'));
        assert.equal(await judge(page, 'verify'), { zh, en }[language]['round-0']);
        const all = await outcomes(page);
        assert.equal(Object.keys(all).length, 32);
        assert.deepEqual([...new Set(Object.values(all))].sort(), ['does-not-apply', 'passed']);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(wider <= 0, `${wider} px stand out on the right`);
        const asked = requests.filter((url) => !url.startsWith('blob:'));
        assert.equal(asked.length, 1, asked.join('\n'));
        assert.deepEqual(complaints, []);
      }));
  }
}

test('one page judges many rounds as their vectors say', () =>
  visit({}, async ({ page }) => {
    await page.click('#tab-round');
    const bad = (await readdir(join(VECTORS, 'bad'))).filter((_, i) => i % 12 === 0);
    assert.ok(bad.length > 10);
    for (const name of bad) {
      const folder = join(VECTORS, 'bad', name);
      const verdict = JSON.parse(await readFile(join(folder, 'verdict.json'), 'utf8'));
      if ((await page.$('#remove-trust-0')) !== null) await page.click('#remove-trust-0');
      while ((await page.$('#remove-receipt-0')) !== null) await page.click('#remove-receipt-0');
      const receipts = (await exists(join(folder, 'receipts'))) ? await readdir(join(folder, 'receipts')) : [];
      if (receipts.length > 0) continue;
      if (await exists(join(folder, 'trust.txt'))) await give(page, 'trust-file', join(folder, 'trust.txt'), '#trust-status .given');
      await give(page, 'folder', join(folder, 'round'), '#round');
      await judge(page, 'verify');
      const decided = Object.entries(await outcomes(page)).find(([, outcome]) => outcome === (verdict.exit === 1 ? 'failed' : 'not-run'));
      assert.equal(decided?.[0], verdict.check, name);
    }
  }));

test('a .zip is judged as its folder, and says that nobody was pinned', () =>
  visit({ language: 'en' }, async ({ page }) => {
    const place = await mkdtemp(join(tmpdir(), 'paiwei-zip-'));
    const { files } = await readFolder(join(VECTORS, 'good/annulled-attempt/round'));
    const inside = Object.fromEntries([...files].map(([path, bytes]) => [`junior-2027/${path}`, bytes]));
    await writeFile(join(place, 'round.zip'), zipSync(inside));
    await giveRound(page, 'zip', join(place, 'round.zip'), null);
    assert.match(await judge(page, 'verify'), /whose identity was not checked/);
    assert.equal(await page.$eval('#report > :first-child', (one) => one.id), 'unpinned');
    const all = Object.entries(await outcomes(page));
    assert.deepEqual(all.filter(([, outcome]) => outcome === 'not-run').map(([id]) => id), ['V04', 'V09']);
    await rm(place, { recursive: true });
  }));

test('the report is saved, with the members that paiwei-audit writes', () =>
  visit({}, async ({ page }) => {
    const folder = join(VECTORS, 'good/dice-and-drand');
    await giveRound(page, 'folder', join(folder, 'round'), join(folder, 'trust.txt'));
    await judge(page, 'verify');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(`text="${zh['save-json']}"`)]);
    const report = JSON.parse(await readFile(await download.path(), 'utf8'));
    assert.deepEqual(Object.keys(report).sort(), ['check', 'checks', 'exit', 'remarks', 'summary']);
    assert.equal(report.summary.in_force, 1);
  }));

const demo = process.env.PAIWEI_DEMO;
if (demo !== undefined) {
  const rounds = (await readdir(demo)).sort();
  for (const name of rounds) {
    if (!(await exists(join(demo, name, 'rules.json')))) continue;
    test(`the demo's round ${name}`, () =>
      visit({}, async ({ page }) => {
        await giveRound(page, 'folder', join(demo, name), join(demo, 'trust.txt'));
        assert.equal(await judge(page, 'verify'), zh['round-0']);
        const rehearsal = (await page.textContent('#report > :first-child')) === zh.rehearsal;
        assert.equal(rehearsal, name.startsWith('zone'));
      }));
  }
}
