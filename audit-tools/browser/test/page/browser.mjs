/**
 * Debian's Chromium with the page opened as a file and the network off.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

/** The committed page. */
export const PAGE = fileURLToPath(new URL('../../dist/verify.html', import.meta.url));
/** The folder of vectors. */
export const VECTORS = fileURLToPath(new URL('../../../vectors/', import.meta.url));
/** Widths in pixels: a small phone, a desk. */
export const WIDTHS = [360, 1280];
const EXECUTABLE = process.env.PAIWEI_CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/**
 * @typedef {object} Look
 * @property {number} [width]
 * @property {'light' | 'dark'} [scheme]
 * @property {'zh' | 'en'} [language]
 */

/**
 * @typedef {object} Visit
 * @property {import('playwright-core').Page} page
 * @property {string[]} requests all addresses that were asked for
 * @property {string[]} complaints of the browser: errors, violations of the policy
 */

/**
 * Open the page, use it, close the browser.
 * @param {Look} look
 * @param {(visit: Visit) => Promise<void>} use
 */
export async function visit({ width = 1280, scheme = 'light', language = 'zh' }, use) {
  const profile = await mkdtemp(join(tmpdir(), 'paiwei-page-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: EXECUTABLE,
    args: FLAGS,
    headless: true,
    offline: true,
    viewport: { width, height: 800 },
    colorScheme: scheme,
    acceptDownloads: true,
  });
  try {
    /** @type {string[]} */
    const requests = [];
    /** @type {string[]} */
    const complaints = [];
    context.on('request', (request) => requests.push(request.url()));
    context.on('weberror', (error) => complaints.push(String(error.error())));
    context.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(`${pathToFileURL(PAGE)}${language === 'en' ? '#en' : ''}`);
    await use({ page, requests, complaints });
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
}

/** Give files to a field and wait until they are taken in. @param {import('playwright-core').Page} page @param {string} id @param {string | string[]} files @param {string} shown a selector that appears then */
export async function give(page, id, files, shown) {
  await page.setInputFiles(`#${id}`, files);
  await page.waitForSelector(shown);
}

/** Press a button and wait for the report. @param {import('playwright-core').Page} page @param {string} id @returns {Promise<string>} the plain sentence */
export async function judge(page, id) {
  await page.click(`#${id}`);
  await page.waitForSelector('#sentence', { timeout: 120_000 });
  return (await page.textContent('#sentence span:last-child')) ?? '';
}

/** The parent's way with a proof vector. @param {import('playwright-core').Page} page @param {string} name @param {boolean} [pin] */
export async function giveFamily(page, name, pin = true) {
  const folder = join(VECTORS, 'proofs', name);
  if (pin) await give(page, 'trust-file', join(folder, 'trust.txt'), '#trust-status .given');
  await give(page, 'receipt-file', join(folder, 'receipts/1.txt'), '#receipts');
  await give(page, 'proof-file', join(folder, 'family.proof'), '#proof');
}
