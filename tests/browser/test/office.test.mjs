/**
 * An office from an empty installation to a published result that verifies: two operators and a reviewer at browsers of
 * their own, one in Chinese and one in English, and a notary with memory sticks.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { device, launched, signIn } from '../browser.mjs';
import { assertLooked } from '../look.mjs';
import { ROOT } from '../office/office.mjs';
import { FACES, IN_FLIGHT, Town } from '../office/rounds.mjs';

/** @typedef {import('../browser.mjs').Page} Page */
/** @typedef {{faces?: string, note?: 'commit' | 'open' | 'cosign'}} With what a step takes along */

const ROUND = 'hudong-2027';
const STEPS = `/office/rounds/${ROUND}/steps`;
const town = await Town.open();
const { office } = town;
const rules = town.rules('school', { round: ROUND });
rules.programs[0] = { ...rules.programs[0], plan: 8, pools: [{ ...rules.programs[0].pools[0], seats: 8 }] };
const browser = await launched();
after(async () => {
  await browser.close();
  await town.end();
});
const look = { address: town.address, expected: ['401', '422'] };
const li = await device(browser, { ...look, language: 'zh-CN' });
const wang = await device(browser, { ...look, language: 'en' });
const zhao = await device(browser, { ...look, language: 'zh-CN' });

/** To a page of the office; whose session ended in the days that passed signs in anew. @param {Page} page @param {'li' | 'wang' | 'zhao'} who @param {string} path */
async function at(page, who, path) {
  await page.goto(path);
  if (!new URL(page.url()).pathname.endsWith('/sign-in')) return;
  await signIn(page, who);
  await page.goto(path);
}

/** The notary's note on the stick that Li's page gives out. @param {'commit' | 'open' | 'cosign' | 'confirm'} act @returns {Promise<string>} path */
async function note(act) {
  await at(li.page, 'li', STEPS);
  const [stick] = await Promise.all([li.page.waitForEvent('download'), li.page.locator('a[href$="/stick.zip"]:visible').first().click()]);
  return town.notary.made(act, readFileSync(await stick.path()));
}

/** Li proposes a step at the console. @param {string} step @param {With} taken @returns {Promise<string>} the proposal's address */
async function proposed(step, { faces, note: act }) {
  const file = act === undefined ? null : await note(act);
  await at(li.page, 'li', STEPS);
  const form = li.page.locator(`form:has(input[name=step][value="${step}"])`);
  const closed = li.page.locator('details:not([open])', { has: form }).locator('> summary');
  if (await closed.count() > 0) await closed.click();
  if (faces !== undefined) await form.locator('[name=faces]').fill(faces);
  if (file !== null) await form.locator('input[type=file]').setInputFiles(file);
  await confirmed(form);
  await form.locator('button.primary').click();
  await li.page.waitForURL(/\/office\/proposals\/[^/]+$/);
  return new URL(li.page.url()).pathname;
}

/** The word that is typed before what can't be undone. @param {import('playwright-core').Locator} form */
async function confirmed(form) {
  const word = form.locator('[name=word]');
  if (await word.count() > 0) await word.fill(await word.getAttribute('data-confirm-word') ?? '');
}

/** Wang finds it at the console, looks at it, and carries it out; Li's page tells so by itself. @param {string} proposal @param {With} [taken] */
async function carriedOut(proposal, { faces } = {}) {
  await at(wang.page, 'wang', '/office');
  await wang.page.click(`main a[href="${proposal}"]`);
  const form = wang.page.locator('form:has(input[name=act][value=accept])');
  if (faces !== undefined) await form.locator('[name=faces]').fill(faces);
  await confirmed(form);
  await form.locator('button').click();
  await wang.page.locator('main .badge.done').first().waitFor();
  await li.page.locator('main .badge.done').first().waitFor();
}

/** @param {string} step @param {With} [taken] */
async function take(step, taken = {}) {
  await carriedOut(await proposed(step, taken), taken);
}

