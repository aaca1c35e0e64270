/**
 * Two operators at browsers of their own, before the console of a round: one proposes, the other carries out.
 */
import { readFileSync } from 'node:fs';
import { at, device } from '../browser.mjs';

/** @typedef {import('../browser.mjs').Device} Device */
/** @typedef {import('playwright-core').Locator} Locator */
/**
 * What a step takes along: faces of dice, seconds for the witnesses, a note of the notary's or a drand server's answer,
 * pasted or as a file.
 * @typedef {{faces?: string, window?: number, note?: 'commit' | 'open' | 'cosign', beacon?: string, file?: string}} With
 */

/** A form that asks for a step. @param {import('../browser.mjs').Page} page @param {string} step */
async function unfolded(page, step) {
  const form = page.locator(`form:has(input[name=step][value="${step}"])`);
  const summary = page.locator('details:not([open])', { has: form }).locator('> summary');
  // The page is loaded: what is folded stays so.
  if (await summary.count() > 0) await summary.click();
  return form;
}

/** The word that is typed before what can't be undone. @param {Locator} form */
async function confirmed(form) {
  await form.waitFor();
  const word = form.locator('[name=word]');
  if (await word.count() > 0) await word.fill(await word.getAttribute('data-confirm-word') ?? '');
}

export class Console {
  /** @param {import('./rounds.mjs').Town} town @param {string} round @param {Device} li @param {Device} wang */
  constructor(town, round, li, wang) {
    this.town = town;
    this.round = round;
    this.li = li;
    this.wang = wang;
    this.steps = `/office/rounds/${round}/steps`;
  }

  #watched = false;

  /**
   * Both with pages in one language.
   * @param {import('./rounds.mjs').Town} town @param {string} round @param {import('playwright-core').Browser} browser
   * @param {import('../browser.mjs').Language} language @returns {Promise<Console>}
   */
  static async of(town, round, browser, language) {
    const look = { address: town.address, language, expected: ['401', '422'] };
    return new Console(town, round, await device(browser, look), await device(browser, look));
  }

  /** What their browsers complained of. */
  get complaints() {
    return [...this.li.complaints, ...this.wang.complaints];
  }

  /** The notary's note on the stick that Li's page gives out. @param {'commit' | 'open' | 'cosign' | 'confirm'} act @returns {Promise<string>} path */
  async note(act) {
    const { page } = this.li;
    await at(page, 'li', this.steps);
    const [stick] = await Promise.all([page.waitForEvent('download'), page.locator('a[href$="/stick.zip"]:visible').first().click()]);
    return this.town.notary.made(act, readFileSync(await stick.path()));
  }

  /** Li hands in what a step takes, and proposes it; the page that answers is there. @param {string} step @param {With} taken */
  async asked(step, { faces, window, note: act, beacon, file }) {
    const { page } = this.li;
    const handed = act === undefined ? file : await this.note(act);
    await at(page, 'li', this.steps);
    const form = await unfolded(page, step);
    if (faces !== undefined) await form.locator('[name=faces]').fill(faces);
    if (window !== undefined) await form.locator('[name=window]').fill(String(window));
    if (beacon !== undefined) await form.locator('textarea[name=beacon]').fill(beacon);
    if (handed !== undefined) await form.locator('input[type=file]').setInputFiles(handed);
    await confirmed(form);
    await form.locator('button.primary').click();
  }

  /** Li proposes a step. @param {string} step @param {With} [taken] @returns {Promise<string>} the proposal's address */
  async proposed(step, taken = {}) {
    await this.asked(step, taken);
    await this.li.page.waitForURL(/\/office\/proposals\/[^/]+$/);
    return new URL(this.li.page.url()).pathname;
  }

  /** Wang finds it among what waits, and carries it out; the first time Li's page is seen to tell so by itself. @param {string} proposal @param {With} [taken] */
  async carriedOut(proposal, { faces } = {}) {
    const { page } = this.wang;
    // A page that loads itself anew would come between where Li goes next.
    if (this.#watched) await this.li.page.goto(this.steps);
    await at(page, 'wang', '/office');
    await page.click(`main a[href="${proposal}"]`);
    await page.waitForURL(`**${proposal}`);
    const form = page.locator('form:has(input[name=act][value=accept])');
    if (faces !== undefined) await form.locator('[name=faces]').fill(faces);
    await confirmed(form);
    await form.locator('button').click();
    await page.locator('main .badge.done').first().waitFor();
    if (!this.#watched) await this.li.page.locator('main .badge.done').first().waitFor();
    this.#watched = true;
  }

  /** @param {string} step @param {With} [taken] */
  async take(step, taken = {}) {
    await this.carriedOut(await this.proposed(step, taken), taken);
  }

  /** What the notary's stick holds is handed in at once: that needs no second person. @param {'confirm' | 'cosign'} step */
  async handIn(step) {
    const file = await this.note(step);
    const { page } = this.li;
    const form = page.locator(`form[action$="/notes"]:has(input[name=step][value="${step}"])`);
    const summary = page.locator('details:not([open])', { has: form }).locator('> summary');
    if (await summary.count() > 0) await summary.click();
    await form.locator('input[type=file]').setInputFiles(file);
    await form.locator('button').click();
    await page.locator('main .notice.good[role=status]').waitFor();
  }
}
