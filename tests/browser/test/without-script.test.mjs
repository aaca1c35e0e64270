/**
 * A parent whose browser runs no script, at a rehearsal: applies by the form alone, and with the secret of the receipt
 * looks up, sends in what proves a claim, changes and withdraws. Another, whose child was imported, finds the code.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { device, LANGUAGES, launched } from '../browser.mjs';
import { fillChild, followed, grouped, residentNumber } from '../family.mjs';
import { assertLooked, pictured } from '../look.mjs';
import { Town } from '../office/rounds.mjs';
import { words } from '../words.mjs';

const ROUND = 'junior-2027';
const IMPORTED = 'hudong-2027';
/** The first registrations of `examples/`, with the ends of their numbers. */
const REGISTERED = [{ number: '2027H000010', ending: '070025' }, { number: '2027H000011', ending: '070041' }];
const town = await Town.open('qingchuan.admissions.example/rehearsal');
await town.announce(town.rules('district', { round: ROUND, observers: [] }));
await town.announce(town.rules('school', { round: IMPORTED, observers: [] }));
const imported = await town.import(IMPORTED);
const browser = await launched();
after(async () => {
  await browser.close();
  await town.end();
});

/** A phone without script. @param {import('../browser.mjs').Language} language */
async function phone(language) {
  const one = await device(browser, { address: town.address, width: 360, language, expected: ['422', '401', 'ERR_FAILED', 'ERR_BLOCKED'] });
  // As good as switched off, and the examiner's script runs all the same.
  await one.context.route('**/*.js', (route) => route.abort());
  return one;
}

for (const [order, language] of LANGUAGES.entries()) {
  test(`a parent without script, ${language}`, async () => {
    const { page, context, complaints } = await phone(language);
    await page.goto(`/rounds/${ROUND}`);
    assert.ok(await page.locator('.rehearsal').isVisible());
    await followed(page, `main a[href="/rounds/${ROUND}/apply"]`);
    await page.locator('main').getByText(words(language, 'apply-no-script')).waitFor();
    await assertLooked(page, 'by-hand-form');

    await fillChild(page, 0, '丁小满', residentNumber('20150907', 10 + order));
    await page.check('[name=child-0-claims][value=class-1]');
    await page.click('form[action$="/apply"] button:not([type=button])');
    // A choice is missing, and the page leads there.
    await page.locator('.errors a[href^="#choice-0-0"]').waitFor();
    await assertLooked(page, 'by-hand-refused');
    assert.equal(await page.inputValue('[name=child-0-name]'), '丁小满');

    await page.selectOption('[name=choice-0-0]', 'J1');
    await page.selectOption('[name=choice-1-0]', 'G1');
    await page.click('form[action$="/apply"] button:not([type=button])');
    const code = await grouped(page.locator('.receipt .code').nth(0));
    const secret = await grouped(page.locator('.receipt .code').nth(1));
    assert.match(code, /^([0-9A-Z]{4}-){3}[0-9A-Z]$/);
    await page.locator('.receipt img.picture').waitFor();
    await assertLooked(page, 'by-hand-receipt');

    await page.goto(`/rounds/${ROUND}/own`);
    await shown(page, code, 'not the secret');
    await page.getByRole('alert').waitFor();
    await shown(page, code.toLowerCase(), secret);
    await page.locator('h1', { hasText: code }).waitFor();
    await page.locator('main').getByText(words(language, 'own-entered')).first().waitFor();
    await assertLooked(page, 'by-hand-own');

    await proved(page);
    await page.locator('main').getByText(words(language, 'documents-added')).waitFor();
    await assertLooked(page, 'by-hand-proved');
    await page.locator('form[action$="/change"] button').click();
    await page.selectOption('[name=choice-1-0]', 'G2');
    await assertLooked(page, 'by-hand-change');
    await page.locator('form[action$="/change"] button:not([type=button])').last().click();
    await page.locator('.receipt').first().waitFor();
    await assertLooked(page, 'by-hand-changed');
    await page.goto(`/rounds/${ROUND}/own`);
    await shown(page, code, secret);
    await page.locator('main li', { hasText: 'G2' }).first().waitFor();

    await page.locator('details:has(button[value=withdraw]) > summary').click();
    await page.click('button[value=withdraw]');
    await page.locator('.notice', { hasText: words(language, 'receipt-withdrawn') }).waitFor();
    await page.goto(`/rounds/${ROUND}/own`);
    await shown(page, code, secret);
    await page.locator('main dd', { hasText: words(language, 'own-withdrawn') }).waitFor();
    await pictured(page, 'by-hand-withdrawn');
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

/** @param {import('../browser.mjs').Page} page @param {string} code @param {string} secret */
async function shown(page, code, secret) {
  const form = page.locator('form:has([name=secret])').first();
  await form.locator('[name=code]').fill(code);
  await form.locator('[name=secret]').fill(secret);
  await form.locator('button').first().click();
}

/** A picture of a document, sent in. @param {import('../browser.mjs').Page} page */
async function proved(page) {
  const form = page.locator('form[action$="/documents"]:has(input[type=file])');
  await form.locator('[name=category]').selectOption('class-1');
  await form.locator('input[type=file]').setInputFiles({ name: 'household.png', mimeType: 'image/png', buffer: await page.screenshot() });
  await form.locator('button').click();
}

for (const [order, language] of LANGUAGES.entries()) {
  test(`a code that was lost is found, ${language}`, async () => {
    const { page, context } = await phone(language);
    await page.goto(`/rounds/${IMPORTED}/find`);
    const { number, ending } = REGISTERED[order];
    const sought = async (/** @type {string} */ end) => {
      await page.fill('[name=number]', number);
      await page.fill('[name=ending]', end);
      await page.locator('form[action$="/find"] button').click();
    };
    await sought('999999');
    await page.getByRole('alert').waitFor();
    await assertLooked(page, 'find-missed');
    await sought(ending);
    assert.equal(await grouped(page.locator('.code')), imported[order].code);
    await assertLooked(page, 'find-found');
    await context.close();
  });

  test(`with script switched off in the browser itself, ${language}`, async () => {
    const { page, context } = await device(browser, { address: town.address, width: 360, script: false, language });
    await page.goto(`/rounds/${ROUND}/apply`);
    await fillChild(page, 0, '丁小寒', residentNumber('20150908', 10 + order));
    await page.selectOption('[name=choice-0-0]', 'J1');
    await page.click('form[action$="/apply"] button:not([type=button])');
    const code = await grouped(page.locator('.receipt .code').first());
    assert.match(code, /^([0-9A-Z]{4}-){3}[0-9A-Z]$/);
    await context.close();
  });
}
