/**
 * Every page of the service's own list, in both languages, at every width, in light and dark; what is for the public is
 * light, and can be read without script.
 */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { device, LANGUAGES, launched, signIn } from '../browser.mjs';
import { assertLight, assertLookedAtAll, assertStrict } from '../look.mjs';
import { Street } from '../pages.mjs';

/** @typedef {import('../pages.mjs').Visit} Visit */
/** @typedef {import('../browser.mjs').Language} Language */

const street = await Street.open();
const browser = await launched();
after(async () => {
  await browser.close();
  await street.end();
});
await street.work(browser);
const { visits, missing } = await street.listed();

test('each page of the list is looked at', () => assert.deepEqual(missing, []));

/** @param {Visit} visit @param {Language} language @param {boolean} script */
async function opened(visit, language, script) {
  const expected = (visit.status ?? 200) === 200 ? [] : ['Failed to load resource'];
  const one = await device(browser, { address: street.town.address, language, script, expected });
  if (visit.who !== null) await signIn(one.page, visit.who);
  return one;
}

/** @param {Visit} visit @param {Language} language */
async function assertPage(visit, language) {
  const { page, context, complaints } = await opened(visit, language, true);
  /** @type {import('playwright-core').Request[]} */
  const asked = [];
  page.on('requestfinished', (request) => asked.push(request));
  const answer = await page.goto(visit.path);
  assert.equal(answer?.status(), visit.status ?? 200, visit.path);
  assert.equal(await page.getAttribute('html', 'lang'), language);
  await assertStrict(answer);
  if (visit.who === null) await assertLight(asked);
  await assertLookedAtAll(page, visit.name);
  assert.deepEqual(complaints, [], visit.name);
  await context.close();
}

/** @param {Visit} visit @param {Language} language */
async function assertReadable(visit, language) {
  const { page, context } = await opened(visit, language, false);
  await page.goto(visit.path);
  assert.ok(await page.locator('h1').isVisible(), 'the title is seen without script');
  assert.equal(await page.locator('h1').count(), 1);
  assert.ok((await page.locator('main').innerText()).length > 30, 'there is something to read without script');
  await context.close();
}

for (const language of LANGUAGES) {
  describe(language, { concurrency: 2 }, () => {
    for (const visit of visits) {
      test(visit.name, async () => {
        await assertPage(visit, language);
        await assertReadable(visit, language);
      });
    }
  });
}
