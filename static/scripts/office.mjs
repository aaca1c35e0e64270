/**
 * What makes the office's pages easier where scripts run. Every page works without.
 */
import { typedConfirmation } from './office/confirmation.mjs';
import { countFaces } from './office/faces.mjs';
import { watch } from './office/watch.mjs';
import { wordsFollow } from './office/editor.mjs';
import { reviewKeys } from './office/review.mjs';

for (const field of document.querySelectorAll('input[data-confirm-word]')) {
  typedConfirmation(/** @type {HTMLInputElement} */ (field));
}
for (const field of document.querySelectorAll('textarea[data-throws]')) {
  countFaces(/** @type {HTMLTextAreaElement} */ (field));
}
const watched = document.querySelector('[data-watch]');
if (watched instanceof HTMLElement) watch(watched);
for (const form of document.querySelectorAll('form[data-preview]')) {
  wordsFollow(/** @type {HTMLFormElement} */ (form));
}

reviewKeys(document);
