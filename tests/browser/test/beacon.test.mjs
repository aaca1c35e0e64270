/**
 * A draw by dice and drand, once in each language, with a round of drand's as the network gave it out: operators at the
 * console, who learn which round the order names and hand in its value, and a hall that watches the big screen count down
 * to it. What is published verifies.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { at, device, LANGUAGES, launched } from '../browser.mjs';
import { assertLooked, assertLookedAtAll, assertWhole } from '../look.mjs';
import { Console } from '../office/console.mjs';
import { ROOT } from '../office/office.mjs';
import { Town } from '../office/rounds.mjs';
import { words } from '../words.mjs';

/** @typedef {import('../browser.mjs').Page} Page */
/** @typedef {{language: import('../browser.mjs').Language, rules: Record<string, any>, desk: Console, hall: import('../browser.mjs').Device}} Story */

const { quicknet } = JSON.parse(readFileSync(join(ROOT, 'audit-tools/vectors/drand-rounds.json'), 'utf8'));
/** The newest of the recorded rounds, and another. @type {{round: number, signature: string, randomness: string}[]} */
const [BEACON, OTHER] = quicknet.rounds.slice(-2).reverse();
/** When it came out, and how long before that the order is set: for the witnesses, and by the rules. In seconds. */
const [DUE, WINDOW, LEAD] = [quicknet.genesis_time + (BEACON.round - 1) * quicknet.period, 600, 900];
const DAYS = 86_400;

const town = await Town.open('qingchuan.admissions.example/journal', DUE - 12 * DAYS);
const browser = await launched();
after(async () => {
  await browser.close();
  await town.end();
});

/** A round with a frozen roll and dice, at the hour of its order. @param {import('../browser.mjs').Language} language @returns {Promise<Story>} */
async function diced(language) {
  const round = `hudong-${language.slice(0, 2)}`;
  const randomness = { sources: [{ type: 'dice', sides: 10, throws: 40 }, { type: 'drand', chain: quicknet.chain_hash }], lead: LEAD, fallback: null };
  const rules = town.rules('school', { round, randomness });
  await town.announce(rules);
  await town.import(round);
  const hall = await device(browser, { address: town.address, width: 1920, language });
  return { language, rules, desk: await Console.of(town, round, browser, language), hall };
}

/** @type {Story[]} */
const stories = [];
for (const language of LANGUAGES) stories.push(await diced(language));
for (const { rules } of stories) await town.post(rules);
for (const { rules } of stories) {
  await town.freeze(rules);
  await town.openSeeds(rules);
  await town.throw(rules);
}

/** @param {(story: Story) => Promise<void>} use */
async function inEach(use) {
  for (const story of stories) await use(story);
}

/** Seconds that the screen counts. @param {Page} page @returns {Promise<number>} */
async function left(page) {
  const [minutes, seconds] = (await page.locator('.countdown').innerText()).split(':').map(Number);
  return minutes * 60 + seconds;
}

/** The office's page names the round that the order does. @param {Page} page */
async function assertNames(page) {
  assert.match(await page.locator('main').innerText(), new RegExp(`\\b${BEACON.round}\\b`));
}

test('the order names a round of drand\'s, and the hall counts down to it', async () => {
  town.office.stopClock(DUE - LEAD - WINDOW);
  await inEach(async ({ rules, hall, language, desk }) => {
    await hall.page.goto(`/rounds/${rules.round}/screen`);
    await desk.take('order', { window: WINDOW });
    await hall.page.getByRole('heading', { name: words(language, 'screen-countdown', { round: BEACON.round }) }).waitFor();
    await assertNames(desk.wang.page);
    await assertLooked(desk.wang.page, 'beacon-ordered');
    await at(desk.li.page, 'li', desk.steps);
    await assertNames(desk.li.page);
    await assertLooked(desk.li.page, 'beacon-to-witness');
    await town.witness(rules);
  });
  town.office.setClock(DUE - 300);
  await inEach(async ({ rules, hall: { page }, language, desk }) => {
    await page.reload();
    await page.getByRole('heading', { level: 1, name: words(language, 'state-witnessed') }).waitFor();
    const before = await left(page);
    assert.ok(before > 0 && before <= 300, `${before} seconds`);
    await page.waitForFunction((before) => document.querySelector('.countdown')?.textContent !== before, await page.locator('.countdown').innerText());
    assert.ok(await left(page) < before, 'it counts');
    await assertLookedAtAll(page, 'beacon-countdown');
    await assertWhole(page);

    await at(desk.li.page, 'li', desk.steps);
    await assertNames(desk.li.page);
    await assertLooked(desk.li.page, 'beacon-awaited');
    const { page: plain, context } = await device(browser, { address: town.address, language, script: false });
    await plain.goto(`/rounds/${rules.round}/screen`);
    assert.match(await plain.locator('.countdown').innerText(), /\d\d:\d\d/, 'without script it says when');
    await context.close();
  });
});

test('its value is handed in by two people, and seen in the hall', async () => {
  town.office.setClock(DUE + 5);
  await inEach(async ({ language, desk, hall: { page } }) => {
    await desk.asked('beacon', { beacon: JSON.stringify(OTHER) });
    await desk.li.page.getByRole('alert').getByText(words(language, 'steps-wrong-beacon-round', { given: OTHER.round, due: BEACON.round })).waitFor();
    await assertLooked(desk.li.page, 'beacon-refused');
    const answer = JSON.stringify({ ...BEACON, previous_signature: undefined });
    const taken = language === 'en' ? { file: town.office.write('drand.json', answer) } : { beacon: answer };
    const proposal = await desk.proposed('beacon', taken);
    await assertLooked(desk.li.page, 'beacon-proposed');
    await desk.carriedOut(proposal);
    await assertLooked(desk.wang.page, 'beacon-done');

    await page.getByRole('heading', { level: 1, name: words(language, 'state-drawn') }).waitFor();
    const section = page.locator('section', { has: page.getByRole('heading', { name: words(language, 'screen-beacon', { of: BEACON.round }) }) });
    const groups = await section.locator('.groups > span').allInnerTexts();
    assert.ok(groups.every((group) => /^[0-9a-f]{4}$/.test(group)));
    assert.equal(groups.join(''), BEACON.signature);
    await assertLookedAtAll(page, 'beacon-value');
    await assertWhole(page);
  });
});

test('the result is published and verifies', async () => {
  await inEach(async ({ language, desk, hall }) => {
    await desk.take('publish');
    await hall.page.getByRole('heading', { level: 1, name: words(language, 'state-published') }).waitFor();
    await desk.handIn('cosign');
    assert.deepEqual([...desk.complaints, ...hall.complaints], []);
  });
  await town.office.run('trust', stories[0].rules.round, '--out', 'trust.txt');
  await inEach(async ({ rules: { round } }) => {
    await town.office.run('round', 'publish', round, '--out', 'published');
    const report = await town.office.audit('verify', join('published', round), '--trust', 'trust.txt');
    assert.ok(JSON.stringify(report).includes(round));
  });
});
