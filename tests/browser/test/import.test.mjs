/**
 * An operator imports twelve thousand registrations from a workbook: what is wrong is found row by row, mended in the
 * workbook, and imported whole.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { device, LANGUAGES, launched, signIn } from '../browser.mjs';
import { assertLooked } from '../look.mjs';
import { Town } from '../office/rounds.mjs';
import { registrations, workbook } from '../office/spreadsheet.mjs';

/** @typedef {import('../browser.mjs').Page} Page */

const COUNT = 12_000;
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const town = await Town.open();
const browser = await launched();
after(async () => {
  await browser.close();
  await town.end();
});

/** @param {Page} page @param {import('../office/spreadsheet.mjs').Row[]} rows */
async function upload(page, rows) {
  await page.setInputFiles('#file', { name: '报名信息.xlsx', mimeType: TYPE, buffer: Buffer.from(workbook(rows)) });
  await page.locator('form:has(#file) button').click();
  await page.waitForURL(/\/import\/[^/]+\/\w+$/);
}

/** Columns and meanings as they are proposed, up to the dry run. @param {Page} page */
async function onward(page) {
  for (const step of ['columns', 'values']) {
    if (!new URL(page.url()).pathname.endsWith(`/${step}`)) continue;
    await assertLooked(page, `import-${step}`);
    await page.locator('main form[method=post] button.primary').click();
    await page.waitForURL((url) => !url.pathname.endsWith(`/${step}`));
  }
  await page.waitForURL(/\/check$/);
}

for (const language of LANGUAGES) {
  test(`an import of ${COUNT} rows, ${language}`, async () => {
    const round = language === 'en' ? 'hexi-2027' : 'hudong-2027';
    await town.announce(town.rules('school', { round }));
    const rows = registrations(COUNT);
    const wrong = [...rows];
    const last = rows[100]['证件号码'].endsWith('1') ? '2' : '1';
    wrong[100] = { ...rows[100], 证件号码: rows[100]['证件号码'].slice(0, 17) + last };
    wrong[5000] = { ...rows[5000], 学生姓名: '' };
    wrong[COUNT - 1] = { ...rows[COUNT - 1], 证件号码: rows[COUNT - 3]['证件号码'] };

    const { page, context, complaints } = await device(browser, { address: town.address, language, expected: ['422'] });
    await signIn(page, 'li');
    await page.goto(`/office/rounds/${round}/import`);
    await upload(page, wrong);
    await onward(page);
    const found = page.locator('table tbody tr');
    assert.equal(await found.count(), 3);
    const lines = await found.allInnerTexts();
    for (const [i, { row, column }] of [{ row: 102, column: '证件号码' }, { row: 5002, column: '学生姓名' }, { row: COUNT + 1, column: '证件号码' }].entries()) {
      assert.match(lines[i].replaceAll(',', ''), new RegExp(`\\b${row}\\b`), 'the row of the workbook');
      assert.ok(lines[i].includes(column), lines[i]);
    }
    assert.equal(await page.locator('main form[action$="/check"]').count(), 0, 'nothing can be imported yet');
    await assertLooked(page, 'import-found');

    await upload(page, rows);
    await onward(page);
    assert.equal(await found.count(), 0);
    await assertLooked(page, 'import-fine');
    await page.locator('main form[action$="/check"] button').click();
    await page.waitForURL(/\/done$/, { timeout: 120_000 });
    await assertLooked(page, 'import-done');
    const held = await (await town.desk.ask('li', 'GET', `/api/v1/staff/rounds/${round}`)).json();
    assert.match(JSON.stringify(held), /"received":\s*12000\b/);
    assert.deepEqual(complaints, []);
    await context.close();
  });
}
