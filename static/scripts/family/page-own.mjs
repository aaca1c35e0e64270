/**
 * `[data-own]`: the applications of this device, looked up, and what can be done with them.
 */
import { Client } from './client.mjs';
import { readCode } from './code.mjs';
import { all, attribute, one, pageLanguage, saveFile, setBusy, tell, textOf } from './dom.mjs';
import { explained, Told } from './errors.mjs';
import { filled } from './fill.mjs';
import { demandOf, readAnswerReceipt } from './receipt.mjs';
import { objectionText, signAnswer } from './request.mjs';
import { sign } from './key.mjs';
import { smaller, toPng } from './picture.mjs';
import { readPending, send, withdrawing } from './submission.mjs';
import { answering, broughtUp, viewOf } from './view.mjs';
import { forget, fromWritten, held as heldWith, heldOf, hold, lastRequest, written } from './vault.mjs';

/** @typedef {import('./vault.mjs').Held} Held */

/** The applications of a round on this device. */
class OwnPage {
  /** @param {HTMLElement} root @param {import('./storage.mjs').Kept} storage */
  constructor(root, storage) {
    this.root = root;
    this.storage = storage;
    this.round = attribute(root, 'data-round');
    this.origin = attribute(root, 'data-origin');
    this.officeKey = root.getAttribute('data-receipts-key');
    const onWait = (/** @type {number} */ seconds) => tell(root, 'progress', textOf(root, 'again', { seconds }));
    this.client = new Client({ language: pageLanguage(), onWait });
  }

  /** Look up everything anew. @returns {Promise<boolean>} whether all could be looked up; what couldn't is told */
  async show() {
    const applications = heldOf(this.storage, this.round);
    const place = one(this.root, '[data-list]') ?? this.root;
    all(place, '[data-application]').forEach((old) => old.remove());
    for (const none of all(this.root, '[data-none]')) none.hidden = applications.length > 0;
    tell(this.root, 'progress', applications.length > 0 ? textOf(this.root, 'loading') : '');
    let fine = await this.#resend();
    for (const { code } of heldOf(this.storage, this.round)) fine = (await this.#one(place, code)) && fine;
    if (fine) tell(this.root, 'done', '');
    return fine;
  }

  /** What was signed and had no answer is sent again: it may be the application that is missing here. @returns {Promise<boolean>} */
  async #resend() {
    const waiting = readPending(this.storage, this.round);
    if (waiting === null) return true;
    tell(this.root, 'progress', textOf(this.root, 'sending'));
    try {
      await send(this.client, this.storage, waiting, this.officeKey);
      return true;
    } catch (error) {
      tell(this.root, 'error', explained(this.root, error));
      return false;
    }
  }

  /** @param {HTMLElement} place @param {string} code @returns {Promise<boolean>} whether it could be looked up */
  async #one(place, code) {
    const template = one(this.root, 'template');
    const application = heldWith(this.storage, this.round, code);
    if (!(template instanceof HTMLTemplateElement) || application === null) return false;
    try {
      const own = await this.client.own(application, application.secret);
      const { held, missing } = broughtUp(application, own);
      hold(this.storage, held);
      this.#add(place, filled(template, { ...viewOf(held, own), missing: missing > 0 ? String(missing) : '', failed: '' }), held, own);
      return true;
    } catch (error) {
      const text = explained(this.root, error);
      tell(this.root, 'error', text);
      this.#add(place, filled(template, { code, name: application.fields?.name ?? '', failed: text }), application, null);
      return false;
    }
  }

  /** @param {HTMLElement} place @param {DocumentFragment} clone @param {Held} held @param {any} own null if it couldn't be looked up */
  #add(place, clone, held, own) {
    const section = document.createElement(place.localName === 'ul' || place.localName === 'ol' ? 'li' : 'article');
    section.dataset.application = held.code;
    section.append(clone);
    for (const button of all(section, 'button[data-action]')) {
      button.addEventListener('click', () => this.#do(button, section, held, own));
    }
    const codes = bundleOf(held).join('+');
    for (const link of /** @type {HTMLAnchorElement[]} */ (all(section, 'a[data-address]'))) {
      link.href = attribute(link, 'data-address').replace('{codes}', encodeURIComponent(codes)).replace('{code}', held.code);
    }
    place.append(section);
    const image = one(section, 'img[data-picture]');
    if (image instanceof HTMLImageElement && own !== null) this.#picture(image, held);
  }

  /** Without its picture a receipt is a receipt all the same. @param {HTMLImageElement} image @param {Held} held */
  #picture(image, held) {
    image.alt = textOf(this.root, 'picture', { code: held.code });
    this.client.picture(held, held.secret)
      .then((svg) => { image.hidden = false; return toPng(image, svg); })
      .catch((error) => { image.hidden = true; console.error(error); });
  }

  /** @param {HTMLElement} button @param {HTMLElement} section @param {Held} held @param {any} own */
  async #do(button, section, held, own) {
    const question = button.getAttribute('data-confirm');
    if (question !== null && !globalThis.confirm(question)) return;
    const action = button.dataset.action ?? '';
    const here = ON_DEVICE[action];
    if (here !== undefined) return here({ section, held, page: this });
    setBusy(this.root, true);
    tell(this.root, 'progress', textOf(this.root, 'sending'));
    try {
      await this.#ask(button, section, held, own);
      if (await this.show()) tell(this.root, 'done', textOf(this.root, `done-${action}`));
    } catch (error) {
      tell(this.root, 'error', explained(this.root, error));
    } finally {
      setBusy(this.root, false);
    }
  }

  /** @param {HTMLElement} button @param {HTMLElement} section @param {Held} held @param {any} own */
  async #ask(button, section, held, own) {
    const action = button.dataset.action ?? '';
    if (action === 'withdraw') {
      const pending = withdrawing(held, heldOf(this.storage, this.round));
      await send(this.client, this.storage, pending, this.officeKey);
    } else if (action === 'accept' || action === 'decline') {
      await this.#answer(action, held, own);
    } else if (action === 'object') {
      await this.#object(section, held, own);
    } else if (action === 'upload') {
      await this.#upload(section, held);
    } else if (action === 'remove') {
      await this.client.remove(held, held.secret, /** @type {HTMLButtonElement} */ (button).value);
    }
  }

  /** @param {HTMLElement} section @param {Held} held */
  async #upload(section, held) {
    const field = /** @type {HTMLInputElement | null} */ (one(section, 'input[type=file]'));
    const category = /** @type {HTMLSelectElement | null} */ (one(section, '[name=category]'));
    const file = field?.files?.[0];
    if (file === undefined || category === null) throw new Told(textOf(this.root, 'no-file'));
    await this.client.prove(held, held.secret, category.value, await smaller(file));
  }

  /** @param {'accept' | 'decline'} word @param {Held} held @param {any} own */
  async #answer(word, held, own) {
    const said = answering(held, own, word);
    if (said === null) throw new Error(`${held.code} has no place to answer to`);
    const signed = signAnswer(said, held.secret);
    const note = await this.client.answer(this.round, signed);
    hold(this.storage, { ...held, answers: [...held.answers, note] });
    demandOf(readAnswerReceipt(note), { text: signed.answer, key: signed.key, signature: signed.signature }, this.officeKey);
  }

  /** @param {HTMLElement} section @param {Held} held @param {any} own */
  async #object(section, held, own) {
    const field = one(section, '[name=objection]');
    const text = field instanceof HTMLTextAreaElement ? field.value.trim() : '';
    const number = own.objections.length + 1;
    const signature = sign(held.secret, objectionText(held, number, text));
    await this.client.object(held, held.secret, { number, text, signature });
  }
}

