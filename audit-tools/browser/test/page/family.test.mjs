/**
 * The parent's way, in real Chromium: both languages, phone and desk, network off.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import encodeQR from 'qr';
import { en } from '../../page/en.mjs';
import { zh } from '../../page/zh.mjs';
import { give, giveFamily, judge, visit, VECTORS, WIDTHS } from './browser.mjs';

const run = promisify(execFile);
const TEXTS = { zh, en };

/** A sentence that names some place. @param {string} text @returns {RegExp} */
const naming = (text) => new RegExp(`^${text.replace('{place}', '[^{}]+')}$`);

/** @param {import('playwright-core').Page} page @returns {Promise<string[]>} outcomes of L1 to L6 */
const outcomes = (page) => page.$$eval('.steps > li', (steps) => steps.map((one) => `${one.id} ${one.className}`));

for (const language of /** @type {const} */ (['zh', 'en'])) {
  for (const width of WIDTHS) {
    test(`a family's check at ${width} px, ${language}`, () =>
      visit({ width, language }, async ({ page, requests, complaints }) => {
        await giveFamily(page, 'linked-children');
        assert.match(await judge(page, 'check'), naming(TEXTS[language]['family-0']));
        assert.deepEqual(await outcomes(page), ['L1', 'L2', 'L3', 'L4', 'L5', 'L6'].map((id) => `${id} passed`));
        assert.equal(await page.$('#unpinned'), null);
        assert.equal(await page.evaluate(() => document.activeElement?.id), 'report');
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(wider <= 0, `${wider} px stand out on the right`);
        const asked = requests.filter((url) => !url.startsWith('blob:'));
        assert.equal(asked.length, 1, asked.join('\n'));
        assert.deepEqual(complaints, []);
      }));
  }
}

test('without keys it says so before anything else', () =>
  visit({}, async ({ page }) => {
    await giveFamily(page, 'one-child', false);
    assert.match(await judge(page, 'check'), naming(zh['family-0-unpinned']));
    assert.equal(await page.$eval('#report > :first-child', (one) => one.id), 'unpinned');
  }));

test('the sentence names the place, or that there is none', () =>
  visit({ language: 'en' }, async ({ page }) => {
    const named = (/** @type {string} */ place) => en['family-0'].replace('{place}', place);
    await giveFamily(page, 'one-child');
    assert.match(await judge(page, 'check'), / · pool .* · choice 1, is consistent/);
    await page.reload();
    await giveFamily(page, 'one-choice');
    assert.equal(await judge(page, 'check'), named(en['no-place']));
  }));

test('a moved cutoff is not good', () =>
  visit({}, async ({ page }) => {
    await giveFamily(page, 'cutoff-moved');
    assert.equal(await judge(page, 'check'), zh['family-1']);
    assert.match((await page.textContent('.child')) ?? '', new RegExp(zh['published-place']));
  }));

for (const language of /** @type {const} */ (['zh', 'en'])) {
  test(`a pass is not changed by what the family should know, and stands above it, ${language}`, () =>
    visit({ language }, async ({ page }) => {
      const texts = TEXTS[language];
      await giveFamily(page, 'key-replaced');
      for (const one of [2, 3]) {
        await give(page, 'receipt-file', join(VECTORS, `proofs/key-replaced/receipts/${one}.txt`), `#remove-receipt-${one - 1}`);
      }
      assert.match(await judge(page, 'check'), naming(texts['family-0']));
      assert.equal(await page.$eval('#sentence + *', (one) => one.id), 'remarks');
      const asked = await page.$$eval('#remarks li', (all) => all.map((one) => one.textContent ?? ''));
      const expected = ['remark-key', 'remark-office'].map((id) => texts[id].replace('{revision}', '2').replace('{code}', ''));
      assert.deepEqual(asked.map((one, i) => one.endsWith(expected[i])), [true, true], asked.join('\n'));
    }));
}

