/**
 * An operator at the import's pages.
 */
import { workbook } from './spreadsheet.mjs';

/** @typedef {import('playwright-core').Page} Page */

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Sends a workbook from a page that asks for one. @param {Page} page @param {import('./spreadsheet.mjs').Row[]} rows */
export async function upload(page, rows) {
  await page.setInputFiles('#file', { name: '报名信息.xlsx', mimeType: TYPE, buffer: Buffer.from(workbook(rows)) });
  // The page may be one of an upload before.
  const before = page.url();
  await page.locator('form:has(#file) button').click();
  await page.waitForURL((url) => url.href !== before && /\/import\/[^/]+\/\w+$/.test(url.pathname));
}

/**
 * Takes columns and meanings as they are proposed, up to the dry run.
 * @param {Page} page @param {(name: string) => Promise<unknown>} [look] at each page on the way
 */
export async function toTheCheck(page, look = async () => undefined) {
  for (const step of ['columns', 'values']) {
    if (!new URL(page.url()).pathname.endsWith(`/${step}`)) continue;
    await look(step);
    await page.locator('main form[method=post] button.primary').click();
    await page.waitForURL((url) => !url.pathname.endsWith(`/${step}`));
  }
  await page.waitForURL(/\/check$/);
}
