/**
 * Debian's Chromium before a service on this machine.
 */
import { chromium } from 'playwright-core';
import { PASSWORD } from './office/desk.mjs';

const EXECUTABLE = process.env.PAIWEI_CHROMIUM ?? '/usr/bin/chromium';
/** How long something is waited for at most, in milliseconds: machines do other things too. */
const PATIENCE = 60_000;
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync',
];

/** The languages of the pages. */
export const LANGUAGES = /** @type {const} */ (['zh-CN', 'en']);
/** @typedef {typeof LANGUAGES[number]} Language */
/** @typedef {import('playwright-core').Page} Page */

/**
 * @typedef {object} Look
 * @property {string} address of the service
 * @property {number} [width] in pixels
 * @property {Language} [language]
 * @property {boolean} [script] whether scripts run
 * @property {string[]} [expected] complaints that belong to what is done, by a part of each
 */

/**
 * @typedef {object} Device
 * @property {import('playwright-core').BrowserContext} context
 * @property {Page} page
 * @property {string[]} complaints errors, violations of the policy, and requests to elsewhere
 */

/** @returns {Promise<import('playwright-core').Browser>} with a profile folder of its own, gone with it */
export function launched() {
  return chromium.launch({ executablePath: EXECUTABLE, args: FLAGS, headless: true });
}

/**
 * Somebody's device, which shares nothing with others.
 * @param {import('playwright-core').Browser} browser
 * @param {Look} look
 * @returns {Promise<Device>}
 */
export async function device(browser, { address, width = 1280, language = 'zh-CN', script = true, expected = [] }) {
  const context = await browser.newContext({
    viewport: { width, height: 800 }, locale: language, javaScriptEnabled: script, baseURL: address,
    // What is looked at stands still.
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE);
  /** @type {string[]} */
  const complaints = [];
  const complain = (/** @type {string} */ text) => {
    if (!expected.some((part) => text.includes(part))) complaints.push(text);
  };
  context.on('weberror', (error) => complain(String(error.error())));
  context.on('console', (message) => message.type() === 'error' && complain(message.text()));
  context.on('request', (request) => {
    if (!request.url().startsWith(`${address}/`) && !request.url().startsWith('data:')) complain(`asked for ${request.url()}`);
  });
  return { context, page: await context.newPage(), complaints };
}

/** Signs in at the office's page. @param {Page} page @param {import('./office/desk.mjs').Person} who */
export async function signIn(page, who) {
  await page.goto('/office/sign-in');
  await page.fill('[name=name]', who);
  await page.fill('[name=password]', PASSWORD);
  await page.click('main button:not([type=button])');
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
}

/** To a page of the office; whose session ended in the days that passed signs in anew. @param {Page} page @param {import('./office/desk.mjs').Person} who @param {string} path */
export async function at(page, who, path) {
  await page.goto(path);
  if (!new URL(page.url()).pathname.endsWith('/sign-in')) return;
  await signIn(page, who);
  await page.goto(path);
}
