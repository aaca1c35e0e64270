/**
 * An operator imports twelve thousand registrations from a workbook: what is wrong is found row by row, mended in the
 * workbook, and imported whole.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { device, LANGUAGES, launched, signIn } from '../browser.mjs';
import { assertLooked } from '../look.mjs';
import { toTheCheck, upload } from '../office/import.mjs';
import { Town } from '../office/rounds.mjs';
import { registrations } from '../office/spreadsheet.mjs';

/** Rows of the workbook: as many as a district has. */
const ROWS = 12_000;
/** Much is sealed and signed, on a machine that does other things too. */
const PATIENCE = 180_000;
const town = await Town.open();
const browser = await launched();
after(async () => {
  await browser.close();
  await town.end();
});

for (const language of LANGUAGES) {
  test(`an import of ${ROWS} rows, ${language}`, async () => {
    const round = language === 'en' ? 'hexi-2027' : 'hudong-2027';
    await town.announce(town.rules('school', { round }));
    const rows = registrations(ROWS);
    const wrong = [...rows];
    const last = rows[100]['证件号码'].endsWith('1') ? '2' : '1';
    wrong[100] = { ...rows[100], 证件号码: rows[100]['证件号码'].slice(0, 17) + last };
    wrong[200] = { ...rows[200], 学生姓名: '' };
    wrong[ROWS - 1] = { ...rows[ROWS - 1], 证件号码: rows[ROWS - 3]['证件号码'] };

    const { page, context, complaints } = await device(browser, { address: town.address, language, expected: ['422'] });
    context.setDefaultTimeout(PATIENCE);
    await signIn(page, 'li');
    await page.goto(`/office/rounds/${round}/import`);
    await upload(page, wrong);
    await toTheCheck(page, (step) => assertLooked(page, `import-${step}`));
    const found = page.locator('table tbody tr');
    assert.equal(await found.count(), 3);
    const lines = await found.allInnerTexts();
    for (const [i, { row, column }] of [{ row: 102, column: '证件号码' }, { row: 202, column: '学生姓名' }, { row: ROWS + 1, column: '证件号码' }].entries()) {
      assert.match(lines[i].replaceAll(',', ''), new RegExp(`\\b${row}\\b`), 'the row of the workbook');
      assert.ok(lines[i].includes(column), lines[i]);
    }
    assert.equal(await page.locator('main form[action$="/check"]').count(), 0, 'nothing can be imported yet');
    await assertLooked(page, 'import-found');

    await upload(page, rows);
    await toTheCheck(page);
    assert.equal(await found.count(), 0);
    await assertLooked(page, 'import-fine');
    await page.locator('main form[action$="/check"] button').click();
    await page.waitForURL(/\/done$/);
    await assertLooked(page, 'import-done');
    const held = await (await town.desk.ask('li', 'GET', `/api/v1/staff/rounds/${round}`)).json();
    assert.match(JSON.stringify(held), new RegExp(`"received":${ROWS}\\b`));
    assert.deepEqual(complaints, []);
    await context.close();
  });
}