test('a rehearsal says so first', () =>
  visit({ language: 'en' }, async ({ page }) => {
    await giveFamily(page, 'rehearsal');
    await judge(page, 'check');
    assert.equal(await page.textContent('#report > :first-child'), en.rehearsal);
  }));

test('text is pasted, keys are typed; spaces and foreign line ends do no harm', () =>
  visit({}, async ({ page }) => {
    const folder = join(VECTORS, 'proofs/one-child');
    const [receipt, trust] = await Promise.all(['receipts/1.txt', 'trust.txt'].map((name) => readFile(join(folder, name), 'utf8')));
    const keys = trust.split('\n').filter((line) => /^(recovery|observer)/.test(line)).join('\r\n');
    await page.click('#panel .card:nth-child(1) summary');
    await page.fill('#trust-text', ` ${keys} `);
    await page.click('#trust-text-use');
    await page.click('#panel .card:nth-child(2) summary');
    await page.fill('#receipt-text', `\n${receipt.trim().replace(/\n/g, '\r\n')}`);
    await page.click('#receipt-text-use');
    await give(page, 'proof-file', join(folder, 'family.proof'), '#proof');
    assert.match(await judge(page, 'check'), naming(zh['family-0']));
  }));

test("a receipt's file that a mail program rewrote is taken", () =>
  visit({}, async ({ page }) => {
    const folder = join(VECTORS, 'proofs/one-child');
    const text = await readFile(join(folder, 'receipts/1.txt'), 'utf8');
    const buffer = Buffer.from(`\ufeff${text.replace(/\n/g, '\r\n')}`);
    await give(page, 'trust-file', join(folder, 'trust.txt'), '#trust-status .given');
    await page.setInputFiles('#receipt-file', { name: 'receipt.txt', mimeType: 'text/plain', buffer });
    await page.waitForSelector('#receipts');
    await give(page, 'proof-file', join(folder, 'family.proof'), '#proof');
    assert.match(await judge(page, 'check'), naming(zh['family-0']));
  }));

test('what a card refused stays in it until it gets a good file', () =>
  visit({}, async ({ page }) => {
    const folder = join(VECTORS, 'proofs/one-child');
    const unknown = (/** @type {string} */ name) => zh['unknown-file'].replace('{name}', name);
    await give(page, 'receipt-file', join(folder, 'verdict.json'), '#refused-receipt');
    await give(page, 'proof-file', join(folder, 'family.proof'), '#proof');
    assert.equal(await page.textContent('#refused-receipt'), unknown('verdict.json'));
    await give(page, 'receipt-file', [join(folder, 'receipts/1.txt'), join(folder, 'verdict.json')], '#receipts');
    await page.waitForSelector('#refused-receipt');
    assert.equal(await page.textContent('#refused-receipt'), unknown('verdict.json'));
    await page.setInputFiles('#receipt-file', join(VECTORS, 'proofs/linked-children/receipts/1.txt'));
    await page.waitForSelector('#refused-receipt', { state: 'detached' });
    await give(page, 'receipt-file', join(VECTORS, 'proofs/receipt-cut-off/receipts/1.txt'), '#refused-receipt');
  }));

test("another round's receipt is no fault, and says what it is in Chinese", () =>
  visit({}, async ({ page }) => {
    await giveFamily(page, 'receipt-of-other-round');
    assert.equal(await judge(page, 'check'), zh['family-2']);
    const found = await page.textContent('#L1 > .finding');
    assert.equal(found, '回执 1：这是另一轮次（junior-2028）的回执，请用那一轮的证明文件');
    assert.equal(await page.getAttribute('#L1 > .finding', 'lang'), null);
  }));

