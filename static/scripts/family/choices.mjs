/**
 * Ranked choices: what is chosen in the form's lists, as rolls write it (programs joined by `>`, bands
 * by `|`), in the hidden field that is signed.
 */

/** @param {HTMLFormElement} form */
export function bindChoices(form) {
  const field = /** @type {HTMLInputElement | null} */ (form.querySelector('[data-choices]'));
  if (!field) return;
  const write = () => {
    field.value = written(/** @type {HTMLSelectElement[]} */ ([...form.querySelectorAll('[data-choice]')]));
  };
  form.addEventListener('change', write);
  // Before anybody else hears of the sending: a draft that was restored told nobody of a change.
  form.addEventListener('submit', write, { capture: true });
  write();
}

/** @param {Pick<HTMLSelectElement, 'dataset' | 'value'>[]} lists in the order of the form */
export function written(lists) {
  /** @type {string[][]} */
  const bands = [];
  for (const list of lists) {
    const band = Number(list.dataset.choice);
    bands[band] ??= [];
    if (list.value !== '') bands[band].push(list.value);
  }
  return bands.map((programs) => programs.join('>')).join('|');
}
