/** The family's pages in a browser, under the policy `script-src 'self'`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDigit } from '../../scripts/family/document.mjs';
import { CODES, ROUND } from '../office.mjs';
import { visit } from './browser.mjs';

const BODY = '33019920200907011';
const NUMBER = BODY + checkDigit(BODY);
const STATUS = '[data-own] > [data-status]';

/** @param {import('playwright-core').Page} page @param {number} i @param {string} number */
async function fillChild(page, i, number) {
  await page.fill(`[name=child-${i}-name]`, `Child ${i}`);
  await page.selectOption(`[name=child-${i}-document-type]`, 'passport');
  await page.fill(`[name=child-${i}-document-number]`, number);
}

/** @param {import('playwright-core').Page} page @returns {Promise<string[]>} */
function kept(page) {
  return page.evaluate(() => Object.keys(localStorage).sort());
}

/** One application, looked at. @param {import('./browser.mjs').Visit} visit */
async function appliedAndLooked({ page, address }) {
  await page.goto(`${address}/apply-one`);
  await fillChild(page, 0, 'ZZ990001');
  await page.click('button');
  await page.waitForURL('**/done?code=*');
  await page.goto(`${address}/own`);
  await page.waitForSelector('[data-application]');
}

test('linked children apply; draft and lost answer cost nothing', () => visit(async ({ page, address, office, complaints }) => {
  await page.goto(`${address}/apply`);
  assert.deepEqual([await page.isHidden('[data-no-script]'), await page.isVisible('[data-script]')], [true, true]);
  assert.ok(await page.isHidden('[data-restored]'), 'nothing was typed before');
  await fillChild(page, 0, 'zz 990001');
  await fillChild(page, 1, 'ZZ990002');
  await page.check('[name=child-1-claims][value=district]');
  await page.check('[name=linked]');
  await page.reload();
  assert.equal(await page.inputValue('[name=child-0-document-number]'), 'zz 990001');
  assert.equal(await page.inputValue('[name=csrf]'), 'fresh');
  assert.ok(await page.isVisible('[data-restored]'), 'it is told that this was not sent');
  assert.ok(!(await page.evaluate(() => localStorage.getItem('paiwei/draft/r-1')))?.includes('fresh'));
  office.fates = [null, 'after'];
  await page.click('button');
  await page.waitForURL('**/done?codes=*');
  assert.equal(new URL(page.url()).searchParams.get('codes'), `${CODES[0]}+${CODES[1]}`);
  assert.deepEqual(await kept(page), [`paiwei/application/${ROUND}/${CODES[0]}`, `paiwei/application/${ROUND}/${CODES[1]}`]);
  const [first, second] = [...office.taken.keys()];
  assert.match(first, /claims: -\nchoices: P1>P2\|\n/);
  assert.match(second, new RegExp(`bundle: ${CODES[0]}\\+${CODES[1]}\nclaims: district\n`));
  assert.equal(office.asked.filter(({ path }) => path.endsWith('/revisions')).length, 2);
  assert.deepEqual(complaints, []);
}));

test('a draft that nobody wants any more leaves nothing behind', () => visit(async ({ page, address }) => {
  await page.goto(`${address}/apply`);
  await fillChild(page, 0, 'ZZ990001');
  await page.check('[name=child-0-claims][value=district]');
  await page.reload();
  await page.click('[data-action=forget-draft]');
  assert.deepEqual([await page.inputValue('[name=child-0-document-number]'), await page.isChecked('[name=child-0-claims][value=district]')], ['', false]);
  assert.ok(await page.isHidden('[data-restored]'));
  assert.equal(await page.evaluate(() => localStorage.getItem('paiwei/draft/r-1')), null);
}));

test('a number is checked in place, and its birth date filled', () => visit(async ({ page, address, office }) => {
  await page.goto(`${address}/apply-one`);
  const number = '[name=child-0-document-number]';
  await page.fill(number, NUMBER.slice(0, 17));
  assert.ok(await page.isHidden('[data-error]'), 'nothing is said before it is finished');
  await page.locator(number).blur();
  assert.equal(await page.textContent('[data-error]'), '17 of 18');
  await page.click('button');
  assert.equal(office.asked.length, 0);
  await page.fill(number, NUMBER.slice(0, 16) + '3' + NUMBER[17]);
  assert.equal(await page.textContent('[data-error]'), 'digit');
  await page.fill(number, NUMBER);
  assert.deepEqual([await page.isHidden('[data-error]'), await page.getAttribute(number, 'aria-invalid')], [true, 'false']);
  assert.equal(await page.textContent('[data-fill=birth]'), '2020-09-07');
  assert.equal(await page.textContent('[data-fill=sex]'), 'boy');
  assert.equal(await page.inputValue('[name=child-0-birth]'), '2020-09-07');
}));

test('a refusal is told at its field, and the form can be sent again', () => visit(async ({ page, address, office }) => {
  await page.goto(`${address}/apply-one`);
  await fillChild(page, 0, 'ZZ990001');
  const errors = [{ pointer: '/revisions/0/identity/fields/name', detail: 'no name' }];
  const body = JSON.stringify({ type: '/problems/fields', title: 't', detail: 'mend it', errors });
  office.fates = [null, new Response(body, { status: 422, headers: { 'content-type': 'application/problem+json' } })];
  await page.click('button');
  await page.waitForSelector('[data-kind=error]');
  assert.equal(await page.textContent('[data-status]'), 'refused: no name');
  assert.equal(await page.textContent('[data-error-for=child-0-name]'), 'no name');
  assert.deepEqual(await kept(page), []);
  await page.click('button');
  await page.waitForURL('**/done*');
}));

