/**
 * Debian's Chromium before pages as a server renders them, with the tests' office behind them.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';
import { Office, OFFICE_KEY, ORIGIN, ROUND } from '../office.mjs';

const EXECUTABLE = process.env.PAIWEI_CHROMIUM ?? '/usr/bin/chromium';
const SCRIPT = readFileSync(new URL('../../dist/family.js', import.meta.url));
const CSP = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'";
const WHERE = `data-round="${ROUND}" data-origin="${ORIGIN}" data-receipts-key="${OFFICE_KEY}"`;
const TEXTS = `data-text-again="again in {seconds}" data-text-refused="refused: {detail}" data-text-kept="kept"
  data-text-sending="sending" data-text-reserving="reserving" data-text-loading="loading" data-text-fault="fault: {why}"
  data-text-lost="lost" data-text-no-key="no key of {code}" data-text-wrong-code="no code"
  data-text-words-unknown="word {place} {word}" data-text-words-count="{found} words" data-text-brought="brought"
  data-text-done-withdraw="withdrawn" data-text-done-accept="accepted" data-text-done-object="objected"`;

/** @param {number} i @returns {string} */
const child = (i) => `<div data-identity data-text-wrong-checksum="digit" data-text-wrong-length="{length} of 18"
    data-text-wrong-birth="born {birth}" data-text-wrong-shape="shape">
  <input name="child-${i}-name"><span data-error-for="child-${i}-name" hidden></span>
  <select name="child-${i}-document-type"><option value="resident-id">1<option value="passport">2</select>
  <input name="child-${i}-document-number"><span data-error hidden></span>
  <output data-fill="birth"></output><output data-fill="sex" data-text-male="boy"></output>
  <input type="hidden" name="child-${i}-birth">
  <input type="checkbox" name="child-${i}-claims" value="sibling"><input type="checkbox" name="child-${i}-claims" value="district">
</div>`;

const END = '<input type="hidden" name="csrf" value="fresh" data-no-draft><input type="hidden" name="choices" value="P1>P2|">'
  + '<input type="checkbox" name="linked" value="yes"><button>send</button><p data-status hidden></p>';

/** @type {Record<string, string>} */
const PAGES = {
  '/apply': `<p data-no-script>by hand</p><p data-script hidden>by key</p>
    <form data-apply ${WHERE} ${TEXTS} data-draft="${ROUND}" data-done="/done?codes={codes}" method="post" action="/by-hand">
    <p data-restored hidden>not sent yet <a data-action="forget-draft" role="button">clear</a></p>
    ${child(0)}${child(1)}${END}</form>`,
  '/apply-one': `<form data-apply ${WHERE} ${TEXTS} data-done="/done?code={code}">${child(0)}${END}</form>`,
  '/change': `<form data-apply data-change="CODE" ${WHERE} ${TEXTS} data-done="/done?code={code}">
    ${child(0)}<input name="child-0-choices">${END}</form>`,
  '/own': `<template id="programs"><b data-value="P1">First School</b></template>
    <section data-own ${WHERE} ${TEXTS}><p data-status hidden></p><p data-none hidden>none</p><div data-list></div>
    <template><h2 data-fill="code"></h2><p class="status" data-fill="status" data-text-entered="is entered"></p>
    <p class="failed" data-if="failed" data-fill="failed"></p><p class="answer" data-if="answer" data-fill="answer"></p>
    <ol><template data-each="choices"><li><i data-fill="band"></i><span data-fill="program" data-words-of="programs"></span></li></template></ol>
    <ul><template data-each="objections"><li><span data-fill="number"></span> <span data-fill="text"></span> <time data-fill="filed"></time></li></template></ul>
    <button data-action="show-words">words</button><ol data-words="en" hidden></ol>
    <button data-action="withdraw" data-if="status=entered" data-confirm="sure?">withdraw</button>
    <button data-action="accept" data-if="result=placed">accept</button>
    <textarea name="objection"></textarea><button data-action="object">object</button><button data-action="forget">forget</button></template>
    <form data-import><input name="code"><textarea name="words"></textarea><button>bring</button><p data-status hidden></p></form></section>`,
};

/** @param {Office} office @param {{by: string[]}} seen @returns {import('node:http').RequestListener} */
function serving(office, seen) {
  return async (request, response) => {
    // On a connection that was used before, the browser itself sends again what was lost.
    response.shouldKeepAlive = false;
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const body = Buffer.concat(await request.toArray()).toString();
    if (pathname === '/family.js') return void response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(SCRIPT);
    if (pathname.startsWith('/api/')) {
      const headers = /** @type {Record<string, string>} */ ({ Authorization: request.headers.authorization ?? '' });
      const given = await office.fetch(pathname, { headers, body: body === '' ? undefined : body }).catch(() => null);
      if (given === null) return void response.destroy();
      const type = given.headers.get('content-type') ?? '';
      return void response.writeHead(given.status, { 'content-type': type }).end(await given.text());
    }
    if (request.method === 'POST') seen.by.push(body);
    const page = (PAGES[pathname] ?? 'done').replace('CODE', searchParams.get('code') ?? '');
    const html = `<!doctype html><html lang="en"><link rel="icon" href="data:,"><script src="/family.js" defer></script><body>${page}`;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': CSP }).end(html);
  };
}

/**
 * @typedef {object} Visit
 * @property {Office} office
 * @property {import('playwright-core').BrowserContext} device
 * @property {import('playwright-core').Page} page of the device
 * @property {() => Promise<import('playwright-core').BrowserContext>} otherDevice
 * @property {string} address of the server
 * @property {string[]} by what was posted without script
 * @property {string[]} complaints of the pages: faults, violations of the policy
 */

/** @param {(visit: Visit) => Promise<void>} use @param {import('playwright-core').BrowserContextOptions} [options] */
export async function visit(use, options = {}) {
  const [office, seen, complaints] = [new Office(), { by: [] }, /** @type {string[]} */ ([])];
  const server = createServer(serving(office, seen)).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const browser = await chromium.launch({ executablePath: EXECUTABLE, args: ['--no-sandbox', '--disable-gpu'] });
  const otherDevice = async () => {
    const device = await browser.newContext(options);
    device.on('weberror', (error) => complaints.push(String(error.error())));
    device.on('console', (message) => /Content Security|Refused to/.test(message.text()) && complaints.push(message.text()));
    return device;
  };
  try {
    const device = await otherDevice();
    const page = await device.newPage();
    await use({ office, device, page, otherDevice, address: `http://127.0.0.1:${port}`, by: seen.by, complaints });
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}
