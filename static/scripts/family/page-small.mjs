/**
 * Drafts and the check of document numbers, bound to the page.
 */
import { ageOn, readDocument, todayInChina } from './document.mjs';
import { all, attribute, one, textOf } from './dom.mjs';
import { readDraft, removeDraft, saveDraft } from './draft.mjs';
import { changed, restore, valuesOf } from './form.mjs';

/**
 * `form[data-draft=ROUND]`: restored now, saved at every change. `[data-restored]` in it is shown where
 * that put anything in: it is not sent yet. `button[data-action=forget-draft]` removes the draft and empties
 * the form.
 * @param {HTMLFormElement} form
 * @param {import('./storage.mjs').Kept} storage
 */
export function bindDraft(form, storage) {
  const round = attribute(form, 'data-draft');
  const note = one(form, '[data-restored]');
  const restored = restore(form, readDraft(storage, round, Date.now()));
  if (note !== null) note.hidden = !restored;
  const save = () => {
    try {
      saveDraft(storage, round, valuesOf(form), Date.now());
    } catch {
      // A full storage costs the draft, not the form.
    }
  };
  form.addEventListener('input', save);
  form.addEventListener('change', save);
  // What other scripts put into hidden fields makes no event.
  form.addEventListener('submit', save);
  one(form, '[data-action=forget-draft]')?.addEventListener('click', () => {
    form.reset();
    changed(form);
    // Last: whoever hears of the change saves it.
    removeDraft(storage, round);
    if (note !== null) note.hidden = true;
  });
}

/**
 * `[data-identity]`: checks the number in it while it is typed, and fills birth, age and sex.
 * @param {HTMLElement} group
 */
export function bindIdentity(group) {
  const kind = /** @type {HTMLInputElement | null} */ (one(group, '[name$="document-type"]'));
  const number = /** @type {HTMLInputElement | null} */ (one(group, '[name$="document-number"]'));
  if (number === null) return;
  const judge = (/** @type {boolean} */ aloud) => {
    const today = todayInChina();
    const read = readDocument(kind?.value ?? 'resident-id', number.value, today);
    const empty = number.value.trim() === '';
    showFault(group, number, empty ? { ...read, fault: null } : read, aloud);
    fill(group, read, today);
  };
  // Nobody is told that a number is too short before it is finished.
  number.addEventListener('input', () => judge(number.getAttribute('aria-invalid') === 'true'));
  number.addEventListener('change', () => judge(true));
  kind?.addEventListener('change', () => judge(number.value.trim() !== ''));
  judge(number.value.trim() !== '');
}

/** @param {HTMLElement} group @param {HTMLInputElement} number @param {import('./document.mjs').Read} read @param {boolean} aloud */
function showFault(group, number, { fault, length, birth }, aloud) {
  const text = fault === null ? '' : textOf(group, `wrong-${fault}`, { length, birth: birth ?? '' });
  // A birth date ahead may be the device's clock: it is said, and doesn't keep the form back.
  number.setCustomValidity(fault === 'birth' ? '' : text);
  const shown = aloud ? text : '';
  number.setAttribute('aria-invalid', String(shown !== ''));
  const place = one(group, '[data-error]');
  if (place === null) return;
  place.hidden = shown === '';
  place.textContent = shown;
}

/** @param {HTMLElement} group @param {import('./document.mjs').Read} read @param {string} today */
function fill(group, { fault, birth, sex }, today) {
  const fine = fault === null && birth !== null && sex !== null;
  for (const place of all(group, '[data-read]')) place.hidden = !fine;
  const values = fine ? { birth, sex, age: String(ageOn(birth, today)) } : { birth: '', sex: '', age: '' };
  for (const [name, value] of Object.entries(values)) {
    for (const place of all(group, `[data-fill="${name}"]`)) {
      if (value === '' || name === 'birth') place.textContent = value;
      else place.textContent = name === 'sex' ? textOf(place, value) : textOf(place, 'years', { years: value });
    }
    if (!fine) continue;
    const fields = all(group, `input[name$="-${name}"], select[name$="-${name}"]`);
    fields.forEach((field) => fillField(/** @type {HTMLInputElement | HTMLSelectElement} */ (field), value));
  }
}

/** @param {HTMLInputElement | HTMLSelectElement} field @param {string} value */
function fillField(field, value) {
  if (field instanceof HTMLInputElement && field.type === 'radio') field.checked = field.value === value;
  else field.value = value;
}
