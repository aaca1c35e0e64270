/**
 * What makes the office's pages easier where scripts run. Every page works without.
 */
import { typedConfirmation } from './office/confirmation.mjs';

for (const field of document.querySelectorAll('input[data-confirm-word]')) {
  typedConfirmation(/** @type {HTMLInputElement} */ (field));
}