/** What the notary's stick holds is handed in at once: that needs no second person. @param {'confirm' | 'cosign'} step */
async function handIn(step) {
  const file = await note(step);
  const form = li.page.locator(`form[action$="/notes"]:has(input[name=step][value="${step}"])`);
  const closed = li.page.locator('details:not([open])', { has: form }).locator('> summary');
  if (await closed.count() > 0) await closed.click();
  await form.locator('input[type=file]').setInputFiles(file);
  await form.locator('button').click();
  await li.page.getByRole('status').first().waitFor();
}

test('the rules, from a file to the announced round', async () => {
  await signIn(li.page, 'li');
  await assertLooked(li.page, 'story-empty');
  await li.page.click('main a[href="/office/rules"]');
  await li.page.setInputFiles('#file', { name: 'rules.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(rules)) });
  await li.page.locator('form:has(#file) button').click();
  await li.page.waitForURL(/\/office\/rules\/[^/?]+/);
  await assertLooked(li.page, 'story-rules');
  await li.page.goto(`${new URL(li.page.url()).pathname}?part=check`);
  await assertLooked(li.page, 'story-rules-check');
  await li.page.click('button[value=hand-in]');
  await li.page.waitForURL(/\/office\/proposals\/[^/]+$/);
  await assertLooked(li.page, 'story-proposal');
  await signIn(wang.page, 'wang');
  await carriedOut(new URL(li.page.url()).pathname);
});

test('seeds are committed, registrations taken', async () => {
  await take('commit');
  await take('commit-observer', { note: 'commit' });
  await take('open');
  await at(li.page, 'li', `/office/rounds/${ROUND}/import`);
  await li.page.setInputFiles('#file', join(ROOT, 'examples/registrations-school.csv'));
  await li.page.locator('details:has(#mapping) > summary').click();
  await li.page.setInputFiles('#mapping', join(ROOT, 'examples/mapping-school.json'));
  await li.page.locator('form:has(#file) button').click();
  await li.page.waitForURL(/\/check$/);
  await li.page.locator('main form[action$="/check"] button').click();
  await li.page.waitForURL(/\/done$/);
});

test('review, posting, and the frozen roll', async () => {
  office.setClock(rules.timeline.close + IN_FLIGHT + 1);
  await take('close');
  await at(zhao.page, 'zhao', `/office/rounds/${ROUND}/review`);
  await assertLooked(zhao.page, 'story-review');
  await zhao.page.locator('form[action$="/review/rest"] button[value=all]').click();
  await zhao.page.waitForLoadState();
  await take('post');
  await take('posting-witnessed', { note: 'cosign' });
  office.setClock(office.now() + rules.posting.objection + 60);
  await take('freeze');
  await take('freeze-witnessed', { note: 'cosign' });
});

test('the ceremony: seeds opened, dice typed twice, the result signed', async () => {
  await take('open-seed');
  await take('open-observer-seed', { note: 'open' });
  await take('order');
  await take('witness', { note: 'cosign' });
  await take('dice', { faces: FACES });
  await handIn('confirm');
  await assertLooked(li.page, 'story-ceremony');
  await li.page.goto(STEPS);
  await li.page.locator('form[action$="/draw"] button').click();
  await li.page.locator('.hash').first().waitFor();
  await assertLooked(li.page, 'story-drawn');
  await take('publish');
  await assertLooked(wang.page, 'story-published');
  await handIn('cosign');
});

test('what is published verifies, by the auditors\' program', async () => {
  await office.run('trust', ROUND, '--out', 'trust.txt');
  await office.run('round', 'publish', ROUND, '--out', 'published');
  const report = await office.audit('verify', join('published', ROUND), '--trust', 'trust.txt');
  assert.ok(Object.keys(report).length > 0);
  for (const { complaints } of [li, wang, zhao]) assert.deepEqual(complaints, []);
});
