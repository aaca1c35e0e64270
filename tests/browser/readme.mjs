/**
 * Makes the pictures of the repository's README, from pages as they are.
 */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { device, launched, signIn } from './browser.mjs';
import { fillChild, onward, residentNumber } from './family.mjs';
import { ROOT } from './office/office.mjs';
import { ROUNDS, Street } from './pages.mjs';

const FOLDER = join(ROOT, 'docs/images');
const MOST_BYTES = 150_000;

/** @typedef {import('./browser.mjs').Page} Page */
/** @typedef {{name: string, width: number, height: number, language: import('./browser.mjs').Language, show: (page: Page) => Promise<unknown>}} Picture */

/** Twins' application, sent. @param {Page} page */
async function apply(page) {
  await page.goto(`/rounds/${ROUNDS.open}/apply?children=2`);
  await fillChild(page, 0, '许春分', residentNumber('20150901', 11));
  await fillChild(page, 1, '许秋分', residentNumber('20150901', 22));
  await page.check('[name=linked]');
  await onward(page);
  for (const i of [0, 1]) await page.check(`[name=child-${i}-claims][value=class-1]`);
  await onward(page);
  await page.selectOption('[name=choice-0-0]', 'J1');
  await page.selectOption('[name=choice-1-0]', 'G1');
  await onward(page);
  await page.locator('form[data-apply] button:not([type=button]):visible').click();
  await page.locator('[data-application]').nth(1).waitFor();
}

/** @type {Picture[]} */
const PICTURES = [
  { name: 'round', width: 1280, height: 900, language: 'en', show: (page) => page.goto(`/rounds/${ROUNDS.open}`) },
  { name: 'family', width: 360, height: 900, language: 'zh-CN', show: apply },
  {
    name: 'office', width: 1280, height: 900, language: 'zh-CN', show: async (page) => {
      await signIn(page, 'li');
      await page.goto('/office');
    },
  },
  { name: 'screen', width: 1600, height: 900, language: 'en', show: (page) => page.goto(`/rounds/${ROUNDS.drawing}/screen`) },
];

const street = await Street.open();
const browser = await launched();
mkdirSync(FOLDER, { recursive: true });
try {
  for (const { name, width, height, language, show } of PICTURES) {
    const { page, context } = await device(browser, { address: street.town.address, width, language });
    await page.setViewportSize({ width, height });
    await show(page);
    const path = join(FOLDER, `${name}.png`);
    await page.screenshot({ path, animations: 'disabled' });
    const { size } = statSync(path);
    if (size > MOST_BYTES) throw new Error(`${path} has ${size} bytes`);
    process.stdout.write(`${path}  ${size} bytes\n`);
    await context.close();
  }
} finally {
  await browser.close();
  await street.end();
}
