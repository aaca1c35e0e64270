/**
 * `form[data-apply]`: the last step of applying, and of changing what was applied for.
 */
import { Client, Refused } from './client.mjs';
import { todayInChina } from './document.mjs';
import { all, attribute, one, pageLanguage, setBusy, tell, textOf } from './dom.mjs';
import { removeDraft } from './draft.mjs';
import { explained, fieldOf, Told } from './errors.mjs';
import { restore, textsOf, valuesOfKept, wishOf } from './form.mjs';
import { reveal } from './steps.mjs';
import { applying, changing, isOf, readPending, send } from './submission.mjs';
import { held, hold } from './vault.mjs';
import { broughtUp } from './view.mjs';

/** @typedef {import('./vault.mjs').Held} Held */
/** @typedef {import('./submission.mjs').Wish} Wish */

/**
 * @param {HTMLFormElement} form
 * @param {import('./storage.mjs').Kept} storage
 */
export function bindApply(form, storage) {
  const onWait = (/** @type {number} */ seconds) => tell(form, 'progress', textOf(form, 'again', { seconds }));
  const client = new Client({ language: pageLanguage(), onWait });
  const codes = (form.getAttribute('data-change') ?? '').split('+').filter((code) => code !== '');
  const known = codes.map((code) => held(storage, attribute(form, 'data-round'), code));
  if (known.every(isThere)) fillChange(form, known);
  else form.dataset.strange = '';
  // Back from the next page, a browser shows this one as it was left.
  globalThis.addEventListener('pageshow', ({ persisted }) => persisted && setBusy(form, false));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const wish = wishOf(textsOf(new FormData(form)), todayInChina());
    setBusy(form, true);
    clearFaults(form);
    try {
      const done = await submitted({ form, storage, client }, wish, codes);
      removeDraft(storage, attribute(form, 'data-round'));
      tell(form, 'done', textOf(form, 'kept'));
      location.assign(doneAddress(form, done));
    } catch (error) {
      tell(form, 'error', explained(form, error));
      if (error instanceof Refused) showFaults(form, error.problem.errors ?? []);
      setBusy(form, false);
    }
  });
}

/**
 * A form that changes applications, as they are. What this device doesn't know of a child isn't asked for.
 * @param {HTMLFormElement} form @param {Held[]} known
 */
function fillChange(form, known) {
  restore(form, valuesOfKept(known));
  known.forEach(({ fields }, i) => {
    if (fields !== null) return;
    const child = one(form, `[data-child="${i}"]`);
    if (child === null) return;
    for (const part of all(child, '[data-fields]')) part.hidden = true;
    for (const part of all(child, '[data-unknown-fields]')) part.hidden = false;
    for (const field of all(child, 'input, select')) /** @type {HTMLInputElement} */ (field).disabled = true;
  });
}

/** @param {Held | null} one @returns {one is Held} */
function isThere(one) {
  return one !== null;
}

/**
 * @typedef {object} Desk
 * @property {HTMLFormElement} form
 * @property {import('./storage.mjs').Kept} storage
 * @property {Client} client
 */

/**
 * What was signed before and had no answer is sent first: it may have been taken.
 * @param {Desk} desk @param {Wish} wish @param {string[]} codes of a change
 * @returns {Promise<Held[]>}
 */
async function submitted(desk, wish, codes) {
  const waiting = readPending(desk.storage, attribute(desk.form, 'data-round'));
  const before = waiting === null ? null : await resent(desk, waiting);
  if (waiting !== null && before !== null) {
    if (isOf(waiting, wish, codes)) return before;
    // Taken meanwhile, and the family wants something else by now: that is a change.
    const first = waiting.revisions.every(({ token }) => token !== undefined);
    const same = first && codes.length === 0 && before.length === wish.children.length;
    if (same) return sent(desk, changing(before, wish));
  }
  return sent(desk, codes.length > 0 ? changing(await applicationsOf(desk, codes), wish) : await made(desk, wish));
}

/**
 * @param {Desk} desk @param {import('./submission.mjs').Pending} waiting
 * @returns {Promise<Held[] | null>} null if it was refused for good
 */
async function resent(desk, waiting) {
  try {
    return await sent(desk, waiting);
  } catch (error) {
    if (error instanceof Refused && !error.isPassing) return null;
    throw error;
  }
}

/** @param {Desk} desk @param {Wish} wish */
async function made({ form, client }, wish) {
  const where = { origin: attribute(form, 'data-origin'), round: attribute(form, 'data-round') };
  tell(form, 'progress', textOf(form, 'reserving'));
  const reserved = await client.reserve(where.round, wish.children.length);
  return applying(where, reserved, wish);
}

/** @param {Desk} desk @param {import('./submission.mjs').Pending} pending */
async function sent({ form, client, storage }, pending) {
  tell(form, 'progress', textOf(form, 'sending'));
  return send(client, storage, pending, form.getAttribute('data-receipts-key'));
}

/**
 * The applications that are changed, looked up: the office may have made a revision since.
 * @param {Desk} desk @param {string[]} codes @returns {Promise<Held[]>}
 */
async function applicationsOf({ form, storage, client }, codes) {
  const round = attribute(form, 'data-round');
  const found = [];
  for (const code of codes) {
    const application = held(storage, round, code);
    if (application === null) throw new Told(textOf(form, 'no-key', { code }));
    const own = await client.own(application, application.secret);
    found.push(broughtUp(application, own).held);
  }
  found.forEach((application) => hold(storage, application));
  return found;
}

/** @param {HTMLFormElement} form @param {Held[]} done @returns {string} */
function doneAddress(form, done) {
  const codes = done.map(({ code }) => code);
  // In a query a bare + would be read as a space.
  const address = attribute(form, 'data-done').replace('{codes}', encodeURIComponent(codes.join('+')));
  return address.replace('{code}', codes[0]);
}

/** @param {HTMLFormElement} form @param {{pointer: string, detail: string}[]} errors of the service */
function showFaults(form, errors) {
  for (const { pointer, detail } of errors) {
    const at = fieldOf(pointer);
    if (at === null) continue;
    const name = CSS.escape(`child-${at.child}-${at.field}`);
    const field = one(form, `[name="${name}"]`);
    field?.setAttribute('aria-invalid', 'true');
    const place = one(form, `[data-error-for="${name}"]`);
    if (place === null) continue;
    reveal(place);
    place.hidden = false;
    place.textContent = detail;
  }
}

/** @param {HTMLFormElement} form */
function clearFaults(form) {
  for (const field of all(form, '[aria-invalid=true]')) field.removeAttribute('aria-invalid');
  for (const place of all(form, '[data-error-for]')) {
    place.hidden = true;
    place.textContent = '';
  }
}
