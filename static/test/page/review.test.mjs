/** The reviewers' keys in a browser. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { chromium } from 'playwright-core';

const SCRIPT = readFileSync(new URL('../../dist/office.js', import.meta.url));
const CSP = "default-src 'none'; script-src 'self'; form-action 'self'";
const rows = ['A', 'B'].map((code) => `<tr><td><label><input type="checkbox" name="pick" value="${code}"></label></td>
  <th><a href="/item?${code}" data-walk>${code}</a></th></tr>`);
/** @type {Record<string, string>} */
const PAGES = {
  '/list': `<input id="find" data-key="/"><input type="checkbox" data-tick-all><label data-script hidden>all</label>
    <table>${rows.join('')}</table><details data-key="?"><summary>keys</summary>x</details>`,
  '/item': `<form method="post" action="/item"><select id="why" data-key="r"><option>1<option>2</select><textarea id="note"></textarea>
    <button name="verdict" value="accept" data-key="a">accept</button></form><a href="/list" data-key="j">next</a>`,
};

/** @param {(page: import('playwright-core').Page, address: string, posted: string[]) => Promise<void>} use */
async function visit(use) {
  const posted = /** @type {string[]} */ ([]);
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/office.js') return void response.writeHead(200, { 'content-type': 'text/javascript' }).end(SCRIPT);
    if (request.method === 'POST') posted.push(Buffer.concat(await request.toArray()).toString());
    const html = `<!doctype html><html lang="en"><link rel="icon" href="data:,"><script src="/office.js" defer></script><body>${PAGES[pathname] ?? ''}`;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': CSP }).end(html);
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const executablePath = process.env.PAIWEI_CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    await use(await browser.newPage(), `http://127.0.0.1:${port}`, posted);
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

/** @param {import('playwright-core').Page} page @returns {Promise<string | null>} what has the focus */
const focused = (page) => page.evaluate(() => document.activeElement?.id || (document.activeElement?.textContent ?? null));

test('a list is walked, ticked and searched by keys', () => visit(async (page, address) => {
  await page.goto(`${address}/list`);
  assert.equal(await page.isVisible('[data-script]'), true);
  for (const [key, at] of [['j', 'A'], ['j', 'B'], ['j', 'B'], ['k', 'A']]) {
    await page.keyboard.press(key);
    assert.equal(await focused(page), at, key);
  }
  await page.keyboard.press('x');
  assert.deepEqual(await page.locator('[name=pick]:checked').count(), 1);
  await page.check('[data-tick-all]');
  assert.deepEqual(await page.locator('[name=pick]:checked').count(), 2);
  await page.keyboard.press('/');
  assert.equal(await focused(page), 'find');
  await page.keyboard.type('jax?/');
  assert.equal(await page.inputValue('#find'), 'jax?/', 'keys are text where somebody types');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  assert.equal(await page.getAttribute('details', 'open'), '');
  await page.keyboard.press('Enter');
}));

test('an application is decided on by keys', () => visit(async (page, address, posted) => {
  await page.goto(`${address}/item`);
  await page.focus('#note');
  await page.keyboard.type('ajr');
  assert.deepEqual([await page.inputValue('#note'), posted.length], ['ajr', 0]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('r');
  assert.equal(await focused(page), 'why');
  await page.keyboard.press('a');
  assert.equal(posted.length, 0, 'nor in a list of reasons');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+a');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('a')]);
  assert.deepEqual(posted, ['verdict=accept']);
  await Promise.all([page.waitForURL('**/list'), page.keyboard.press('j')]);
}));
