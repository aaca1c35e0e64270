/**
 * Pictures of the page for people to look at: `node test/page/screenshots.mjs FOLDER`.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { give, giveFamily, judge, visit, VECTORS, WIDTHS } from './browser.mjs';

const [out = '../../target/page'] = process.argv.slice(2);
await mkdir(out, { recursive: true });

/** @typedef {import('playwright-core').Page} Page */

/** @type {Record<string, (page: Page) => Promise<unknown>>} */
const SCENES = {
  empty: async () => undefined,
  async family(page) {
    await giveFamily(page, 'linked-children');
    await judge(page, 'check');
  },
  async steps(page) {
    await giveFamily(page, 'one-child', false);
    await judge(page, 'check');
    for (const id of ['L1', 'L3', 'L5', 'L6']) await page.click(`#${id} summary`);
    await page.click('#L3 details details summary');
  },
  async broken(page) {
    await giveFamily(page, 'cutoff-moved');
    await judge(page, 'check');
  },
  async round(page) {
    await page.click('#tab-round');
    await give(page, 'trust-file', join(VECTORS, 'good/dice-and-drand/trust.txt'), '#trust-status .given');
    await give(page, 'folder', join(VECTORS, 'good/dice-and-drand/round'), '#round');
    await judge(page, 'verify');
  },
  async bad(page) {
    await page.click('#tab-round');
    await give(page, 'folder', join(VECTORS, 'bad/seed-mismatch-attempt-2/round'), '#round');
    await judge(page, 'verify');
  },
};

for (const [name, scene] of Object.entries(SCENES)) {
  for (const width of WIDTHS) {
    for (const language of /** @type {const} */ (['zh', 'en'])) {
      for (const scheme of /** @type {const} */ (['light', 'dark'])) {
        await visit({ width, language, scheme }, async ({ page }) => {
          await scene(page);
          await page.screenshot({ path: join(out, `${name}-${width}-${language}-${scheme}.png`), fullPage: true });
        });
      }
    }
  }
}
