/**
 * An office from an empty installation to a published result that verifies, once in each language: two operators and a
 * reviewer at browsers of their own, and a notary with memory sticks.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { at, device, LANGUAGES, launched, signIn } from '../browser.mjs';
import { assertLooked } from '../look.mjs';
import { Console } from '../office/console.mjs';
import { ROOT } from '../office/office.mjs';
import { FACES, IN_FLIGHT, Town } from '../office/rounds.mjs';
import { words } from '../words.mjs';

/** @typedef {{town: Town, desk: Console, zhao: import('../browser.mjs').Device, rules: Record<string, any>, language: import('../browser.mjs').Language}} Story */

const ROUND = 'hudong-2027';
const browser = await launched();
after(() => browser.close());

/** @param {import('../browser.mjs').Language} language @returns {Promise<Story>} an empty installation, and people before it */
async function begun(language) {
  const town = await Town.open();
  const rules = town.rules('school', { round: ROUND });
  rules.programs[0] = { ...rules.programs[0], plan: 8, pools: [{ ...rules.programs[0].pools[0], seats: 8 }] };
  const desk = await Console.of(town, ROUND, browser, language);
  return { town, desk, zhao: await device(browser, { address: town.address, language }), rules, language };
}

/** The rules, from a file to the announced round. @param {Story} story */
async function announced({ desk, rules }) {
  const { page } = desk.li;
  await signIn(page, 'li');
  await assertLooked(page, 'story-empty');
  await page.click('main a[href="/office/rules"]');
  await page.setInputFiles('#file', { name: 'rules.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(rules)) });
  await page.locator('form:has(#file) button').click();
  await page.waitForURL(/\/office\/rules\/[^/?]+/);
  await assertLooked(page, 'story-rules');
  await page.goto(`${new URL(page.url()).pathname}?part=check`);
  await assertLooked(page, 'story-rules-check');
  await page.click('button[value=hand-in]');
  await page.waitForURL(/\/office\/proposals\/[^/]+$/);
  await assertLooked(page, 'story-proposal');
  await desk.carriedOut(new URL(page.url()).pathname);
  await assertLooked(desk.wang.page, 'story-announced');
}

/** Seeds are committed, registrations taken. @param {Story} story */
async function taken({ desk }) {
  const { page } = desk.li;
  await desk.take('commit');
  await desk.take('commit-observer', { note: 'commit' });
  await desk.take('open');
  await at(page, 'li', `/office/rounds/${ROUND}/import`);
  await page.setInputFiles('#file', join(ROOT, 'examples/registrations-school.csv'));
  await page.locator('details:has(#mapping) > summary').click();
  await page.setInputFiles('#mapping', join(ROOT, 'examples/mapping-school.json'));
  await page.locator('form:has(#file) button').click();
  await page.waitForURL(/\/check$/);
  await page.locator('main form[action$="/check"] button').click();
  await page.waitForURL(/\/done$/);
}

/** Review, posting, and the frozen roll. @param {Story} story */
async function frozen({ town: { office }, desk, zhao, rules }) {
  office.setClock(rules.timeline.close + IN_FLIGHT + 1);
  await desk.take('close');
  await at(zhao.page, 'zhao', `/office/rounds/${ROUND}/review`);
  await assertLooked(zhao.page, 'story-review');
  await zhao.page.locator('form[action$="/review/rest"] button[value=all]').click();
  await zhao.page.locator('main .notice.good[role=status]').waitFor();
  await assertLooked(zhao.page, 'story-reviewed');
  await desk.take('post');
  await desk.take('posting-witnessed', { note: 'cosign' });
  office.setClock(office.now() + rules.posting.objection + 60);
  await desk.take('freeze');
  await desk.take('freeze-witnessed', { note: 'cosign' });
}

/** The ceremony: seeds opened, dice typed twice, the result signed. @param {Story} story */
async function drawn({ desk, language }) {
  const { page } = desk.li;
  await desk.take('open-seed');
  await desk.take('open-observer-seed', { note: 'open' });
  await desk.take('order');
  await desk.take('witness', { note: 'cosign' });
  await desk.take('dice', { faces: FACES });
  await desk.handIn('confirm');
  await assertLooked(page, 'story-ceremony');
  await page.goto(desk.steps);
  await page.locator('form[action$="/draw"] button').click();
  await page.getByRole('heading', { name: words(language, 'steps-drawn') }).waitFor();
  await assertLooked(page, 'story-drawn');
  await desk.take('publish');
  await assertLooked(desk.wang.page, 'story-published');
  await desk.handIn('cosign');
  await assertLooked(page, 'story-cosigned');
}

/** What is published verifies, by the auditors' program. @param {Story} story */
async function verified({ town: { office } }) {
  await office.run('trust', ROUND, '--out', 'trust.txt');
  await office.run('round', 'publish', ROUND, '--out', 'published');
  const report = await office.audit('verify', join('published', ROUND), '--trust', 'trust.txt');
  assert.ok(Object.keys(report).length > 0);
}

describe('an office', { concurrency: LANGUAGES.length }, () => {
  for (const language of LANGUAGES) {
    test(`from nothing to a result that verifies, ${language}`, async () => {
      const story = await begun(language);
      try {
        await announced(story);
        await taken(story);
        await frozen(story);
        await drawn(story);
        await verified(story);
        assert.deepEqual([...story.desk.complaints, ...story.zhao.complaints], []);
      } finally {
        await story.town.end();
      }
    });
  }
});
