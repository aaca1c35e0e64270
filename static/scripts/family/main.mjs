/**
 * The family's pages: what the server rendered works without this; with it, keys stay on the device.
 */
import { bindChoices } from './choices.mjs';
import { all } from './dom.mjs';
import { bindApply } from './page-apply.mjs';
import { bindOwn } from './page-own.mjs';
import { bindDraft, bindIdentity } from './page-small.mjs';
import { deviceStorage } from './storage.mjs';

function start() {
  const storage = deviceStorage();
  if (storage !== null) {
    // Drafts first: what they put in is checked and sent afterwards.
    all(document, 'form[data-draft]').forEach((form) => bindDraft(/** @type {HTMLFormElement} */ (form), storage));
    all(document, 'form[data-apply]').forEach((form) => bindChoices(/** @type {HTMLFormElement} */ (form)));
    all(document, 'form[data-apply]').forEach((form) => bindApply(/** @type {HTMLFormElement} */ (form), storage));
    all(document, '[data-own]').forEach((root) => bindOwn(root, storage));
    // A browser that keeps nothing would lose the key: it goes on as one without script.
    for (const part of all(document, '[data-no-script]')) part.hidden = true;
    for (const part of all(document, '[data-script]')) part.hidden = false;
  }
  all(document, '[data-identity]').forEach(bindIdentity);
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
else start();
