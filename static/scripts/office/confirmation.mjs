/**
 * A step that cannot be undone is confirmed by typing a word; until it stands there, the button says that it
 * is not ready. The server asks for the word too.
 *
 * @param {HTMLInputElement} field whose `data-confirm-word` is the word
 */
export function typedConfirmation(field) {
  const button = field.form?.querySelector('button:not([type="button"])');
  if (!(button instanceof HTMLButtonElement)) return;
  const show = () => {
    button.disabled = field.value.trim() !== field.dataset.confirmWord;
  };
  field.addEventListener('input', show);
  show();
}
