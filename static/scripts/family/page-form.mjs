/**
 * `form[data-pools]`: choices limited to what rules and claims allow, what linking does, and the summary
 * before sending. Titles are those of the page.
 */
import { all, attribute, one, textOf } from './dom.mjs';
import { effects, isOpen, needed, shared } from './eligible.mjs';

/** @typedef {import('./eligible.mjs').Pools} Pools */

/** @param {HTMLFormElement} form */
export function bindForm(form) {
  const pools = /** @type {Pools} */ (JSON.parse(attribute(form, 'data-pools')));
  const refresh = () => {
    const claims = claimsOf(form);
    const linked = isLinked(form);
    limit(form, pools, linked ? [shared(claims)] : claims);
    showEffects(form, pools, claims, linked);
    nameChildren(form);
    summarise(form);
  };
  form.addEventListener('change', refresh);
  refresh();
}

/** @param {HTMLFormElement} form @returns {string[][]} of each child */
function claimsOf(form) {
  return all(form, '[data-child]').map(({ dataset }) => {
    const boxes = /** @type {HTMLInputElement[]} */ (all(form, `[name="child-${dataset.child}-claims"]:checked`));
    return boxes.map(({ value }) => value);
  });
}

/** @param {HTMLFormElement} form @returns {boolean} */
function isLinked(form) {
  return one(form, '[name=linked]:checked') !== null;
}

/** @param {HTMLFormElement} form @param {string[]} ids @returns {string} their titles */
function categories(form, ids) {
  const titles = ids.map((id) => one(form, `[data-title="${CSS.escape(id)}"]`)?.textContent ?? id);
  return titles.join(textOf(form, 'comma'));
}

/** @param {HTMLOptionElement} option @returns {string} the program's title as the page wrote it */
function titleOf(option) {
  option.dataset.title ??= option.textContent ?? '';
  return option.dataset.title;
}

/**
 * What is chosen already or leads nowhere can't be chosen.
 * @param {HTMLFormElement} form @param {Pools} pools @param {string[][]} claims of those who are tried
 */
function limit(form, pools, claims) {
  const lists = /** @type {HTMLSelectElement[]} */ (all(form, '[data-choice]'));
  const chosen = lists.map(({ value }) => value).filter((value) => value !== '');
  for (const list of lists) {
    let wrong = '';
    for (const option of Array.from(list.options)) {
      if (option.value === '') continue;
      const needs = textOf(form, 'needs', { categories: categories(form, needed(pools[option.value] ?? [])) });
      const closed = !claims.some((one) => isOpen(pools[option.value] ?? [], one));
      const taken = chosen.includes(option.value) && option.value !== list.value;
      const twice = option.selected && chosen.filter((value) => value === option.value).length > 1;
      if (option.selected && (closed || twice)) wrong = closed ? needs : textOf(form, 'taken');
      option.disabled = (closed || taken) && !option.selected;
      const why = closed ? needs : taken ? textOf(form, 'taken') : '';
      option.textContent = why === '' ? titleOf(option) : `${titleOf(option)} · ${why}`;
    }
    tellAt(form, list, wrong);
  }
  if (chosen.length === 0) lists[0]?.setCustomValidity(textOf(form, 'no-choice'));
}

/** @param {HTMLFormElement} form @param {HTMLSelectElement} list @param {string} wrong empty: nothing is */
function tellAt(form, list, wrong) {
  list.setCustomValidity(wrong);
  list.setAttribute('aria-invalid', String(wrong !== ''));
  list.closest('.field')?.classList.toggle('wrong', wrong !== '');
  const place = one(form, `[data-error-for="${CSS.escape(list.name)}"]`);
  if (place === null) return;
  place.hidden = wrong === '';
  place.textContent = wrong;
}

/** @param {HTMLFormElement} form @param {Pools} pools @param {string[][]} claims @param {boolean} linked */
function showEffects(form, pools, claims, linked) {
  const place = one(form, '[data-effects]');
  if (place === null) return;
  place.hidden = !linked;
  if (!linked) return;
  const { lost, later } = effects(pools, claims);
  const words = (/** @type {{program: string, pool: string[][]}[]} */ found) =>
    [...new Set(found.map(({ program, pool }) => poolInWords(form, program, pool)))].join(textOf(form, 'comma'));
  const lines = [textOf(form, 'effect-title')];
  if (lost.length > 0) lines.push(textOf(form, 'effect-lost', { pools: words(lost) }));
  if (later.length > 0) lines.push(textOf(form, 'effect-later', { pools: words(later) }));
  if (lines.length === 1) lines.push(textOf(form, 'effect-none'));
  place.replaceChildren(...lines.map((line, i) => element(i === 0 ? 'strong' : 'p', line)));
}

/** @param {HTMLFormElement} form @param {string} program @param {string[][]} pool @returns {string} */
function poolInWords(form, program, pool) {
  const option = /** @type {HTMLOptionElement | null} */ (one(form, `option[value="${CSS.escape(program)}"]`));
  const title = option === null ? program : titleOf(option);
  const ids = pool.flat().filter((id) => id !== '*');
  return ids.length === 0 ? title : textOf(form, 'pool', { program: title, categories: categories(form, ids) });
}

/** @param {string} name @param {string} text @returns {HTMLElement} */
function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

/** Each child's name where its claims are asked for. @param {HTMLFormElement} form */
function nameChildren(form) {
  for (const place of all(form, '[data-name-of]')) {
    const field = /** @type {HTMLInputElement | null} */ (one(form, `[name="child-${place.dataset.nameOf}-name"]`));
    place.textContent = field?.value ?? '';
  }
}

/** What will be sent, in the order of the form. @param {HTMLFormElement} form */
function summarise(form) {
  const place = one(form, '[data-summary]');
  if (place === null) return;
  place.hidden = false;
  place.replaceChildren(...rows(form).map(([term, text]) => {
    const row = document.createElement('div');
    row.append(element('dt', term), element('dd', text));
    return row;
  }));
}

/** @param {HTMLFormElement} form @returns {string[][]} term and text */
function rows(form) {
  const found = [];
  for (const part of all(form, '[data-step] fieldset')) {
    const legend = one(part, 'legend')?.textContent?.trim() ?? '';
    for (const field of all(part, '.field')) {
      const shown = shownOf(/** @type {HTMLInputElement | HTMLSelectElement | null} */ (one(field, 'input, select')));
      if (shown !== '') found.push([`${legend} · ${one(field, 'label')?.textContent ?? ''}`, shown]);
    }
    const ticked = all(part, '.option > input:checked').map((box) => optionText(box));
    if (ticked.length > 0) found.push([legend, ticked.join(textOf(form, 'comma'))]);
  }
  return found;
}

/** @param {HTMLInputElement | HTMLSelectElement | null} field @returns {string} empty for nothing */
function shownOf(field) {
  if (field === null || field.disabled || field.type === 'file' || field.value === '') return '';
  return field instanceof HTMLSelectElement ? titleOf(field.selectedOptions[0]) : field.value;
}

/** @param {HTMLElement} box @returns {string} */
function optionText(box) {
  const text = box.nextElementSibling;
  return (text?.querySelector('[data-title]') ?? text)?.textContent?.trim() ?? '';
}
