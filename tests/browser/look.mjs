/**
 * What every page is held to: axe-core finds nothing, nothing hangs over, the policy is strict. A screenshot is left of
 * each in target/screenshots, for people to look at.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './office/office.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Widths in pixels: phone, tablet, desk, hall. */
export const WIDTHS = [360, 768, 1280, 1920];
/** Those at which axe-core looks. */
const EXAMINED = [360, 1280];
const MOST_BYTES = 100_000;
const MOST_REQUESTS = 3;
const SHOTS = join(ROOT, 'target/screenshots');

/** @typedef {import('./browser.mjs').Page} Page */
/** @typedef {import('playwright-core').Request} Request */

/** @param {Page} page @param {string[]} [only] rules @returns {Promise<string[]>} what is wrong */
async function axe(page, only) {
  // The page's own policy would keep the tester out; a script of the debugger is not bound by it.
  await page.evaluate(AXE);
  return page.evaluate(async (only) => {
    const axe = /** @type {any} */ (window).axe;
    const { violations } = await axe.run(document, { resultTypes: ['violations'], ...(only && { runOnly: only }) });
    return violations.map((/** @type {any} */ one) => `${one.id}: ${one.nodes.map((/** @type {any} */ node) => node.html).join(' | ')}`);
  }, only);
}

/** @param {Page} page @returns {Promise<string[]>} what hangs over the right edge */
function hangingOver(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const over = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > clientWidth + 1);
    return [`${scrollWidth} px in ${clientWidth} px`, ...over.slice(0, 5).map((one) => one.outerHTML.slice(0, 120))];
  });
}

/** A screenshot, of the width and the language that the page has. @param {Page} page @param {string} name @returns {Promise<string>} its name */
export async function pictured(page, name) {
  mkdirSync(SHOTS, { recursive: true });
  const { width } = page.viewportSize() ?? { width: 0 };
  const where = `${name}-${await page.getAttribute('html', 'lang')}-${width}`;
  await page.screenshot({ path: join(SHOTS, `${where}.png`), fullPage: true });
  return where;
}

/** The page as it stands, at its width. @param {Page} page @param {string} name */
export async function assertLooked(page, name) {
  const where = await pictured(page, name);
  assert.deepEqual(await hangingOver(page), [], where);
  if (!EXAMINED.includes(page.viewportSize()?.width ?? 0)) return;
  assert.deepEqual(await axe(page), [], where);
  await page.emulateMedia({ colorScheme: 'dark' });
  // Nothing but colours differs.
  assert.deepEqual(await axe(page, ['color-contrast', 'link-in-text-block']), [], `${where}, dark`);
  if (page.viewportSize()?.width === EXAMINED[0]) await pictured(page, `${name}-dark`);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** The page at every width. @param {Page} page @param {string} name */
export async function assertLookedAtAll(page, name) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width === 1920 ? 1080 : 800 });
    await assertLooked(page, name);
  }
}

/** Nobody scrolls the big screen: all of it is seen in a hall. @param {Page} page */
export async function assertWhole(page) {
  assert.deepEqual(page.viewportSize(), { width: 1920, height: 1080 });
  assert.equal(await page.evaluate(() => document.documentElement.scrollHeight), 1080);
}

/** @param {import('playwright-core').Response | null} answer */
export async function assertStrict(answer) {
  const policy = (await answer?.allHeaders())?.['content-security-policy'] ?? '';
  assert.match(policy, /^default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe-|https?:|\*/);
  for (const what of ['script-src', 'style-src']) assert.match(policy, new RegExp(`(^|; ?)${what} 'self'(;|$)`));
}

/** Few bytes and few requests. @param {Request[]} asked until the page was loaded */
export async function assertLight(asked) {
  const sizes = await Promise.all(asked.map((request) => request.sizes()));
  const bytes = sizes.reduce((sum, { responseBodySize, responseHeadersSize }) => sum + responseBodySize + responseHeadersSize, 0);
  assert.ok(bytes > 0 && bytes <= MOST_BYTES, `${bytes} bytes`);
  assert.ok(asked.length <= MOST_REQUESTS, asked.map((request) => request.url()).join());
}
