/**
 * A draw on the big screen, in both languages at once: it follows each step by itself, stays readable while the
 * connection is cut, comes back by itself, and shows the same after a reload. A rehearsal's says what it is.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { device, LANGUAGES, launched } from '../browser.mjs';
import { assertLookedAtAll, assertWhole, pictured } from '../look.mjs';
import { Cable } from '../office/cable.mjs';
import { FACES, Town } from '../office/rounds.mjs';
import { words } from '../words.mjs';

/** @typedef {import('../browser.mjs').Device} Device */
/** @typedef {import('../browser.mjs').Language} Language */

const ROUND = 'hudong-2027';
const town = await Town.open();
const rules = town.rules('school', { round: ROUND });
await town.announce(rules);
const children = await town.import(ROUND);
await town.post(rules);
const cable = await Cable.to(town.address);
const browser = await launched();
after(async () => {
  await browser.close();
  cable.end();
  await town.end();
});

/** @type {{language: Language, hall: Device}[]} */
const halls = [];
for (const language of LANGUAGES) {
  const hall = await device(browser, { address: cable.address, width: 1920, language, expected: ['ERR_', 'Failed to load resource', 'Failed to fetch'] });
  await hall.page.setViewportSize({ width: 1920, height: 1080 });
  halls.push({ language, hall });
}

/** @param {(page: import('../browser.mjs').Page, language: Language) => Promise<void>} use */
const everywhere = (use) => Promise.all(halls.map(({ language, hall }) => use(hall.page, language)));

/** The screen names this state by itself. @param {string} state */
const follows = (state) => everywhere(async (page, language) => {
  await page.locator('h1', { hasText: words(language, `state-${state}`) }).waitFor();
  await assertWhole(page);
});

test('a draw followed on the big screen, the connection cut in the middle', async () => {
  await everywhere(async (page) => {
    await page.goto(`/rounds/${ROUND}/screen`);
    // Gone if the page is ever loaded anew.
    await page.evaluate(() => { document.documentElement.dataset.same = 'page'; });
  });
  await follows('posted');
  await everywhere(async (page, language) => {
    await page.locator('.connection', { hasText: words(language, 'screen-connected') }).waitFor();
  });
  await town.freeze(rules);
  await follows('frozen');
  await everywhere(async (page) => { await pictured(page, 'draw-frozen'); });

  await everywhere(async (page) => {
    await page.evaluate(() => {
      const line = /** @type {Element} */ (document.querySelector('.connection'));
      new MutationObserver(() => { if (line.matches('.lost')) document.documentElement.dataset.lost = 'told'; }).observe(line, { attributes: true });
    });
  });
  const again = everywhere(async (page) => { await page.waitForResponse(/\/events$/); });
  cable.shake();
  await again;
  await everywhere(async (page) => {
    assert.equal(await page.evaluate(() => document.documentElement.dataset.lost), undefined, 'what comes again at once is not told');
  });

  cable.pull();
  await everywhere(async (page, language) => {
    await page.locator('.connection.lost', { hasText: words(language, 'screen-lost') }).waitFor();
    assert.ok(await page.locator('h1', { hasText: words(language, 'state-frozen') }).isVisible(), 'what was there stays');
    await pictured(page, 'draw-cut');
  });
  await town.order(rules);
  await town.throw(rules);
  cable.plugIn();
  await everywhere(async (page) => {
    await page.locator('.connection:not(.lost)').waitFor();
    await page.locator('.dice').first().waitFor();
    const faces = (await page.locator('.dice').first().innerText()).trim().split(/\s+/).join(' ');
    assert.equal(faces, FACES);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.same), 'page');
    await assertWhole(page);
    await pictured(page, 'draw-dice');
    await page.reload();
    assert.equal((await page.locator('.dice').first().innerText()).trim().split(/\s+/).join(' '), FACES);
  });

  await town.publish(rules);
  await follows('published');
  await everywhere(async (page) => {
    await page.getByText(children[0].code).waitFor();
    await pictured(page, 'draw-published');
  });
  assert.deepEqual(halls.flatMap(({ hall }) => hall.complaints), []);
});

test('a rehearsal on the big screen can\'t be mistaken', async () => {
  const rehearsals = await Town.open('qingchuan.admissions.example/rehearsal');
  try {
    await rehearsals.announce(rehearsals.rules('school', { round: ROUND, observers: [] }));
    for (const language of LANGUAGES) for (const script of [true, false]) {
      const { page, context } = await device(browser, { address: rehearsals.address, width: 1920, language, script });
      await page.setViewportSize({ width: 1920, height: 1080 });
      await page.goto(`/rounds/${ROUND}/screen`);
      const banner = page.getByRole('complementary', { name: words(language, 'rehearsal-word') });
      assert.ok(await banner.isVisible());
      assert.ok((await banner.innerText()).includes(words(language, 'rehearsal')));
      const { x, y, width, height } = await banner.boundingBox() ?? { x: 0, y: 0, width: 0, height: 0 };
      assert.ok(x === 0 && y === 0 && width === 1920 && height >= 60, `${width} × ${height} px at the top of the screen`);
      if (script) await assertLookedAtAll(page, 'rehearsal-screen');
      await context.close();
    }
  } finally {
    await rehearsals.end();
  }
});
