/**
 * A family with twins at its phone, from the application to the accepted place: with a key made there.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { device, LANGUAGES, launched } from '../browser.mjs';
import { fillChild, followed, onward, residentNumber } from '../family.mjs';
import { assertLooked } from '../look.mjs';
import { Town } from '../office/rounds.mjs';
import { words } from '../words.mjs';

/** @typedef {import('../browser.mjs').Page} Page */

const ROUND = 'junior-2027';
const CARD = '[data-application]';
const town = await Town.open();
const rules = town.rules('district', { round: ROUND });
rules.randomness = { sources: [{ type: 'dice', sides: 10, throws: 40 }], lead: 0, fallback: null };
await town.announce(rules);
const browser = await launched();
after(async () => {
  await browser.close();
  await town.end();
});

/** @param {Page} page @param {string} birth of both */
async function fill(page, birth) {
  await fillChild(page, 0, '许春分', residentNumber(birth, 11));
  await fillChild(page, 1, '许秋分', residentNumber(birth, 22));
  await page.check('[name=linked]');
  await assertLooked(page, 'twins-children');
  await onward(page);
  for (const i of [0, 1]) {
    await page.check(`[name=child-${i}-claims][value=class-1]`);
    await page.check(`[name=child-${i}-claims][value=district]`);
  }
  await assertLooked(page, 'twins-claims');
  await onward(page);
  await page.selectOption('[name=choice-0-0]', 'J3');
  await page.selectOption('[name=choice-1-0]', 'G1');
  await assertLooked(page, 'twins-choices');
  await onward(page);
  await assertLooked(page, 'twins-send');
}

/** @type {{language: import('../browser.mjs').Language, phone: import('../browser.mjs').Device, codes: string[]}[]} */
const families = [];

test('twins apply, and find what they applied for', async () => {
  for (const [i, language] of LANGUAGES.entries()) {
    const phone = await device(browser, { address: town.address, width: 360, language, expected: ['401'] });
    const { page } = phone;
    await page.goto('/');
    await followed(page, `main a[href="/rounds/${ROUND}"]`);
    await followed(page, `main a[href="/rounds/${ROUND}/apply"]`);
    await followed(page, 'main a[href$="?children=2"]');
    await fill(page, `2015090${i + 1}`);
    await page.locator('form[data-apply] button:not([type=button]):visible').click();
    await page.waitForURL('**/own?new=*');
    await page.locator(CARD).nth(1).waitFor();
    const codes = decodeURIComponent(new URL(page.url()).searchParams.get('new') ?? '').split(/[+ ]/);
    assert.equal(codes.length, 2);
    for (const code of codes) await page.locator(CARD).getByText(code).first().waitFor();
    const entered = page.locator(CARD).getByText(words(language, 'own-entered'));
    await entered.nth(1).waitFor();
    assert.equal(await entered.count(), 2);
    await assertLooked(page, 'twins-own');

    await page.locator(CARD).first().locator('[data-action=show-words]').click();
    const shownWords = page.locator(CARD).first().locator('[data-words] > li');
    await shownWords.first().waitFor();
    assert.equal(await shownWords.count(), 24);
    await assertLooked(page, 'twins-words');
    await page.locator(CARD).first().locator('[data-action=show-words]').click();

    await followed(page, `${CARD} a[href*="/change?codes="]`);
    await onward(page);
    await onward(page);
    await page.selectOption('[name=choice-1-0]', 'G2');
    await assertLooked(page, 'twins-change');
    await onward(page);
    await page.locator('form[data-apply] button:not([type=button]):visible').click();
    await page.waitForURL('**/own?new=*');
    await page.locator(CARD).nth(1).getByText('G2').waitFor();
    assert.deepEqual(phone.complaints, []);
    families.push({ language, phone, codes });
  }
});

test('after the draw they see their place and accept it', async () => {
  await town.post(rules);
  await town.draw(rules);
  for (const { language, phone, codes } of families) {
    const { page } = phone;
    const school = rules.programs.find((/** @type {{id: string}} */ { id }) => id === 'J3').titles[language === 'en' ? 'en' : 'zh'];
    await page.goto(`/rounds/${ROUND}/own`);
    const card = page.locator(CARD).first();
    await card.getByText(school).first().waitFor();
    await assertLooked(page, 'twins-placed');
    await card.locator('[data-action=accept]:visible').click();
    await page.getByText(words(language, 'own-accepted')).filter({ visible: true }).first().waitFor();
    await assertLooked(page, 'twins-accepted');

    await page.goto(`/rounds/${ROUND}/results/${codes[0]}`);
    await page.getByText(school).first().waitFor();
    await assertLooked(page, 'twins-result');
    assert.deepEqual(phone.complaints, []);
  }
});
