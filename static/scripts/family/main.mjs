/**
 * The family's pages: what the server rendered works without this; with it, keys stay on the device.
 */
import { bindChoices } from './choices.mjs';
import { all, one } from './dom.mjs';
import { bindApply } from './page-apply.mjs';
import { bindForm } from './page-form.mjs';
import { bindOwn } from './page-own.mjs';
import { bindDraft, bindIdentity } from './page-small.mjs';
import { toPng } from './picture.mjs';
import { bindSteps } from './steps.mjs';
import { deviceStorage } from './storage.mjs';

function start() {
  const storage = deviceStorage();
  if (storage !== null) bindKept(storage);
  const forms = (/** @type {string} */ selector) => /** @type {HTMLFormElement[]} */ (all(document, selector));
  all(document, '[data-identity]').forEach(bindIdentity);
  for (const image of all(document, 'img[data-picture][src^="data:image/svg"]')) {
    toPng(/** @type {HTMLImageElement} */ (image)).catch(console.error);
  }
  // After drafts and kept applications have filled them.
  forms('form[data-pools]').forEach(bindForm);
  forms('form[data-steps]').forEach(bindSteps);
}

/** What hangs on the device's keeping something. @param {import('./storage.mjs').Kept} storage */
function bindKept(storage) {
  const forms = (/** @type {string} */ selector) => /** @type {HTMLFormElement[]} */ (all(document, selector));
  // Drafts first: what they put in is checked and sent afterwards.
  forms('form[data-draft]').forEach((form) => bindDraft(form, storage));
  forms('form[data-apply]').forEach((form) => bindChoices(form));
  forms('form[data-apply]').forEach((form) => bindApply(form, storage));
  all(document, '[data-own]').forEach((root) => bindOwn(root, storage));
  // A change of what this device doesn't have goes on as one without script.
  const strange = one(document, 'form[data-strange]') !== null;
  // A browser that keeps nothing would lose the key: it goes on as one without script.
  for (const part of all(document, '[data-no-script]')) part.hidden = !strange;
  for (const part of all(document, '[data-script]')) part.hidden = strange && part.querySelector('form[data-strange]') !== null;
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
else start();
