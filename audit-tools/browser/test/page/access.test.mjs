/**
 * Reachable by everybody: axe-core finds nothing, the keyboard reaches all, the policy holds.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { give, giveFamily, judge, PAGE, visit, VECTORS, WIDTHS } from './browser.mjs';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** @param {import('playwright-core').Page} page @param {string} where */
async function assertReachable(page, where) {
  // The page's own policy would keep the tester out; a script of the debugger is not bound by it.
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const axe = /** @type {any} */ (window).axe;
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.map((/** @type {any} */ one) => `${one.id}: ${one.nodes.map((/** @type {any} */ node) => node.html).join(' | ')}`);
  });
  assert.deepEqual(found, [], where);
}

for (const width of WIDTHS) {
  for (const scheme of /** @type {const} */ (['light', 'dark'])) {
    for (const language of /** @type {const} */ (['zh', 'en'])) {
      test(`axe finds nothing at ${width} px, ${scheme}, ${language}`, () =>
        visit({ width, scheme, language }, async ({ page }) => {
          await assertReachable(page, 'empty');
          await giveFamily(page, 'one-child', false);
          await judge(page, 'check');
          for (const id of ['L1', 'L2', 'L3', 'L4', 'L5', 'L6']) await page.click(`#${id} summary`);
          await assertReachable(page, 'family');
          await page.click('#tab-round');
          await give(page, 'folder', join(VECTORS, 'bad/seed-mismatch-attempt-2/round'), '#round');
          await judge(page, 'verify');
          await assertReachable(page, 'round');
        }));
    }
  }
}

test('the keyboard alone is enough', () =>
  visit({}, async ({ page }) => {
    const reached = new Set();
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab');
      reached.add(await page.evaluate(() => document.activeElement?.id ?? ''));
    }
    for (const id of ['language', 'tab-family', 'trust-file', 'receipt-file', 'proof-file', 'check']) assert.ok(reached.has(id), id);
    await page.focus('#tab-family');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.getAttribute('#tab-round', 'aria-selected'), 'true');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'tab-round');
  }));

test('the policy allows its own script by hash and nothing else', async () => {
  const html = await readFile(PAGE, 'utf8');
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? '';
  assert.match(policy, /^default-src 'none'; script-src 'sha256-[A-Za-z0-9+/]+=*'; style-src 'sha256-[A-Za-z0-9+/]+=*'; /);
  assert.doesNotMatch(policy, /unsafe|https?:|connect-src/);
  await visit({}, async ({ page, complaints }) => {
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.slipped = true';
      document.body.append(script);
    });
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).slipped), undefined);
    assert.match(complaints.join(), /Content Security Policy/);
  });
});

test('on paper the steps are open and the fields are gone', () =>
  visit({}, async ({ page }) => {
    await giveFamily(page, 'one-child');
    await judge(page, 'check');
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    assert.equal(await page.isVisible('.fields'), false);
    assert.equal(await page.$$eval('.steps > li > details:not([open])', (closed) => closed.length), 0);
    assert.equal(await page.isVisible('#L5 .commands pre'), true);
  }));