/** A picture of a QR code lying a little aslant on grey, as a photo has it. @param {import('playwright-core').Page} page @param {string} text @param {string} path */
async function photograph(page, text, path) {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const sheet = await page.context().newPage();
  const url = await sheet.evaluate((rows) => {
    const side = 5;
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = rows.length * side + 400;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.fillStyle = '#8d8a83';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.transform(0.98, 0.06, -0.05, 0.97, 210, 180);
    context.fillStyle = '#ecebe4';
    context.fillRect(0, 0, rows.length * side, rows.length * side);
    context.fillStyle = '#26241f';
    rows.forEach((row, y) => row.forEach((dark, x) => dark && context.fillRect(x * side, y * side, side + 0.3, side + 0.3)));
    return canvas.toDataURL('image/jpeg', 0.8);
  }, modules);
  await sheet.close();
  await writeFile(path, Buffer.from(url.split(',')[1], 'base64'));
}

test('receipt and keys are read from photos of their QR codes', () =>
  visit({}, async ({ page }) => {
    const place = await mkdtemp(join(tmpdir(), 'paiwei-photo-'));
    const folder = join(VECTORS, 'proofs/linked-children');
    for (const [name, file] of [['receipt', 'receipts/2.txt'], ['trust', 'trust.txt']]) {
      await photograph(page, await readFile(join(folder, file), 'utf8'), join(place, `${name}.jpg`));
    }
    await give(page, 'trust-file', join(place, 'trust.jpg'), '#trust-status .given');
    await give(page, 'receipt-file', join(place, 'receipt.jpg'), '#receipts');
    await give(page, 'proof-file', join(folder, 'family.proof'), '#proof');
    assert.match(await judge(page, 'check'), naming(zh['family-0']));
    await rm(place, { recursive: true });
  }));

test('every line for the terminal runs and gives what the page shows', () =>
  visit({}, async ({ page }) => {
    await giveFamily(page, 'linked-children');
    await judge(page, 'check');
    // Folds inside folds are made when they open.
    for (let depth = 0; depth < 3; depth++) {
      await page.$$eval('.steps details:not([open])', (folds) => folds.forEach((fold) => fold.setAttribute('open', '')));
      await page.waitForTimeout(100);
    }
    const blocks = await page.$$eval('.steps .commands', (all) => all.map((one) => [one.querySelector('.row span')?.textContent ?? '', one.querySelector('pre')?.textContent ?? '']));
    assert.ok(blocks.length > 15, `only ${blocks.length} commands`);
    const shown = (await page.textContent('#report')) ?? '';
    const place = await mkdtemp(join(tmpdir(), 'paiwei-shell-'));
    for (const [label, lines] of blocks) {
      const { stdout } = await run('bash', ['-c', lines], { cwd: place });
      const answer = stdout.replace(/\s+-?\s*$/, '').trim();
      if (lines.includes('pkeyutl')) assert.equal(answer, 'Signature Verified Successfully', label);
      else assert.ok(/^[0-9a-f]{32,64}$/.test(answer) && shown.split(answer).length > 1, `${label}\n${lines}\n${answer}`);
    }
    await rm(place, { recursive: true });
  }));

test('reports are saved as text and JSON', () =>
  visit({}, async ({ page }) => {
    await giveFamily(page, 'one-child');
    await judge(page, 'check');
    for (const [label, part] of [[zh['save-text'], zh['family-0'].replace('{place}', '.+')], [zh['save-json'], '"exit": 0']]) {
      const [download] = await Promise.all([page.waitForEvent('download'), page.click(`text="${label}"`)]);
      assert.match(await readFile(await download.path(), 'utf8'), new RegExp(part));
    }
  }));

test('files are dropped anywhere, whatever they are; others are named', () =>
  visit({}, async ({ page }) => {
    const folder = join(VECTORS, 'proofs/one-child');
    for (const [name, shown] of [['receipts/1.txt', '#receipts'], ['family.proof', '#proof'], ['verdict.json', '#notice:not(:empty)']]) {
      const bytes = [...(await readFile(join(folder, name)))];
      await page.evaluate(({ name, bytes }) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([Uint8Array.from(bytes)], name));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
      }, { name, bytes });
      await page.waitForSelector(shown);
    }
    assert.equal(await page.textContent('#notice'), zh['unknown-file'].replace('{name}', 'verdict.json'));
  }));