/** @param {Held} held @returns {string[]} the codes that are changed together with it, its own too */
function bundleOf(held) {
  const bundle = lastRequest(held)?.bundle ?? [];
  return bundle.length > 0 ? bundle : [held.code];
}

/** @typedef {{section: HTMLElement, held: Held, page: OwnPage}} Here */

/** What needs no answer of the office. @type {Record<string, (here: Here) => void>} */
const ON_DEVICE = {
  'show-words': ({ section, held }) => all(section, '[data-words]').forEach((place) => toggleWords(place, held)),
  'save-receipt': ({ held }) => {
    const note = held.receipts[held.receipts.length - 1];
    if (note !== undefined) saveFile(`${held.code}-${held.receipts.length}.txt`, note);
  },
  'print': () => globalThis.print(),
  'forget': ({ section, held, page }) => {
    forget(page.storage, held.round, held.code);
    section.remove();
  },
};

/** Words stand on the page only while somebody wants to see them. @param {HTMLElement} place @param {Held} held */
function toggleWords(place, held) {
  const shown = place.childNodes.length > 0;
  place.hidden = shown;
  if (shown) return place.replaceChildren();
  const language = (place.dataset.words || pageLanguage()).startsWith('en') ? 'en' : 'zh';
  const { words } = written(held, language);
  const item = place.localName === 'ol' || place.localName === 'ul' ? 'li' : 'span';
  for (const word of words) {
    const element = document.createElement(item);
    element.textContent = word;
    place.append(element, ' ');
  }
}

/**
 * `form[data-import]`: code and words that were written down.
 * @param {HTMLFormElement} form
 * @param {OwnPage} page
 */
function bindImport(form, page) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      const typed = new FormData(form);
      const code = readCode(String(typed.get('code') ?? ''));
      if (code === null) return tell(form, 'error', textOf(form, 'wrong-code'));
      const brought = fromWritten({ origin: page.origin, round: page.round, code, words: String(typed.get('words') ?? '') });
      // Asked before anything is kept, so that words of another application don't take this one's place.
      const own = await page.client.own(brought, brought.secret);
      hold(page.storage, broughtUp(heldWith(page.storage, page.round, code) ?? brought, own).held);
      form.reset();
      tell(form, 'done', textOf(form, 'brought'));
      await page.show();
    } catch (error) {
      tell(form, 'error', explained(form, error));
    }
  });
}

/** @param {HTMLElement} root @param {import('./storage.mjs').Kept} storage */
export function bindOwn(root, storage) {
  const page = new OwnPage(root, storage);
  for (const form of all(root, 'form[data-import]')) bindImport(/** @type {HTMLFormElement} */ (form), page);
  // Back from the form: what was just given is to be kept.
  const fresh = new URLSearchParams(location.search).has('new');
  for (const part of all(root, '[data-new]')) part.hidden = !fresh;
  page.show().catch((error) => tell(root, 'error', explained(root, error)));
}
