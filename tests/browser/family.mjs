/**
 * A family at its device. All of them are made up.
 */

/** @typedef {import('./browser.mjs').Page} Page */

/** Digits that a number of GB 11643 is weighed with. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A resident's number, its check digit too. @param {string} birth such as 20150907 @param {number} order odd for a boy @returns {string} */
export function residentNumber(birth, order) {
  // A county that doesn't exist.
  const body = `330198${birth}${String(order).padStart(3, '0')}`;
  const sum = WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(body[i]), 0);
  return body + '10X98765432'[sum % 11];
}

/** From a link to the page it leads to. @param {Page} page @param {string} selector */
export async function followed(page, selector) {
  const link = page.locator(selector).first();
  const to = new URL(await link.getAttribute('href') ?? '', page.url());
  await link.click();
  await page.waitForURL((url) => url.href === to.href);
}

/** @param {Page} page @param {number} i @param {string} name @param {string} number */
export async function fillChild(page, i, name, number) {
  await page.fill(`[name=child-${i}-name]`, name);
  await page.selectOption(`[name=child-${i}-document-type]`, 'resident-id');
  await page.fill(`[name=child-${i}-document-number]`, number);
}

/** From the step that is shown to the next one, which shows when the address has changed. @param {Page} page */
export async function onward(page) {
  const step = page.locator('[data-step]:visible').first();
  const id = await step.getAttribute('id');
  await page.click(`#${id} [data-next]`);
  await page.locator(`#${id}`).waitFor({ state: 'hidden' });
}

/** The code or the secret that stands in groups. @param {import('playwright-core').Locator} place @returns {Promise<string>} */
export async function grouped(place) {
  await place.waitFor();
  return (await place.locator('span').allInnerTexts()).join('-');
}