test('what was sent and not answered is sent as it was by the next page', () => visit(async ({ page, address, office }) => {
  await page.goto(`${address}/apply-one`);
  await fillChild(page, 0, 'ZZ990001');
  office.fates = [null, 'after'];
  await page.click('button');
  await page.waitForFunction(() => document.querySelector('[data-status]')?.textContent?.startsWith('again'));
  await page.goto(`${address}/own`);
  await page.waitForSelector('[data-application]');
  assert.equal(office.taken.size, 1);
  assert.deepEqual(await kept(page), [`paiwei/application/${ROUND}/${CODES[0]}`]);
}));

test('words are shown on demand and open the application elsewhere', () => visit(async (one) => {
  await appliedAndLooked(one);
  const { page, otherDevice, address, complaints } = one;
  assert.equal(await page.textContent('[data-list] li'), '1First School');
  assert.equal(await page.innerHTML('[data-words]'), '');
  await page.click('[data-action=show-words]');
  const words = await page.locator('[data-words] li').allTextContents();
  assert.equal(words.length, 24);
  await page.click('[data-action=show-words]');
  assert.equal(await page.innerHTML('[data-words]'), '');
  const other = await (await otherDevice()).newPage();
  await other.goto(`${address}/own`);
  assert.ok(await other.isVisible('[data-none]'));
  const bring = async (/** @type {string} */ code, /** @type {string} */ typed, /** @type {RegExp} */ told) => {
    await other.fill('[name=code]', code);
    await other.fill('[name=words]', typed);
    await other.click('form button');
    await other.waitForFunction((source) => new RegExp(source).test(document.querySelector('form [data-status]')?.textContent ?? ''), told.source);
  };
  await bring(CODES[0].replace('N', 'M'), words.join(' '), /^no code$/);
  await bring(CODES[0].toLowerCase(), [...words.slice(0, 23), 'abandom'].join(' '), /^word 24 abandom$/);
  await bring(CODES[0].toLowerCase(), words.join(' '), /^brought$/);
  await other.waitForSelector('[data-application]');
  assert.equal(await other.textContent('.status'), 'is entered');
  assert.deepEqual(complaints, []);
}));

test('withdraw, object, accept, change, forget', () => visit(async (one) => {
  const { page, office, address } = one;
  await appliedAndLooked(one);
  const told = (/** @type {string} */ text) => page.waitForFunction(([place, text]) => document.querySelector(place)?.textContent === text, [STATUS, text]);
  await page.fill('[name=objection]', ' not so ');
  await page.click('[data-action=object]');
  await told('objected');
  assert.deepEqual(office.objections.map(({ number, text }) => [number, text]), [[1, 'not so']]);
  assert.match(await page.textContent('ul') ?? '', /^1 not so Jan 15, 2027/);
  office.result = { attempt: 1, place: { program: 'P1', pool: 'open', choice: 1 }, numbers: [], ranks: [] };
  await page.reload();
  await page.click('[data-action=accept]');
  await told('accepted');
  assert.equal(await page.textContent('.answer'), 'accept');
  await page.goto(`${address}/change?code=${CODES[0]}`);
  assert.equal(await page.inputValue('[name=child-0-choices]'), 'P1>P2|');
  assert.equal(await page.inputValue('[name=child-0-document-number]'), 'ZZ990001');
  await page.fill('[name=child-0-choices]', 'P9|');
  await page.click('button');
  await page.waitForURL('**/done*');
  // The fields are as they were, so the office needs no identity file.
  assert.equal(office.asked.filter(({ body }) => body?.revisions).pop()?.body.revisions[0].identity, undefined);
  assert.match([...office.taken.keys()][1], /revision: 2\nstatus: entered\n.*\n.*\nchoices: P9\|\n/);
  await page.goto(`${address}/own`);
  page.once('dialog', (dialog) => dialog.dismiss());
  await page.click('[data-action=withdraw]');
  assert.equal(office.taken.size, 2);
  page.once('dialog', (dialog) => dialog.accept());
  await page.click('[data-action=withdraw]');
  await told('withdrawn');
  assert.match([...office.taken.keys()][2], /revision: 3\nstatus: withdrawn\n/);
  assert.ok(await page.isHidden('[data-action=withdraw]'));
  await page.click('[data-action=forget]');
  assert.deepEqual(await kept(page), []);
}));

test('without storage or without script the form goes to the server as it is', async () => {
  await visit(async ({ device, address, by }) => {
    await device.addInitScript(() => Object.defineProperty(globalThis, 'localStorage', { get: () => { throw new Error('refused'); } }));
    const page = await device.newPage();
    await page.goto(`${address}/apply`);
    assert.deepEqual([await page.isVisible('[data-no-script]'), await page.isHidden('[data-script]')], [true, true]);
    await page.click('form button');
    await page.waitForURL('**/by-hand');
    assert.equal(by.length, 1);
  });
  await visit(async ({ page, address, by }) => {
    await page.goto(`${address}/apply`);
    await page.click('form button');
    await page.waitForURL('**/by-hand');
    assert.equal(by.length, 1);
  }, { javaScriptEnabled: false });
});
